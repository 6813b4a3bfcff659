"""`lowlight enhance` as people and programs use it, the ways in which it ends early included."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
import pytest
import rawpy

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.recipe_xmp import recipe_from_xmp
from tests.cli.dark_photos import dark
from tests.formats.dng_writing import write_dng

ACCEPTANCE = (
    "enhance LOW/*.png --output OUT --light fast --target {target} --denoise off --raw off "
    "--detail off --format png --depth 8 --overwrite"
)
MANY = 500  # far more than can be done before a signal or a closed pipe is noticed
# A shell that starts a program in the background has it ignore Ctrl-C: not in these tests.
PROGRAM = (
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from lowlight_desktop.cli.main import run\n"
    "run()"
)


def typed(line: str, folder: Path) -> list[str]:
    """The arguments of a command line as a shell expands it, in a folder with LOW."""
    words: list[str] = []
    for word in shlex.split(line.replace("LOW", str(folder / "LOW"))):
        found = sorted(str(p) for p in Path(word).parent.glob(Path(word).name))
        words += found if "*" in word else [word.replace("OUT", str(folder / "OUT"))]
    return words


def started(folder: Path, *flags: str) -> "subprocess.Popen[str]":
    """A run over many photos, which has said that it begins."""
    source = dark(folder / "x.png")
    words = ["enhance", *[str(source)] * MANY, "--light", "off", "--output", str(folder / "out")]
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words, "--progress", "json", *flags],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert json.loads(child.stdout.readline()) == {"event": "start", "photos": MANY}
    return child


@pytest.mark.parametrize("target", ["auto", "0.43"])
def test_the_acceptance_command_line(tmp_path: Path, target: str) -> None:
    for stem in ("1", "22.5 night"):
        dark(tmp_path / "LOW" / f"{stem}.png")
    for _ in range(2):  # the second time over the first
        assert main(typed(ACCEPTANCE.format(target=target), tmp_path)) == ExitCode.DONE
    outputs = sorted((tmp_path / "OUT").iterdir())
    assert [p.name for p in outputs] == ["1.png", "22.5 night.png"]
    for path in outputs:
        picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        assert picture is not None
        assert picture.shape == (40, 60, 3)
        assert picture.dtype == "uint8"
        if target != "auto":
            assert picture.max(2).mean() / 255 == pytest.approx(0.43, abs=0.02)


def test_a_result_tells_how_it_was_made(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    words = ["enhance", str(dark(tmp_path / "x.png")), "--output", str(tmp_path / "out")]
    assert main([*words, "--report", str(report), "--contrast", "0.2"]) == ExitCode.DONE
    (row,) = json.loads(report.read_text())["photos"]
    xmp = read_metadata(Path(row["output"])).xmp
    (model,) = cast("tuple[str, ...]", xmp["Xmp.lowlight.MadeModels"])
    assert model.split()[0] == row["models"][0] == "flw"
    assert model.split()[1:], "the version of the weights"
    assert float(str(xmp["Xmp.lowlight.MadeTarget"])) == row["target"]
    recipe = recipe_from_xmp(xmp)
    assert recipe is not None
    assert recipe.light.target is None  # the recipe still says: let the network choose
    assert recipe.finish.contrast == 0.2


def test_the_report_counts_done_skipped_and_failed_apart(tmp_path: Path) -> None:
    done, skipped = dark(tmp_path / "done.png"), dark(tmp_path / "skipped.png")
    dark(tmp_path / "out" / "skipped.jpg")
    report = tmp_path / "report.json"
    code = main(
        ["enhance", str(done), str(skipped), str(tmp_path / "failed.png"), "--light", "off",
         "--output", str(tmp_path / "out"), "--skip-existing", "--report", str(report)]
    )  # fmt: skip
    assert code == ExitCode.SOME_FAILED
    said = json.loads(report.read_text())
    assert [row["state"] for row in said["photos"]] == ["done", "skipped", "failed"]
    assert (said["done"], said["skipped"], said["failed"]) == (1, 1, 1)
    assert "ended_by" not in said


def test_a_profile_names_every_step_and_adds_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo, out = dark(tmp_path / "x.png"), tmp_path / "out"
    assert main(["enhance", str(photo), "--output", str(out), "--profile"]) == ExitCode.DONE
    lines = capsys.readouterr().err.splitlines()
    rows = {line[: line.index("  ")]: float(line.split()[-3]) for line in lines if " s " in line}
    assert {"starting", "reading", "FLW light: tiles", "encoding and writing"} <= set(rows)
    whole = rows.pop("whole")
    assert sum(rows.values()) == pytest.approx(whole, abs=0.01 * len(rows))


def test_what_stops_all_photos_still_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    code = main(
        ["enhance", str(dark(tmp_path / "x.png")), "--output", str(tmp_path / "out"),
         "--denoise", "best", "--report", str(report), "--progress", "json"]
    )  # fmt: skip
    assert code == ExitCode.NO_MODEL_OR_DEVICE
    end = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (end["event"], end["done"], end["failed"], end["left"]) == ("end", 0, 0, 1)
    assert "denoise best" in end["ended_by"]
    assert json.loads(report.read_text())["ended_by"] == end["ended_by"]


@pytest.mark.parametrize("name", ["nowhere/report.json", "folder"])
def test_a_report_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "folder").mkdir()
    source, out = dark(tmp_path / "x.png"), tmp_path / "out"
    words = ["enhance", str(source), "--output", str(out), "--report", str(tmp_path / name)]
    assert main(words) == ExitCode.USAGE
    assert name in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_can_be_given_again_and_again(tmp_path: Path) -> None:
    dark(tmp_path / "x.png")
    for _ in range(3):
        assert main(["enhance", str(tmp_path), "--light", "off", "--again"]) == ExitCode.DONE
    names = sorted(p.name for p in tmp_path.iterdir())
    assert names == ["x-lowlight-2.jpg", "x-lowlight-3.jpg", "x-lowlight.jpg", "x.png"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_with_five_a_report_and_only_whole_photos(
    tmp_path: Path, stop: signal.Signals
) -> None:
    report = tmp_path / "report.json"
    with started(tmp_path, "--report", str(report)) as child:
        assert child.stdout is not None
        while json.loads(child.stdout.readline())["event"] != "photo":
            pass
        child.send_signal(stop)
        out, err = child.communicate(timeout=60)
    assert child.returncode == ExitCode.CANCELLED
    assert err == "lowlight: stopped.\n"
    assert json.loads(out.splitlines()[-1])["ended_by"] == "stopped"
    said = json.loads(report.read_text())
    assert 0 < said["done"] < MANY
    assert said["done"] + said["left"] == MANY
    # No temporary files, and what was about to be written is told.
    written = list((tmp_path / "out").iterdir())
    assert said["done"] == len(written)
    assert all(cv2.imread(str(path)) is not None for path in written)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_photos_that_nobody_waited_for_are_not_called_done(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    with started(tmp_path, "--report", str(report)) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        err = child.stderr.read()
        code = child.wait(timeout=60)
    assert code == ExitCode.SOME_FAILED
    assert err == ""
    said: dict[str, Any] = json.loads(report.read_text())
    assert said["done"] + said["left"] == MANY
    assert said["left"] > 0


def test_a_dng_needs_no_word_about_its_depth(tmp_path: Path) -> None:
    raw = write_dng(tmp_path / "night.dng", np.full((64, 96), 3000, np.uint16))
    words = ["enhance", str(raw), "--raw", "off", "--light", "off", "--output"]
    assert main([*words, str(tmp_path / "out"), "--format", "dng"]) == ExitCode.DONE
    with rawpy.imread(str(tmp_path / "out" / "night.dng")) as linear:
        assert linear.raw_image.shape[:2] == (64, 96)
        assert linear.raw_image.ndim == 3
