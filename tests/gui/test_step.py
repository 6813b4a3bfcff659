"""What is next for a wish."""

from dataclasses import replace

import pytest

from lowlight_desktop.gui.step import Step, first_of
from lowlight_desktop.photo.network_map import ATTENTION, GAIN, NetworkMap
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.live import Shown, Stage, Wish
from lowlight_desktop.studio.view import View

VIEW = View(Region.whole(2, 3), 1.0)
GATE = NetworkMap("gate-1", "Noise attention, fine")


def wish(map_id: str | None = None) -> Wish:
    return Wish(Recipe(), VIEW, map_id=map_id)


def stages(wanted: Wish, *maps: NetworkMap, waits: bool = False) -> list[tuple[Stage, str | None]]:
    """Stage and map that the engine is asked for, to the end; asked to clean, it does."""
    step: Step | None = first_of(wanted)
    asked: list[tuple[Stage, str | None]] = []
    while step is not None:
        asked.append((step.stage, step.asked.map_id))
        is_waiting = waits and Stage.CLEANED not in [stage for stage, _ in asked]
        is_long = step.stage is not Stage.DRAFT
        step = step.after(
            Shown(step.asked, step.stage, maps=maps if is_long else None, is_waiting=is_waiting)
        )
    return asked


def test_without_a_map_nobody_asks_for_one() -> None:
    assert stages(wish(), GATE, waits=True) == [
        (Stage.DRAFT, None),
        (Stage.REFINED, None),
        (Stage.CLEANED, None),
    ]


@pytest.mark.parametrize("known", [GAIN, ATTENTION])
def test_a_map_that_is_quick_comes_with_the_picture(known: NetworkMap) -> None:
    assert stages(wish(known.id), known) == [(Stage.DRAFT, known.id), (Stage.REFINED, known.id)]


def test_a_map_that_takes_as_long_as_cleaning_comes_after_the_picture() -> None:
    assert stages(wish(GATE.id), GAIN, GATE, waits=True) == [
        (Stage.DRAFT, None),
        (Stage.REFINED, None),
        (Stage.CLEANED, None),
        (Stage.REFINED, GATE.id),
    ]


def test_a_map_that_no_network_has_is_not_asked_for() -> None:
    assert stages(wish(GATE.id), GAIN) == [(Stage.DRAFT, None), (Stage.REFINED, None)]


@pytest.mark.parametrize(
    ("raw", "denoise", "can_clean", "is_cleaned"),
    [
        (Quality.FAST, Quality.OFF, True, True),
        (Quality.FAST, Quality.OFF, False, False),  # a JPEG with a recipe that nobody touched
        (Quality.OFF, Quality.FAST, False, True),
        (Quality.OFF, Quality.FAST, True, True),  # a RAW that is cleaned as a picture
        (Quality.OFF, Quality.OFF, True, False),
    ],
)
def test_what_is_only_measured_is_not_called_cleaning(
    raw: Quality, denoise: Quality, can_clean: bool, is_cleaned: bool
) -> None:
    step = Step(Wish(Recipe(raw=raw, denoise=denoise), VIEW), Stage.CLEANED)
    assert step.is_cleaning(can_clean=can_clean) == is_cleaned


def test_to_repair_is_no_cleaning() -> None:
    repair = Recipe(detail=Quality.FAST, raw=Quality.OFF)
    step = Step(Wish(repair, VIEW), Stage.CLEANED)
    assert step.is_repairing
    assert not step.is_cleaning(can_clean=True)
    assert not replace(step, stage=Stage.REFINED).is_repairing
