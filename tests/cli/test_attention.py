"""`lowlight enhance --attention`."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from tests.cli.dark_photos import dark

MANY = 40  # far more than have their maps before a signal is noticed
# A shell that starts a program in the background has it ignore Ctrl-C: not in these tests.
PROGRAM = (
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from lowlight_desktop.cli.main import run\n"
    "run()"
)
OFF = ["--light", "off", "--raw", "off"]


def enhance(*words: str | Path) -> int:
    return main(["enhance", *(str(word) for word in words)])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_maps_are_made_of_what_is_done_and_of_what_was_done_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, maps = tmp_path / "out", tmp_path / "maps"
    first, second = dark(tmp_path / "1.png"), dark(tmp_path / "2.png")
    assert enhance(first, "--output", out) == ExitCode.DONE
    words = [first, second, "--output", out, "--attention", maps]
    capsys.readouterr()
    assert enhance(*words) == ExitCode.DONE
    said = capsys.readouterr().out
    assert names(maps) == ["1-gain.png", "1-local.png", "2-gain.png", "2-local.png"]
    assert "1.png: already done" in said
    assert f"2.png: Light added → {maps / '2-gain.png'}" in said


def test_the_same_command_again_says_which_maps_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dark(tmp_path / "in" / "sub" / "1.png")
    maps = tmp_path / "maps"
    words = [tmp_path / "in", "--output", tmp_path / "out", "--attention", maps]
    assert enhance(*words) == ExitCode.DONE
    capsys.readouterr()
    assert enhance(*words) == ExitCode.DONE
    gain = maps / "sub" / "1-gain.png"
    assert f"1.png: Light added already done, {gain}\n" in capsys.readouterr().out
    assert enhance(*words, "--progress", "json") == ExitCode.DONE
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [e["already_done"] for e in events if e["event"] == "map"] == [True, True]
    assert names(maps / "sub") == ["1-gain.png", "1-local.png"]
    assert enhance(*words, "--again") == ExitCode.DONE
    assert len(names(maps / "sub")) == 4


def test_the_time_that_maps_take_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [dark(tmp_path / "x.png"), "--output", tmp_path / "out", "--attention", tmp_path / "m"]
    assert enhance(*words, "--profile") == ExitCode.DONE
    assert "maps of attention" in capsys.readouterr().err


def test_programs_get_a_line_for_every_map_before_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, maps = dark(tmp_path / "x.png"), tmp_path / "maps"
    words = [source, "--output", tmp_path / "out", "--attention", maps, "--progress", "json"]
    assert enhance(*words) == ExitCode.DONE
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [e for e in events if e["event"] == "map"] == [
        {"event": "map", "source": str(source), "map": name, "output": str(maps / f"x-{name}.png")}
        for name in ("gain", "local")
    ]
    assert events[-1]["event"] == "end"


def test_photos_that_failed_or_were_left_alone_have_no_maps(tmp_path: Path) -> None:
    out, maps = tmp_path / "out", tmp_path / "maps"
    dark(out / "taken.jpg")
    words = [dark(tmp_path / "taken.png"), dark(tmp_path / "good.png"), tmp_path / "gone.png"]
    code = enhance(*words, "--output", out, "--skip-existing", "--attention", maps)
    assert code == ExitCode.SOME_FAILED
    assert names(maps) == ["good-gain.png", "good-local.png"]


def test_maps_that_cannot_be_written_are_told_and_the_photos_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    source, maps = dark(tmp_path / "x.png"), tmp_path / "file" / "maps"
    code = enhance(source, "--output", tmp_path / "out", "--attention", maps)
    assert code == ExitCode.SOME_FAILED
    err = capsys.readouterr().err
    assert str(maps / "x-gain.png") in err
    assert "Traceback" not in err
    assert names(tmp_path / "out") == ["x.jpg"]


def test_without_networks_there_is_nothing_to_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = dark(tmp_path / "x.png"), tmp_path / "out"
    code = enhance(source, *OFF, "--output", out, "--attention", tmp_path / "maps")
    assert code == ExitCode.USAGE
    assert "all of them are off" in capsys.readouterr().err
    assert not out.exists()


def test_a_file_is_no_folder_for_maps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = dark(tmp_path / "x.png"), tmp_path / "out"
    assert enhance(source, "--output", out, "--attention", source) == ExitCode.USAGE
    assert str(source) in capsys.readouterr().err
    assert not out.exists()


def test_a_photo_whose_networks_have_no_maps_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The network for RAW files is wanted, and has nothing to do here.
    words = [dark(tmp_path / "x.png"), "--light", "off", "--output", tmp_path / "out"]
    assert enhance(*words, "--attention", tmp_path / "maps") == ExitCode.DONE
    assert "x.png: the networks at work on it have no maps" in capsys.readouterr().out


def test_without_the_flag_nothing_of_it_is_imported(tmp_path: Path) -> None:
    source = dark(tmp_path / "x.png")
    program = (
        "import sys\n"
        "from lowlight_desktop.cli.leaving import leave, prepare_leaving\n"
        "prepare_leaving()\n"
        "from lowlight_desktop.cli.main import main\n"
        f"code = main(['enhance', {str(source)!r}, '--output', {str(tmp_path / 'out')!r}])\n"
        "parts = ('attention_pictures', 'map_legend', 'preview', 'sources')\n"
        "found = [m for m in sys.modules if m.startswith('lowlight') and m.endswith(parts)]\n"
        "if found: code = print(f'imported {found}', file=sys.stderr) or 99\n"
        "leave(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_stopping_among_the_maps_ends_with_five_and_keeps_the_report(tmp_path: Path) -> None:
    report, maps = tmp_path / "report.json", tmp_path / "maps"
    sources = [str(dark(tmp_path / f"{i}.png")) for i in range(MANY)]
    words = ["enhance", *sources, "--output", str(tmp_path / "out"), "--attention", str(maps)]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words, "--progress", "json", "--report", str(report)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        while json.loads(child.stdout.readline())["event"] != "map":
            pass
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert child.returncode == ExitCode.CANCELLED
    assert err == "lowlight: stopped.\n"
    assert json.loads(out.splitlines()[-1])["ended_by"] == "stopped"
    said = json.loads(report.read_text())
    assert (said["done"], said["left"]) == (MANY, 0)
    assert 0 < len(names(maps)) < 2 * MANY
