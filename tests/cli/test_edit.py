"""`lowlight edit` as a host calls it, without a window."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import lowlight_desktop
from lowlight_desktop.cli.edit import photos_for_window
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.studio.preset_files import export_preset
from lowlight_desktop.studio.presets import Preset
from tests.host_files import BRIGHTER, lightroom_tiff, picture, pixels_of, write_jpeg, write_tiff

# Ends before the new file gets its name: its bytes are written, but not yet on the disk.
HELD = """
import os, sys
from lowlight_desktop.cli.main import main

def held(_number):
    print("written", flush=True)
    sys.stdin.read()

os.fsync = held
sys.exit(main(sys.argv[1:]))
"""

# Edits a first photo, so that all is loaded, and is then left with so many MB for a second.
POOR = """
import resource, sys
from pathlib import Path
from lowlight_desktop.cli.main import main

room, *words = sys.argv[1:]
assert main(words) == 0
taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + int(room) * 2**20,) * 2)
sys.exit(main([word.replace("first", "second") for word in words]))
"""


@pytest.fixture
def look(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with a look that needs no network."""
    path = tmp_path_factory.mktemp("looks") / "brighter.json"
    export_preset(Preset("Brighter", BRIGHTER), path)
    return str(path)


def test_a_preset_is_given_to_a_hosts_file(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "night-Edit.tif", "lzw")
    assert main(["edit", "--apply", "stars", "--device", "cpu", str(path)]) == 0
    assert pixels_of(path).shape == picture().shape
    assert (pixels_of(path) != picture()).mean() > 0.9


def test_each_of_several_files_is_saved_and_told(
    tmp_path: Path, look: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [lightroom_tiff(tmp_path / "a.tif"), write_jpeg(tmp_path / "b.jpg")]
    before = [path.read_bytes() for path in paths]
    words = ["edit", "--recipe", look, "--progress", "json", *map(str, paths)]
    assert main(words) == ExitCode.DONE
    assert all(p.read_bytes() != old for p, old in zip(paths, before, strict=True))
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[0] == {"event": "start", "photos": 2}
    done = [e for e in events if e["event"] == "photo"]
    assert [(e["state"], e["source"], e["output"]) for e in done] == [
        ("done", str(path), str(path)) for path in paths
    ]
    steps = [e["photo"] + e["fraction"] for e in events if e["event"] == "progress"]
    assert steps == sorted(steps)
    assert steps[-1] == 2.0
    assert events[-1] == {"event": "end", "done": 2, "skipped": 0, "failed": 0}


def test_a_file_that_fails_is_told_on_stderr_and_the_others_are_saved(
    tmp_path: Path, look: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cmyk = write_tiff(tmp_path / "a.tif", picture("uint8", 4), photometric="separated")
    good, before = lightroom_tiff(tmp_path / "b.tif"), cmyk.read_bytes()
    assert main(["edit", "--recipe", look, str(cmyk), str(good)]) == ExitCode.SOME_FAILED
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.err.startswith(f"lowlight: {cmyk}: it holds CMYK colors")
    assert cmyk.read_bytes() == before
    assert pixels_of(good).mean() > picture().mean()


def test_layers_that_leave_are_told(
    tmp_path: Path, look: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif", layers=True)
    assert main(["edit", "--recipe", look, str(path)]) == 0
    assert "a.tif: This file has Photoshop layers." in caplog.text
    caplog.clear()


def test_a_file_that_is_named_twice_is_edited_once(tmp_path: Path, look: str) -> None:
    once, twice = lightroom_tiff(tmp_path / "a.tif"), lightroom_tiff(tmp_path / "b.tif")
    assert main(["edit", "--recipe", look, str(once)]) == 0
    assert main(["edit", "--recipe", look, str(twice), str(twice)]) == 0
    assert (pixels_of(once) == pixels_of(twice)).all()


def test_an_unknown_preset_is_a_mistake_of_the_caller(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    assert main(["edit", "--apply", "Nobody's", str(path)]) == ExitCode.USAGE
    assert "There is no preset called" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_an_unknown_device_is_told_and_leaves_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    words = ["edit", "--apply", "stars", "--device", "cuda:99", str(path)]
    assert main(words) == ExitCode.NO_MODEL_OR_DEVICE
    assert "cuda:99" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_name_that_begins_with_dashes_is_a_file_behind_two_of_them(
    tmp_path: Path, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = lightroom_tiff(tmp_path / "--output.tif")
    assert main(["edit", "--recipe", look, "--", "--output.tif"]) == 0
    assert pixels_of(path).mean() > picture().mean()


@pytest.mark.parametrize("name", ["-night.tif", "-hut.tif", "--device.tif", "-1.tif", "-a=b.tif"])
def test_a_host_need_not_mark_names_that_begin_with_a_dash(
    tmp_path: Path, look: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = lightroom_tiff(tmp_path / name)
    assert photos_for_window([name]) == [Path(name)]
    assert main(["edit", name, "--recipe", look]) == 0
    assert pixels_of(path).mean() > picture().mean()


@pytest.mark.parametrize("flag", ["--progress", "--prog"])
def test_a_flag_stays_one_where_a_file_has_its_name(
    tmp_path: Path, look: str, monkeypatch: pytest.MonkeyPatch, flag: str
) -> None:
    monkeypatch.chdir(tmp_path)
    other, path = lightroom_tiff(tmp_path / flag), lightroom_tiff(tmp_path / "a.tif")
    before = other.read_bytes()
    assert main(["edit", "--recipe", look, flag, "none", "a.tif"]) == 0
    assert pixels_of(path).mean() > picture().mean()
    assert other.read_bytes() == before


def test_a_word_with_a_dash_that_is_neither_flag_nor_file_is_told(
    tmp_path: Path, look: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    with pytest.raises(SystemExit, match=str(int(ExitCode.USAGE))):
        main(["edit", "--recipe", look, "-gone.tif", str(path)])
    assert "-gone.tif" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["standard", "Standard look"])
def test_the_look_of_scripts_is_that_of_a_recipe_which_says_nothing(
    tmp_path: Path, name: str
) -> None:
    nothing = tmp_path / "nothing.json"
    nothing.write_text('{"version": 1}')
    named, unnamed = (lightroom_tiff(tmp_path / f"{letter}.tif") for letter in "ab")
    assert main(["edit", "--apply", name, "--device", "cpu", str(named)]) == 0
    assert main(["edit", "--recipe", str(nothing), "--device", "cpu", str(unnamed)]) == 0
    assert (pixels_of(named) == pixels_of(unnamed)).all()
    assert (pixels_of(named) != picture()).mean() > 0.9


def test_a_host_that_kills_us_keeps_its_file_whole(tmp_path: Path, look: str) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    words = [sys.executable, "-c", HELD, "edit", "--recipe", look, str(path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"written\n"
        child.send_signal(signal.SIGKILL)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2  # what was not finished
    assert main(["edit", "--recipe", look, str(path)]) == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_host_that_asks_us_to_end_gets_5_and_every_file_is_whole(
    tmp_path: Path, look: str
) -> None:
    paths = [lightroom_tiff(tmp_path / f"{number}.tif") for number in range(30)]
    before = paths[0].read_bytes()
    words = [sys.executable, "-m", "lowlight_desktop", "edit", "--recipe", look]
    with subprocess.Popen(
        [*words, "--progress", "json", *map(str, paths)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        while '"photo", "state"' not in child.stdout.readline():
            pass  # until the first is done
        child.send_signal(signal.SIGTERM)
        rest, complaints = child.communicate()
    assert child.returncode == ExitCode.CANCELLED
    assert complaints.splitlines()[-1] == "lowlight: stopped."
    assert json.loads(rest.splitlines()[-1])["event"] == "end"
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    changed = [path for path in paths if path.read_bytes() != before]
    assert 1 <= len(changed) < len(paths)
    assert all(pixels_of(path).shape == picture().shape for path in paths)


def test_a_lowlight_whose_models_are_lost_says_so_and_leaves_the_file(tmp_path: Path) -> None:
    path, home = lightroom_tiff(tmp_path / "a.tif"), tmp_path / "home"
    before = path.read_bytes()
    package = Path(lowlight_desktop.__file__).parent
    shutil.copytree(package, home / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-m", "lowlight_desktop", "edit", "--apply", "standard look", str(path)],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitCode.NO_MODEL_OR_DEVICE
    assert done.stderr.startswith("lowlight: No model for light fast is installed.")
    assert done.stderr.count("\n") == 1
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only there can memory be limited so")
@pytest.mark.parametrize(
    ("room_mb", "words"),
    [
        (20, ["edit", "first.tif"]),  # less than the picture in the file
        (100, ["edit", "first.tif"]),  # less than the picture in floats
        (100, ["convert", "first.tif", "target.tif"]),
        (100, ["convert", "first.tif", "target.jpg"]),
    ],
)
def test_too_little_memory_is_a_sentence_and_4_and_leaves_every_byte(
    tmp_path: Path, look: str, room_mb: int, words: list[str]
) -> None:
    lightroom_tiff(tmp_path / "first.tif")
    values = np.tile(picture(), (40, 40, 1))  # 8.6 MP: 52 MB in the file, 104 MB in floats
    path = write_tiff(tmp_path / "second.tif", values, compression="zlib")
    before, names = path.read_bytes(), {"first.tif", "second.tif", *words[2:]}
    done = subprocess.run(
        [sys.executable, "-c", POOR, str(room_mb), *words, "--recipe", look],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(lowlight_desktop.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitCode.OUT_OF_MEMORY, done.stderr
    assert done.stderr == (
        "lowlight: second.tif: this computer has not enough free memory to open it. "
        "Close other programs and try again.\n"
    )
    assert path.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == names


@pytest.mark.parametrize(
    ("typed", "photos"),
    [
        (["a.tif", "b.tif"], ["a.tif", "b.tif"]),
        (["--", "-a.tif"], ["-a.tif"]),
        (["--device", "cpu", "a.tif"], None),
        (["//server/share/Zürich 100%.tif"], ["//server/share/Zürich 100%.tif"]),
        (["--apply", "stars", "a.tif"], None),
        (["--recipe", "a.json", "a.tif"], None),
        (["--help"], None),
        (["--no-such-flag", "a.tif"], None),
        ([], None),
    ],
)
def test_a_window_is_wanted_where_nobody_says_which_look(
    typed: list[str], photos: list[str] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = None if photos is None else [Path(photo) for photo in photos]
    assert photos_for_window(typed) == expected
    assert capsys.readouterr().err == ""
