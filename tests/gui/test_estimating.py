from pathlib import Path

import pytest

from lowlight_desktop.gui.estimating import Estimating
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import ORIGINAL, Recipe
from lowlight_desktop.studio.speeds import ANYWHERE, key_of, note, pace


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Two of 2 MP each, of a kind that was exported before, in 10 seconds."""
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path / "cache"))
    note({key_of(ANYWHERE, "bytes .jpg"): 0.5, key_of(ANYWHERE, "finish"): pace(10.0, 2.0)})
    found = tmp_path / "a.jpg", tmp_path / "b.jpg"
    for path in found:
        path.write_bytes(bytes(1_000_000))
    return found


def test_an_export_is_estimated_from_earlier_ones(photos: tuple[Path, ...]) -> None:
    estimate = Estimating(lambda: "", lambda _: ORIGINAL)
    assert estimate(photos, ExportOptions()) == pytest.approx(20.0)
    assert estimate(photos[:1], ExportOptions()) == pytest.approx(10.0)


def test_files_are_looked_at_once_however_often_options_change(photos: tuple[Path, ...]) -> None:
    asked: list[Path] = []

    def recipe(path: Path) -> Recipe:
        asked.append(path)
        return ORIGINAL

    estimate = Estimating(lambda: "", recipe)
    for quality in range(80, 90):
        estimate(photos, ExportOptions(quality=quality))
    assert asked == list(photos)


def test_before_the_device_is_known_nothing_is_said_of_networks(photos: tuple[Path, ...]) -> None:
    assert Estimating(lambda: "", lambda _: Recipe())(photos, ExportOptions()) is None
