"""What a published ALEN model is worth."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from lowlight_desktop.develop.color import Stored, convert, encode
from lowlight_desktop.develop.sensor_light import SensorLight
from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.raw import clean_blocks, survey_raw
from lowlight_desktop.formats.raw_color import working_rgb
from lowlight_desktop.networks.alen import Alen
from lowlight_desktop.networks.blocks.counting import multiplications
from lowlight_desktop.photo.color_space import SRGB, WORKING
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.survey_sizes import SURVEY_CELLS
from lowlight_desktop.training.alen_photos import validation_photos
from lowlight_desktop.training.alen_validation import ISOS, AlenValidation
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.golden import GOLDEN_RATIO, WHOLE_PX, differences, golden_sensor
from lowlight_desktop.training.unprocess import SONY_A7S2, Camera

_TILES_PX = (128, 224, 480)
_LAID = 4  # golden inputs side by side: the network looks as far as half of one


def color_matrix(camera: Camera) -> NDArray[np.float32]:
    """(3, 3) CIE XYZ (D65) to the camera's RGB, white-balanced: what a RAW file says."""
    return (camera.from_srgb @ np.linalg.inv(SRGB.to_xyz())).astype(np.float32)


def cleaned(model: Loaded, light: SensorLight, *, fast: bool, tile_px: int = WHOLE_PX) -> Pixels:
    """The sensor's light as the program cleans it.

    Args:
        model: A RAW network.
        light: What the sensor saw.
        fast: Whether to compute in bfloat16.
        tile_px: Side of a tile.

    Returns:
        (H, W, 3) linear camera RGB, not white-balanced.
    """
    raw = replace(survey_raw(model, light), fast=fast)
    out = np.empty((*raw.size, 3), np.float32)
    for region, pixels in clean_blocks(raw, tile_px=tile_px):
        out[region.slices] = pixels
    return out


def golden_raw(model: Loaded) -> Stored:
    """The golden input cleaned by a model and developed, (181, 240, 3) uint16 sRGB."""
    return encode(_developed(cleaned(model, golden_sensor(), fast=False)), SRGB, 16)


def _developed(camera: Pixels) -> Pixels:
    """As bright as the finished photo, linear Rec. 2020."""
    balance = SONY_A7S2.white_balance
    return working_rgb(camera, balance, color_matrix(SONY_A7S2)) * np.float32(GOLDEN_RATIO)


def numeric_figures(model: Loaded) -> dict[str, float]:
    """What tiles and bfloat16 change on golden inputs, in steps of 255 of the finished photo."""
    light = golden_sensor()
    even = light.values[: len(light.values) // 2 * 2]
    light = replace(light, values=np.tile(even, (_LAID, _LAID)))

    def levels(*, fast: bool = False, tile_px: int = WHOLE_PX) -> Pixels:
        developed = _developed(cleaned(model, light, fast=fast, tile_px=tile_px))
        return convert(developed, WORKING, SRGB).clip(0, 1) * np.float32(255)

    return differences(levels, _TILES_PX)


def quality_figures(model: Loaded, data: Path) -> dict[str, dict[str, float]]:
    """The validation of the training, in the number format that the program would choose here.

    Args:
        model: A RAW network.
        data: The data folder.

    Returns:
        How many photos there are, and the means for each ISO speed.
    """
    photos = validation_photos(data)
    fast = fastest_format(model.device) is torch.bfloat16
    figures = AlenValidation.build(photos, fast=fast).figures(model.network)
    return {"photos": {"McMaster": len(photos)}, **by_iso(figures)}


def by_iso(figures: dict[str, float]) -> dict[str, dict[str, float]]:
    """What the validation of the training says, for people."""
    return {
        f"McMaster, ISO {iso}": {
            "PSNR before": round(figures[f"iso{iso}_in"], 2),
            "PSNR": round(figures[f"iso{iso}_mosaic"], 2),
            "PSNR of all colors": round(figures[f"iso{iso}_rgb"], 2),
            "SSIM": round(figures[f"iso{iso}_ssim"], 3),
        }
        for iso in ISOS
    }


def measure(model: Loaded, data: Path) -> Figures:
    """All figures of the card."""
    return {**numeric_figures(model), **quality_figures(model, data)}


@torch.inference_mode()
def work_per_px(network: Alen) -> int:
    """Multiply-accumulates for a pixel of the mosaic, the survey of the whole photo not counted."""
    side = 8 * network.config.grid_px
    one = torch.ones(1)
    cells = torch.zeros(1, 3, SURVEY_CELLS, SURVEY_CELLS)
    survey = network.survey(cells, 1e-4 * one, 1e-4 * one, torch.ones(1, 3))
    mosaic = torch.zeros(1, 1, side, side)
    return round(multiplications(lambda: network.render(mosaic, survey)) / side**2)
