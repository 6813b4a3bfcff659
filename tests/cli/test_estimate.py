"""What a batch says before it begins."""

from pathlib import Path

import pytest

from lowlight_desktop.cli.estimate import expected
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import ORIGINAL
from lowlight_desktop.studio import speeds
from lowlight_desktop.studio.speeds import ANYWHERE, key_of


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path / "cache"))


def said(photos: list[Path]) -> str:
    return expected(photos, ORIGINAL, ExportOptions(), Enhancer())


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Twenty of a million bytes."""
    paths = [tmp_path / f"{i}.jpg" for i in range(20)]
    for path in paths:
        path.write_bytes(bytes(1_000_000))
    return paths


def note(seconds_per_mp: float) -> None:
    """Ten megapixels in a file; each takes so long to compute, and a tenth to read and write."""
    speeds.note({key_of(ANYWHERE, "bytes .jpg"): 0.1})
    speeds.note(
        {key_of(ANYWHERE, work): seconds_per_mp / 10 for work in ("read .jpg", "write jpeg")}
    )
    speeds.note({key_of(ANYWHERE, "finish"): seconds_per_mp})


def test_where_nothing_is_known_nothing_is_said(photos: list[Path]) -> None:
    assert said(photos) == ""


def test_what_is_over_soon_is_not_worth_a_sentence(photos: list[Path]) -> None:
    note(0.01)  # two seconds
    assert said(photos) == ""


def test_a_long_batch_is_told_in_minutes(photos: list[Path]) -> None:
    note(3.0)  # 20 photos of 10 megapixels: about ten minutes
    sentence = said(photos)
    assert sentence.startswith("About ")
    minutes = int(sentence.split()[1])
    assert 7 <= minutes <= 13  # two photos at a time overlap a little
    assert "min" in sentence
