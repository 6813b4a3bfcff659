"""Which devices do many photos."""

import numpy as np
import pytest

from lowlight_desktop.engine.enhancer import Enhancer, Surveyed
from lowlight_desktop.engine.light_facts import LightFacts
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.recipe import ORIGINAL, Light, Quality, Recipe
from lowlight_desktop.studio import devices
from lowlight_desktop.studio.devices import DeviceFacts, enhancers_for, megapixels_per_s


def facts(*ids: str) -> tuple[DeviceFacts, ...]:
    return tuple(DeviceFacts(id_, id_, "CUDA", 0) for id_ in ids)


def wishes(monkeypatch: pytest.MonkeyPatch, here: tuple[str, ...], *, device: str) -> list[str]:
    chosen: list[str] = []
    monkeypatch.setattr(devices, "devices_here", lambda: facts(*here))

    def enhancer(id_: str, _tile_px: int | None) -> None:
        chosen.append(id_)

    monkeypatch.setattr(devices, "Enhancer", enhancer)
    enhancers_for(Recipe(), device)
    return chosen


def test_every_accelerator_does_photos_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wishes(monkeypatch, ("cuda:0", "cuda:1", "cpu"), device="auto") == ["cuda:0", "cuda:1"]


def test_where_there_is_no_accelerator_the_processor_does_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert wishes(monkeypatch, ("cpu",), device="auto") == ["cpu", "cpu"]


def test_a_processor_computes_two_photos_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wishes(monkeypatch, ("cuda:0", "cpu"), device="cpu") == ["cpu", "cpu"]


def test_a_device_that_was_asked_for_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wishes(monkeypatch, ("cuda:0", "cuda:1", "cpu"), device="cuda:1") == ["cuda:1"]


def test_without_networks_nobody_looks_for_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "devices_here", lambda: pytest.fail("torch would be imported"))
    assert len(enhancers_for(ORIGINAL)) == 1


def test_pictures_do_not_ask_for_the_network_that_cleans_raw_photos(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices, "devices_here", lambda: pytest.fail("torch would be imported"))
    recipe = Recipe(light=Light(Quality.OFF))
    assert len(enhancers_for(recipe, has_raw=False)) == 1


def test_the_photo_that_is_timed_is_one_that_nothing_is_remembered_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lit: list[Image] = []

    class Watched(Enhancer):
        def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
            lit.append(photo)
            return super().survey(photo, recipe, facts)

    monkeypatch.setattr(devices, "Enhancer", Watched)
    assert megapixels_per_s("cpu") > 0
    warm_up, timed = lit
    assert not np.array_equal(warm_up.pixels, timed.pixels)
