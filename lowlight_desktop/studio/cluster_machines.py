"""The machines of a cluster: who is there, who may be given photos."""

import logging
import time
from collections.abc import Mapping

from lowlight_desktop.photo.errors import DeviceError, OutOfMemory
from lowlight_desktop.studio.cluster_link import Link
from lowlight_desktop.studio.cluster_task import Standing, Unfit, difference

logger = logging.getLogger(__name__)


class Machines:
    """Those that answer now.

    Args:
        link: To their scheduler.
        standing: What they must have.
        patience_s: How long to wait while there is none: a process that died is started anew.
    """

    def __init__(self, link: Link, standing: Standing, patience_s: float) -> None:
        self._link, self._standing, self._patience_s = link, standing, patience_s
        self._usable: Mapping[str, int] = {}
        self._known = set[str]()
        self._barred = dict[str, Unfit]()
        self._began = False
        self._alone_since: float | None = None
        link.check_scheduler()

    @property
    def room(self) -> int:
        """How many photos they may have at once: one more each than they work on."""
        return sum(threads + 1 for threads in self._usable.values())

    @property
    def allowed(self) -> tuple[str, ...] | None:
        """Who may be given photos; None: whoever comes."""
        return tuple(self._usable) if self._barred else None

    def can_do(self, allowed: tuple[str, ...] | None) -> bool:
        """Whether one of those is there that a photo was allowed to go to."""
        return allowed is None or any(machine in self._usable for machine in allowed)

    def refresh(self) -> None:
        """Look who is there.

        Raises:
            DeviceError: If the scheduler has gone; if machines are there at the beginning that
                would make other photos; if there is no machine any more.
            OutOfMemory: If memory is what the last one lacks.
        """
        there = self._link.threads()
        if unknown := there.keys() - self._known:
            self._meet(unknown)
            self._known |= unknown
        self._usable = {name: count for name, count in there.items() if name not in self._barred}
        self._began = self._began or bool(self._usable)
        if self._usable:
            self._alone_since = None
        elif barred := [self._barred[name] for name in there]:
            raise _none_left(barred[-1])
        else:
            self._wait()

    def bar(self, unfit: Unfit) -> None:
        """Give a machine no more photos."""
        if unfit.machine not in self._barred:
            logger.warning("%s is given no more photos. %s", unfit.machine, unfit.why)
        self._barred[unfit.machine] = unfit
        self.refresh()

    def _meet(self, strangers: set[str]) -> None:
        for machine, said in self._link.standings(strangers).items():
            if isinstance(said, OSError):
                continue  # it has just gone
            lacking = "has no Lowlight, or a damaged one" if isinstance(said, Exception) else ""
            if not isinstance(said, Exception):
                lacking = difference(self._standing, said)
            if not lacking:
                continue
            if not self._began:
                raise DeviceError(
                    f"{machine} in the cluster {lacking}: its photos would not be the same. "
                    "Install the same Lowlight on all machines."
                )
            logger.warning("%s has joined the cluster, but %s: it gets none.", machine, lacking)
            self._barred[machine] = Unfit(machine, f"It {lacking}.")

    def _wait(self) -> None:
        if self._alone_since is None:
            self._alone_since = time.monotonic()
            logger.warning("There is no machine in the cluster; waiting for one ...")
        if time.monotonic() > self._alone_since + self._patience_s:
            raise DeviceError(
                f"There is no machine in the cluster at {self._link.address}. Start one with "
                "`dask worker`; the same command goes on with the rest."
            )


def _none_left(last: Unfit) -> DeviceError | OutOfMemory:
    kind = OutOfMemory if last.is_memory else DeviceError
    return kind(f"No machine of the cluster can go on. {last.machine}: {last.why}")
