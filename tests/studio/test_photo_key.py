import os
from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.photo.recipe import Finish, Quality, Recipe
from lowlight_desktop.studio import photo_key as module
from lowlight_desktop.studio.photo_key import file_digest, photo_key

LOOK, FILE = Recipe(), ExportOptions()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"light")
    return path


def test_the_same_bytes_under_another_name_have_the_same_key(photo: Path) -> None:
    other = photo.with_name("b.jpg")
    other.write_bytes(photo.read_bytes())
    assert photo_key(photo, LOOK, FILE) == photo_key(other, LOOK, FILE) != ""


def test_other_bytes_another_look_or_another_file_have_another_key(photo: Path) -> None:
    keys = {
        photo_key(photo, LOOK, FILE),
        photo_key(photo, replace(LOOK, finish=Finish(exposure_ev=0.1)), FILE),
        photo_key(photo, LOOK, ExportOptions(quality=94)),
        photo_key(photo, LOOK, ExportOptions(FileFormat.PNG)),
    }
    photo.write_bytes(b"Light")
    keys.add(photo_key(photo, LOOK, FILE))
    assert len(keys) == 5


def test_what_happens_with_taken_names_is_not_in_the_key(photo: Path) -> None:
    replacing = ExportOptions(existing=Existing.OVERWRITE)
    assert photo_key(photo, LOOK, FILE) == photo_key(photo, LOOK, replacing)


def test_new_weights_count_where_they_are_at_work(
    photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = module.installed()

    def trained_anew(step: str) -> tuple[ModelCard, ...]:
        return tuple(
            replace(card, sha256="0" * 64) if card.step == step else card for card in cards
        )

    lit = Recipe(denoise=Quality.OFF, raw=Quality.OFF)
    before = photo_key(photo, lit, FILE)
    monkeypatch.setattr(module, "installed", lambda: trained_anew("denoise"))
    assert photo_key(photo, lit, FILE) == before
    assert photo_key(photo, replace(lit, denoise=Quality.FAST), FILE) != before
    monkeypatch.setattr(module, "installed", lambda: trained_anew("light"))
    assert photo_key(photo, lit, FILE) != before


def test_what_cannot_be_read_has_no_key(tmp_path: Path) -> None:
    assert photo_key(tmp_path / "nowhere.jpg", LOOK, FILE) == ""
    assert photo_key(Path("a\0.jpg"), LOOK, FILE) == ""
    assert photo_key(tmp_path, LOOK, FILE) == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert file_digest(tmp_path / "pipe.jpg") == ""
