from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.cli.outcomes import Tally, row_of, sentence_of
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.errors import OutOfMemory, ReadError
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped
from tests.cli.dark_photos import dark

DONE, FAILED = {"state": "done"}, {"state": "failed"}
SHORT = {"state": "failed", "out_of_memory": True}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], ExitCode.DONE),
        ([DONE], ExitCode.DONE),
        ([DONE, FAILED], ExitCode.SOME_FAILED),
        ([DONE, SHORT], ExitCode.OUT_OF_MEMORY),
        ([FAILED, SHORT], ExitCode.SOME_FAILED),
    ],
)
def test_the_exit_code_tells_a_lack_of_memory_from_other_failures(
    rows: list[dict[str, object]], code: ExitCode
) -> None:
    assert Tally(len(rows), rows).exit_code == code


@pytest.mark.parametrize(
    "outcome",
    [
        Exported(Path("a.jpg"), Path("a-lit.jpg"), None, (), 1.5),
        Skipped(Path("a.jpg"), Path("a-lit.jpg")),
        Failed(Path("a.jpg"), ReadError(Path("a.jpg"), Sentence("it is no photo"))),
    ],
)
def test_every_row_says_when_its_photo_was_over(outcome: Outcome) -> None:
    ended = datetime.fromisoformat(str(row_of(outcome)["ended"]))
    assert ended.tzinfo is not None
    assert timedelta(seconds=-1) < datetime.now(UTC) - ended < timedelta(minutes=1)


def test_a_photo_that_does_not_fit_into_the_memory_does_not_end_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    survey, large_px = Enhancer.survey, 70

    def full(enhancer: Enhancer, photo: Image, *args: object) -> object:
        if photo.width == large_px:
            raise OutOfMemory(Sentence("Memory ran out even with tiles of 32 pixels."))
        return survey(enhancer, photo, *args)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Enhancer, "survey", full)
    one, two = dark(tmp_path / "1.png", large_px), dark(tmp_path / "2.png")
    out = tmp_path / "out"
    code = main(["enhance", str(one), str(two), "--light", "off", "--output", str(out)])
    assert code == ExitCode.OUT_OF_MEMORY
    assert "1.png: it does not fit into the memory" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["2.jpg"]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("\x1b]0;mine\x07.png", r"\x1b]0;mine\x07.png"),  # sets the title of the window
        ("a\nb.png", r"a\nb.png"),
        ("a\u2028b.png", r"a\u2028b.png"),
        ("\u202egnp.exe", r"\u202egnp.exe"),  # reads "exe.png"
        ("\x9b2J.png", r"\x9b2J.png"),  # one byte that clears the screen
        ("Übung 雪 \u200d.png", "Übung 雪 \u200d.png"),
    ],
)
def test_a_name_cannot_take_the_terminal_over(name: str, seen: str) -> None:
    path = Path(name)
    for outcome in (
        Failed(path, ReadError(path, Sentence("it is broken"))),
        Skipped(path, path, True),
    ):
        said = sentence_of(outcome)
        assert seen in said
        assert name == seen or name not in said
