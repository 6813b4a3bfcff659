import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.engine.backends import compiled
from lowlight_desktop.engine.backends.arrays import Known
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from tests.engine.backends.shipped import needs_openvino

_PHOTO = Image(np.random.default_rng(1).random((100, 150, 3), np.float32) * 0.1, WORKING)


@needs_openvino
def test_after_practice_no_question_waits_for_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    really = compiled.read

    def watched(file: Path) -> io.BytesIO | None:
        read.append(file)
        return really(file)

    monkeypatch.setattr(compiled, "read", watched)
    unpractised, practised = Enhancer("cpu"), Enhancer("cpu")
    unpractised.survey(_PHOTO, Recipe())
    before = len(read)
    practised.practise(Recipe())
    while_practising = len(read)
    practised.survey(_PHOTO, Recipe())
    assert before > 0
    # What is tried is as large as the photo's shape wants: that may still be to come.
    assert len(read) - while_practising <= 1 < before


def test_practice_changes_no_answer() -> None:
    practised = Enhancer("cpu")
    practised.practise(Recipe())
    assert (
        practised.survey(_PHOTO, Recipe()).curve == Enhancer("cpu").survey(_PHOTO, Recipe()).curve
    )


def test_who_wants_one_thread_at_a_time_does_not_practise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_BACKEND", "torch")
    asked: list[str] = []

    def noted(_self: Loaded, question: str, *_given: object) -> Known:
        asked.append(question)
        return ()

    monkeypatch.setattr(Loaded, "ask", noted)
    Enhancer("cpu").practise(Recipe())
    assert not asked


@needs_openvino
def test_a_photo_beside_the_practice_is_seen_as_ever() -> None:
    wanted, both = Enhancer("cpu").survey(_PHOTO, Recipe()).curve, Enhancer("cpu")
    with ThreadPoolExecutor(1) as aside:
        practice = aside.submit(both.practise, Recipe())
        assert both.survey(_PHOTO, Recipe()).curve == wanted
        practice.result()


def test_without_light_there_is_nothing_to_practise() -> None:
    Enhancer("cpu").practise(Recipe(light=Light(quality=Quality.OFF)))
