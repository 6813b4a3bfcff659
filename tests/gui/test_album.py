import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.sidecar import Sidecar, read_sidecar, sidecar_path, write_sidecar
from lowlight_desktop.gui.album import Album
from lowlight_desktop.photo.recipe import Finish, Recipe
from tests.nobody import as_nobody, open_way

BRIGHT, DARK = Recipe(finish=Finish(exposure_ev=1.0)), Recipe(finish=Finish(exposure_ev=-1.0))


def touched(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"a photo")
    return path


@pytest.fixture
def album(qtbot: QtBot) -> Iterator[Album]:
    album = Album()
    yield album
    album.close()


def test_what_was_edited_is_in_the_sidecar_soon_after(
    album: Album, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = touched(tmp_path / "night.png")
    album.know(photo, None)
    album.apply(photo, BRIGHT, "Exposure")
    qtbot.waitUntil(sidecar_path(photo).exists)
    assert read_sidecar(photo) == Sidecar(BRIGHT)


def test_a_hand_that_never_rests_is_saved_too(album: Album, tmp_path: Path, qtbot: QtBot) -> None:
    photo = touched(tmp_path / "night.png")
    album.know(photo, None)
    hand = QTimer(interval=20)
    hand.timeout.connect(
        lambda: album.apply(
            photo, DARK if album.edit(photo).recipe == BRIGHT else BRIGHT, "Exposure", merge=True
        )
    )
    hand.start()
    qtbot.waitUntil(sidecar_path(photo).exists)
    hand.stop()


def test_a_photo_that_was_only_looked_at_gets_no_sidecar(tmp_path: Path, qtbot: QtBot) -> None:
    album = Album()
    album.know(tmp_path / "night.png", None)
    assert album.close() == []
    assert list(tmp_path.iterdir()) == []


def test_closing_keeps_what_was_not_saved_yet(tmp_path: Path, qtbot: QtBot) -> None:
    album, photo = Album(), touched(tmp_path / "night.png")
    album.know(photo, None)
    album.apply(photo, BRIGHT, "Exposure")
    assert album.close() == []
    assert read_sidecar(photo) == Sidecar(BRIGHT)


def test_the_rating_in_a_sidecar_survives_an_edit(tmp_path: Path, qtbot: QtBot) -> None:
    album, photo = Album(), touched(tmp_path / "night.png")
    write_sidecar(photo, Sidecar(DARK, rating=4))
    album.know(photo, read_sidecar(photo))
    album.apply(photo, BRIGHT, "Exposure")
    album.close()
    assert read_sidecar(photo) == Sidecar(BRIGHT, rating=4)


def test_steps_are_undone_and_redone_and_each_is_announced(
    album: Album, tmp_path: Path, qtbot: QtBot
) -> None:
    photo, seen = tmp_path / "night.png", list[Recipe]()

    def on_changed(path: Path) -> None:
        seen.append(album.edit(path).recipe)

    album.know(photo, None)
    album.changed.connect(on_changed)
    album.apply(photo, BRIGHT, "Exposure")
    album.apply(photo, BRIGHT, "Exposure")  # nothing new: no step
    album.undo(photo)
    album.undo(photo)  # there is no step before: nothing happens
    album.redo(photo)
    assert seen == [BRIGHT, Recipe(), BRIGHT]


def test_one_drag_is_one_step(album: Album, tmp_path: Path) -> None:
    photo = tmp_path / "night.png"
    album.know(photo, None)
    for i in range(50):
        look = Recipe(finish=Finish(exposure_ev=i / 50))
        album.apply(photo, look, "Exposure", merge=i > 0)
    album.undo(photo)
    assert album.edit(photo).recipe == Recipe()


def test_a_look_given_before_the_photo_was_opened_lies_on_top_of_its_sidecar(
    album: Album, tmp_path: Path
) -> None:
    photo = tmp_path / "night.png"
    album.apply(photo, BRIGHT, "Paste settings")
    album.know(photo, Sidecar(DARK, rating=2))
    assert album.edit(photo).recipe == BRIGHT
    album.undo(photo)
    assert album.edit(photo).recipe == DARK


def test_a_photo_that_nobody_has_looked_at_has_the_edits_of_its_sidecar(
    album: Album, tmp_path: Path
) -> None:
    photo = tmp_path / "night.png"
    write_sidecar(photo, Sidecar(DARK))
    assert album.looked_up(photo).recipe == DARK
    assert album.looked_up(tmp_path / "other.png").recipe == Recipe()


def test_an_exported_look_is_exported_until_it_changes(album: Album, tmp_path: Path) -> None:
    photo = tmp_path / "night.png"
    album.know(photo, None)
    album.mark_exported(photo, Recipe())
    assert album.edit(photo).is_exported
    album.apply(photo, BRIGHT, "Exposure")
    assert not album.edit(photo).is_exported


def test_an_export_is_remembered_over_the_end_of_the_program(tmp_path: Path, qtbot: QtBot) -> None:
    photo = touched(tmp_path / "night.png")
    first = Album()
    first.know(photo, None)
    first.mark_exported(photo, Recipe())
    first.close()
    again = Album()
    again.know(photo, read_sidecar(photo))
    assert again.edit(photo).is_exported
    again.apply(photo, BRIGHT, "Exposure")
    again.close()
    found = read_sidecar(photo)
    assert found is not None
    assert found.exported_at is None  # this look was not exported


def test_edits_are_saved_after_all_once_the_folder_takes_them(
    album: Album, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "card"
    photo = folder / "night.png"
    album.know(photo, None)
    with qtbot.waitSignal(album.save_failed):
        album.apply(photo, BRIGHT, "Exposure")
    folder.mkdir()
    touched(photo)
    album.close()
    assert read_sidecar(photo) == Sidecar(BRIGHT)


def test_a_photo_that_was_deleted_leaves_no_sidecar(tmp_path: Path, qtbot: QtBot) -> None:
    album, photo = Album(), touched(tmp_path / "night.png")
    album.know(photo, None)
    photo.unlink()
    album.apply(photo, BRIGHT, "Exposure")
    assert album.close() == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_refuses_is_told_once_and_again_at_the_end(
    album: Album, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = tmp_path / "gone" / "night.png"  # a folder that vanished refuses root too
    album.know(photo, None)
    with qtbot.waitSignal(album.save_failed) as told:
        album.apply(photo, BRIGHT, "Exposure")
    assert told.args is not None
    assert told.args[0] == photo
    album.apply(photo, replace(BRIGHT, finish=Finish(exposure_ev=2.0)), "Exposure")
    album.save()
    assert album.edit(photo).recipe.finish.exposure_ev == 2.0
    assert [path for path, _ in album.close()] == [photo]


def test_edits_of_another_program_are_one_step_that_can_be_undone(
    tmp_path: Path, qtbot: QtBot
) -> None:
    album, photo = Album(), touched(tmp_path / "night.png")
    write_sidecar(photo, Sidecar(BRIGHT))
    album.know(photo, read_sidecar(photo))
    write_sidecar(photo, Sidecar(DARK, rating=3))  # theirs
    album.know(photo, read_sidecar(photo))
    assert album.edit(photo).recipe == DARK
    album.undo(photo)
    album.close()
    assert read_sidecar(photo) == Sidecar(BRIGHT, rating=3)
    assert not list(tmp_path.glob("*.bak"))


def test_that_another_program_has_exported_a_photo_is_no_step(tmp_path: Path, qtbot: QtBot) -> None:
    album, photo = Album(), touched(tmp_path / "night.png")
    write_sidecar(photo, Sidecar(BRIGHT))
    album.know(photo, read_sidecar(photo))
    theirs = Sidecar(BRIGHT, exported_at=datetime(2026, 11, 23, tzinfo=UTC))
    write_sidecar(photo, theirs)
    album.know(photo, read_sidecar(photo))
    assert album.edit(photo).is_exported
    assert not album.edit(photo).history.can_undo
    album.close()
    assert read_sidecar(photo) == theirs


def test_what_was_read_before_it_was_written_here_is_no_news(tmp_path: Path, qtbot: QtBot) -> None:
    album, photo = Album(), touched(tmp_path / "night.png")
    write_sidecar(photo, Sidecar(BRIGHT))
    read_early = read_sidecar(photo)
    album.know(photo, read_early)
    album.apply(photo, DARK, "Exposure")
    album.save()
    qtbot.waitUntil(lambda: album.edit(photo).on_disk == Sidecar(DARK))
    album.know(photo, read_early)
    assert album.edit(photo).recipe == DARK
    album.close()
    assert read_sidecar(photo) == Sidecar(DARK)


def test_edits_that_another_program_wrote_meanwhile_are_set_aside(
    tmp_path: Path, qtbot: QtBot
) -> None:
    album, photo = Album(), touched(tmp_path / "night.png")
    write_sidecar(photo, Sidecar(Recipe(), rating=2))
    album.know(photo, read_sidecar(photo))
    write_sidecar(photo, Sidecar(DARK))  # theirs
    theirs = sidecar_path(photo).read_bytes()
    for recipe in (BRIGHT, Recipe(), BRIGHT):  # what is our own is written over
        album.apply(photo, recipe, "Exposure")
        assert album.flush() == []
    album.close()
    assert read_sidecar(photo) == Sidecar(BRIGHT, rating=2)
    (kept,) = tmp_path.glob("*.bak")
    assert kept.read_bytes() == theirs


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_edits_whose_folder_cannot_be_reached_are_told_to_be_lost(
    tmp_path: Path, qtbot: QtBot
) -> None:
    album, photo = Album(), touched(tmp_path / "shoot" / "night.png")
    open_way(tmp_path)
    album.know(photo, None)
    album.apply(photo, BRIGHT, "Exposure")
    photo.parent.chmod(0)
    try:
        with as_nobody():
            ((path, error),) = album.flush()
    finally:
        photo.parent.chmod(0o700)
    assert path == photo
    assert "the edits cannot be kept" in str(error)
    assert album.close() == []
    assert read_sidecar(photo) == Sidecar(BRIGHT)
