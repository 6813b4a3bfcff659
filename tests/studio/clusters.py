"""A cluster on this machine: processes as people start them."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

PATIENCE_S = 60.0  # only a test that fails waits that long


@dataclass(frozen=True, slots=True)
class Cluster:
    """What runs.

    Attributes:
        address: Of the scheduler.
        home: Where the machines' processes were started.
        scheduler: Its process.
        nannies: One for each machine; a child of each makes the photos.
    """

    address: str
    home: Path
    scheduler: "subprocess.Popen[bytes]"
    nannies: Sequence["subprocess.Popen[bytes]"]

    def kill_worker(self, index: int) -> None:
        """Kill what makes the photos of one machine, as the system does when memory is short."""
        for child in psutil.Process(self.nannies[index].pid).children():
            if "spawn_main" in " ".join(child.cmdline()):  # not Python's resource tracker
                child.kill()
                return
        raise AssertionError("no worker runs")


@contextmanager
def cluster(
    machines: int, *words: str, environment: Mapping[str, str] | None = None
) -> Generator[Cluster]:
    """Start a cluster, and end it.

    Args:
        machines: How many.
        words: More flags for each of them.
        environment: More of it.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        variables = {**os.environ, **(environment or {})}

        def started(*command: str) -> "subprocess.Popen[bytes]":
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *command, "--no-dashboard"],
                cwd=home,
                env=variables,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE if command[0] == "scheduler" else subprocess.DEVNULL,
            )

        scheduler = started("scheduler", "--host", "127.0.0.1", "--port", "0")
        nannies = list[subprocess.Popen[bytes]]()
        try:
            address = _said(scheduler, rb"Scheduler at:\s+(\S+)")
            flags = ("--nthreads", "2", "--memory-limit", "0", *words)
            nannies += [started("worker", address, *flags) for _ in range(machines)]
            for _ in nannies:
                _said(scheduler, rb"Register worker addr: (\S+)")
            yield Cluster(address, home, scheduler, nannies)
        finally:
            for process in (*nannies, scheduler):
                _end(process)


def _said(scheduler: "subprocess.Popen[bytes]", what: bytes) -> str:
    """Wait until a scheduler has said something; its first group."""
    assert scheduler.stderr is not None
    said = b""
    for line in scheduler.stderr:
        said += line
        if found := re.search(what, line):
            return found[1].decode()
    raise AssertionError(said.decode())


def _end(process: "subprocess.Popen[bytes]") -> None:
    """With all that it has started: a worker, and the worker's decoder."""
    with process:
        if process.poll() is None:
            below = psutil.Process(process.pid).children(recursive=True)
            for one in (process, *below):
                one.kill()
            psutil.wait_procs(below, PATIENCE_S)
