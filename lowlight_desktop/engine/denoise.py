"""The denoise step: survey a developed picture once, then clean any region of it."""

from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from lowlight_desktop.develop.carry import seen_by_network
from lowlight_desktop.engine.backends.arrays import Floats, Known, planes
from lowlight_desktop.engine.carrying import answered, in_strips, with_unseen
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.preload import torch_is_here
from lowlight_desktop.engine.streamed import (
    Following,
    Rows,
    Shown,
    Streamed,
    answered_bands,
    fits,
)
from lowlight_desktop.engine.tiles import Tile, as_shown, plan
from lowlight_desktop.engine.way_out import rendered
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.network_map import NetworkMap
from lowlight_desktop.photo.noise_level import LEAST_TOLD, MOST_TOLD, PictureNoise
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.survey_sizes import CROP_PX
from lowlight_desktop.photo.timing import part

CROPS_ACROSS = 8
"""At most so many crops in a row and in a column of the photo."""

# Rounding of the matrices is a hundred times smaller, one 8-bit step of color forty times larger.
_GRAY = 1e-4
_STEPS = 255.0
_SMOOTHED_TO_WHITE = (0.7, 0.95)
"""Color's share of the brightness's noise: what a camera has smoothed, and what nobody has."""


@dataclass(frozen=True, slots=True, eq=False)
class SurveyedPicture:
    """A denoising network that has seen the picture, at the place where it works.

    Attributes:
        model: The network on its device.
        known: What it knows of this photo.
        photo: As it was seen.
        noise: That was found in it.
        is_clean: Whether there is nothing to take away: it comes back as it is, at once.
        is_gray: Whether it has no color; the result has none then.
        fast: Whether to compute in bfloat16; the last layer stays float32.
    """

    model: Loaded
    known: Known
    photo: Image
    noise: PictureNoise
    is_clean: bool
    is_gray: bool
    fast: bool

    @property
    def maps(self) -> tuple[NetworkMap, ...]:
        """The gates that can be shown, in the order of the forward pass."""
        labels = self.model.gates if torch_is_here() else ()  # torch's to compute
        return tuple(NetworkMap(f"gate-{i}", label) for i, label in enumerate(labels))

    def moved(self, model: Loaded) -> "SurveyedPicture":
        """The same at another place, in the format that is fastest there."""
        return replace(self, model=model, fast=model.way.bfloat16)


def noise_of_picture(model: Loaded, photo: Image) -> PictureNoise:
    """How noisy a picture is.

    Args:
        model: A denoising network.
        photo: In the working space.
    """
    return _found(model, _crops(photo))


def survey_picture(model: Loaded, photo: Image, noise_level: float = 1.0) -> SurveyedPicture:
    """Look at parts from all over the picture, once.

    Args:
        model: A denoising network.
        photo: In the working space.
        noise_level: The noise is taken to be this much of what is found, above 0. More than 1 says
            that there is some where none was found.
    """
    crops = _crops(photo)
    is_gray = float(np.ptp(crops, axis=1).max()) < _GRAY
    noise = _found(model, crops)
    found = np.array([[noise.luminance, noise.color]], np.float32) / np.float32(_STEPS)
    times = noise_level * _times_told(noise, model.margin)
    told = np.clip(found * np.float32(times), LEAST_TOLD, MOST_TOLD)
    known = model.ask("survey", crops[None], told)
    is_clean = noise.is_none and noise_level <= 1.0
    return SurveyedPicture(model, known, photo, noise, is_clean, is_gray, model.way.bfloat16)


def clean_picture_blocks(
    picture: SurveyedPicture,
    *,
    tile_px: int,
    on_cpu: Callable[[], Loaded] | None = None,
    done: int = 0,
) -> Iterator[tuple[Region, Pixels]]:
    """The photo clean, piece by piece.

    Args:
        picture: The network that has seen the photo.
        tile_px: Side of a tile; pieces are tiles or, of a network that streams, whole rows.
        on_cpu: Gives the same network on the processor, for when the device's memory does not
            suffice; None where there is no such way out.
        done: So many pieces are left out.

    Yields:
        A region of the photo and its (h, w, 3) linear Rec. 2020. Not to be written to.

    Raises:
        OutOfMemory: If not even the smallest tile fits.
    """
    height, width = picture.photo.height, picture.photo.width
    if picture.model.streams and fits(picture.model, width, tile_px):
        places = answered_bands(picture.model, (height, width), tile_px)
        streamed = Following(lambda px, first: _streamed(picture, px, first))
    else:
        whole, streamed = Region.whole(height, width), None
        places = (tile.core for tile in _tiles(picture, whole, tile_px))
    at_work, size_px = picture, tile_px
    with closing(streamed) if streamed else nullcontext():
        for place in islice(places, done, None):
            if picture.is_clean:
                yield place, picture.photo.pixels[place.slices]
                continue
            work = _follower(streamed, place) if streamed else _cleaner(place)
            at_work, size_px, pixels = rendered(
                work, at_work, size_px, start_px=tile_px, on_cpu=on_cpu
            )
            yield place, pixels


def _streamed(picture: SurveyedPicture, tile_px: int, first: int) -> Streamed:
    photo, model = picture.photo, picture.model

    def shown(rows: Rows) -> Pixels:
        return in_strips(seen_by_network, photo.pixels[rows])

    there = Shown((photo.height, photo.width), shown)
    return Streamed(model, picture.known, there, first, tile_px, fast=picture.fast)


def _follower(streamed: Following, place: Region) -> Callable[[SurveyedPicture, int], Pixels]:
    """Cleans a band of the photo with a network that has cleaned the one above it."""

    def clean(picture: SurveyedPicture, px: int) -> Pixels:
        if not fits(picture.model, picture.photo.width, px):
            streamed.close()
            return _clean(picture, place, px)
        at = streamed.at(px, place.top)
        answer = _believed(picture, at.answer(place.top, place.bottom))
        seen, before = at.shown(place.top, place.bottom), picture.photo.pixels[place.slices]
        return with_unseen(before, seen, answer, picture.noise.luminance / _STEPS)

    return clean


def _cleaner(place: Region) -> Callable[[SurveyedPicture, int], Pixels]:
    """Cleans a place of the photo with a network, in tiles of a size."""
    return lambda picture, px: _clean(picture, place, px)


def _clean(picture: SurveyedPicture, place: Region, tile_px: int) -> Pixels:
    out = np.empty((place.height, place.width, 3), np.float32)
    noise = picture.noise.luminance / _STEPS
    for tile in _tiles(picture, place, tile_px):
        dark = picture.photo.pixels[tile.seen.slices]
        cleaned = answered(dark, tile, noise, lambda seen, at=tile: _ask(picture, seen, at))
        out[tile.core.inside(place).slices] = cleaned
    return out


def _ask(picture: SurveyedPicture, seen: Pixels, tile: Tile) -> Pixels:
    """The network's answer, (h, w, 3) sRGB-encoded, at least 0."""
    out = picture.model.render((_shown(seen, tile),), picture.known, fast=picture.fast)
    return _believed(picture, out[0].transpose(1, 2, 0)[tile.inner])


def _believed(picture: SurveyedPicture, out: Pixels) -> Pixels:
    answer = np.maximum(out, np.float32(0))
    return answer.mean(2, keepdims=True).repeat(3, 2) if picture.is_gray else answer


def gate_blocks(
    picture: SurveyedPicture, layer: int, *, tile_px: int, done: int = 0
) -> Iterator[tuple[Region, Pixels]]:
    """How far each place may pass one of the network's spatial gates, piece by piece.

    Args:
        picture: The network that has seen the photo.
        layer: Which gate, in the order of the forward pass.
        tile_px: Side of a piece.
        done: So many pieces are left out.

    Yields:
        A region of the photo and (h, w) float32 in [0, 1], (h, w, 3) where it tells shares of three
        streams; one value for several pixels, repeated.
    """
    whole = Region.whole(picture.photo.height, picture.photo.width)
    for tile in islice(_tiles(picture, whole, tile_px), done, None):
        seen = seen_by_network(picture.photo.pixels[tile.seen.slices])
        x, network = _shown(seen, tile), picture.model.weights.network
        gate = network.spatial_gate(x, picture.known, layer, bfloat16=picture.fast)
        fold = x.shape[-1] // gate.shape[1]
        values = gate.repeat(fold, 0).repeat(fold, 1)[tile.inner]
        yield tile.core, values[tile.core.inside(tile.seen).slices]


def attended(picture: SurveyedPicture, row: int, column: int) -> tuple[Region, Pixels] | None:
    """What the network compares one place with.

    Args:
        picture: The network that has seen the photo.
        row: Pixel of the photo.
        column: Likewise.

    Returns:
        A part of the photo around the place, and (h, w) shares over it; None: it compares nothing.
    """
    network, grid_px = picture.model.weights.network, picture.model.grid_px
    if network.window is None:
        return None
    place_px, halo = network.window
    tile = next(_tiles(picture, Region(row, column, row + 1, column + 1), grid_px))
    x = _shown(seen_by_network(picture.photo.pixels[tile.seen.slices]), tile)
    top, left = tile.beyond[:2]
    at = top + row - tile.seen.top, left + column - tile.seen.left
    shares = network.affinity(x, picture.known, *at)
    whole = np.repeat(np.repeat(shares, place_px, 0), place_px, 1)
    whole = whole / np.float32(place_px**2)
    halo_px = halo * place_px
    top, left = (i // grid_px * grid_px - halo_px for i in (row, column))
    # Beyond the photo's edges there is nothing to see.
    part = whole[max(-top, 0) : picture.photo.height - top, max(-left, 0) :]
    part = part[:, : picture.photo.width - max(left, 0)]
    place = Region(
        max(top, 0), max(left, 0), max(top, 0) + part.shape[0], max(left, 0) + part.shape[1]
    )
    return place, part


def channel_gates(picture: SurveyedPicture) -> tuple[Pixels, ...]:
    """How far each channel that is weighed as a whole may pass, (n,) in [0, 1], for each layer."""
    return picture.model.weights.network.channel_gates(picture.known)


def _times_told(noise: PictureNoise, margin: float) -> float:
    """How many times of what is found the network is told.

    A camera smooths color more than brightness, and what it has smoothed asks for the margin (44
    photos of two cameras: color from 0.3 to 0.65 of the brightness). Noise as strong in both is as
    it came from a sensor or a scaler, and as the network has learned it: told more, it only loses.
    """
    ratio = noise.color / max(noise.luminance, LEAST_TOLD * _STEPS)
    return float(np.interp(ratio, _SMOOTHED_TO_WHITE, (margin, 1.0)))


def _found(model: Loaded, crops: Floats) -> PictureNoise:
    ((luminance, color),) = model.ask("level", crops[None])[0]
    return PictureNoise(float(luminance) * _STEPS, float(color) * _STEPS)


@part("looking at the photo")
def _crops(photo: Image) -> Floats:
    """(K, 3, h, w) sRGB in [0, 1], equally spaced; a small photo is one crop, mirrored to fit."""
    tops, height = _places(photo.height)
    lefts, width = _places(photo.width)
    parts: list[Pixels] = []
    for top in tops:
        for left in lefts:
            seen = seen_by_network(photo.pixels[top : top + height, left : left + width])
            down, right = height - seen.shape[0], width - seen.shape[1]
            parts.append(np.pad(seen, ((0, down), (0, right), (0, 0)), mode="symmetric"))
    return np.stack(parts).transpose(0, 3, 1, 2)


def _places(side: int, grid: int = 32) -> tuple[list[int], int]:
    """Where crops begin along a side, and how long they are."""
    length = min(CROP_PX, -(-side // grid) * grid)
    count = min(-(-side // length), CROPS_ACROSS)
    last = max(side - length, 0)
    return [round(i * last / max(count - 1, 1)) for i in range(count)], length


def _shown(seen: Pixels, tile: Tile) -> Floats:
    """(1, 3, H, W): the tile on the network's grid."""
    return planes(as_shown(seen, tile.beyond))


def _tiles(picture: SurveyedPicture, place: Region, tile_px: int) -> Iterator[Tile]:
    model = picture.model
    return plan(
        place,
        height=picture.photo.height,
        width=picture.photo.width,
        size_px=tile_px,
        grid_px=model.grid_px,
        halo_px=model.halo_px,
    )
