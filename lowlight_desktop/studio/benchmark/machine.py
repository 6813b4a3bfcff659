"""Which machine was measured, when, and by which program."""

import os
import platform
import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from lowlight_desktop import __version__
from lowlight_desktop.engine.machine import threads

if TYPE_CHECKING:
    from lowlight_desktop.engine.device import Device

_GIGA = 2**30


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What figures mean nothing without.

    Attributes:
        date: Of the measurement, year first.
        program: Its version.
        command: That measured.
        device: What computed.
        threads: That computed on the processor.
        memory_gib: Of the machine.
        system: Its system.
        load: Processes that wanted a processor before it began, on the average of a minute; None
            where nobody tells. Above a tenth or so, others were at work.
    """

    date: str
    program: str
    command: str
    device: str
    threads: int
    memory_gib: float
    system: str
    load: float | None


def circumstances(device: "Device", words: Sequence[str]) -> Circumstances:
    """Of a measurement that begins now.

    Args:
        device: What computes.
        words: Of the command, after the program's name.
    """
    return Circumstances(
        date=time.strftime("%Y-%m-%d"),
        program=__version__,
        command=shlex.join(["lowlight", *words]),
        device=device.name,
        threads=threads(),
        memory_gib=psutil.virtual_memory().total / _GIGA,
        system=platform.system(),
        load=os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    )
