"""What the frozen program is made of, without freezing it."""

import importlib.util
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture(autouse=True)
def packaging_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PACKAGING)
    for name in ("contents", "license_texts"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def _module(name: str) -> dict[str, Any]:
    return runpy.run_path(str(PACKAGING / f"{name}.py"))


class _Builder:
    """PyInstaller's words in a spec, which only take note."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.programs: list[dict[str, Any]] = []
        self.analyzed: dict[str, Any] = {}
        self.collected: tuple[Any, ...] = ()

    def analysis(self, scripts: list[str], **how: Any) -> SimpleNamespace:
        self.analyzed = {"scripts": scripts, **how}
        pure = [("numpy", "", "PYMODULE"), ("tifffile", "", "PYMODULE")]
        return SimpleNamespace(pure=pure, binaries=[], datas=[], scripts=[])

    def exe(self, *_: Any, **how: Any) -> dict[str, Any]:
        self.programs.append(how)
        return how

    def collect(self, *parts: Any, **how: Any) -> None:
        self.collected = (*parts, how)

    def run(self) -> None:
        words: dict[str, Any] = {
            "Analysis": self.analysis,
            "EXE": self.exe,
            "COLLECT": self.collect,
        }
        words |= {"PYZ": list, "SPECPATH": str(PACKAGING), "workpath": str(self.work)}
        runpy.run_path(str(PACKAGING / "lowlight.spec"), init_globals=words)


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Builder:
    import license_texts  # pyright: ignore[reportMissingImports]

    collect = license_texts.collect  # what builds is not installed where tests are

    def without(names: list[str], *rest: Any) -> Any:
        return collect([name for name in names if name != "pyinstaller"], *rest)

    monkeypatch.setattr(license_texts, "collect", without)
    return _Builder(tmp_path)


def test_one_folder_holds_a_program_for_terminals_and_one_for_screens(builder: _Builder) -> None:
    builder.run()
    consoles = {program["name"]: program["console"] for program in builder.programs}
    assert consoles == {"lowlight": True, "lowlight-desktop": False}
    assert all(program in builder.collected for program in builder.programs)
    assert not builder.collected[-1]["upx"]


def test_what_the_spec_starts_from_exists(builder: _Builder) -> None:
    builder.run()
    named = [*builder.analyzed["scripts"], *builder.analyzed["runtime_hooks"]]
    assert all(Path(file).is_file() for file in named)
    assert all(Path(folder).is_dir() for folder in builder.analyzed["hookspath"])


def test_licenses_of_what_is_bundled_come_along(builder: _Builder) -> None:
    builder.run()
    texts = {Path(to).parts[1] for to, _, _ in builder.collected[-2]}
    assert texts == {"Lowlight", "Python", "numpy", "tifffile"}


def test_data_lies_where_the_program_looks_for_it() -> None:
    folders = {to for _, to in _module("contents")["data"]()}
    assert {"models/flw", "resources/noise", "resources/samples", "resources/icons"} <= folders
    assert {"resources/translations", "resources/hosts/gimp/lowlight"} <= folders
    assert "lowlight_desktop/studio" in folders  # the page of a batch


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("torch/lib/libtorch_cpu.so", True),
        ("torch/bin/test_jit", False),
        ("torch/bin/torch_shm_manager", True),
        ("openvino/libs/libopenvino_onnx_frontend.so.2641", True),
        ("openvino/libs/libopenvino_ir_frontend.so.2641", True),
        ("openvino/libs/libopenvino_intel_cpu_plugin.so", True),
        ("openvino/libs/libopenvino_intel_gpu_plugin.so", False),
        ("openvino/libs/openvino_tensorflow_frontend.dll", False),
        ("libstdc++.so.6", False),
    ],
)
def test_libraries_that_nothing_asks_for_stay_out(name: str, *, stays: bool) -> None:
    entry = (name, f"/site-packages/{name}", "BINARY")
    assert _module("contents")["kept"]([entry]) == ([entry] if stays else [])


def test_a_package_without_a_license_is_not_given_away(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no-such-package"):
        _module("license_texts")["collect"](["no-such-package"], [], tmp_path / "licenses")


def test_wheels_of_qt_bring_no_license_so_ours_is_added(tmp_path: Path) -> None:
    copies = _module("license_texts")["collect"](["shiboken6"], [], tmp_path / "licenses")
    texts = [f.read_text("utf-8") for f in copies if f.parent.name == "shiboken6"]
    assert any("GNU LESSER GENERAL PUBLIC LICENSE" in text for text in texts)
    assert any("GNU GENERAL PUBLIC LICENSE" in text for text in texts)


def test_modules_belong_to_the_packages_that_installed_them() -> None:
    found = _module("license_texts")["distributions"](["cv2.gapi", "PIL", "json", "nothing"])
    assert {"opencv-python-headless", "pillow"} == set(found)


def test_command_line_and_window_need_nothing_that_is_left_out() -> None:
    left_out = _module("contents")["NOT_IMPORTED"]
    barred = "\n".join(f"sys.modules[{name!r}] = None" for name in left_out)
    needed = "lowlight_desktop.cli.main, lowlight_desktop.gui.main_window, torch, openvino"
    code = f"import sys\n{barred}\nimport {needed}"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_small_edition_is_refused_in_words() -> None:
    command = [sys.executable, PACKAGING / "build.py", "--edition", "small"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "small edition is not possible yet" in done.stderr


def test_the_decoder_inside_the_frozen_program_gives_memory_back() -> None:
    from lowlight_desktop.formats.isolation.process import FROZEN_COMMAND

    start = (PACKAGING / "hooks" / "at_start.py").read_text("utf-8")
    assert f'sys.argv[1:2] != ["{FROZEN_COMMAND}"]' in start
    assert importlib.util.find_spec("lowlight_desktop.formats.isolation.worker") is not None
