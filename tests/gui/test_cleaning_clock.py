"""The time of a cleaning in the window: told before, remembered after."""

from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.gui.cleaning_clock import CleaningClock
from lowlight_desktop.gui.step import Step
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Quality
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.live import Opened, Shown, Stage, Wish
from lowlight_desktop.studio.speeds import known
from lowlight_desktop.studio.view import View

RECIPE = replace(ORIGINAL, denoise=Quality.FAST)
WISH = Wish(RECIPE, View(Region.whole(4000, 6000), 0.2))
CLEANING = Step(WISH, Stage.CLEANED)
PHOTO = Opened(Path("night.jpg"), 4000, 6000, "JPEG", is_raw=False)
CLOCK = CleaningClock("A processor, 2 threads", PHOTO)


@pytest.fixture(autouse=True)
def nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))


def shown(_progress: Progress) -> Shown:
    return Shown(WISH, Stage.REFINED)


def test_after_the_first_cleaning_the_second_has_an_estimate() -> None:
    assert CLOCK.expected_s(CLEANING) == 0.0
    CLOCK.timed(CLEANING, shown)(Progress())
    assert CLOCK.expected_s(CLEANING) > 0.0
    assert replace(CLOCK, place="A card").expected_s(CLEANING) == 0.0


@pytest.mark.parametrize(
    ("clock", "step"),
    [
        (replace(CLOCK, place=""), CLEANING),
        (replace(CLOCK, photo=None), CLEANING),
        (replace(CLOCK, was_left=True), CLEANING),
        (CLOCK, Step(WISH, Stage.REFINED)),
        (CLOCK, Step(replace(WISH, recipe=ORIGINAL), Stage.CLEANED)),
    ],
    ids=["no device", "no photo", "went on", "quick", "nothing to clean"],
)
def test_what_is_no_whole_cleaning_is_not_remembered(clock: CleaningClock, step: Step) -> None:
    clock.timed(step, shown)(Progress())
    assert not known().notes


def test_a_device_that_failed_meanwhile_is_not_measured() -> None:
    CLOCK.timed(CLEANING, lambda _: Shown(WISH, Stage.REFINED, gave_up="A card"))(Progress())
    assert not known().notes


@pytest.mark.parametrize(("noise", "damage"), [(0.3, 3.0), (3.0, 0.3)])
def test_a_photo_in_which_nothing_was_found_is_not_measured(noise: float, damage: float) -> None:
    found = Shown(
        WISH, Stage.REFINED, noise=PictureNoise(noise, 0.25), damage=PictureNoise(damage, 0.25)
    )
    CLOCK.timed(CLEANING, lambda _: found)(Progress())
    assert not known().notes


def test_a_cleaning_that_was_stopped_is_not_measured() -> None:
    def stopped(_progress: Progress) -> Shown:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        CLOCK.timed(CLEANING, stopped)(Progress())
    assert not known().notes
