from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.training.data_sets import (
    Photo,
    lol_is_validation,
    shows_known_scene,
    sice_is_validation,
    training_sets,
    training_sizes,
    validation_sets,
)


def room(seed: int, *, shift_px: int = 0, gain: float = 1.0) -> Photo:
    """A wall that grows darker downward, with things of random place and color before it."""
    rng = np.random.default_rng(seed)
    wall = np.linspace(190, 110, 256)[:, None, None] * np.array([1.0, 0.95, 0.85])
    scene = np.broadcast_to(wall, (256, 256, 3)).copy()
    for _ in range(14):
        top, left = rng.integers(0, 200, 2)
        height, width = rng.integers(30, 110, 2)
        scene[top : top + height, left : left + width] = rng.integers(10, 245, 3)
    scene = np.roll(scene, shift_px, 1) * gain + rng.normal(0, 4, scene.shape)
    return cv2.GaussianBlur(np.clip(scene, 0, 255).astype(np.uint8), (5, 5), 0)  # pyright: ignore[reportReturnType]


KNOWN = [room(seed) for seed in range(6)]


def test_another_exposure_of_a_trained_scene_is_recognized() -> None:
    again = [room(3), room(3, gain=0.6), room(5, shift_px=4), cv2.resize(room(1), (600, 400))]
    assert shows_known_scene(again, KNOWN) == [True] * 4  # pyright: ignore[reportArgumentType]


def test_other_scenes_in_the_same_light_are_not_taken_for_known_ones() -> None:
    assert not any(shows_known_scene([room(seed) for seed in range(100, 112)], KNOWN))


def test_a_flat_picture_shows_no_scene() -> None:
    flat = np.full((40, 40, 3), 90, np.uint8)
    assert shows_known_scene([flat, KNOWN[0]], [flat]) == [False, False]
    assert shows_known_scene([flat], []) == [False]


def test_nothing_is_both_trained_and_validated_on(data: Path) -> None:
    training, validation = training_sets(data), validation_sets(data)
    names = [{p.name for p in (*s.lol, *s.sice)} for s in (training, validation)]
    assert names[0] == {"lol-59", "lol-72", "sice-4d.jpg", "sice-6d.jpg"}
    assert names[1] == {"lol-71", "sice-5d.jpg"}  # 60 shows the scene of 59
    assert len(training.clean) == 3
    assert len(validation.clean) == 1


def test_sizes_are_those_of_what_is_trained_on(data: Path) -> None:
    assert training_sizes(data) == {"lol": 2, "sice": 2, "bsds500": 2, "sunhays": 1}


def test_neighbors_of_one_block_are_on_one_side() -> None:
    assert {lol_is_validation(str(i)) for i in range(60, 72)} == {True}
    assert {lol_is_validation(str(i)) for i in range(72, 84)} == {False}
    assert sum(sice_is_validation(i) for i in range(1, 361)) == 30


@pytest.mark.parametrize(
    "missing", ["pairs/lol256/high/59.jpg", "pairs/sice/pairs.csv", "clean/sunhays/1.webp"]
)
def test_a_missing_part_of_a_data_set_is_named(data: Path, missing: str) -> None:
    (data / missing).unlink()
    if missing.startswith("clean"):
        (data / missing).parent.rmdir()
    with pytest.raises(FileNotFoundError, match=Path(missing).parent.name) as caught:
        training_sets(data)
    assert "is the data folder complete?" in str(caught.value)
