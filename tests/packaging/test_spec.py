"""What the spec asks of PyInstaller on each of the three systems, without freezing anything."""

import plistlib
import runpy
import sys
import sysconfig
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import IcnsImagePlugin, IcoImagePlugin

from lowlight_desktop import __version__

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
SYSTEMS = ("linux", "win32", "darwin")
_OURS = ("contents", "icons", "license_texts", "linux", "macos", "windows")


class Notes:
    """PyInstaller's words in a spec, which only take note of what they are told."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.programs: dict[str, dict[str, Any]] = {}
        self.analysis: dict[str, Any] = {}
        self.collected: tuple[Any, ...] = ()
        self.bundle: dict[str, Any] = {}

    def run(self) -> None:
        words = {
            "Analysis": self._analyze,
            "PYZ": list,
            "EXE": self._program,
            "COLLECT": self._collect,
            "BUNDLE": self._bundle,
            "SPECPATH": str(PACKAGING),
            "workpath": str(self.work),
        }
        runpy.run_path(str(PACKAGING / "lowlight.spec"), init_globals=words)

    def _analyze(self, scripts: list[str], **how: Any) -> SimpleNamespace:
        self.analysis = {"scripts": scripts, **how}
        binaries = [("cv2\\cv2.pyd", "cv2.pyd", "EXTENSION")]  # as paths are on Windows
        return SimpleNamespace(pure=[], binaries=binaries, datas=[], scripts=[])

    def _program(self, *parts: Any, **how: Any) -> str:
        self.programs[how["name"]] = {**how, "options": parts[-1]}
        return str(how["name"])

    def _collect(self, *parts: Any, **_: Any) -> str:
        self.collected = parts
        return "folder"

    def _bundle(self, folder: str, **how: Any) -> None:
        assert folder == "folder"
        self.bundle = how


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Notes:
    monkeypatch.syspath_prepend(PACKAGING)
    for name in [name for name in sys.modules if name.partition(".")[0] in _OURS]:
        monkeypatch.delitem(sys.modules, name)
    import license_texts  # pyright: ignore[reportMissingImports]

    collect = license_texts.collect  # what builds is not installed where tests are

    def without(names: list[str], *rest: Any) -> Any:
        return collect([name for name in names if name != "pyinstaller"], *rest)

    monkeypatch.setattr(license_texts, "collect", without)
    return Notes(tmp_path / "work")


def on(system: str, notes: Notes, monkeypatch: pytest.MonkeyPatch) -> Notes:
    sysconfig.get_config_vars()  # remembered: it is looked up by the true system's name
    monkeypatch.setattr(sys, "platform", system)
    notes.run()
    return notes


@pytest.mark.parametrize("system", SYSTEMS)
def test_terminals_and_screens_have_a_program_each(
    system: str, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = on(system, notes, monkeypatch).programs
    assert {name: how["console"] for name, how in programs.items()} == {
        "lowlight": True,
        "lowlight-desktop": False,
    }
    assert not any(how["upx"] for how in programs.values())
    # PyInstaller takes an application for one without a window if the last program has a console.
    assert notes.collected[:2] == ("lowlight", "lowlight-desktop")


def test_what_the_spec_starts_from_exists(notes: Notes) -> None:
    notes.run()
    named = [*notes.analysis["scripts"], *notes.analysis["runtime_hooks"]]
    assert all(Path(file).is_file() for file in named)
    assert all(Path(folder).is_dir() for folder in notes.analysis["hookspath"])


@pytest.mark.parametrize(
    ("system", "engines"),
    [
        ("linux", {"openvino"}),
        ("win32", {"onnxruntime", "openvino"}),
        ("darwin", {"onnxruntime"}),
    ],
)
def test_engines_are_asked_for_where_they_are_installed(
    system: str, notes: Notes, monkeypatch: pytest.MonkeyPatch, engines: set[str]
) -> None:
    assert set(on(system, notes, monkeypatch).analysis["hiddenimports"]) == engines


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_same_is_left_out_everywhere(
    system: str, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    excluded = on(system, notes, monkeypatch).analysis["excludes"]
    assert {"lowlight_desktop.training", "dask", "onnx", "tkinter", "pytest"} <= set(excluded)


@pytest.mark.parametrize("system", SYSTEMS)
def test_licenses_of_libraries_come_along_whatever_separates_folders(
    system: str, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    licenses = on(system, notes, monkeypatch).collected[-1]
    assert {Path(to).parts[1] for to, _, _ in licenses} == {
        "Lowlight",
        "Python",
        "opencv-python-headless",
    }


def test_on_linux_nothing_is_asked_that_is_for_others(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = on("linux", notes, monkeypatch).programs
    strange = {"icon", "version", "hide_console", "codesign_identity", "entitlements_file"}
    assert not any(strange & how.keys() for how in programs.values())
    assert not notes.bundle


def test_on_windows_programs_have_an_icon_in_all_sizes(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for how in on("win32", notes, monkeypatch).programs.values():
        with IcoImagePlugin.IcoImageFile(how["icon"]) as icon:
            sizes = sorted(width for width, _ in icon.ico.sizes())
        assert sizes == [16, 20, 24, 32, 40, 48, 64, 96, 128, 256]


def test_on_windows_only_the_console_that_a_host_would_open_is_hidden(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = on("win32", notes, monkeypatch).programs
    hidden = {name: how["hide_console"] for name, how in programs.items()}
    assert hidden == {"lowlight": "hide-early", "lowlight-desktop": None}


@pytest.mark.parametrize(
    ("system", "options"),
    [("linux", []), ("win32", [("X utf8_mode=1", None, "OPTION")]), ("darwin", [])],
)
def test_pipes_carry_utf8_on_windows_as_they_do_elsewhere(
    system: str, notes: Notes, monkeypatch: pytest.MonkeyPatch, options: list[Any]
) -> None:
    for how in on(system, notes, monkeypatch).programs.values():
        assert how["options"] == options


def test_on_macos_the_application_has_an_icon_for_every_screen(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = on("darwin", notes, monkeypatch).bundle["icon"]
    with IcnsImagePlugin.IcnsImageFile(file) as icon:
        sizes = {(width, scale) for width, _, scale in icon.info["sizes"]}
    assert {(16, 2), (32, 2), (128, 2), (256, 2), (512, 2)} <= sizes


def test_on_macos_both_programs_are_signed_with_the_identity_of_the_environment(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOWLIGHT_SIGN_IDENTITY", "Developer ID Application: Someone (TEAM)")
    for how in on("darwin", notes, monkeypatch).programs.values():
        assert how["codesign_identity"] == "Developer ID Application: Someone (TEAM)"
        assert isinstance(plistlib.loads(Path(how["entitlements_file"]).read_bytes()), dict)


def test_on_macos_the_application_is_the_window_and_has_this_version(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = on("darwin", notes, monkeypatch).bundle
    assert bundle["name"] == "Lowlight.app"
    assert bundle["version"] == bundle["info_plist"]["CFBundleVersion"] == __version__
    assert bundle["info_plist"]["CFBundleExecutable"] in notes.programs
    assert not notes.programs[bundle["info_plist"]["CFBundleExecutable"]]["console"]
