import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

from lowlight_desktop.engine import device as device_module
from lowlight_desktop.engine.device import may_have_accelerators
from lowlight_desktop.engine.machine import threads


def build_of_torch(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    def told(_name: str) -> str:
        return version

    monkeypatch.setattr(importlib.metadata, "version", told)


def test_a_build_for_processors_is_not_asked_for_graphics_chips(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(device_module, "_ON_LINUX", (str(tmp_path),))
    monkeypatch.setattr(sys, "platform", "linux")
    build_of_torch(monkeypatch, "2.13.0+cpu")
    assert not may_have_accelerators()
    build_of_torch(monkeypatch, "2.13.0")
    assert may_have_accelerators()


def test_without_a_driver_nobody_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    build_of_torch(monkeypatch, "2.13.0")
    monkeypatch.setattr(device_module, "_ON_LINUX", (str(tmp_path / "nvidiactl"),))
    monkeypatch.setattr(sys, "platform", "linux")
    assert not may_have_accelerators()
    (tmp_path / "System32").mkdir()
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "win32")
    assert not may_have_accelerators()
    (tmp_path / "System32" / "nvcuda.dll").touch()
    assert may_have_accelerators()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert may_have_accelerators()  # Metal needs no driver


def test_threads_are_as_many_as_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert threads() == 3
    for nonsense in ("", "many", "0"):
        monkeypatch.setenv("OMP_NUM_THREADS", nonsense)
        assert threads() >= 1


def test_without_the_variable_torch_would_count_as_we_do() -> None:
    program = (
        "import os\n"
        "os.environ.pop('OMP_NUM_THREADS', None)\n"
        "from lowlight_desktop.engine.machine import threads\n"
        "ours = threads()\n"
        "import torch\n"
        "assert ours == torch.get_num_threads(), (ours, torch.get_num_threads())\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
