"""Quick pictures of files, away from the engine: thumbnails, the first look, the camera's JPEG.

Thumbnails are made of whatever lies in a folder, so a process of their own decodes them: a file
that crashes it has no thumbnail, and the exports go on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.quick_look import camera_jpeg, quick_look
from lowlight_desktop.formats.reading import RAW_SUFFIXES
from lowlight_desktop.formats.sidecar import Sidecar, peek_sidecar
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.progress import Progress

_LOOK_PX, _THUMBNAIL_PX = 2048, 256
_MOST_KEPT = 256
"""Thumbnails that are kept for those who turn to their photos: 32 MB."""

_SidecarOf = Callable[[Path], Sidecar | None]


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """What the filmstrip shows of a file.

    Attributes:
        path: The file.
        thumbnail: (h, w, 3) uint8 sRGB, upright.
        rating: Stars from its XMP, 0 to 5, or None.
        sidecar: The edits beside it, or None.
    """

    path: Path
    thumbnail: Rgb8
    rating: int | None
    sidecar: Sidecar | None


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The first thing to see of a photo that is being opened.

    Attributes:
        path: The file.
        rgb: (h, w, 3) uint8 sRGB, upright.
        is_reduced: Whether the photo is surely larger.
    """

    path: Path
    rgb: Rgb8
    is_reduced: bool


@dataclass(frozen=True, slots=True, eq=False)
class CameraPicture:
    """The picture that the camera itself made; None if the file holds none."""

    path: Path
    rgb: Rgb8 | None


class Glances(QObject):
    """Reads quick pictures: what is opened first, thumbnails behind it, in two threads.

    Args:
        decoder: Makes the thumbnails; None: one of its own.
        sidecar_of: Finds the edits of a photo.

    Signals:
        looked: `Look`.
        glanced: `Glance`.
        camera_found: `CameraPicture`.
        failed: (Path, exception): no thumbnail can be made; the file is missing or broken.
    """

    looked, glanced, camera_found = Signal(object), Signal(object), Signal(object)
    failed = Signal(object, object)

    def __init__(
        self,
        parent: QObject | None = None,
        decoder: IsolatedReader | None = None,
        sidecar_of: _SidecarOf = peek_sidecar,
    ) -> None:
        super().__init__(parent)
        self._sidecar_of = sidecar_of
        self._first, self._behind = WorkThread("look", self), WorkThread("thumbnails", self)
        self._decoder = decoder or IsolatedReader()
        self._looking: Task | None = None
        self._glancing: dict[Path, Task] = {}
        self._wanted: dict[str, tuple[Path, ...]] = {}
        self._kept: dict[Path, Rgb8] = {}
        for thread in (self._first, self._behind):
            thread.done.connect(self._on_done)
            thread.failed.connect(self._on_failed)
            thread.cancelled.connect(self._on_cancelled)

    def get_ready(self) -> None:
        """Start the process that decodes thumbnails, so that the first need not wait for it."""
        self._behind.give(Task(lambda _: self._decoder.start(), "Getting ready for thumbnails"))

    def look(self, path: Path) -> Event:
        """Show something of this photo; a look at another one that waits is given up.

        Returns:
            It is set when the file was looked at, in vain or not; never, where that is given up.
        """
        if self._looking is not None:
            self._looking.token.cancel()
        over = Event()
        self._looking = Task(partial(_look, path, over), f"A look at {path.name}")
        self._first.give(self._looking)
        return over

    def thumbnail(self, path: Path) -> Look | None:
        """Something to show until there is a look, if it was glanced at lately."""
        rgb = self._kept.get(path)
        return None if rgb is None else _look_of(path, rgb, _THUMBNAIL_PX)

    def camera(self, path: Path) -> None:
        """Find the camera's own picture."""
        self._first.give(Task(partial(_camera, path), f"The camera's picture of {path.name}"))

    def glance(self, paths: Iterable[Path], asker: str = "") -> None:
        """Make thumbnails of these; what waits, and nobody wants any more, is given up.

        Args:
            paths: All that this asker wants now.
            asker: Who asks; others' wishes stay.
        """
        self._wanted[asker] = tuple(paths)
        wanted = set[Path]().union(*self._wanted.values())
        for path in [p for p in self._glancing if p not in wanted]:
            self._glancing.pop(path).token.cancel()
        for path in self._wanted[asker]:
            if path not in self._glancing:
                self._glancing[path] = self._glance(path)
                self._behind.give(self._glancing[path])

    def _glance(self, path: Path) -> Task:
        return Task(partial(_glance, path, self._decoder, self._sidecar_of), path.name)

    def stop(self) -> None:
        """End both threads, and the process."""
        self._decoder.close()
        self._first.stop()
        self._behind.stop()

    @Slot(object, object)
    def _on_done(self, task: Task, result: object) -> None:
        if isinstance(result, Glance):
            self._glancing.pop(result.path, None)
            self._keep(result)
            self.glanced.emit(result)
        elif isinstance(result, CameraPicture):
            self.camera_found.emit(result)
        elif isinstance(result, Look) and not task.token.cancelled:
            self.looked.emit(result)

    def _keep(self, glance: Glance) -> None:
        self._kept.pop(glance.path, None)
        self._kept[glance.path] = glance.thumbnail
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        path = next((p for p, t in self._glancing.items() if t is task), None)
        if path is not None:  # a look that fails is told by whoever opens the photo
            del self._glancing[path]
            self.failed.emit(path, error)

    @Slot(object)
    def _on_cancelled(self, task: Task) -> None:
        path = next((p for p, t in self._glancing.items() if t is task), None)
        if path is not None:
            del self._glancing[path]


def _look(path: Path, over: Event, _progress: Progress) -> Look:
    try:
        return _look_of(path, quick_look(path, _LOOK_PX), _LOOK_PX)
    finally:
        over.set()


def _look_of(path: Path, rgb: Rgb8, longest_px: int) -> Look:
    return Look(path, rgb, max(rgb.shape) == longest_px or path.suffix.lower() in RAW_SUFFIXES)


def _glance(
    path: Path, decoder: IsolatedReader, sidecar_of: _SidecarOf, _progress: Progress
) -> Glance:
    # Without a token: to stop in the middle would cost a new process, more than to go on.
    thumbnail = decoder.quick_look(path, _THUMBNAIL_PX)
    # A damaged sidecar is told, and set aside, when the photo is opened: not by a thumbnail.
    return Glance(path, thumbnail, decoder.rating(path), sidecar_of(path))


def _camera(path: Path, _progress: Progress) -> CameraPicture:
    return CameraPicture(path, camera_jpeg(path))
