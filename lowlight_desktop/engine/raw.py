"""The RAW step: survey the sensor's data once, then clean and demosaic any region of it."""

from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from itertools import islice, product

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.bayer import cell_means, phase_of, unified
from lowlight_desktop.develop.clipped_lights import lower_of_others, with_what_was_cut
from lowlight_desktop.develop.color import brightest
from lowlight_desktop.develop.sensor_light import SensorLight
from lowlight_desktop.engine.backends.arrays import Floats, Known
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.streamed import Following, Shown, Streamed, bands, fits
from lowlight_desktop.engine.tiles import Tile, as_shown, plan
from lowlight_desktop.engine.way_out import rendered
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.survey_sizes import SURVEY_CELLS, TOKEN_CELLS

_FULL = 0.98  # of the sensor: a little noise does not open a lamp
# Where a sixtieth of these pixels around one are full and others are not, it is evened out.
_EVEN_PX, _EVEN_SLOPE = 9, 60.0
_RIM_PX, _RIM_SLOPE = 5, 10.0  # so far false color reaches; up to a tenth below a lamp's height
_LAMP = np.float32(0.9)  # of a full sensor
_MOST_LIFTED = np.float32(1.5)  # more was no mixture, but a color
_FALSE_SLOPE = np.float32(10.0)  # lifted by a tenth it was false
_FEWER_SLOPE = np.float32(4.0)  # where a quarter less of its pixels are full it is a color
_AROUND_PX = 21  # so far it is looked what color a lamp has
_LAMPS_PX = 32  # of all this together: what a band has to see beside its rows
_DARK, _BLACK = np.float32(1e-3), np.float32(1e-9)  # nothing is divided by less
_EVEN = np.array([0.25, 0.5, 0.25], np.float32)  # leaves nothing of a pattern of two pixels


Places = tuple[NDArray[np.intp], ...]
"""Rows and columns."""


@dataclass(frozen=True, slots=True, eq=False)
class SurveyedRaw:
    """A RAW network that has seen the sensor's data, at the place where it works.

    Attributes:
        model: The network on its device.
        known: What it knows of this photo.
        mosaic: (H', W') float32: whole cells that begin with red.
        origin: Row and column of the photo's first pixel in it.
        size: (H, W) of the photo.
        white_balance: (3,) float32, as in `SensorLight`.
        fast: Whether to compute in bfloat16; the last layer stays float32.
    """

    model: Loaded
    known: Known
    mosaic: Pixels
    origin: tuple[int, int]
    size: tuple[int, int]
    white_balance: NDArray[np.float32]
    fast: bool

    def moved(self, model: Loaded) -> "SurveyedRaw":
        """The same at another place, in the format that is fastest there."""
        return replace(self, model=model, fast=model.way.bfloat16)


def least_side(model: Loaded) -> int:
    """Rows and columns that a photo needs for the network to have something to look at."""
    return 2 * model.grid_px


def survey_raw(model: Loaded, light: SensorLight) -> SurveyedRaw:
    """Look at the whole of the sensor's data once.

    Args:
        model: A RAW network.
        light: At least `least_side` rows and columns.
    """
    phase = phase_of(light.cell)
    mosaic = unified(light.values, phase)
    known = model.ask(
        "survey",
        cell_means(mosaic, SURVEY_CELLS)[None],
        np.array([light.gain], np.float32),
        np.array([light.read], np.float32),
        light.white_balance[None],
    )
    size, balance = light.values.shape, light.white_balance
    return SurveyedRaw(model, known, mosaic, phase, size, balance, model.way.bfloat16)


def clean_blocks(
    raw: SurveyedRaw,
    *,
    tile_px: int,
    on_cpu: Callable[[], Loaded] | None = None,
    done: int = 0,
) -> Iterator[tuple[Region, Pixels]]:
    """The photo clean and demosaiced, piece by piece.

    Args:
        raw: The network that has seen the photo.
        tile_px: Side of a tile; pieces are tiles or, of a network that streams, whole rows.
        on_cpu: Gives the same network on the processor, for when the device's memory does not
            suffice; None where there is no such way out.
        done: So many pieces are left out.

    Yields:
        A region of the photo as the sensor lay, and its (h, w, 3) linear camera RGB: 0 is black, 1
        the full sensor, not white-balanced; reconstructed highlights pass 1. Not to be written to.

    Raises:
        OutOfMemory: If not even the smallest tile fits.
    """
    place, (height, width) = _in_mosaic(raw, Region.whole(*raw.size)), raw.mosaic.shape
    if raw.model.streams and fits(raw.model, width, tile_px):
        tiles = bands(place, height=height, width=width, margin_px=_LAMPS_PX)
        streamed = Following(lambda px, first: _streamed(raw, px, first))
    else:
        tiles, streamed = _tiles(raw, place, tile_px), None
    at_work, size_px = raw, tile_px
    with closing(streamed) if streamed else nullcontext():
        for tile in islice(tiles, done, None):
            work = _follower(streamed, tile) if streamed else _cleaner(tile.core)
            at_work, size_px, pixels = rendered(
                work, at_work, size_px, start_px=tile_px, on_cpu=on_cpu
            )
            yield _in_photo(raw, tile.core), pixels


def _streamed(raw: SurveyedRaw, tile_px: int, first: int) -> Streamed:
    shown = Shown(raw.mosaic.shape, lambda rows: raw.mosaic[rows][..., None])
    return Streamed(raw.model, raw.known, shown, first, tile_px, fast=raw.fast)


def _follower(streamed: Following, tile: Tile) -> Callable[[SurveyedRaw, int], Pixels]:
    """Cleans a band of the mosaic with a network that has cleaned the one above it."""
    core, seen = tile.core, tile.seen

    def clean(raw: SurveyedRaw, px: int) -> Pixels:
        if not fits(raw.model, raw.mosaic.shape[1], px):
            streamed.close()
            return _clean(raw, core, px)
        stream = streamed.at(px, seen.top)
        if _has_lamps(raw, tile):  # which the band below sees a part of, too
            return _with_lamps(raw, stream.answer(seen.top, seen.bottom).copy(), tile)
        return stream.answer(core.top, core.bottom)[:, core.left : core.right]

    return clean


def _cleaner(place: Region) -> Callable[[SurveyedRaw, int], Pixels]:
    """Cleans a place of the mosaic with a network, in tiles of a size."""
    return lambda raw, px: _clean(raw, place, px)


def _clean(raw: SurveyedRaw, place: Region, tile_px: int) -> Pixels:
    """A place of the mosaic, in tiles."""
    out = np.empty((place.height, place.width, 3), np.float32)
    for tile in _tiles(raw, place, tile_px):
        out[tile.core.inside(place).slices] = _clean_tile(raw, tile)
    return out


def _clean_tile(raw: SurveyedRaw, tile: Tile) -> Pixels:
    seen = raw.mosaic[tile.seen.slices]
    shown = np.ascontiguousarray(as_shown(seen, tile.beyond))
    out = raw.model.render((shown[None, None],), raw.known, fast=raw.fast)[0]
    out = out.transpose(1, 2, 0)[tile.inner]
    return _with_lamps(raw, out, tile) if _has_lamps(raw, tile) else out[_core(tile)]


def _has_lamps(raw: SurveyedRaw, tile: Tile) -> bool:
    return bool(raw.mosaic[tile.seen.slices].max() >= _FULL)


def _with_lamps(raw: SurveyedRaw, out: Pixels, tile: Tile) -> Pixels:
    """The core of a tile, its lamps as they should be.

    Args:
        raw: The network that has seen the photo.
        out: Its answer on all that the tile sees; changed.
        tile: With lamps in sight.
    """
    seen = raw.mosaic[tile.seen.slices]
    whole = _with_white_rims(_with_whole_lamps(out, seen), seen, raw.white_balance)
    return whole[_core(tile)]


def _core(tile: Tile) -> tuple[slice, slice]:
    """Where a tile's core is in what it sees."""
    return tile.core.inside(tile.seen).slices


def _with_whole_lamps(out: Pixels, mosaic: Floats) -> Pixels:
    """The network's answer with the lamps that fill the sensor as flat as they were seen.

    Where a pixel and all around it are full, nothing is left to guess. Where only some are, as at
    the rim of a lamp or in light of one color, those that are cut and those that are not alternate:
    a pattern of two pixels, which the network does not quite undo.

    Args:
        out: (H, W, 3) linear camera RGB of a tile; changed.
        mosaic: (H, W) of which it was made.
    """
    full = (mosaic >= np.float32(_FULL)).astype(np.float32)
    share = cv2.blur(full, (_EVEN_PX, _EVEN_PX), borderType=cv2.BORDER_REPLICATE)
    mixed = np.minimum(_EVEN_SLOPE * np.minimum(share, 1.0 - share), np.float32(1.0))
    rim = np.nonzero(mixed > 0.0)  # a small part of a tile: nothing else is filtered
    seen = _up_to_full(out, *rim)
    even = np.zeros_like(seen)
    for down, across in product((-1, 0, 1), repeat=2):
        beside = _up_to_full(out, rim[0] + down, rim[1] + across)
        even += _EVEN[down + 1] * _EVEN[across + 1] * beside
    out[rim] = seen + mixed[rim][:, None] * (even - seen)
    whole = np.nonzero(cv2.erode(full, np.ones((3, 3), np.uint8)))
    out[whole] = np.maximum(out[whole], np.float32(1.0))
    return out


def _with_white_rims(out: Pixels, mosaic: Floats, white_balance: NDArray[np.float32]) -> Pixels:
    """The network's answer without false color around lights that fill a channel of the sensor.

    There the network mixes what was cut with what was not: the channel that is cut first, green,
    comes out too low, and the lamp's rim magenta. White light fills the channels in the order of
    the white balance; where another one is fuller than the channel in question, light is of a
    color, which stays.

    Args:
        out: (H, W, 3) linear camera RGB of a tile; changed.
        mosaic: (H, W) of which it was made; begins with red.
        white_balance: (3,) multipliers.
    """
    full, around = mosaic >= np.float32(_FULL), np.ones((_RIM_PX, _RIM_PX), np.uint8)
    of_channel, lamps = _by_channel(full), full.astype(np.uint8)
    near, touched = cv2.dilate(of_channel, around), cv2.dilate(lamps, around)
    rim = np.nonzero(touched - cv2.erode(lamps, around))  # a sky may be full, and has none inside
    seen = np.minimum(out[rim], np.float32(1.0))
    balanced, usual = seen * white_balance, _usual_height(out, touched > 0, rim, white_balance)
    # Where two channels are full the lamp itself is seen, which development makes white.
    is_rim = np.clip((_LAMP - np.sort(seen, 1)[:, 1:2]) * _RIM_SLOPE, 0.0, 1.0)
    is_cut = near[rim] * is_rim.astype(np.float32) * _as_full_as_others(of_channel, rim)
    lifted = with_what_was_cut(balanced, is_cut, usual)
    lifted = np.minimum(lifted, balanced * np.where(balanced > 0, _MOST_LIFTED, np.float32(1)))
    # A mixture is false in all its channels: what was lifted is white.
    second = np.sort(lifted, 1)[:, 1:2]
    is_false = np.minimum((lifted / balanced.clip(_DARK) - 1.0).max(1) * _FALSE_SLOPE, 1.0)
    lifted += is_false[:, None] * np.minimum(second - lifted, np.float32(0))
    out[rim] = lifted / white_balance
    return out


def _by_channel(full: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """(H, W, 3): the pixels of a mosaic that begins with red, each in its channel; else 0."""
    out = np.zeros((*full.shape, 3), np.uint8)
    for row, column, channel in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
        out[row::2, column::2, channel] = full[row::2, column::2]
    return out


def _as_full_as_others(of_channel: NDArray[np.uint8], rim: Places) -> Pixels:
    """1 where as many of a channel's pixels are full as of any other; 0 where clearly fewer are.

    Args:
        of_channel: (H, W, 3) 1 where a pixel of the mosaic is full.
        rim: Rows and columns of the places.

    Returns:
        (N, 3) in [0, 1].
    """
    in_reach = _in_reach(_by_channel(np.ones((2 * _RIM_PX, 2 * _RIM_PX), np.bool_)))
    inner = _RIM_PX // 2 * 2  # a red pixel, clear of the edges
    around = in_reach[inner + rim[0] % 2, inner + rim[1] % 2]
    share = (_in_reach(of_channel)[rim] / around).astype(np.float32)
    fewer = share.max(1, keepdims=True) - share
    return np.maximum(np.float32(1.0) - _FEWER_SLOPE * fewer, np.float32(0.0))


def _in_reach(of_channel: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How many there are around each pixel, (H, W, 3)."""
    counted = cv2.boxFilter(of_channel, cv2.CV_8U, (_RIM_PX, _RIM_PX), normalize=False)
    return np.asarray(counted, np.uint8)


def _usual_height(
    out: Pixels,
    touched: NDArray[np.bool_],
    rim: Places,
    white_balance: NDArray[np.float32],
) -> Pixels:
    """As `with_what_was_cut` wants it: what the light of a pink lamp is like, away from its rim.

    Brighter light tells more, and the dark around a small lamp hardly anything.

    Args:
        out: (H, W, 3) linear camera RGB of a tile.
        touched: (H, W) what is no measure, because something was cut there.
        rim: Rows and columns of the places.
        white_balance: (3,) multipliers.

    Returns:
        (N, 3) in [0, 1].
    """
    away = np.minimum(out, np.float32(1.0))
    away[touched] = 0.0
    away *= brightest(away)[..., None]
    around = cv2.blur(away, (_AROUND_PX, _AROUND_PX), borderType=cv2.BORDER_CONSTANT)[rim]
    around = np.maximum(around * white_balance, _BLACK)
    others = [lower_of_others(around, channel) for channel in range(3)]
    return np.minimum(around / np.stack(others, 1), np.float32(1.0))


def _up_to_full(out: Pixels, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Pixels:
    """(N, 3) pixels, or the nearest ones; what is guessed above a full sensor is cut later."""
    height, width = out.shape[:2]
    near = out[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
    return np.minimum(near, np.float32(1.0))


def attended(raw: SurveyedRaw, row: int, column: int) -> Pixels:
    """Where in the photo the network looks from one place.

    Args:
        raw: The network that has seen the photo.
        row: Pixel of the photo as the sensor lay.
        column: Likewise.

    Returns:
        (16, 16) over the whole photo, sums to 1.

    Raises:
        ValueError: If the network has no attention.
    """
    place = _in_mosaic(raw, Region(row, column, row + 1, column + 1))
    tile = next(_tiles(raw, place, raw.model.grid_px))
    shown = np.ascontiguousarray(as_shown(raw.mosaic[tile.seen.slices], tile.beyond))
    top, left = tile.beyond[:2]
    at = top + place.top - tile.seen.top, left + place.left - tile.seen.left
    out = raw.model.weights.network.affinity(shown[None, None], raw.known, *at)
    assert out.shape == (TOKEN_CELLS, TOKEN_CELLS)
    return out


def _tiles(raw: SurveyedRaw, place: Region, tile_px: int) -> Iterator[Tile]:
    height, width = raw.mosaic.shape
    return plan(
        place,
        height=height,
        width=width,
        size_px=tile_px,
        grid_px=raw.model.grid_px,
        halo_px=raw.model.halo_px,
    )


def _in_mosaic(raw: SurveyedRaw, region: Region) -> Region:
    down, across = raw.origin
    return Region(
        region.top + down, region.left + across, region.bottom + down, region.right + across
    )


def _in_photo(raw: SurveyedRaw, place: Region) -> Region:
    down, across = raw.origin
    return Region(place.top - down, place.left - across, place.bottom - down, place.right - across)
