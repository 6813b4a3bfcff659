"""What became of a batch: JSON for programs, a page with pictures for people.

Rows stay in memory, a kilobyte each; pictures wait on the disk until the page is written.
"""

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from lowlight_desktop import __version__
from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.formats.disk_errors import probe, write_error
from lowlight_desktop.formats.placing import place
from lowlight_desktop.formats.quick_look import quick_look
from lowlight_desktop.formats.recipe_json import recipe_to_json
from lowlight_desktop.photo.errors import ModelError, UsageError
from lowlight_desktop.photo.export_options import Existing, ExportOptions
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.batch_page import Entry, page
from lowlight_desktop.studio.look_words import options_to_json
from lowlight_desktop.studio.picture_spool import PictureSpool, no_pictures
from lowlight_desktop.studio.report_pictures import Look, Pictures, pictures_of

logger = logging.getLogger(__name__)

Row = dict[str, object]
"""A photo: "state" (done, skipped, failed), "source", and what there is to say."""

_PAGES = (".html", ".htm")


def check_reports(paths: Sequence[Path]) -> None:
    """Find out before the work whether reports could be written.

    Raises:
        UsageError: If one could not, or if its name ends neither in .json nor in .html: a shell
            that expands a pattern behind the flag would name a photo.
    """
    for path in paths:
        if path.suffix.lower() not in (".json", *_PAGES):
            raise UsageError(
                f"{path}: a report is JSON or a page; give it a name that ends in .json or .html."
            )
        try:
            probe(path)
        except (OSError, ValueError) as error:
            raise UsageError(str(write_error(path, error))) from error


class BatchReport:
    """Collects what became of each photo, and writes that in the end.

    Args:
        paths: Where to; by the ending JSON or a page. None of them: everything is cheap.
        recipe: The look of all photos.
        options: The files that were asked for.
        device: Says where the networks work, for people; asked only where one was at work.
        now: The clock on the wall.
        look: Decodes photos for the pictures of a page.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        recipe: Recipe,
        options: ExportOptions,
        *,
        device: Callable[[], str] = lambda: "",
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        look: Look = quick_look,
    ) -> None:
        self._paths, self._look = tuple(paths), look
        self._recipe, self._options, self._device = recipe, options, device
        self._now, self._began, self._clock = now, now(), time.monotonic()
        self._entries: list[Entry] = []
        self._spool = PictureSpool() if any(p.suffix.lower() in _PAGES for p in paths) else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._spool is not None:
            self._spool.close()

    def add(self, row: Row, pictures: Pictures | None = None) -> None:
        """Note what became of a photo.

        Args:
            row: Goes into the JSON as it is; the page shows state, source, output, error,
                seconds, target and models.
            pictures: Of a photo that is done; made from its files where a page wants them and
                none are given.
        """
        if not self._paths:
            return
        get = no_pictures
        if self._spool is not None and row["state"] == "done":
            files = Path(str(row["source"])), Path(str(row["output"]))
            get = self._spool.keep(pictures or pictures_of(*files, self._options.space, self._look))
        self._entries.append(Entry(row, get))

    def write(self, summary: Mapping[str, object]) -> None:
        """Write the reports.

        Args:
            summary: Counts, and what ended the work early; kept as they are in the JSON.

        Raises:
            UsageError: If the disk refuses.
        """
        facts = self._facts(summary)
        for path in self._paths:
            try:
                place(path, Existing.OVERWRITE, partial(self._write, path, facts))
            except (OSError, ValueError) as error:
                raise UsageError(str(write_error(path, error))) from error

    def _write(self, path: Path, facts: Mapping[str, object], file: BinaryIO) -> None:
        if path.suffix.lower() in _PAGES:
            parts = page(facts, self._entries, self._recipe, self._options, path.parent)
            file.writelines(part.encode() for part in parts)
        else:
            file.write(json.dumps(self._plain(facts), indent=1).encode() + b"\n")

    def _facts(self, summary: Mapping[str, object]) -> dict[str, object]:
        return {
            "lowlight": __version__,
            "started": self._began.isoformat(timespec="seconds"),
            "finished": self._now().isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - self._clock, 3),
            "device": self._device() if (models := self._models()) else "",
            "models": models,
            **summary,
        }

    def _plain(self, facts: Mapping[str, object]) -> dict[str, object]:
        return {
            **facts,
            "recipe": recipe_to_json(self._recipe),
            "options": options_to_json(self._options),
            "photos": [entry.row for entry in self._entries],
        }

    def _models(self) -> dict[str, dict[str, str]]:
        """The networks that were at work, with the versions of their weights."""
        lists = (cast("list[str]", entry.row.get("models", [])) for entry in self._entries)
        used = {id_ for ids in lists for id_ in ids}
        try:
            cards = [card for card in installed() if card.id in used]
        except ModelError as error:
            logger.warning("%s", error)
            cards = []
        return {card.id: {"title": card.title, "version": card.version} for card in cards}
