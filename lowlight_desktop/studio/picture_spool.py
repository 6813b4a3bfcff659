"""Pictures of many photos, out of memory until a page wants them."""

import logging
import tempfile
from collections.abc import Callable
from functools import partial

from lowlight_desktop.studio.report_pictures import NO_PICTURES, Pictures

logger = logging.getLogger(__name__)


class PictureSpool:
    """Keeps pictures in a file that has no name and vanishes with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._end = 0

    def keep(self, pictures: Pictures) -> Callable[[], Pictures]:
        """Put pictures away; a full disk costs the pictures, not the batch.

        Returns:
            Gets them again, until `close`.
        """
        before, after = pictures.before or b"", pictures.after or b""
        try:
            self._file.seek(self._end)
            self._file.write(before + after)
            self._file.flush()
        except OSError as error:
            logger.warning("A photo has no pictures in the report (%s)", error.strerror)
            return no_pictures
        get = partial(self._get, self._end, len(before), len(after))
        self._end += len(before) + len(after)
        return get

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _get(self, at: int, before_bytes: int, after_bytes: int) -> Pictures:
        self._file.seek(at)
        before, after = self._file.read(before_bytes), self._file.read(after_bytes)
        return Pictures(before or None, after or None)


def no_pictures() -> Pictures:
    """Of a photo that has none."""
    return NO_PICTURES
