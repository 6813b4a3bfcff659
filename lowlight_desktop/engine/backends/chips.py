"""Graphics chips that ONNX Runtime computes on: by DirectML on Windows, by Core ML on Macs."""

import logging
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from lowlight_desktop.engine.backends import by_onnxruntime
from lowlight_desktop.engine.backends.by_onnxruntime import Provider

logger = logging.getLogger(__name__)

_DIRECTML, _CORE_ML = "DmlExecutionProvider", "CoreMLExecutionProvider"
# In float32: its other format, and the neural engine, compute in float16.
_ON_A_MAC = {"ModelFormat": "MLProgram", "MLComputeUnits": "CPUAndGPU"}
_WITH_LEVEL_5 = 22621  # the build of Windows 11 22H2, with DirectML 1.8
_NO_FEWER_MB = 1024  # a chip with less uses the computer's memory


@dataclass(frozen=True, slots=True)
class Chip:
    """A graphics chip.

    Attributes:
        id: "dml:0", "coreml".
        name: What people call it.
        memory_bytes: Its own; 0 where nobody tells.
    """

    id: str
    name: str
    memory_bytes: int


def provider_of(device_id: str) -> Provider | None:
    """Who computes on a device for ONNX Runtime; None: torch does, or it is the processor."""
    kind, _, number = device_id.partition(":")
    if kind == "dml":
        return Provider(_DIRECTML, "DirectML", {"device_id": number})
    return Provider(_CORE_ML, "Core ML", _ON_A_MAC) if kind == "coreml" else None


def found() -> tuple[Chip, ...]:
    """Every chip, the one to prefer first; on Linux nobody is asked."""
    if sys.platform not in ("win32", "darwin") or not by_onnxruntime.is_here():
        return ()
    try:
        library = by_onnxruntime.library()
    except ImportError as error:  # on Windows, where a library of C++ is missing
        logger.info("ONNX Runtime cannot be loaded: %s", error)
        return ()
    offered = library.get_available_providers()
    if _DIRECTML in offered and _directml_is_new_enough(library):
        return by_directml(library.get_ep_devices())
    if _CORE_ML in offered:
        return (Chip("coreml", "Apple GPU", psutil.virtual_memory().total),)
    return ()


def _directml_is_new_enough(library: Any) -> bool:  # noqa: ANN401 - a module
    """ONNX Runtime asks for feature level 5.0; packages bring more, Windows 11 22H2 has just it."""
    own = Path(library.__file__).parent / "capi" / "DirectML.dll"
    build = platform.version().rpartition(".")[2]
    return own.exists() or (build.isdecimal() and int(build) >= _WITH_LEVEL_5)


def by_directml(devices: Iterable[Any]) -> tuple[Chip, ...]:
    """The chips among what ONNX Runtime lists, in the system's order of speed.

    Args:
        devices: One for each pair of a device and who computes on it.
    """
    asked = [each.device for each in devices if each.ep_name == _DIRECTML]
    told = [dict(each.metadata) for each in asked if each.type.name == "GPU"]
    # Without a number nobody could say which one is meant.
    told = [facts for facts in told if facts.get("DxgiAdapterNumber", "").isdecimal()]
    return tuple(_chip(facts) for facts in sorted(told, key=_rank))


def _chip(facts: Mapping[str, str]) -> Chip:
    number = facts["DxgiAdapterNumber"]
    megabytes = facts.get("DxgiVideoMemory", "").removesuffix(" MB")
    own = int(megabytes) if megabytes.isdecimal() else 0
    name = facts.get("Description", "").strip() or f"Graphics chip {number}"
    return Chip(f"dml:{number}", name, own << 20 if own >= _NO_FEWER_MB else 0)


def _rank(facts: Mapping[str, str]) -> tuple[int, int]:
    place = facts.get("DxgiHighPerformanceIndex", "")
    return (int(place) if place.isdecimal() else len(facts), int(facts["DxgiAdapterNumber"]))
