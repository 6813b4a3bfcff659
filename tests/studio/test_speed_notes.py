"""What exports leave behind for the next estimate, with small networks on real sizes."""

from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.machine import place_of
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Light, Quality, Recipe
from lowlight_desktop.studio.company import COMPUTING
from lowlight_desktop.studio.export import export, finish_photo
from lowlight_desktop.studio.forecast import export_s, loads_of
from lowlight_desktop.studio.speeds import ANYWHERE, key_of, known
from tests.gui.photos import dark_photo
from tests.studio.denoise_photos import untrained_denoiser
from tests.studio.raw_photos import raw_photo

CLEAN = Recipe(raw=Quality.OFF, denoise=Quality.FAST, light=Light(Quality.OFF))
WORTH = (1000, 1200)
"""The smallest photos that tell something have a megapixel."""


@pytest.fixture(autouse=True)
def nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def enhancer(tmp_path: Path) -> Enhancer:
    return Enhancer("cpu", models=untrained_denoiser(tmp_path / "models"))


def picture(size: tuple[int, int] = WORTH) -> Photograph:
    return replace(raw_photo(*size), mosaic=None, path=Path("night.jpg"))


def works() -> set[str]:
    """What is known, without places."""
    return {key.split(" | ", 1)[1] for key in known().notes}


def finish(photo: Photograph, recipe: Recipe, enhancer: Enhancer) -> None:
    finish_photo(photo, recipe, ExportOptions(), enhancer, Progress())


def test_the_network_and_the_rest_are_remembered_apart(enhancer: Enhancer) -> None:
    finish(picture(), CLEAN, enhancer)
    (cleaning,) = (key for key in known().notes if " clean sa_unet " in key)
    assert cleaning.startswith(place_of(enhancer.device.name))
    assert cleaning.endswith("| 1")
    assert known().of(key_of(ANYWHERE, "finish")) is not None


def test_two_at_a_time_are_remembered_as_such(enhancer: Enhancer) -> None:
    with COMPUTING.joined():
        finish(picture(), CLEAN, enhancer)
    assert all(key.endswith("| 2") for key in known().notes)


def test_beside_the_open_photo_nothing_is_remembered(enhancer: Enhancer) -> None:
    with COMPUTING.joined(ahead=True):
        finish(picture(), CLEAN, enhancer)
    assert not known().notes


def test_photos_that_are_over_at_once_tell_nothing(enhancer: Enhancer) -> None:
    finish(picture((160, 224)), CLEAN, enhancer)
    assert not known().notes


def test_a_photo_that_was_given_up_tells_nothing(enhancer: Enhancer) -> None:
    token = CancelToken()
    progress = Progress(lambda fraction: token.cancel() if fraction > 0 else None, token)
    with pytest.raises(Cancelled):
        finish_photo(picture(), CLEAN, ExportOptions(), enhancer, progress)
    assert not known().notes


def test_after_one_export_the_next_can_be_estimated(tmp_path: Path) -> None:
    photo = dark_photo(tmp_path / "night.png", WORTH)
    options, recipe = ExportOptions(), replace(ORIGINAL, denoise=Quality.OFF)
    assert not loads_of([(photo, recipe)], known())
    export(photo, tmp_path / "out.jpg", recipe, options, Enhancer("cpu"), Progress())
    assert works() >= {"read .png | 1", "write jpeg | 1", "finish | 1", "bytes .png | 1"}
    (load,) = loads_of([(photo, recipe)], known())
    assert load.megapixels == pytest.approx(1.2)
    assert export_s(ANYWHERE, [load], options, known())
