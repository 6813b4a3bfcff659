"""Losses, in float32, each for (B, C, H, W) pictures in [0, 1].

Source:
    The five of FLW-Net: Zhang et al., arXiv 2304.02978. SSIM: Wang et al. 2004.
"""

from collections.abc import Callable
from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor

Loss = Callable[[Tensor, Tensor], Tensor]
"""(out, wanted) to a scalar."""

_EPSILON = 1e-5
_SSIM_RADIUS = 5


def l1(out: Tensor, wanted: Tensor) -> Tensor:
    """Mean absolute difference."""
    return F.l1_loss(out, wanted)


def charbonnier(out: Tensor, wanted: Tensor) -> Tensor:
    """Mean of sqrt(d d + 0.001^2): absolute difference, round at 0 (MIRNet, arXiv 2003.06792)."""
    return ((out - wanted).square() + 1e-6).sqrt().mean()


@lru_cache(maxsize=8)
def _gaussian_band(size: int, device: str) -> Tensor:
    """(size - 10, size): row i holds the 11-tap Gaussian (sigma 1.5) that begins at i."""
    # It is kept: made while validating, it must still serve in training.
    with torch.inference_mode(mode=False):
        x = torch.arange(-_SSIM_RADIUS, _SSIM_RADIUS + 1, dtype=torch.float32)
        taps = torch.exp(-(x**2) / (2 * 1.5**2))
        taps = taps / taps.sum()
        rows = size - 2 * _SSIM_RADIUS
        band = torch.zeros(rows, size)
        for i in range(rows):
            band[i, i : i + 2 * _SSIM_RADIUS + 1] = taps
        return band.to(device)


def _blurred(x: Tensor) -> Tensor:
    """Gaussian filter as two matrix products: a depth-wise convolution takes four times as long."""
    vertical = _gaussian_band(x.shape[-2], str(x.device))
    horizontal = _gaussian_band(x.shape[-1], str(x.device))
    return vertical @ x @ horizontal.T


def ssim(out: Tensor, wanted: Tensor) -> Tensor:
    """Mean structural similarity, 11x11 Gaussian window, sigma 1.5, without padding."""
    c1, c2 = 0.01**2, 0.03**2
    n = out.shape[0]
    stack = torch.cat([out, wanted, out * out, wanted * wanted, out * wanted])
    mean_x, mean_y, xx, yy, xy = _blurred(stack).split(n)
    mean_xy, mean_xx, mean_yy = mean_x * mean_y, mean_x * mean_x, mean_y * mean_y
    covariance, variance = xy - mean_xy, (xx - mean_xx) + (yy - mean_yy)
    similarity = (2 * mean_xy + c1) * (2 * covariance + c2)
    return (similarity / ((mean_xx + mean_yy + c1) * (variance + c2))).mean()


def ssim_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """1 - SSIM."""
    return 1.0 - ssim(out, wanted)


def _angle(numerator: Tensor, xx: Tensor, yy: Tensor) -> Tensor:
    """The paper's d(c) = mean(1 - c) + mean(arccos c) of a cosine c = numerator / sqrt(xx yy).

    The epsilon stays inside the root and c away from 1: both have infinite slopes there.
    """
    c = numerator / (xx * yy + _EPSILON**2).sqrt().clamp_min(_EPSILON)
    c = c.clamp(-1 + 1e-4, 1 - 1e-4)
    return (1.0 - c).mean() + torch.arccos(c).mean()


def color_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """Angle between the colors of each pixel."""
    return _angle((out * wanted).mean(1), (out * out).mean(1), (wanted * wanted).mean(1))


def _relative(out: Tensor, wanted: Tensor) -> Tensor:
    """Angle between two pictures as vectors: each channel apart, and all together."""
    xy, xx, yy = ((a * b).mean((2, 3)) for a, b in ((out, wanted), (out, out), (wanted, wanted)))
    return _angle(xy, xx, yy) + _angle(xy.mean(1), xx.mean(1), yy.mean(1))


def brightness_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """Relative brightness: the pictures without their darkest value, as vectors."""
    floor_out = out.detach().amin((2, 3), keepdim=True)
    floor_wanted = wanted.amin((2, 3), keepdim=True)
    return _relative(out - floor_out, wanted - floor_wanted)


def structure_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """Relative structure: the sizes of the horizontal and vertical differences, as vectors."""
    return _relative(_steps(out), _steps(wanted))


def _steps(x: Tensor) -> Tensor:
    horizontal = F.pad((x[..., 1:] - x[..., :-1]).abs(), (0, 1))
    vertical = F.pad((x[..., 1:, :] - x[..., :-1, :]).abs(), (0, 0, 0, 1))
    return torch.cat([horizontal, vertical], 1)
