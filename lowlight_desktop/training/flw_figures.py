"""What a published FLW model is worth, measured as a photographer gets it.

Every figure goes through the program itself: survey, network, protection of lamps and black, 8-bit
sRGB. The protocols and the scores are those of `lowlight evaluate`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import numpy as np
import torch
from tqdm import tqdm

from lowlight_desktop.develop.color import Stored, convert, decode, encode
from lowlight_desktop.develop.defects import MEASURES, find_defects
from lowlight_desktop.develop.develop import Networks, Step, develop
from lowlight_desktop.develop.metrics import gt_mean, mean_brightness, psnr, ssim
from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.engine.light import light_step, survey_light
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.photo.color_space import SRGB, WORKING
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Light, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.evaluate import FIXED_TARGET, Protocol, Scores, mean_scores, scores
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.dark_photos import DarkPhoto, dark_photos
from lowlight_desktop.training.data_sets import Photo, validation_sets
from lowlight_desktop.training.golden import differences, golden_input

GROUPS = {"lol": "LOL", "sice": "SICE", "clean": "McMaster"}
"""What people call the groups of photos."""

_NAMES = {
    Protocol.BLIND: "blind",
    Protocol.FIXED: f"fixed target {FIXED_TARGET}",
    Protocol.REFERENCE: "target from the reference",
}
_TILE_PX = 4096  # whole photos in one piece


def lit(
    model: Loaded, photo: Photo, target: float | None, *, fast: bool, tile_px: int = _TILE_PX
) -> tuple[Pixels, float]:
    """A photo lit as the program lights it.

    Args:
        model: A light network.
        photo: (H, W, 3) uint8 sRGB.
        target: Wanted mean brightness, or None for the network's choice.
        fast: Whether to compute in bfloat16.
        tile_px: Side of a tile.

    Returns:
        (H, W, 3) linear Rec. 2020, and the mean brightness that was aimed at.
    """
    image = Image(decode(photo), WORKING)
    wish = Light(target=target)
    survey = survey_light(model, image, wish)

    def light(before: Step) -> Step:
        return light_step(model, survey, wish, before, tile_px=tile_px, fast=fast)

    step = develop(image, Recipe(light=wish), Networks(light))
    return step(Region.whole(image.height, image.width)), survey.target


def finished(light: Pixels) -> Photo:
    """Linear Rec. 2020 to the pixels of a file, (H, W, 3) uint8 sRGB."""
    return encode(light, SRGB, 8).astype(np.uint8, copy=False)


def golden(model: Loaded) -> Stored:
    """The golden input lit by a model with the default wish, (181, 240, 3) uint8 sRGB."""
    return finished(lit(model, golden_input(), None, fast=False)[0])


def numeric_figures(model: Loaded) -> dict[str, float]:
    """What tiles and bfloat16 change on the golden photo, in steps of 255 of an sRGB file."""

    def levels(*, fast: bool = False, tile_px: int = _TILE_PX) -> Pixels:
        light, _ = lit(model, golden_input(), None, fast=fast, tile_px=tile_px)
        return convert(light, WORKING, SRGB).clip(0, 1) * np.float32(255)

    return differences(levels, (64, 90, 256))


def light_figures(model: Loaded, data: Path) -> Figures:
    """All that a card says was measured, in the number format that the program would choose here.

    Args:
        model: A light network.
        data: The data folder.
    """
    fast = fastest_format(model.device) is torch.bfloat16
    photos = dark_photos(validation_sets(data))
    with tqdm(total=len(photos), unit="photo", mininterval=2.0, desc=model.card.title) as bar:
        quality = quality_figures(model, photos, fast=fast, seen=bar.update)
    return {**numeric_figures(model), **quality}


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """One photo under the three protocols; `scaled` is PSNR and SSIM after GT-mean."""

    group: str
    plain: Mapping[Protocol, Scores]
    scaled: Mapping[Protocol, tuple[float, float]]
    predicted: float
    wanted: float
    passed: tuple[bool, ...]


def quality_figures(
    model: Loaded,
    photos: Sequence[DarkPhoto],
    *,
    fast: bool,
    seen: Callable[[], object] = lambda: None,
) -> dict[str, Mapping[str, float]]:
    """How near lit photos are to their references, and which defects they are free of.

    Args:
        model: A light network.
        photos: Photos that it was not trained on.
        fast: Whether to compute in bfloat16.
        seen: Called after each photo.

    Returns:
        How many photos each group has; means for each group, of scores by protocol and of errors
        of the predicted brightness; and the share of all photos, lit blind, that pass each measure
        of the six defects.
    """
    judged: list[_Judged] = []
    for photo in photos:
        judged.append(_judge(model, photo, fast=fast))
        seen()
    counts = Counter(GROUPS[photo.group] for photo in photos)
    figures: dict[str, Mapping[str, float]] = {"photos": dict(counts)}
    for group, title in GROUPS.items():
        own = [j for j in judged if j.group == group]
        if own:
            figures.update({f"{title}, {_NAMES[p]}": _means(own, p) for p in Protocol})
            figures[f"{title}, error of the brightness"] = _brightness_errors(own)
    shares = np.array([j.passed for j in judged]).mean(0)
    figures["share of photos that pass, blind"] = {
        m.name: round(float(share), 3) for m, share in zip(MEASURES, shares, strict=True)
    }
    return figures


def _judge(model: Loaded, photo: DarkPhoto, *, fast: bool) -> _Judged:
    wanted = mean_brightness(photo.bright)
    targets = {
        Protocol.BLIND: None,
        Protocol.FIXED: FIXED_TARGET,
        Protocol.REFERENCE: min(max(wanted, 0.01), 0.99),
    }
    made = {p: lit(model, photo.dark, target, fast=fast) for p, target in targets.items()}
    pictures = {p: finished(light) for p, (light, _) in made.items()}
    defects = find_defects(photo.dark, pictures[Protocol.BLIND], photo.bright)
    return _Judged(
        photo.group,
        {p: scores(picture, photo.bright) for p, picture in pictures.items()},
        {p: _scaled(picture, photo.bright) for p, picture in pictures.items()},
        made[Protocol.BLIND][1],
        wanted,
        tuple(d.passed for d in defects),
    )


def _scaled(picture: Photo, reference: Photo) -> tuple[float, float]:
    picture = gt_mean(picture, reference)
    return psnr(picture, reference), ssim(picture, reference)


def _means(judged: Sequence[_Judged], protocol: Protocol) -> dict[str, float]:
    plain = mean_scores([j.plain[protocol] for j in judged])
    return {
        "PSNR": round(plain.psnr, 2),
        "SSIM": round(plain.ssim, 3),
        "ΔE": round(plain.delta_e, 2),
        "PSNR with GT-mean": round(fmean(j.scaled[protocol][0] for j in judged), 2),
        "SSIM with GT-mean": round(fmean(j.scaled[protocol][1] for j in judged), 3),
    }


def _brightness_errors(judged: Sequence[_Judged]) -> dict[str, float]:
    """Of the network, and of the one constant that suits these very photos best."""
    constant = median(j.wanted for j in judged)
    return {
        "of the network": round(fmean(abs(j.predicted - j.wanted) for j in judged), 3),
        "of the best constant": round(fmean(abs(constant - j.wanted) for j in judged), 3),
    }
