"""What is measured while photos are exported or cleaned, and under which names."""

from collections.abc import Sequence
from pathlib import Path

from lowlight_desktop.engine.model_store import find, installed
from lowlight_desktop.formats.reading import RAW_SUFFIXES
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.photo.export_options import FileFormat
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.recipe import Quality
from lowlight_desktop.studio.company import Turn
from lowlight_desktop.studio.speeds import ANYWHERE, key_of, note, pace

_MEGA = 1e6
_SMALLEST_MP = 1.0  # less tells nothing of photos that are worth an estimate
BYTES = "bytes"
"""Work of which bytes a pixel are remembered, not seconds a megapixel."""


def megapixels_of(image: Image) -> float:
    """How large a photo is."""
    return image.height * image.width / _MEGA


def network_name(model_id: str) -> str:
    """A model and its version, as speeds are remembered by; just its id where that is unknown."""
    try:
        return next((f"{c.id} {c.version}" for c in installed() if c.id == model_id), model_id)
    except ModelError:
        return model_id


def together(*networks: str) -> str:
    """The name of networks that work one after the other."""
    return " + ".join(networks)


def network_for(step: str, quality: Quality) -> str | None:
    """The model that does a step, as `network_name`; None: it is off, or there is none."""
    try:
        card = find(step, quality.value)
    except ModelError:
        return None
    return f"{card.id} {card.version}"


def reading_work(path: Path, *, is_developed: bool) -> str:
    """The name of reading a file.

    Args:
        path: Of which the kind counts.
        is_developed: Whether a RAW is developed by LibRaw.
    """
    is_raw = path.suffix.lower() in RAW_SUFFIXES
    return f"read {path.suffix.lower()}{' developed' if is_raw and is_developed else ''}"


def writing_work(format_: FileFormat) -> str:
    """The name of writing a file."""
    return f"write {format_.value}"


def note_reading(photo: Photograph, seconds: float) -> None:
    """A photo was read; what its file takes is remembered too."""
    megapixels = megapixels_of(photo.image)
    if megapixels < _SMALLEST_MP:
        return
    work = reading_work(photo.path, is_developed=photo.is_developed)
    measured = {key_of(ANYWHERE, work): pace(seconds, megapixels)}
    note(measured | _bytes_of(photo.path, megapixels))


def note_writing(format_: FileFormat, size: tuple[int, int], seconds: float) -> None:
    """A photo of (h, w) pixels was written."""
    megapixels = size[0] * size[1] / _MEGA
    if megapixels >= _SMALLEST_MP:
        note({key_of(ANYWHERE, writing_work(format_)): pace(seconds, megapixels)})


def note_computing(
    place: str,
    turn: Turn,
    cleaning_s: float,
    cleaners: Sequence[str],
    lighter: str | None,
    mp: float,
) -> None:
    """A photo was computed from its beginning to its end.

    Args:
        place: Where, `machine.place_of` or `ANYWHERE`.
        turn: Its stay among those that were computed.
        cleaning_s: What the cleaning had of its share.
        cleaners: Ids of the networks that cleaned it.
        lighter: Id of the network that lit it; None: none did.
        mp: Its megapixels.
    """
    if mp < _SMALLEST_MP or turn.is_disturbed:
        return
    rest = key_of(place if lighter else ANYWHERE, finishing_work(lighter), turn.at_a_time)
    measured = {rest: pace(turn.share_s - cleaning_s, mp)}
    if cleaners:
        work = cleaning_work(together(*map(network_name, cleaners)))
        measured[key_of(place, work, turn.at_a_time)] = pace(cleaning_s, mp)
    note(measured)


def note_shown(place: str, network: str, seconds: float, path: Path, megapixels: float) -> None:
    """A photo was cleaned for the screen, from the beginning, alone.

    Args:
        place: Where.
        network: As `network_name`.
        seconds: From the wish to the picture.
        path: Its file.
        megapixels: How large it is.
    """
    if megapixels >= _SMALLEST_MP:
        measured = {key_of(place, showing_work(network)): pace(seconds, megapixels)}
        note(measured | _bytes_of(path, megapixels))


def cleaning_work(network: str) -> str:
    """The name of cleaning by a network, `network_name`."""
    return f"clean {network}"


def showing_work(network: str) -> str:
    """The name of cleaning for the screen, with all that comes before and after."""
    return f"show {network}"


def finishing_work(lighter: str | None) -> str:
    """The name of all that comes after the cleaning; `lighter` is the id of a network, or None."""
    return f"finish {network_name(lighter)}" if lighter else "finish"


def bytes_work(suffix: str) -> str:
    """The name of what files of a kind take."""
    return f"{BYTES} {suffix.lower()}"


def _bytes_of(path: Path, megapixels: float) -> dict[str, float]:
    try:
        size_bytes = path.stat().st_size
    except OSError:
        return {}
    return {key_of(ANYWHERE, bytes_work(path.suffix)): size_bytes / (megapixels * _MEGA)}
