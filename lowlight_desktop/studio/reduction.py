"""A developed photo made smaller and crisper, before it becomes a file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from lowlight_desktop.develop.develop import Step
from lowlight_desktop.develop.resize import reduced
from lowlight_desktop.develop.sharpening import (
    OUTPUT_AMOUNTS,
    OUTPUT_SIGMA_PX,
    sharpened,
    sharpened_bands,
)
from lowlight_desktop.photo.export_options import OutputSharpening
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.region import Region


def reduced_photo(
    photo: Image, step: Step, size: tuple[int, int], bands: Iterable[Region]
) -> Image:
    """Average the light of a developed photo over the areas of larger pixels.

    Light is averaged, not stored numbers, so that points of light keep their energy. A pixel
    counts by its coverage: the color of what is transparent leaves no fringe.

    Args:
        photo: The photo before it was developed, for its size and coverage.
        step: Gives the developed pixels.
        size: (h, w) of the result, not more than the photo's.
        bands: From top to bottom, each as wide as the photo; together the photo once.

    Returns:
        In the space of the photo, with coverage where the photo has some.
    """
    whole = (photo.height, photo.width)
    alpha = photo.alpha
    if alpha is None:
        plain = reduced(((band.top, step(band)) for band in bands), whole, size)
        return Image(plain, photo.space)

    def covered() -> Iterator[tuple[int, Pixels]]:
        for band in bands:
            part = alpha[band.slices][..., None]
            yield band.top, np.concatenate([step(band) * part, part], axis=2)

    small = reduced(covered(), whole, size)
    light, coverage = small[..., :3], small[..., 3:]
    pixels = np.divide(light, coverage, out=np.zeros_like(light), where=coverage > 0.0)
    return Image(pixels, photo.space, np.clip(coverage[..., 0], 0.0, 1.0))


def crisp(photo: Image, sharpening: OutputSharpening) -> Image:
    """A photo in its final size, sharpened for output."""
    amount = OUTPUT_AMOUNTS[sharpening]
    return replace(photo, pixels=sharpened(photo.pixels, amount, OUTPUT_SIGMA_PX))


def crisp_bands(
    step: Step, bands: Iterable[Region], sharpening: OutputSharpening
) -> Iterator[tuple[int, Pixels]]:
    """A developed photo in its own size, sharpened for output.

    Args:
        step: Gives the developed pixels.
        bands: From top to bottom, each as wide as the photo; together the photo once.
        sharpening: How much.

    Yields:
        The first row of each band and its pixels; the same as `crisp` makes of the whole.
    """
    developed = ((band.top, step(band)) for band in bands)
    return sharpened_bands(developed, OUTPUT_AMOUNTS[sharpening], OUTPUT_SIGMA_PX)
