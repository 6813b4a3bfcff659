"""What went wrong, in the user's language."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.in_place.layout import layout_of
from lowlight_desktop.formats.isolation import endings
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.name_template import check_template
from lowlight_desktop.formats.sidecar import read_sidecar, sidecar_path
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.declared_words import error_words, photo_error_words
from lowlight_desktop.gui.queue.words import explanation
from lowlight_desktop.gui.watching.queue_work import outcome_of
from lowlight_desktop.photo.errors import (
    DeviceError,
    LowlightError,
    OutOfMemory,
    PhotoError,
    ReadError,
)
from lowlight_desktop.photo.recipe import Finish, Recipe
from lowlight_desktop.photo.sentence import Sentence, quoted, said_by
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import Entry, Treatment, Wanted
from lowlight_desktop.studio.outcome import Failed
from tests.formats.sample_files import ENCODERS, quadrants
from tests.gui.window import LONG_MS, drop, open_window

CUT_OFF = "Die Datei ist abgeschnitten: Sie endet vor dem Bild."
COPY = "Noch einmal von der Kamera oder aus der Sicherung kopieren."


def cut_off(folder: Path) -> Path:
    """A photo whose second half was never copied."""
    path = folder / "night.jpg"
    data = ENCODERS["baseline.jpg"](quadrants())
    path.write_bytes(data[: len(data) // 2])
    return path


@pytest.mark.usefixtures("german")
def test_a_window_says_in_german_what_the_process_that_decodes_has_said(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = cut_off(tmp_path)
    window = open_window(tmp_path, qtbot)
    bar = window.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    drop(window, [path])
    qtbot.waitUntil(lambda: bool(bar.messages()), timeout=LONG_MS)
    assert bar.messages()[-1].sentence == f"night.jpg: {CUT_OFF} {COPY}"
    strip = window.parts.strip
    qtbot.waitUntil(lambda: bool(strip.state(path).failure), timeout=LONG_MS)
    assert strip.state(path).failure == f"{path}: {CUT_OFF} {COPY}"
    window.close()


@pytest.mark.usefixtures("app")
def test_without_a_translation_a_window_says_what_the_command_line_says(tmp_path: Path) -> None:
    with IsolatedReader() as reader, pytest.raises(ReadError) as caught:
        reader.read_photo(cut_off(tmp_path))
    assert error_words(caught.value) == str(caught.value)
    assert str(caught.value).endswith(
        "night.jpg: the file is cut off: it ends before the picture does. "
        "Copy it once more from the camera or the backup."
    )


def failed_entry(folder: Path, photo: Path, error: LowlightError) -> Entry:
    """What the journal knows of a failed photo at the next start."""
    wish = Wanted(photo, Treatment(Recipe(), ExportWish()))
    with Journal(folder / "j") as journal:
        (id_,) = journal.add([wish])
        journal.failed(id_, said_by(error))
    with Journal(folder / "j") as journal:
        (entry,) = journal.changes().entries
        return entry


@pytest.mark.usefixtures("german")
def test_the_queue_of_the_last_time_says_it_in_the_language_of_this_time(tmp_path: Path) -> None:
    cause = Sentence("there is no such file")
    error = ReadError(Path("a.jpg"), cause, Sentence("Check the name and the folder."))
    entry = failed_entry(tmp_path, error.path, error)
    assert explanation(entry) == "Diese Datei gibt es nicht. Name und Ordner prüfen."
    outcome = outcome_of(entry)
    assert isinstance(outcome, Failed)
    assert str(outcome.error) == str(error)
    assert error_words(outcome.error) == error_words(error)


@pytest.mark.usefixtures("german")
def test_a_watch_says_in_german_what_stopped_more_than_one_photo(tmp_path: Path) -> None:
    memory = OutOfMemory(Sentence("{0}: memory ran out. Close other programs.", "FLW"))
    outcome = outcome_of(failed_entry(tmp_path, Path("a.jpg"), memory))
    assert isinstance(outcome, Failed)
    assert error_words(outcome.error) == (
        "a.jpg: FLW: Der Speicher reicht nicht. Andere Programme schließen."
    )


@pytest.mark.usefixtures("german")
def test_parts_of_a_sentence_are_said_in_german_too(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    sidecar_path(photo).write_text('{"version": 1, "recipe": {"version": 1, "finish": []}}')
    with pytest.raises(ReadError) as caught:
        read_sidecar(photo)
    assert photo_error_words(caught.value) == (
        "a.jpg.lowlight.json: Die Bearbeitung lässt sich nicht lesen: finish muss eine Gruppe von "
        "Einträgen sein, nicht []. Das Foto wird ohne Bearbeitung geöffnet; die Datei bleibt als "
        "a.jpg.lowlight.json.bak erhalten."
    )


@pytest.mark.usefixtures("german")
def test_what_cannot_be_given_back_to_an_editor_is_said_in_german(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    path.write_bytes(b"RIFF\0\0\0\0WEBP")
    with pytest.raises(PhotoError) as caught:
        layout_of(path)
    assert "Die Datei enthält ein WebP-Bild, was Lowlight" in error_words(caught.value)


@pytest.mark.usefixtures("german")
def test_numbers_sliders_and_words_of_others_are_said_as_a_german_reads_them() -> None:
    too_large = endings.too_large(Path("a.jpg"), 2_100_000_000)
    assert "mehr als die 2,1 GB Speicher" in error_words(too_large)
    with pytest.raises(ValueError, match=r"between -5 and 5, got 7\.5$") as caught:
        Finish(exposure_ev=7.5)
    said = error_words(caught.value)
    assert said == "Belichtung muss zwischen -5 und 5 liegen, nicht bei 7,5"
    failed = ReadError(Path("a"), Sentence("it cannot be read ({0})", "Input/output error"))
    assert error_words(failed) == "a: Lässt sich nicht lesen (Input/output error)."
    assert error_words(OSError("No {0} route")) == "No {0} route"


@pytest.mark.usefixtures("german")
def test_errors_of_no_photo_are_said_in_german() -> None:
    device = DeviceError(Sentence("There is no device {0!r} here. Available: {1}.", "gpu", "cpu"))
    assert error_words(device) == "Es gibt hier kein Gerät 'gpu'. Vorhanden: cpu."
    what = Sentence("{0} could not be loaded", "FLW")
    memory = OutOfMemory(Sentence("{0}: memory ran out. Close other programs.", what))
    assert error_words(memory) == (
        "FLW ließ sich nicht laden: Der Speicher reicht nicht. Andere Programme schließen."
    )


@pytest.mark.parametrize(
    "template", ["", "{x}", "{iso:x}", "{date:x}", "{stem:4}", "{", "a:b", "/a", "../a", "a//b"]
)
@pytest.mark.usefixtures("german")
def test_whatever_is_wrong_with_a_name_is_said_in_german(template: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        check_template(template)
    assert isinstance(caught.value.args[0], Sentence)
    assert error_words(caught.value) != str(caught.value)


def test_what_was_written_by_an_older_version_is_shown_as_it_is(tmp_path: Path) -> None:
    error = ReadError(Path("a.jpg"), quoted("it is broken"))
    with Journal(tmp_path / "j") as journal:
        (id_,) = journal.add([Wanted(error.path, Treatment(Recipe(), ExportWish()))])
        journal.failed(id_, str(error))
        (entry,) = journal.changes().entries
    assert explanation(entry) == "it is broken."
    outcome = outcome_of(entry)
    assert isinstance(outcome, Failed)
    assert str(outcome.error) == str(error)
