"""Devices that torch can compute on."""

import platform
from dataclasses import dataclass
from pathlib import Path

import psutil
import torch

from lowlight_desktop.photo.errors import DeviceError


@dataclass(frozen=True, slots=True)
class Device:
    """Something that computes.

    Attributes:
        id: What the user types and torch understands: "cpu", "cuda:0", "mps", "xpu:0".
        name: What people call it.
        memory_bytes: Its memory in all; 0 where nobody tells.
    """

    id: str
    name: str
    memory_bytes: int

    @property
    def torch(self) -> torch.device:
        """For torch."""
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
    """Every device, the one to prefer first."""
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
    found.append(Device("cpu", _cpu_name(), psutil.virtual_memory().total))
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
    raise DeviceError(f"There is no device {wish!r} here. Available: {known}.")


def free_bytes(device: Device) -> int:
    """Memory that could be taken now."""
    if device.id.startswith("cuda"):
        return torch.cuda.mem_get_info(device.torch)[0]
    if device.id == "cpu" or device.memory_bytes == 0:
        return psutil.virtual_memory().available
    return device.memory_bytes // 2
