"""The preview without networks: no test here may import torch, or the last one says nothing."""

from pathlib import Path

import numpy as np

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.preview import Preview
from lowlight_desktop.studio.view import View

OFF = Recipe(light=Light(Quality.OFF))


def show() -> None:
    """All that the window asks for before a network works."""
    pixels = np.random.default_rng(0).random((60, 80, 3), np.float32)
    photo = Photograph(Path("day.jpg"), Image(pixels, WORKING), "JPEG", 8)
    preview = Preview(photo, Enhancer())
    bright = Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))
    for recipe in (OFF, bright):
        assert preview.whole(recipe, 1_000, Progress()).is_proxy
        view = View(Region(5, 6, 50, 70), 1.0)
        assert preview.visible(recipe, view, None, Progress()).rgb.shape == (45, 64, 3)
    assert preview.histograms()[0].counts.sum() > 0
    assert preview.maps(OFF) == ()
    assert preview.judged(OFF).target is None
    assert preview.draft_px(OFF, bright) > 0


def test_a_photo_is_shown_without_networks() -> None:
    show()


def test_the_original_is_made_once() -> None:
    pixels = np.zeros((60, 80, 3), np.float32)
    preview = Preview(Photograph(Path("day.jpg"), Image(pixels, WORKING), "JPEG", 8), Enhancer())
    first = preview.whole(OFF, 1_000, Progress())
    assert preview.whole(OFF, 1_000, Progress()).rgb is first.rgb
