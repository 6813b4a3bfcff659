"""The contract of an external editor: a host hands over files and waits until we are done.

Every call is a process of its own, also while the application runs. So the host waits for the
files of its call alone, a crash takes no other's work along, and what is open and unsaved in
another window is never touched. Processes share nothing but the disk: each replaces a file in one
step, and refuses to if another has changed it since it was read (`formats.in_place.replacing`).
"""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.in_place.notice import Notice
from lowlight_desktop.formats.leftovers import remove_leftovers
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.in_place import edit_in_place
from lowlight_desktop.studio.outcome import Outcome, failure

_Told = Callable[[Path, Notice], None]


def apply_to_all(
    paths: Sequence[Path], recipe: Recipe, enhancer: Enhancer, progress: Progress, told: _Told
) -> Generator[Outcome]:
    """Give a look to the files of a host, one after the other.

    Args:
        paths: Each is written in place.
        recipe: The look.
        enhancer: The networks.
        progress: Told how many files are done; one in work counts by its part.
        told: Gets what a new file will lack, or what is not edited, with the file.

    Yields:
        What became of each; a file that fails does not stop the others.

    Raises:
        LowlightError: What stops all of them: no model, no device, cancelled.
    """
    clear_up(paths)
    for number, path in enumerate(paths):
        part = progress.part(number, number + 1)
        try:
            yield edit_in_place(path, recipe, enhancer, part, told=partial(told, path))
        except Exception as error:  # noqa: BLE001 - the border of a batch
            yield failure(path, error)


def clear_up(paths: Sequence[Path]) -> None:
    """Delete what calls that were killed have left unfinished beside these files."""
    for folder in dict.fromkeys(path.parent for path in paths):
        remove_leftovers(folder)
