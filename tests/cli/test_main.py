import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from lowlight_desktop.cli.exit_codes import ExitCode, exit_code
from lowlight_desktop.cli.main import main
from lowlight_desktop.photo.errors import (
    Cancelled,
    DeviceError,
    ModelError,
    OutOfMemory,
    UsageError,
)
from tests.cli.dark_photos import dark
from tests.engine.backends.shipped import needs_openvino
from tests.nobody import as_nobody, open_way

PROGRAM = [sys.executable, "-m", "lowlight_desktop"]
SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def test_help_and_the_flags_do_not_import_anything_heavy() -> None:
    program = (
        "import sys\n"
        "from lowlight_desktop.cli.main import main\n"
        "try: main(['enhance', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'rawpy', 'PIL', 'tifffile', 'imagecodecs', 'cv2'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_a_photo_without_networks_never_waits_for_torch(tmp_path: Path) -> None:
    source = dark(tmp_path / "x.png")
    program = (
        "import sys\n"
        "from lowlight_desktop.cli.main import main\n"
        f"code = main(['enhance', {str(source)!r}, '--light', 'off', '--output', {str(tmp_path)!r},"
        " '--format', 'tiff'])\n"
        "sys.exit(code or ('imported torch' if 'torch' in sys.modules else 0))"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_who_stops_it_while_it_starts_gets_no_traceback() -> None:
    program = (
        "import sys\n"
        "class Stopped:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'lowlight_desktop.cli.main': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stopped())\n"
        "from lowlight_desktop.__main__ import run\n"
        "sys.argv = ['lowlight', 'info', 'x.jpg']\n"
        "run()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (ExitCode.CANCELLED, b"lowlight: stopped.\n")


def test_photos_that_do_not_stand_together_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["enhance", "a.jpg", "--output", "out", "b.jpg"])
    assert "b.jpg (files stand together, in one place)" in capsys.readouterr().err


@needs_openvino
@pytest.mark.parametrize("words", [["night.png", "--denoise", "fast"], ["raw.crw"]])
def test_where_others_compute_networks_do_without_torch(tmp_path: Path, words: list[str]) -> None:
    dark(tmp_path / "night.png")
    (tmp_path / "raw.crw").symlink_to(SAMPLES / "Canon_PowerShot_S40_CRW_0117.CRW")
    program = (
        "import sys\n"
        "from lowlight_desktop.cli.leaving import leave, prepare_leaving\n"
        "prepare_leaving()\n"
        "from lowlight_desktop.cli.main import main\n"
        f"code = main(['enhance', *{words}, '--again', '--output', 'out', '--device', 'cpu'])\n"
        "if 'torch' in sys.modules: code = print('imported torch', file=sys.stderr) or 99\n"
        "leave(code)"
    )
    environment = {
        **os.environ, "LOWLIGHT_CACHE": str(tmp_path), "LOWLIGHT_BACKEND": "openvino",
    }  # fmt: skip
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_main_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = SAMPLES / "Canon_PowerShot_S40_CRW_0112.CRW"
    report = tmp_path / "report.json"
    code = main(
        ["enhance", str(source), "--output", str(tmp_path), "--report", str(report),
         "--progress", "json"]
    )  # fmt: skip
    assert code == ExitCode.DONE
    picture = cv2.imread(str(tmp_path / f"{source.stem}.jpg"))
    assert picture is not None
    (row,) = json.loads(report.read_text())["photos"]
    assert row["state"] == "done"
    assert row["models"] == ["alen", "flw"]  # cleaned, then lit
    # The photo is as bright as the network meant it to be.
    assert picture.max(2).mean() / 255 == pytest.approx(row["target"], abs=0.05)
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[0]["event"] == "start"
    assert events[-1] == {"event": "end", "done": 1, "skipped": 0, "failed": 0}
    fractions = [e["fraction"] for e in events if e["event"] == "progress"]
    assert fractions == sorted(fractions)


def test_a_bad_photo_is_one_sentence_on_stderr_and_exit_code_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "notes.txt"
    bad.write_text("not a photo")
    good = dark(tmp_path / "good.png")
    code = main(
        ["enhance", str(bad), str(good), "--light", "off", "--output", str(tmp_path / "out")]
    )
    streams = capsys.readouterr()
    assert code == ExitCode.SOME_FAILED
    assert str(bad) in streams.err
    assert "Traceback" not in streams.err
    assert len(streams.err.strip().splitlines()) == 1
    assert (tmp_path / "out" / "good.jpg").exists()


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (["--target", "1.5"], ExitCode.USAGE),
        (["--target", "bright"], ExitCode.USAGE),
        (["--exposure", "9"], ExitCode.USAGE),
        (["--format", "jpeg", "--depth", "16"], ExitCode.USAGE),
        (["--format", "dng", "--depth", "8"], ExitCode.USAGE),
        (["--format", "dng", "--long-edge", "800"], ExitCode.USAGE),
        (["--format", "dng", "--megapixels", "2"], ExitCode.USAGE),
        (["--format", "dng", "--space", "display-p3"], ExitCode.USAGE),
        (["--format", "dng", "--output-sharpening", "low"], ExitCode.USAGE),
        (["--tile", "nine"], ExitCode.USAGE),
        (["--denoise", "best"], ExitCode.NO_MODEL_OR_DEVICE),
        (["--device", "cuda:7"], ExitCode.NO_MODEL_OR_DEVICE),
    ],
)
def test_impossible_wishes_have_their_exit_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], code: ExitCode
) -> None:
    source = dark(tmp_path / "x.png")
    assert main(["enhance", str(source), "--output", str(tmp_path / "out"), *flags]) == code
    assert capsys.readouterr().err.startswith("lowlight: ")
    assert not (tmp_path / "out").exists() or not any((tmp_path / "out").iterdir())


def test_errors_have_the_documented_codes() -> None:
    codes = [
        exit_code(e("x")) for e in (UsageError, ModelError, DeviceError, OutOfMemory, Cancelled)
    ]
    assert codes == [2, 3, 3, 4, 5]


def test_a_report_never_replaces_a_photo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = dark(tmp_path / "1.png"), dark(tmp_path / "2.png")
    original = one.read_bytes()
    assert main(["enhance", "--light", "off", "--report", str(one), str(two)]) == ExitCode.USAGE
    assert ".json" in capsys.readouterr().err
    assert one.read_bytes() == original


def test_an_empty_name_is_not_this_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["enhance", ""])
    assert ended.value.code == ExitCode.USAGE
    assert "empty name" in capsys.readouterr().err


@pytest.mark.skipif(
    sys.platform != "linux", reason="names of bytes, and encodings, as Linux has them"
)
@pytest.mark.parametrize("encoding", ["ascii:strict", "utf-8:strict"])
def test_a_name_that_the_terminal_cannot_show_ends_nothing(tmp_path: Path, encoding: str) -> None:
    good, odd = (
        dark(tmp_path / "in" / "x.png"),
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.png")),
    )
    odd.write_bytes(good.read_bytes())
    bad = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xfe.png"))
    bad.write_bytes(b"")
    reports = [tmp_path / "report.json", tmp_path / "report.html"]
    words = ["--light", "off", *(w for path in reports for w in ("--report", str(path)))]
    environment = {
        **os.environ, "PYTHONIOENCODING": encoding, "LOWLIGHT_STATE": str(tmp_path / "state"),
    }  # fmt: skip
    done = subprocess.run(
        [*PROGRAM, "enhance", str(good), str(odd), str(bad), *words],
        capture_output=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == ExitCode.SOME_FAILED  # of the empty one only
    out = done.stdout.decode()
    assert "\\udcff.png" in out
    assert "x-lowlight.jpg" in out
    assert "\\udcfe.png" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    states = [row["state"] for row in json.loads(reports[0].read_text("utf-8"))["photos"]]
    assert states == ["done", "done", "failed"]
    assert "%FF" in reports[1].read_text("utf-8")  # the link to its result


def test_a_full_output_is_a_sentence() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    program = [sys.executable, "-m", "lowlight_desktop", "devices"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == ExitCode.SOME_FAILED
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_a_folder_that_cannot_be_searched_is_a_failure_and_not_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enhance", str(tmp_path)]) == ExitCode.SOME_FAILED  # modules that nobody may read
    capsys.readouterr()
    locked, home = tmp_path / "locked", tmp_path / "open"
    locked.mkdir(mode=0)
    home.mkdir()
    home.chmod(0o777)
    open_way(tmp_path)  # as nobody, too, the way there is open
    try:
        with as_nobody():
            journal = str(home / "j.sqlite")
            code = main(["enhance", str(tmp_path), "--light", "off", "--journal", journal])
    finally:
        locked.chmod(0o700)
    assert code == ExitCode.SOME_FAILED
    assert capsys.readouterr().err == (
        f"lowlight: {locked}: you are not allowed to look into this folder. "
        "Check its permissions.\n"
    )


def test_an_empty_folder_is_said_to_be_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enhance", str(tmp_path)]) == ExitCode.SOME_FAILED
    assert "no photos" in capsys.readouterr().err


def test_info_takes_several_photos_and_goes_on_behind_a_bad_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "notes.CR2"
    bad.write_text("not a photo")
    good = sorted(SAMPLES.glob("*.CRW"))
    assert main(["info", str(good[0]), str(bad), str(good[1])]) == ExitCode.SOME_FAILED
    streams = capsys.readouterr()
    assert streams.err == (
        f"lowlight: {bad}: it is a text file, not a photo that Lowlight reads.\n"
    )
    # 0.166667 s and 2.92184 in the file.
    for photo, exposure in zip(good, ("1/6 s, f/2.9, ISO 50", "1/4 s, f/2.9, ISO 50"), strict=True):
        assert exposure in streams.out[streams.out.index(str(photo)) :]


def test_info_as_json_keeps_the_exact_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = SAMPLES / "Canon_PowerShot_S40_CRW_0112.CRW"
    missing = tmp_path / "missing.jpg"
    assert main(["info", "--json", str(source), str(missing)]) == ExitCode.SOME_FAILED
    streams = capsys.readouterr()
    photo, failed = json.loads(streams.out)
    assert photo["exposure_s"] == 1 / 6
    assert photo["aperture"] == 2.921836
    assert photo["sensor"]["pattern"] == ["RG", "GB"]
    assert failed["file"] == str(missing)
    assert failed["error"] in streams.err


def test_info_devices_and_models_say_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(SAMPLES / "Canon_PowerShot_S40_CRW_0112.CRW")]) == ExitCode.DONE
    assert "Canon" in capsys.readouterr().out
    assert main(["devices"]) == ExitCode.DONE
    assert "cpu" in capsys.readouterr().out
    assert main(["models"]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "flw" in said
    assert " of 255\n" in said


def test_unknown_arguments_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["enhance", "x.png", "--brightness", "1"])
    assert ended.value.code == ExitCode.USAGE
    assert "unrecognized arguments: --brightness 1" in capsys.readouterr().err
