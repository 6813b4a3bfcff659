"""Finds other programs for the preferences and serves them, in a thread of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.gui.declared_words import error_words
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.hosts.catalog import HOSTS
from lowlight_desktop.hosts.install import Host, Installer
from lowlight_desktop.hosts.serving import Report, install, look, own_installer, remove


class _Change(Protocol):
    """What installs, or removes."""

    def __call__(
        self, host: Host, installer: Installer, folders: tuple[Path, ...], *, over: bool
    ) -> Report: ...


class HostWork(QObject):
    """Looks, installs, removes; what is told is how it stands then.

    Args:
        made: Gives the installer; asked in the thread.

    Signals:
        found: (A tuple of `Report`, this program's version).
        told: A `Report`.
        failed: A sentence: nothing can be done for any program.
    """

    found, told, failed = Signal(tuple, str), Signal(object), Signal(str)

    def __init__(
        self, parent: QObject | None = None, made: Callable[[], Installer] = own_installer
    ) -> None:
        super().__init__(parent)
        self._made = made
        self._folders: dict[str, tuple[Path, ...]] = {}
        self._thread = WorkThread("hosts", self)
        self._thread.done.connect(self._on_done)
        self._thread.failed.connect(self._on_failed)

    @property
    def is_idle(self) -> bool:
        """Whether everything is told."""
        return self._thread.is_idle

    def find(self) -> None:
        """Look for every program."""
        self._thread.give(Task(lambda _progress: _all(self._made()), "Finding programs"))

    @Slot(object, bool)
    def install(self, host: Host, over: bool) -> None:
        """Install wherever a program is, or bring it up to date."""
        self._change(host, install, over=over)

    @Slot(object, bool)
    def remove(self, host: Host, over: bool) -> None:
        """Take everything away from a program."""
        self._change(host, remove, over=over)

    @Slot(object, object)
    def name(self, host: Host, folder: Path) -> None:
        """Count a folder among the places of a program; nothing is installed yet."""
        folders = self._folders[host.name] = (*self._folders.get(host.name, ()), folder)
        self._thread.give(Task(lambda _progress: look(host, self._made(), folders), str(folder)))

    def stop(self) -> None:
        """End the thread, once what it does is done."""
        self._thread.stop()

    def _change(self, host: Host, change: _Change, *, over: bool) -> None:
        folders = self._folders.get(host.name, ())
        task = Task(
            lambda _progress: change(host, self._made(), folders, over=over), f"Serving {host.name}"
        )
        self._thread.give(task)

    @Slot(object, object)
    def _on_done(self, _task: Task, result: object) -> None:
        if isinstance(result, Report):
            self.told.emit(result)
        elif isinstance(result, tuple):
            self.found.emit(*result)

    @Slot(object, object)
    def _on_failed(self, _task: Task, error: Exception) -> None:
        self.failed.emit(error_words(error))


def _all(installer: Installer) -> tuple[tuple[Report, ...], str]:
    return tuple(look(host, installer) for host in HOSTS), installer.version
