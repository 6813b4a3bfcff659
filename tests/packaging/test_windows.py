"""The installer for Windows: what its script names exists, and it takes only what is ours."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lowlight_desktop import __version__
from lowlight_desktop.formats.reading import PHOTO_SUFFIXES, RAW_SUFFIXES
from lowlight_desktop.hosts.catalog import HOSTS

WINDOWS = Path(__file__).resolve().parents[2] / "packaging" / "windows"
SCRIPT = (WINDOWS / "lowlight.iss").read_text("utf-8-sig")
LANGUAGES = ("de", "en")
# Of Inno Setup: https://jrsoftware.org/ishelp, "Constants"; messages of its own begin in capitals.
CONSTANTS = {
    *("app", "autodesktop", "autoprograms", "commonpf64", "localappdata", "userappdata"),
    "usersendto",
}
MESSAGES = {"CreateDesktopIcon", "AdditionalIcons", "LaunchProgram"}


def section(name: str) -> list[str]:
    """The lines of a section, without comments and directives."""
    text = re.split(r"^\[", SCRIPT.partition(f"[{name}]\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return [line for line in text.splitlines() if line and line.lstrip()[0] not in ";#"]


def values(name: str, key: str) -> list[str]:
    """What stands behind a key in the lines of a section."""
    found = (re.search(rf'\b{key}: (?:"([^"]*)"|(\S+?))(?:;|$)', line) for line in section(name))
    return [match[1] or match[2] for match in found if match]


def defined(name: str) -> str:
    match = re.search(rf'^#define {name} "(.*)"$', SCRIPT, re.MULTILINE)
    assert match
    return match[1]


def setting(name: str) -> str:
    return dict(line.split("=", 1) for line in section("Setup"))[name]


def test_it_is_for_one_user_who_need_be_no_administrator() -> None:
    assert setting("PrivilegesRequired") == "lowest"
    assert setting("DefaultDirName").startswith("{localappdata}")
    roots = re.findall(r"^Root: (\w+);", SCRIPT, re.MULTILINE)
    assert set(roots) == {"HKCU"}


def test_every_photo_that_is_read_is_offered() -> None:
    raw, pictures = ({f".{suffix}" for suffix in defined(n).split()} for n in ("Raw", "Pictures"))
    assert raw == RAW_SUFFIXES
    assert pictures == PHOTO_SUFFIXES - RAW_SUFFIXES


def test_kinds_of_files_stay_with_the_program_that_opens_them_now() -> None:
    own = [key for key in values("Registry", "Subkey") if key.endswith(".{#Suffix}")]
    lines = [line for line in section("Registry") if 'Classes\\.{#Suffix}"' in line]
    assert own
    assert not any("Value" in line for line in lines)  # the default value is the program


def test_what_it_adds_to_the_registry_goes_with_it() -> None:
    covered = set[str]()
    for line in section("Registry"):
        match = re.search(r'Subkey: "([^"]+)"', line)
        assert match
        key = match[1]
        if "uninsdelete" in line:
            covered.add(key)
            continue
        assert any(key == above or key.startswith(above + "\\") for above in covered), line


def test_removing_it_leaves_photos_edits_and_settings() -> None:
    assert "[UninstallDelete]" not in SCRIPT
    assert values("InstallDelete", "Name") == ["{app}\\_internal"]
    # QSettings: organization and application, as `gui/starting.py` names them.
    settings = "Software\\Lowlight\\Lowlight"
    for line in section("Registry"):
        key = re.search(r'Subkey: "([^"]+)"', line)
        assert key
        assert not key[1].startswith(settings)
        if settings.startswith(key[1]):
            assert "uninsdeletekeyifempty" in line


def test_components_and_tasks_that_are_named_exist() -> None:
    components, tasks = values("Components", "Name"), values("Tasks", "Name")
    assert {t for name in ("Icons", "Registry") for t in values(name, "Tasks")} < set(tasks)
    asked = re.findall(r"WizardIsTaskSelected\('(\w+)'\)", SCRIPT)
    assert set(asked) <= set(tasks)
    chosen = re.findall(r"WizardSelectComponents\('([^']+)'\)", SCRIPT)
    assert set(chosen) == {name for name in components if "\\" in name}


def test_each_host_can_be_chosen_is_served_and_is_cleared_up() -> None:
    offered = [name.partition("\\")[2] for name in values("Components", "Name") if "\\" in name]
    served = re.findall(r"PutInto\('(\w+)'\)", SCRIPT)
    (cleared,) = values("UninstallRun", "Parameters")
    assert served == offered
    assert cleared == f"hosts remove {' '.join(offered)}"
    # The others are set up by hand, or serve desktops of Linux.
    assert {host.name for host in HOSTS} - set(offered) == {"digikam", "editor", "desktop"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_in_both_languages_and_is_used(language: str) -> None:
    lines = [line.partition("=")[0] for line in section("CustomMessages")]
    ours = {line.partition(".")[2] for line in lines if line.startswith(f"{language}.")}
    used = set(re.findall(r"\{cm:(\w+)", SCRIPT)) | set(
        re.findall(r"CustomMessage\('(\w+)'\)", SCRIPT)
    )
    assert used - MESSAGES == ours
    assert sorted(values("Languages", "Name")) == sorted(LANGUAGES)


def test_constants_are_inno_setups() -> None:
    used = set(re.findall(r"\{([a-z]\w+)\}", re.sub(r"\{\{.*", "", SCRIPT)))
    assert used == CONSTANTS


def test_what_is_defined_outside_is_what_the_script_asks_for() -> None:
    installer = _installer()
    command = installer["compiling"](Path("ISCC.exe"), Path("d"), Path("a"), Path("t"), ["sign"])
    given = {word[2:].partition("=")[0] for word in command if word.startswith("/D")}
    inside = set(re.findall(r"^\s*#define (\w+)", SCRIPT, re.MULTILINE))
    used = set(re.findall(r"\{#(\w+)\}", SCRIPT))
    assert used - inside == given - {"Sign"}
    assert Path(command[-1]).is_file()
    for told in (SCRIPT, (WINDOWS.parent / "README.md").read_text("utf-8")):
        assert set(re.findall(r"/D(\w+)=", told)) == used - inside


def test_the_script_says_how_it_is_encoded() -> None:
    assert (WINDOWS / "lowlight.iss").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2", (1, 2, 0, 0)), ("1.2.3rc1", (1, 2, 3, 0))],
)
def test_windows_compares_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert _resource()["numbers"](version) == numbers


def test_a_version_without_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="'new' is no version"):
        _resource()["numbers"]("new")


def test_properties_of_a_program_name_it_and_its_version(tmp_path: Path) -> None:
    file = _resource()["write_version_resource"]("lowlight", "Low", "1.2.3", tmp_path / "a" / "v")
    strings = dict[str, str]()
    fixed = dict[str, Any]()
    words: dict[str, Callable[..., object]] = {  # as PyInstaller has them
        "VSVersionInfo": dict,
        "FixedFileInfo": fixed.update,
        "StringFileInfo": list,
        "StringTable": _second,
        "StringStruct": strings.__setitem__,
        "VarFileInfo": list,
        "VarStruct": _second,
    }
    eval(file.read_text("utf-8"), dict[str, Any](words))
    assert fixed["filevers"] == fixed["prodvers"] == (1, 2, 3, 0)
    assert strings["OriginalFilename"] == "lowlight.exe"
    assert strings["FileDescription"] == "Low"
    assert strings["ProductVersion"] == "1.2.3"
    assert "GPL" in strings["LegalCopyright"]


@pytest.fixture
def computer(tmp_path: Path) -> SimpleNamespace:
    """A frozen program, and tools that only write down how they were called."""
    dist, tools = tmp_path / "dist", tmp_path / "tools"
    dist.mkdir()
    tools.mkdir()
    for name in ("lowlight.exe", "lowlight-desktop.exe"):
        (dist / name).write_text("program")
    for name in ("ISCC", "signtool"):
        (tools / name).write_text(f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/calls"\n')
        (tools / name).chmod(0o755)
    return SimpleNamespace(dist=dist, tools=tools, calls=tmp_path / "calls")


def make(computer: SimpleNamespace, **environment: str) -> tuple[int, str, list[str]]:
    clean = {name: value for name, value in os.environ.items() if "LOWLIGHT_" not in name}
    done = subprocess.run(
        [sys.executable, WINDOWS / "installer.py", computer.dist, "--to", computer.dist],
        env={**clean, "PATH": str(computer.tools), **environment},
        capture_output=True,
        text=True,
    )
    calls = computer.calls.read_text().splitlines() if computer.calls.exists() else []
    return done.returncode, done.stderr, calls


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_without_a_certificate_nothing_is_signed_and_that_is_said(
    computer: SimpleNamespace,
) -> None:
    code, said, calls = make(computer)
    assert code == 0
    assert "not signed: LOWLIGHT_SIGN_THUMBPRINT" in said
    (call,) = calls
    assert f"/DVersion={__version__}" in call
    assert "/DSign" not in call


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_with_a_certificate_programs_are_signed_first_then_the_installer(
    computer: SimpleNamespace,
) -> None:
    code, said, calls = make(computer, LOWLIGHT_SIGN_THUMBPRINT="ABC")
    assert (code, said) == (0, "")
    sign, compile_ = calls
    assert sign.startswith("signtool sign /sha1 ABC /fd sha256")
    assert all(name in sign for name in ("lowlight.exe", "lowlight-desktop.exe"))
    assert "/DSign" in compile_
    assert re.search(r"/Slowlight=signtool sign /sha1 ABC .* \$f", compile_)


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_a_missing_compiler_is_said(computer: SimpleNamespace) -> None:
    shutil.rmtree(computer.tools)
    code, said, _ = make(computer)
    assert code == 2
    assert "Inno Setup 6 is not installed" in said


def test_a_missing_program_is_said(computer: SimpleNamespace) -> None:
    (computer.dist / "lowlight.exe").unlink()
    code, said, _ = make(computer)
    assert code == 2
    assert "has no lowlight.exe" in said


def _second(_: str, kids: list[object]) -> list[object]:
    return kids


def _resource() -> dict[str, Any]:
    return runpy.run_path(str(WINDOWS / "version_resource.py"))


def _installer() -> dict[str, Any]:
    sys.path.insert(0, str(WINDOWS))
    try:
        return runpy.run_path(str(WINDOWS / "installer.py"))
    finally:
        sys.path.remove(str(WINDOWS))
