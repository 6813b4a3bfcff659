import subprocess
import sys
from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOWLIGHT_STATE", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    return tmp_path


def test_a_host_is_installed_told_and_removed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / ".config" / "darktable").mkdir(parents=True)
    program = home / "lowlight"
    program.touch()
    assert main(["hosts", "install", "darktable", "--program", str(program)]) == ExitCode.DONE
    script = home / ".config" / "darktable" / "lua" / "lowlight" / "lowlight.lua"
    assert f'"{program}"' in script.read_text()
    assert main(["hosts", "status", "darktable", "--program", str(program)]) == ExitCode.DONE
    assert "darktable: installed\n" in capsys.readouterr().out
    assert main(["hosts", "remove", "darktable"]) == ExitCode.DONE
    assert f"removed {script}\n" in capsys.readouterr().out
    assert list((home / ".config" / "darktable").iterdir()) == []


# As PyInstaller starts the window's program: there is no other Python, and no sources.
FROZEN = """
import sys
sys.frozen = True
sys.executable = sys.argv.pop(1)
from lowlight_desktop.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_an_installed_program_puts_itself_into_scripts(home: Path) -> None:
    program = home / "opt" / "lowlight" / "lowlight"
    program.parent.mkdir(parents=True)
    for path in (program, program.with_name("lowlight-desktop")):
        path.touch()
    (home / ".config" / "darktable").mkdir(parents=True)
    (home / ".config" / "digikamrc").touch()
    words = [sys.executable, "-c", FROZEN, str(program.with_name("lowlight-desktop")), "hosts"]
    names = ["darktable", "digikam", "editor", "desktop"]
    subprocess.run([*words, "install", *names], check=True, capture_output=True)
    written = [path.read_bytes() for path in home.rglob("*lowlight*.*") if path.is_file()]
    assert sum(f'"{program}"'.encode() in content for content in written) == 3
    editor = home / ".local" / "share" / "lowlight" / "hosts" / "lowlight-edit"
    assert f'exec "{program}" edit -- "$@"' in editor.read_text()
    told = subprocess.run([*words, "status"], check=True, capture_output=True, text=True)
    assert told.stdout.count(": installed\n") == len(names)
    subprocess.run([*words, "remove", *names], check=True, capture_output=True)
    assert not editor.exists()


def test_the_list_names_every_host(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".config" / "GIMP" / "3.0").mkdir(parents=True)
    assert main(["hosts", "list"]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("gimp ") and line.endswith("GIMP 3.0") for line in lines)
    assert any(line.startswith("lightroom ") and line.endswith("not found") for line in lines)


def test_a_host_that_is_not_there_is_a_failure_with_a_way_out(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hosts", "install", "darktable"]) == ExitCode.SOME_FAILED
    assert "--folder DIR" in capsys.readouterr().out
    folder = home / "portable"
    assert main(["hosts", "install", "darktable", "--folder", str(folder)]) == ExitCode.USAGE
    assert not folder.exists()
    folder.mkdir()
    assert main(["hosts", "install", "darktable", "--folder", str(folder)]) == ExitCode.DONE
    assert (folder / "luarc").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["install", "photoshop"],
        ["install"],
        ["status", "--folder", "/x"],
        ["install", "--folder=x"],
        ["install", "--folder", "/nonexistent", "gimp"],
        ["install", "gimp", "--program", "/nonexistent"],
    ],
)
def test_a_wrong_call_is_told(
    home: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hosts", *arguments]) == ExitCode.USAGE
    assert capsys.readouterr().err.startswith("lowlight: ")


def test_a_file_changed_by_hand_is_told_and_makes_the_answer_a_failure(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / ".config" / "GIMP" / "3.0").mkdir(parents=True)
    main(["hosts", "install", "gimp"])
    script = home / ".config" / "GIMP" / "3.0" / "plug-ins" / "lowlight" / "lowlight.py"
    script.write_text("# mine\n")
    assert main(["hosts", "install", "gimp"]) == ExitCode.SOME_FAILED
    assert f"{script} was changed by hand and stays" in capsys.readouterr().out
    for _ in range(2):  # it is not forgotten
        assert main(["hosts", "remove", "gimp"]) == ExitCode.SOME_FAILED
        assert script.read_text() == "# mine\n"
    assert main(["hosts", "remove", "--overwrite", "gimp"]) == ExitCode.DONE
    assert not script.parent.exists()
