import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.enhancer import Enhancer, Surveyed
from lowlight_desktop.engine.light_facts import LightFacts
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import DeviceError, ReadError
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Finish, Light, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.live import Live, Stage, Wish
from lowlight_desktop.studio.view import View
from tests.gui.photos import dark_photo

WISH = Wish(Recipe(light=Light(target=0.4)), View(Region.whole(240, 320), 1.0))


class BrokenGpu(Enhancer):
    """A device that fails as soon as it has work."""

    @property
    def device(self) -> Device:
        return Device("cuda:0", "Broken GPU", 1 << 30)

    def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
        raise DeviceError(Sentence("The device failed while it computed (illegal address)."))


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    live = Live("cpu")
    live.take(read_photo(dark_photo(tmp_path / "night.png")), Progress())
    yield live
    live.close()


def test_a_gpu_that_fails_in_the_middle_is_told_and_the_processor_goes_on(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = live.show(WISH, Stage.REFINED, Progress()).base
    live.work_with(BrokenGpu())
    shown = live.show(WISH, Stage.REFINED, Progress())
    assert shown.gave_up == "Broken GPU"
    assert shown.base is not None
    assert wanted is not None
    np.testing.assert_array_equal(shown.base.rgb, wanted.rgb)
    assert live.show(WISH, Stage.REFINED, Progress()).gave_up == ""
    assert [r.levelno for r in caplog.records if "Broken GPU" in r.message] == [logging.WARNING]
    caplog.clear()


def test_a_photo_that_cannot_be_read_leaves_none_open(live: Live, tmp_path: Path) -> None:
    live.close()  # as the window does before it reads another one
    with pytest.raises(ReadError):
        live.take(read_photo(tmp_path / "gone.png"), Progress())
    with pytest.raises(ValueError, match="no photo"):
        live.show(WISH, Stage.BEFORE, Progress())


def test_the_original_comes_without_asking_a_network(live: Live) -> None:
    live.work_with(BrokenGpu())
    shown = live.show(WISH, Stage.BEFORE, Progress())
    assert shown.before_base is not None
    assert shown.before_base.rgb.shape == (240, 320, 3)


def test_a_moving_hand_sees_the_histogram_move(live: Live) -> None:
    at_rest = live.show(WISH, Stage.REFINED, Progress()).histograms
    brighter = replace(
        WISH, recipe=replace(WISH.recipe, finish=Finish(exposure_ev=1.5)), is_fit=True
    )
    draft, again = (live.show(brighter, Stage.DRAFT, Progress()).histograms for _ in range(2))
    settled = live.show(brighter, Stage.REFINED, Progress()).histograms
    assert at_rest is not None
    assert draft is not None
    assert again is not None
    assert settled is not None
    assert again[0] is draft[0]  # of the original, which does not move
    values = np.arange(256)

    def mean(counts: NDArray[np.int64]) -> float:
        return float((counts * values).sum() / counts.sum())

    assert mean(draft[1].counts) > mean(at_rest[1].counts) + 20
    assert mean(draft[1].counts) == pytest.approx(mean(settled[1].counts), abs=3)
