"""A watched folder: every photo that arrives in it is done, whatever happens to the folder.

The folder itself is the truth: it is looked at again and again, and what is whole and new in it is
done. So nothing depends on events, their order or their number.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.formats.making_xmp import is_result
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.progress import CancelToken
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.arrivals import Arrivals, Stamp
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.folder_alarm import FolderAlarm
from lowlight_desktop.studio.outcome import Failed, Outcome
from lowlight_desktop.studio.photo_key import file_digest
from lowlight_desktop.studio.watch_events import (
    Beginning,
    FolderBack,
    FolderGone,
    Waiting,
    WatchEvent,
    Watching,
)
from lowlight_desktop.studio.watched_folder import (
    Seen,
    identity_of,
    is_remote,
    look_into,
    opens,
    stamp_of,
)

_LEAST_S = 0.5  # between two looks, however many events there are
_SHARE = 4.0  # a look that took long is followed by a rest of so many times that
_REMOTE_S = 5.0  # between two looks where nobody tells of changes
_LOCAL_S = 60.0  # between two looks where events are told, should one be lost
_RETRY_S = 60.0  # after a photo has failed; doubled each time
_TRIES = 8  # two hours in all: a share that was out of reach, a disk that was full
_NAP_S = 0.5  # how long a wish to stop may wait


SETTLE_S = 5.0
"""A file counts as whole if it has not changed for so long, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class WatchWish:
    """What shall be watched, and how.

    Attributes:
        folder: With all folders in it.
        output: Where results go, or None: beside the originals. Never searched.
        existing: Whether photos that are there at the start are done, too.
        settle_s: A file counts as whole if it has not changed for so long.
        poll_s: So often the folder is looked at; None: on events, or every few seconds where
            there are none.
    """

    folder: Path
    output: Path | None = None
    existing: bool = False
    settle_s: float = SETTLE_S
    poll_s: float | None = None


class Watch:
    """Does what arrives in a folder. `look` belongs to one thread, `run` calls it there.

    Args:
        wish: What and how.
        do: Does one photo; raises only what ends everything.
        tell: Called with every event, in the working thread.
        token: Ends `run`; looked at between two photos.
        is_ours: Whether a photo is a result of ours; opens it.
    """

    def __init__(
        self,
        wish: WatchWish,
        do: Callable[[Path], Outcome],
        tell: Callable[[WatchEvent], None],
        token: CancelToken | None = None,
        *,
        is_ours: Callable[[Path], bool] = is_result,
    ) -> None:
        self._wish, self._do, self._tell = wish, do, tell
        self._token, self._is_ours = token or CancelToken(), is_ours
        self._alarm = FolderAlarm(
            wish.folder, listens=wish.poll_s is None and not is_remote(wish.folder)
        )
        self._arrivals = Arrivals(wish.settle_s)
        self._has_looked, self._is_gone = False, False
        self._identity: tuple[int, int] | None = None
        self._search_s = 0.0
        self._told_waiting = 0
        self._told_failed: dict[Path, tuple[Stamp | None, str]] = {}
        self._tries: dict[Path, tuple[Stamp, int]] = {}
        self._digests: dict[Path, str] = {}

    def stop(self) -> None:
        """End `run` after the photo at hand; from any thread."""
        self._token.cancel()
        self._alarm.ring()

    def run(self) -> None:
        """Watch until `stop`, or for ever.

        Raises:
            LowlightError: What would stop all photos: no model, no device, cancelled.
        """
        with self._alarm:
            while not self._token.cancelled:
                self.look(time.monotonic())
                now_s = time.monotonic()
                least_s = now_s + max(_LEAST_S, _SHARE * min(self._search_s, _REMOTE_S))
                self._sleep(least_s, max(now_s + self.pause_s(now_s), least_s))

    def look(self, now_s: float) -> None:
        """Look at the folder once, and do what is whole and new.

        A photo that fails is tried again later, a few times, and whenever it changes; that it
        failed is told once for each reason.

        Args:
            now_s: The time, of a clock that is never set back.

        Raises:
            LowlightError: What would stop all photos.
        """
        began_s = time.monotonic()
        seen = look_into(self._wish.folder, self._wish.output)
        self._search_s = time.monotonic() - began_s
        if not isinstance(seen, Seen):
            self._lose(seen)
            return
        self._find(seen)
        for failed in seen.locked:
            self._tell_failed(failed)
        for path, stamp in self._arrivals.look(seen.photos, now_s, opens):
            if self._token.cancelled:
                return
            self._tell_waiting()
            if stamp_of(path) == stamp:  # another photo may have taken its time before this one
                self._attend(path, stamp, now_s)
        self._tell_waiting()

    def pause_s(self, now_s: float) -> float:
        """How long nothing needs a look, if nobody rings."""
        usual_s = _LOCAL_S if self._alarm.is_listening else self._wish.poll_s or _REMOTE_S
        if self._is_gone:
            return min(usual_s, _REMOTE_S)
        due_s = self._arrivals.next_s(now_s)
        return usual_s if due_s is None else min(usual_s, max(due_s, _LEAST_S))

    def _sleep(self, least_s: float, latest_s: float) -> None:
        """Until it rings, but not before `least_s`; in naps, for a signal to come through.

        A folder that was renamed rings no bell, nor does another one that got its name.
        """
        rang = False
        while not self._token.cancelled and (now_s := time.monotonic()) < latest_s:
            if rang and now_s >= least_s:
                return
            until_s = least_s if rang else latest_s
            rang = self._alarm.wait(min(until_s - now_s, _NAP_S)) or rang
            if self._alarm.is_listening and identity_of(self._wish.folder) != self._identity:
                rang = True

    def _lose(self, failed: Failed | None) -> None:
        if not self._is_gone:
            cause = Sentence("the watched folder is gone")
            error = ReadError(self._wish.folder, cause, Sentence("It is waited for."))
            if failed is not None and isinstance(failed.error, ReadError):
                error = failed.error
            self._tell(FolderGone(error))
        self._is_gone, self._identity = True, None

    def _find(self, seen: Seen) -> None:
        """The folder is there; perhaps for the first time, again, or another one."""
        if (identity := identity_of(self._wish.folder)) != self._identity:
            if self._has_looked:
                self._alarm.renew()
            self._identity = identity
        if self._is_gone:
            self._is_gone = False
            self._arrivals.restart()
            self._tell(FolderBack(self._wish.folder))
        if not self._has_looked:
            self._has_looked = True
            if not self._wish.existing:
                for path, stamp in seen.photos.items():
                    self._arrivals.done(path, stamp)
            listens = self._alarm.is_listening
            self._tell(Watching(self._wish.folder, len(seen.photos), listens))

    def _attend(self, path: Path, stamp: Stamp, now_s: float) -> None:
        """A photo is whole: do it, unless it is a result of ours, or one that is done already."""
        if self._is_ours(path) or self._is_renamed(path):
            self._arrivals.done(path, stamp)
            return
        self._tell(Beginning(path))
        digest = file_digest(path)
        outcome = self._do(path)
        if isinstance(outcome, Failed):
            if stamp_of(path) != stamp:
                return  # replaced, taken away or out of reach meanwhile: no fault of the photo
            before, tries = self._tries.get(path, (stamp, 0))
            tries = tries + 1 if before == stamp else 1
            self._tries[path] = stamp, tries
            if tries < _TRIES:
                self._arrivals.later(path, now_s + _RETRY_S * 2 ** (tries - 1))
            else:
                self._arrivals.done(path, stamp)
            self._tell_failed(outcome, stamp)
            return
        self._arrivals.done(path, stamp)
        self._digests[path] = digest
        self._tries.pop(path, None)
        self._told_failed.pop(path, None)
        if isinstance(outcome, Exported) and (own := stamp_of(outcome.output)) is not None:
            self._arrivals.done(outcome.output, own)  # it may lie in the folder
        self._tell(outcome)

    def _is_renamed(self, path: Path) -> bool:
        """Whether this is a photo that is done, under a new name or in another folder.

        Disks that keep times coarsely give two shots of a burst equal stamps, and a number that
        was let go to the next file: the content decides where it is known.
        """
        if (before := self._arrivals.earlier_name(path)) is None:
            return False
        digest = self._digests.get(before)
        if digest is not None:
            if digest != file_digest(path):
                return False
            self._digests[path] = self._digests.pop(before)
        return True

    def _tell_failed(self, failed: Failed, stamp: Stamp | None = None) -> None:
        """Once for the same state of a file, and the same reason."""
        said = stamp, str(failed.error)
        if self._told_failed.get(failed.source) != said:
            self._told_failed[failed.source] = said
            self._tell(failed)

    def _tell_waiting(self) -> None:
        if self._arrivals.waiting != self._told_waiting:
            self._told_waiting = self._arrivals.waiting
            self._tell(Waiting(self._told_waiting))
