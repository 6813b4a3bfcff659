"""What the frozen program is made of, without freezing it."""

import importlib
import importlib.util
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from imagecodecs import imagecodecs as codec_table
from tifffile import tifffile

from lowlight_desktop import formats
from tests.cli.dark_photos import dark
from tests.engine.backends.shipped import needs_openvino

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
SAMPLES = ROOT / "resources" / "samples"


@pytest.fixture(autouse=True)
def packaging_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PACKAGING)
    for name in ("contents", "license_texts"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def _module(name: str) -> dict[str, Any]:
    return runpy.run_path(str(PACKAGING / f"{name}.py"))


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
        ("onnxruntime/capi/onnxruntime.dll", True),
        ("onnxruntime/capi/DirectML.dll", False),  # Windows has its own
        ("libstdc++.so.6", False),
        ("torch-2.13.0+cpu.dist-info/METADATA", True),
        ("torch-2.13.0+cpu.dist-info/licenses/third_party/FP16/LICENSE", False),
        ("licenses/torch/third_party-FP16-LICENSE.txt", True),
    ],
)
def test_files_that_nothing_asks_for_stay_out(name: str, *, stays: bool) -> None:
    entry = (name, f"/site-packages/{name}", "BINARY")
    assert _module("contents")["kept"]([entry]) == ([entry] if stays else [])


def test_torch_is_carried_compiled_except_where_it_reads_its_own_sources(tmp_path: Path) -> None:
    plain, curious = tmp_path / "plain.py", tmp_path / "config.py"
    plain.write_text("def add(a, b): return a + b")
    curious.write_text("install_config_module(sys.modules[__name__])")
    entries = [(f"torch/nn/{file.name}", str(file), "DATA") for file in (plain, curious)]
    assert _module("contents")["kept"](entries) == entries[1:]


def test_no_codec_that_a_photo_may_need_is_left_out() -> None:
    modules: dict[str, list[str]] = codec_table._MODULES  # pyright: ignore[reportPrivateUsage]
    bundled = {"", *(f"_{name}" for name in _module("contents")["CODECS"])}
    left_out = {word for name in modules.keys() - bundled for word in modules[name]}
    sources = [Path(tifffile.__file__), *Path(formats.__file__).parent.rglob("*.py")]
    asked = {w for f in sources for w in re.findall(r"imagecodecs\.(\w+)", f.read_text("utf-8"))}
    assert "cms_transform" in asked
    # Of microscopes; the wheel does not have it either.
    assert asked & left_out == {"jetraw_init", "jetraw_decode", "jetraw_encode"}


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


SMALL = """
import sys
from pathlib import Path
for name in {barred}:
    sys.modules[name] = None
sys.modules["torch"] = None
sys.path.insert(0, {tree!r})
# What `importlib.metadata` knows of torch is there: PyInstaller takes such papers along.
from lowlight_desktop.engine import preload
preload.torch_is_here = lambda: False
from lowlight_desktop.cli.main import main
for words in (["{photo}", "--denoise", "fast", "--detail", "on"], [{raw!r}]):
    assert main(["enhance", *words, "--output", "out", "--device", "cpu"]) == 0
"""


@needs_openvino
def test_the_small_edition_lights_and_cleans_without_what_is_left_out(tmp_path: Path) -> None:
    out = set(_module("contents")["not_imported"]("small"))
    photo, raw = dark(tmp_path / "x.png"), SAMPLES / "Canon_PowerShot_S40_CRW_0117.CRW"
    code = SMALL.format(barred=sorted(out), tree=str(ROOT), photo=photo, raw=str(raw))
    environment = {**os.environ, "LOWLIGHT_CACHE": str(tmp_path)}
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize(
    "module", ["formats.isolation.process", "engine.backends.measuring"], ids=["decoder", "ways"]
)
def test_what_the_frozen_program_is_called_with_is_known_to_it(module: str) -> None:
    command = importlib.import_module(f"lowlight_desktop.{module}").FROZEN_COMMAND
    start = (ROOT / "lowlight_desktop" / "__main__.py").read_text("utf-8")
    assert f'case ["{command}"' in start


def test_the_decoder_gives_memory_back() -> None:
    from lowlight_desktop.formats.isolation.process import FROZEN_COMMAND

    start = (ROOT / "lowlight_desktop" / "__main__.py").read_text("utf-8")
    assert f'first != "{FROZEN_COMMAND}"' in start
    assert importlib.util.find_spec("lowlight_desktop.formats.isolation.worker") is not None
