from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.cli.outcomes import Tally
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.errors import OutOfMemory
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


def test_a_photo_that_does_not_fit_into_the_memory_does_not_end_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, survey = list[object](), Enhancer.survey

    def full(*args: object) -> object:
        asked.append(args)
        if len(asked) == 1:
            raise OutOfMemory("Memory ran out even with tiles of 32 pixels.")
        return survey(*args)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Enhancer, "survey", full)
    one, two = dark(tmp_path / "1.png"), dark(tmp_path / "2.png")
    out = tmp_path / "out"
    code = main(["enhance", str(one), str(two), "--light", "off", "--output", str(out)])
    assert code == ExitCode.OUT_OF_MEMORY
    assert "1.png: it does not fit into the memory" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["2.jpg"]
