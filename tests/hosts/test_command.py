import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lupa.lua54 import LuaRuntime  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue]

from lowlight_desktop.hosts.command import (
    check_words,
    desktop_words,
    literal,
    own_executable,
    shell_words,
    stamped,
)
from lowlight_desktop.hosts.system import System
from lowlight_desktop.photo.errors import UsageError
from tests.hosts.machines import linux, mac, windows

NAMES = [
    "/opt/lowlight",
    r"C:\Program Files\Lowlight\lowlight.exe",
    "/a b/ü 'x' \"y\" $HOME `z` 50%",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_literal_means_the_same_in_lua_and_in_python(name: str) -> None:
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    assert lua.eval(literal(name)) == name
    assert ast.literal_eval(literal(name)) == name


@pytest.mark.parametrize("name", NAMES)
def test_words_for_a_shell_come_apart_as_they_were(name: str) -> None:
    line = f"printf '%s|' {shell_words([name, 'edit'])}"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout == f"{name}|edit|"


def test_words_of_a_desktop_entry_are_quoted_and_escaped_twice() -> None:
    # "The Exec key": first quoting (\" \$ \\), then the escapes of any string (\\ for \), %% for %
    assert desktop_words(['/a "b" $c\\ 50%']) == r'"/a \\"b\\" \\$c\\\\ 50%%"'


def test_a_script_is_stamped_with_command_and_version() -> None:
    script = 'local COMMAND = { "lowlight" }\nlocal VERSION = "0"\nprint(COMMAND)\n'
    done = stamped(script, ["flatpak-spawn", "--host", "/opt/a b"], "1.2")
    assert done.splitlines() == [
        'local COMMAND = {"flatpak-spawn", "--host", "/opt/a b"}',
        'local VERSION = "1.2"',
        "print(COMMAND)",
    ]


def test_a_script_without_the_two_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="one line"):
        stamped('COMMAND = ["lowlight"]\n', ["/opt/lowlight"], "1.2")


def test_a_name_that_no_script_can_spell_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="move it"):
        check_words(["/opt/new\nline/lowlight"])


def test_the_file_of_an_appimage_comes_first(tmp_path: Path) -> None:
    system = linux(tmp_path, APPIMAGE="/home/me/Lowlight.AppImage")
    assert own_executable(system, is_frozen=True) == Path("/home/me/Lowlight.AppImage")


@pytest.mark.parametrize(
    ("machine", "running", "wanted"),
    [
        (linux, "opt/lowlight/lowlight", "opt/lowlight/lowlight"),
        (linux, "opt/lowlight/lowlight-desktop", "opt/lowlight/lowlight"),
        (windows, "Lowlight/lowlight-desktop.exe", "Lowlight/lowlight.exe"),
        (
            mac,
            "Lowlight.app/Contents/MacOS/lowlight-desktop",
            "Lowlight.app/Contents/MacOS/lowlight",
        ),
    ],
)
def test_an_installed_program_is_called_by_the_name_that_answers_on_a_terminal(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    machine: Callable[[Path], System],
    running: str,
    wanted: str,
) -> None:
    for name in {running, wanted}:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.setattr(sys, "executable", str(tmp_path / running))
    assert own_executable(machine(tmp_path), is_frozen=True) == tmp_path / wanted


def test_beside_its_sources_the_launcher_starts_it(tmp_path: Path) -> None:
    launcher = own_executable(linux(tmp_path))
    assert (launcher.name, launcher.is_file()) == ("lowlight", True)
