import platform
import subprocess
import sys
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pytest

from lowlight_desktop.engine import device as device_module
from lowlight_desktop.engine.backends import by_onnxruntime
from lowlight_desktop.engine.backends.chips import Chip, by_directml, found, provider_of
from lowlight_desktop.engine.device import Device, available, choose


class Kind(Enum):
    CPU = 0
    GPU = 1
    NPU = 2


@dataclass(frozen=True)
class Hardware:
    """As ONNX Runtime 1.24 describes a piece of hardware."""

    type: Kind
    metadata: dict[str, str]


@dataclass(frozen=True)
class Pair:
    """As ONNX Runtime 1.24 lists who computes on it."""

    ep_name: str
    device: Hardware


def gpu(**metadata: str) -> Pair:
    return Pair("DmlExecutionProvider", Hardware(Kind.GPU, metadata))


@dataclass
class Library:
    """Stands in for ONNX Runtime of another system."""

    providers: list[str]
    devices: list[Pair] = field(default_factory=list[Pair])
    __file__: str = "onnxruntime/__init__.py"

    def get_available_providers(self) -> list[str]:
        return self.providers

    def get_ep_devices(self) -> list[Pair]:
        return self.devices


def on(
    monkeypatch: pytest.MonkeyPatch, system: str, library: Library, version: str = "10.0.26100"
) -> None:
    """This is another computer from here on."""
    monkeypatch.setattr(platform, "version", lambda: version)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(by_onnxruntime, "is_here", lambda: True)
    monkeypatch.setattr(by_onnxruntime, "library", lambda: library)
    monkeypatch.setattr(device_module, "may_have_accelerators", lambda: False)


INTEL = gpu(DxgiAdapterNumber="0", Description="Intel(R) UHD Graphics", DxgiVideoMemory="128 MB")
RADEON = gpu(
    DxgiAdapterNumber="1",
    Description="AMD Radeon RX 6600",
    DxgiVideoMemory="8176 MB",
    DxgiHighPerformanceIndex="0",
)


def test_chips_of_windows_are_listed_by_name_the_fastest_first() -> None:
    assert by_directml([INTEL, RADEON]) == (
        Chip("dml:1", "AMD Radeon RX 6600", 8176 << 20),
        Chip("dml:0", "Intel(R) UHD Graphics", 0),  # it uses the computer's memory
    )


def test_what_is_no_chip_or_cannot_be_told_from_others_is_left_out() -> None:
    others = [
        Pair("CPUExecutionProvider", Hardware(Kind.CPU, {})),
        Pair("CPUExecutionProvider", RADEON.device),
        Pair("DmlExecutionProvider", Hardware(Kind.NPU, {"DxgiAdapterNumber": "2"})),
        gpu(Description="A chip without a number"),
    ]
    assert by_directml([*others, INTEL]) == by_directml([INTEL])
    assert by_directml([gpu(DxgiAdapterNumber="3")]) == (Chip("dml:3", "Graphics chip 3", 0),)


def test_windows_offers_directml_where_torch_has_no_chip(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "win32", Library(["DmlExecutionProvider"], [RADEON, INTEL]))
    assert [device.id for device in available()] == ["dml:1", "dml:0", "cpu"]
    assert choose().name == "AMD Radeon RX 6600"
    assert choose("dml:0").id == "dml:0"
    served = (Device("cuda:0", "NVIDIA", 1 << 33),)
    monkeypatch.setattr(device_module, "may_have_accelerators", lambda: True)
    monkeypatch.setattr(device_module, "_accelerators", lambda: served)
    assert [device.id for device in available()] == ["cuda:0", "cpu"]
    monkeypatch.setattr(device_module, "_accelerators", lambda: ())
    assert [device.id for device in available()] == ["dml:1", "dml:0", "cpu"]


def test_an_older_windows_needs_a_directml_that_comes_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "onnxruntime" / "__init__.py"
    library = Library(["DmlExecutionProvider"], [RADEON], str(package))
    on(monkeypatch, "win32", library, "10.0.19045")
    assert found() == ()
    (package.parent / "capi").mkdir(parents=True)
    (package.parent / "capi" / "DirectML.dll").touch()
    assert found() == by_directml([RADEON])


def test_macs_offer_core_ml_where_torch_has_no_metal(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "darwin", Library(["CoreMLExecutionProvider", "CPUExecutionProvider"]))
    assert [(device.id, device.name) for device in available()][:-1] == [("coreml", "Apple GPU")]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_what_is_not_installed_is_not_offered(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    on(monkeypatch, system, Library(["CPUExecutionProvider"]))
    assert found() == ()

    def never() -> Library:
        pytest.fail("imported though it is not here")

    monkeypatch.setattr(by_onnxruntime, "is_here", lambda: False)
    monkeypatch.setattr(by_onnxruntime, "library", never)
    assert found() == ()


def test_a_library_that_does_not_load_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Library:
        raise ImportError("DLL load failed while importing onnxruntime_pybind11_state")

    on(monkeypatch, "win32", Library([]))
    monkeypatch.setattr(by_onnxruntime, "library", broken)
    assert [device.id for device in available()] == ["cpu"]


def test_a_device_s_id_says_who_computes_there() -> None:
    directml, core_ml = provider_of("dml:1"), provider_of("coreml")
    assert directml is not None
    assert core_ml is not None
    assert (directml.name, directml.options) == ("DmlExecutionProvider", {"device_id": "1"})
    assert core_ml.name == "CoreMLExecutionProvider"
    assert [provider_of(other) for other in ("cpu", "cuda:0", "mps")] == [None] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="others look for chips")
def test_on_linux_devices_are_listed_without_importing_it(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from lowlight_desktop.engine.device import available\n"
        "available()\n"
        "assert 'onnxruntime' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)
