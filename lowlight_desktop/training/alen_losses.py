"""How far a clean mosaic is from the truth, as an eye would see it.

Losses take pictures, (B, 3, H, W), of finished linear light: 0 is black, 1 is white.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

_TOE = 0.01
_POWER = 1.0 / 2.2
_FAR_PX = (4, 8)
FAR_UNIT = 5e-4
"""Below it a difference counts by itself, above it its logarithm: an eighth of a step of 255."""
_MOST = 1.5  # light: beyond it a lamp is a lamp


def seen(light: Tensor) -> Tensor:
    """Light on a scale of about equal steps for the eye; below black it goes on mirrored.

    The toe keeps the steepest slope at 5.6: noise in a black corner does not outshout all else.
    """
    return light.sign() * ((light.abs() + _TOE) ** _POWER - _TOE**_POWER)


def tone_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """Mean absolute difference for the eye."""
    return F.l1_loss(seen(out), seen(wanted))


def light_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """Mean absolute difference of the light, up to one and a half times white."""
    return F.l1_loss(out.clamp(max=_MOST), wanted.clamp(max=_MOST))


def edge_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """Mean absolute difference of the steps between neighbors, for the eye."""
    difference = seen(out) - seen(wanted)
    across = (difference[..., 1:] - difference[..., :-1]).abs().mean()
    return across + (difference[..., 1:, :] - difference[..., :-1, :]).abs().mean()


def far_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """How far both pictures are apart seen from afar, four and eight times smaller.

    A mean of light is right or wrong, whatever the noise: blotches and colors that fade toward
    gray count here, where the other losses are content with the most likely pixel. Of each
    picture the logarithm counts: of a clean one a small difference of color matters as much as
    a large one of a picture that hardly shows any.
    """
    by_size = [
        (seen(F.avg_pool2d(out, px)) - seen(F.avg_pool2d(wanted, px))).abs().mean((1, 2, 3))
        for px in _FAR_PX
    ]
    return (torch.stack(by_size) / FAR_UNIT).log1p().mean() * FAR_UNIT


def up_to_full(out: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
    """Both cut where the truth has filled the sensor: what is beyond is not shown.

    Args:
        out: (B, 3, H, W) camera light; 1 is the full sensor.
        wanted: Likewise.
    """
    return torch.where(wanted >= 1.0, out.clamp(max=1.0), out), wanted.clamp(max=1.0)
