"""What a published denoiser is worth, measured as a photographer gets it.

Every figure goes through the program itself: survey, network, tiles, what is carried around.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from lowlight_desktop.develop.color import Stored, convert, decode, encode
from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.engine.denoise import clean_picture_blocks, survey_picture
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.networks.blocks.counting import multiplications
from lowlight_desktop.networks.picture_denoiser import PictureDenoiser
from lowlight_desktop.photo.color_space import SRGB, WORKING
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.training.alen_photos import validation_photos
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.denoiser_levels import level_figures
from lowlight_desktop.training.denoiser_quality import gaussian_figures, real_figures
from lowlight_desktop.training.denoiser_trials import gradient_figures, star_figures
from lowlight_desktop.training.denoiser_validation import polyu_pairs
from lowlight_desktop.training.golden import WHOLE_PX, differences, golden_noisy, golden_stored

_TILES_PX = (128, 224, 480)
_LAID = 3  # golden inputs side by side: the network looks as far as half of one


def cleaned(
    model: Loaded, photo: Stored, *, fast: bool, tile_px: int = WHOLE_PX
) -> tuple[Pixels, PictureNoise]:
    """A photo as the program cleans it, its noise not told.

    Args:
        model: A denoising network.
        photo: (H, W, 3) uint8 or uint16 sRGB.
        fast: Whether to compute in bfloat16.
        tile_px: Side of a tile.

    Returns:
        (H, W, 3) linear Rec. 2020, and the noise that was found.
    """
    picture = survey_picture(model, Image(decode(photo), WORKING))
    out = np.empty(photo.shape, np.float32)
    for region, pixels in clean_picture_blocks(replace(picture, fast=fast), tile_px=tile_px):
        out[region.slices] = pixels
    return out, picture.noise


def golden_clean(model: Loaded) -> Stored:
    """The golden input cleaned by a model, (181, 240, 3) uint16 sRGB."""
    return encode(cleaned(model, _golden_for(model), fast=False)[0], SRGB, 16)


def _golden_for(model: Loaded) -> Stored:
    """A picture in which the model finds what it is there for; others come back as they are."""
    return golden_stored() if model.card.step == "detail" else golden_noisy()


def numeric_figures(model: Loaded) -> dict[str, float]:
    """What tiles and bfloat16 change on golden inputs, in steps of 255; both sides are odd."""
    photo = np.tile(_golden_for(model), (_LAID, _LAID, 1))[:, :-1]

    def levels(*, fast: bool = False, tile_px: int = WHOLE_PX) -> Pixels:
        out, _ = cleaned(model, photo, fast=fast, tile_px=tile_px)
        return convert(out, WORKING, SRGB).clip(0, 1) * np.float32(255)

    return differences(levels, _TILES_PX)


def measure(model: Loaded, data: Path) -> Figures:
    """All figures of the card, in the number format that the program would choose here.

    Args:
        model: A denoising network.
        data: The data folder.
    """
    mcmaster, polyu = validation_photos(data), polyu_pairs(data)
    fast = fastest_format(model.device) is torch.bfloat16
    with tqdm(unit="photo", mininterval=2.0) as bar:

        def clean(model: Loaded, photo: Stored) -> tuple[Pixels, PictureNoise]:
            bar.update()
            return cleaned(model, photo, fast=fast)

        return {
            **numeric_figures(model),
            "photos": {"McMaster": len(mcmaster), "PolyU": len(polyu)},
            **gaussian_figures(model, mcmaster, clean),
            **real_figures(model, polyu, clean),
            **level_figures(model, polyu, clean),
            **gradient_figures(model, _in_bfloat16),
            **star_figures(model, clean),
        }


def _in_bfloat16(model: Loaded, photo: Stored) -> tuple[Pixels, PictureNoise]:
    return cleaned(model, photo, fast=True)


@torch.inference_mode()
def work_per_px(network: PictureDenoiser) -> int:
    """Multiply-accumulates for a pixel of the photo, the survey of its parts not counted."""
    side = 8 * network.sizes.grid_px
    picture = torch.zeros(1, 3, side, side)
    survey = network.survey(picture[:, None], torch.full((1, 2), 0.02))
    return round(multiplications(lambda: network.render(picture, survey)) / side**2)
