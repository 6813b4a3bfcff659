"""Devices that compute: the processor, and what torch or ONNX Runtime finds beside it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from lowlight_desktop.engine.backends import chips
from lowlight_desktop.engine.preload import load_libraries, torch_is_here
from lowlight_desktop.photo.errors import DeviceError
from lowlight_desktop.photo.sentence import Sentence

if TYPE_CHECKING:
    import torch

# What the drivers of graphics chips put into a system: NVIDIA's, the same under Windows' Linux,
# AMD's, and what others have.
_ON_LINUX = ("/dev/nvidiactl", "/dev/dxg", "/dev/kfd", "/dev/dri")
_ON_WINDOWS = ("nvcuda.dll", "amdhip64*.dll", "ze_loader.dll")


@dataclass(frozen=True, slots=True)
class Device:
    """Something that computes.

    Attributes:
        id: What the user types: "cpu"; "cuda:0", "mps", "xpu:0", as torch has it; "dml:0" and
            "coreml", which are ONNX Runtime's.
        name: What people call it.
        memory_bytes: Its memory in all; 0 where nobody tells.
    """

    id: str
    name: str
    memory_bytes: int

    @property
    def torch(self) -> torch.device:
        """For torch, if it is one of torch's."""
        import torch

        return torch.device(self.id)


def _cpu_name() -> str:
    """The processor's name; `platform` knows only the architecture on Linux."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def available() -> tuple[Device, ...]:
    """Every device, the one to prefer first; imports torch where there may be another than ours.

    Where torch serves no graphics chip, ONNX Runtime is asked; never on Linux.
    """
    served = _accelerators() if may_have_accelerators() else ()
    others = () if served else tuple(Device(c.id, c.name, c.memory_bytes) for c in chips.found())
    return (*served, *others, processor())


def processor() -> Device:
    """The device that is always there."""
    return Device("cpu", _cpu_name(), psutil.virtual_memory().total)


def may_have_accelerators() -> bool:
    """Whether it is worth a second to ask torch for graphics chips."""
    if not torch_is_here() or importlib.metadata.version("torch").endswith("+cpu"):
        return False
    if sys.platform == "linux":
        return any(Path(file).exists() for file in _ON_LINUX)
    if sys.platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
        return any(any(system.glob(name)) for name in _ON_WINDOWS)
    return True


def _accelerators() -> tuple[Device, ...]:
    load_libraries()
    import torch

    found: list[Device] = []
    if torch.cuda.is_available():
        for i in range(torch.cuda.device_count()):
            facts = torch.cuda.get_device_properties(i)
            found.append(Device(f"cuda:{i}", facts.name, facts.total_memory))
    if torch.xpu.is_available():
        for i in range(torch.xpu.device_count()):
            facts = torch.xpu.get_device_properties(i)
            found.append(Device(f"xpu:{i}", facts.name, facts.total_memory))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU", psutil.virtual_memory().total))
    return tuple(found)


def choose(wish: str = "auto") -> Device:
    """The device of that id, or the best one.

    Raises:
        DeviceError: If there is no such device.
    """
    devices = available()
    if wish == "auto":
        return devices[0]
    for device in devices:
        if wish in (device.id, device.id.split(":")[0]):
            return device
    known = ", ".join(d.id for d in devices)
    raise DeviceError(Sentence("There is no device {0!r} here. Available: {1}.", wish, known))


def free_bytes(device: Device) -> int:
    """Memory that could be taken now."""
    if device.id.startswith("cuda"):
        import torch

        return torch.cuda.mem_get_info(device.torch)[0]
    if device.id == "cpu" or device.memory_bytes == 0:
        return psutil.virtual_memory().available
    return device.memory_bytes // 2
