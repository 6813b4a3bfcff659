"""The denoise step: survey a developed picture once, then clean any region of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import pad

from lowlight_desktop.develop.carry import seen_by_network
from lowlight_desktop.engine.carrying import answered
from lowlight_desktop.engine.flw_region import to_tensor
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.tiles import Tile, plan
from lowlight_desktop.engine.way_out import rendered
from lowlight_desktop.networks.blocks.noise_head import LEAST, MOST
from lowlight_desktop.networks.detail import Detail
from lowlight_desktop.networks.picture_denoiser import DenoiserSurvey, PictureDenoiser
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.region import Region

CROP_PX = 128
"""Rows and columns of the parts that a survey looks at, as in training."""
CROPS_ACROSS = 8
"""At most so many of them in a row and in a column."""

# Rounding of the matrices is a hundred times smaller, one 8-bit step of color forty times larger.
_GRAY = 1e-4
_STEPS = 255.0


@dataclass(frozen=True, slots=True, eq=False)
class SurveyedPicture:
    """A denoising network that has seen the picture, at the place where it works.

    Attributes:
        model: The network on its device.
        survey: Of this photo, on the same device.
        photo: As it was seen.
        noise: That was found in it.
        is_gray: Whether it has no color; the result has none then.
        fast: Whether to compute in bfloat16; the last layer stays float32.
    """

    model: Loaded
    survey: DenoiserSurvey
    photo: Image
    noise: PictureNoise
    is_gray: bool
    fast: bool

    @property
    def network(self) -> PictureDenoiser:
        """The torch module."""
        assert isinstance(self.model.network, PictureDenoiser)
        return self.model.network

    def moved(self, model: Loaded) -> "SurveyedPicture":
        """The same at another place, in the format that is fastest there."""
        survey = self.survey.to(model.device.torch)
        return replace(self, model=model, survey=survey, fast=model.way.bfloat16)


@torch.inference_mode()
def noise_of_picture(model: Loaded, photo: Image) -> PictureNoise:
    """How noisy a picture is.

    Args:
        model: A denoising network.
        photo: In the working space.
    """
    return _found(model, _crops(photo).to(model.device.torch))


@torch.inference_mode()
def survey_picture(model: Loaded, photo: Image, noise_level: float = 1.0) -> SurveyedPicture:
    """Look at parts from all over the picture, once.

    Args:
        model: A denoising network.
        photo: In the working space.
        noise_level: The noise is taken to be this much of what is found, above 0.
    """
    crops = _crops(photo)
    is_gray = float(crops.amax(1).sub(crops.amin(1)).max()) < _GRAY
    crops = crops.to(model.device.torch)
    noise = _found(model, crops)
    told = torch.tensor([[noise.luminance, noise.color]], device=crops.device)
    network = model.network
    assert isinstance(network, PictureDenoiser)
    told = (told * (network.margin * noise_level / _STEPS)).clamp(LEAST, MOST)
    fast = model.way.bfloat16
    with torch.autocast(crops.device.type, torch.bfloat16, enabled=fast):
        survey = network.survey(crops[None], told)
    return SurveyedPicture(model, survey, photo, noise, is_gray, fast)


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
        tile_px: Side of a piece.
        on_cpu: Gives the same network on the processor, for when the device's memory does not
            suffice; None where there is no such way out.
        done: So many pieces are left out.

    Yields:
        A region of the photo and its (h, w, 3) linear Rec. 2020.

    Raises:
        OutOfMemory: If not even the smallest tile fits.
    """
    at_work, size_px = picture, tile_px
    whole = Region.whole(picture.photo.height, picture.photo.width)
    for tile in islice(_tiles(picture, whole, tile_px), done, None):
        at_work, size_px, pixels = rendered(
            _cleaner(tile.core), at_work, size_px, start_px=tile_px, on_cpu=on_cpu
        )
        yield tile.core, pixels


def _cleaner(place: Region) -> Callable[[SurveyedPicture, int], Pixels]:
    """Cleans a place of the photo with a network, in tiles of a size."""
    return lambda picture, px: _clean(picture, place, px)


@torch.inference_mode()
def _clean(picture: SurveyedPicture, place: Region, tile_px: int) -> Pixels:
    out = np.empty((place.height, place.width, 3), np.float32)
    noise = picture.noise.luminance / _STEPS
    for tile in _tiles(picture, place, tile_px):
        dark = picture.photo.pixels[tile.seen.slices]
        cleaned = answered(dark, tile, noise, lambda seen: _ask(picture, seen))
        out[tile.core.inside(place).slices] = cleaned
    return out


def _ask(picture: SurveyedPicture, seen: Pixels) -> Pixels:
    """The network's answer, (h, w, 3) sRGB-encoded, at least 0."""
    x = _padded(picture, seen)
    out = picture.model.render((x,), picture.survey, fast=picture.fast)
    out = out[0, :, : seen.shape[0], : seen.shape[1]].clamp_min(0).permute(1, 2, 0)
    answer = out.contiguous().cpu().numpy()
    return answer.mean(2, keepdims=True).repeat(3, 2) if picture.is_gray else answer


@torch.inference_mode()
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
        A region of the photo and (h, w) float32 in [0, 1]; one value for several pixels, repeated.
    """
    whole = Region.whole(picture.photo.height, picture.photo.width)
    for tile in islice(_tiles(picture, whole, tile_px), done, None):
        seen = seen_by_network(picture.photo.pixels[tile.seen.slices])
        x = _padded(picture, seen)
        with torch.autocast(x.device.type, torch.bfloat16, enabled=picture.fast):
            gate = picture.network.spatial_gates(x, picture.survey)[layer][0]
        fold = x.shape[-1] // gate.shape[-1]
        values = gate.cpu().numpy().repeat(fold, 0).repeat(fold, 1)
        yield tile.core, values[tile.core.inside(tile.seen).slices]


@torch.inference_mode()
def attended(picture: SurveyedPicture, row: int, column: int) -> tuple[Region, Pixels] | None:
    """What the network compares one place with.

    Args:
        picture: The network that has seen the photo.
        row: Pixel of the photo.
        column: Likewise.

    Returns:
        A part of the photo around the place, and (h, w) shares over it; None: it compares nothing.
    """
    network = picture.network
    if not isinstance(network, Detail):
        return None
    config = network.config
    tile = next(_tiles(picture, Region(row, column, row + 1, column + 1), config.grid_px))
    x = _padded(picture, seen_by_network(picture.photo.pixels[tile.seen.slices]))
    at = row - tile.seen.top, column - tile.seen.left
    shares: Pixels = network.affinity(x, picture.survey, *at).cpu().numpy()
    whole = np.repeat(np.repeat(shares, config.place_px, 0), config.place_px, 1)
    whole = whole / np.float32(config.place_px**2)
    halo_px = config.halo * config.place_px
    top, left = (i // config.grid_px * config.grid_px - halo_px for i in (row, column))
    # Beyond the photo's edges there is nothing to see.
    part = whole[max(-top, 0) : picture.photo.height - top, max(-left, 0) :]
    part = part[:, : picture.photo.width - max(left, 0)]
    place = Region(
        max(top, 0), max(left, 0), max(top, 0) + part.shape[0], max(left, 0) + part.shape[1]
    )
    return place, part


def channel_gates(picture: SurveyedPicture) -> tuple[Pixels, ...]:
    """How far each channel that is weighed as a whole may pass, (n,) in [0, 1], for each layer."""
    return tuple(gates.numpy() for gates in picture.network.channel_gates(picture.survey))


def _found(model: Loaded, crops: Tensor) -> PictureNoise:
    network = model.network
    assert isinstance(network, PictureDenoiser)
    luminance, color = (float(level) * _STEPS for level in network.level(crops[None])[0])
    return PictureNoise(luminance, color)


def _crops(photo: Image) -> Tensor:
    """(K, 3, h, w) sRGB in [0, 1], equally spaced; a small photo is one crop, mirrored to fit."""
    tops, height = _places(photo.height)
    lefts, width = _places(photo.width)
    parts: list[Pixels] = []
    for top in tops:
        for left in lefts:
            seen = seen_by_network(photo.pixels[top : top + height, left : left + width])
            down, right = height - seen.shape[0], width - seen.shape[1]
            parts.append(np.pad(seen, ((0, down), (0, right), (0, 0)), mode="symmetric"))
    return torch.from_numpy(np.stack(parts)).permute(0, 3, 1, 2)


def _places(side: int, grid: int = 32) -> tuple[list[int], int]:
    """Where crops begin along a side, and how long they are."""
    length = min(CROP_PX, -(-side // grid) * grid)
    count = min(-(-side // length), CROPS_ACROSS)
    last = max(side - length, 0)
    return [round(i * last / max(count - 1, 1)) for i in range(count)], length


def _padded(picture: SurveyedPicture, seen: Pixels) -> Tensor:
    """(1, 3, H, W) on the device, to the network's grid at the photo's far edges."""
    x = to_tensor(seen, picture.model.device.torch)
    grid = picture.network.sizes.grid_px
    down, right = -seen.shape[0] % grid, -seen.shape[1] % grid
    return pad(x, (0, right, 0, down), mode="replicate") if down or right else x


def _tiles(picture: SurveyedPicture, place: Region, tile_px: int) -> Iterator[Tile]:
    sizes = picture.network.sizes
    return plan(
        place,
        height=picture.photo.height,
        width=picture.photo.width,
        size_px=tile_px,
        grid_px=sizes.grid_px,
        reach_px=sizes.halo_px,
    )
