"""About how long exports will take, from what earlier ones took on this machine."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from lowlight_desktop.formats.reading import RAW_SUFFIXES
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.raw_development import needs_picture
from lowlight_desktop.studio.speed_notes import (
    bytes_work,
    cleaning_work,
    finishing_work,
    network_for,
    reading_work,
    showing_work,
    together,
    writing_work,
)
from lowlight_desktop.studio.speeds import ANYWHERE, Speeds, key_of

_MEGA = 1e6
_ASPECT = 3 / 2
# What two photos at a time on a processor take of the time that they take one after the other.
_PAIRED = 0.85
_MOST_AT_A_TIME = 8
_LOOKED_AT = 200  # files of many; on a network share each costs some milliseconds


@dataclass(frozen=True, slots=True)
class Load:
    """Some of the photos that are to be exported.

    Attributes:
        path: One of them.
        megapixels: How large they are on the average.
        recipe: Their look.
        photos: How many there are.
    """

    path: Path
    megapixels: float
    recipe: Recipe
    photos: float = 1.0


@dataclass(frozen=True, slots=True)
class _Spent:
    """Seconds that a photo takes in each of the three threads."""

    reading: float
    computing: float
    writing: float


def loads_of(photos: Sequence[tuple[Path, Recipe]], speeds: Speeds) -> tuple[Load, ...]:
    """What there is to do, told from how large the files are; of many, from some of them.

    Args:
        photos: Files, and how they shall look.
        speeds: Knows what files of a kind take.

    Returns:
        One load for photos alike; empty where nothing is known of their kinds.
    """
    step = max(len(photos) / _LOOKED_AT, 1.0)
    some = [photos[int(i * step)] for i in range(int(len(photos) / step))]
    alike: defaultdict[tuple[str, Recipe], list[tuple[Path, float]]] = defaultdict(list)
    for path, recipe in some:
        bytes_a_pixel = speeds.of(key_of(ANYWHERE, bytes_work(path.suffix)))
        if bytes_a_pixel is None:
            return ()
        with suppress(OSError):  # what is gone fails at once
            megapixels = path.stat().st_size / bytes_a_pixel / _MEGA
            alike[path.suffix.lower(), _costly(recipe)].append((path, megapixels))
    weight = len(photos) / max(len(some), 1)
    return tuple(
        Load(found[0][0], fmean(mp for _, mp in found), recipe, weight * len(found))
        for (_, recipe), found in alike.items()
    )


def _costly(recipe: Recipe) -> Recipe:
    """What of a look decides how long it takes."""
    return replace(recipe, light=Light(recipe.light.quality), finish=Finish())


def cleaning_s(place: str, network: str, megapixels: float, speeds: Speeds) -> float | None:
    """About how long the cleaning of the open photo takes, until it is on the screen.

    Args:
        place: Where, `machine.place_of`.
        network: Which does it, `cleaner_of`.
        megapixels: How large the photo is.
        speeds: What is known.

    Returns:
        Seconds; None: nothing is known.
    """
    works = key_of(place, showing_work(network)), key_of(place, cleaning_work(network))
    times = (speeds.seconds_for(key, megapixels) for key in works)
    return next((seconds for seconds in times if seconds is not None), None)


def cleaner_of(recipe: Recipe, *, can_clean: bool) -> str | None:
    """The networks that clean a photo, `speed_notes.together`; None: none does.

    Args:
        recipe: The look.
        can_clean: Whether what it says of RAW is about this photo.
    """
    steps: list[tuple[str, Quality]] = []
    if can_clean and recipe.raw is not Quality.OFF:
        steps.append(("raw", recipe.raw))
    elif recipe.denoise is not Quality.OFF:
        steps.append(("denoise", recipe.denoise))
    if recipe.detail is not Quality.OFF:
        steps.append(("detail", recipe.detail))
    names = [name for step in steps if (name := network_for(*step)) is not None]
    return together(*names) if names else None


def export_s(
    place: str, loads: Sequence[Load], options: ExportOptions, speeds: Speeds
) -> float | None:
    """About how long it takes to export photos.

    One is read, computed and written. Of many the next is read and the last is written meanwhile,
    and a processor computes two at a time.

    Args:
        place: Where the networks work, `machine.place_of`.
        loads: The photos.
        options: The files.
        speeds: What is known.

    Returns:
        Seconds; None: nothing is known.
    """
    reading = computing = writing = 0.0
    count = sum(load.photos for load in loads)
    for load in loads:
        spent = _spent(place, load, options, speeds, is_alone=count < 2)
        if spent is None:
            return None
        reading += load.photos * spent.reading
        computing += load.photos * spent.computing
        writing += load.photos * spent.writing
    if not count:
        return None
    whole = max(reading, computing, writing)
    return whole + (reading + computing + writing - whole) / count


def _spent(
    place: str, load: Load, options: ExportOptions, speeds: Speeds, *, is_alone: bool
) -> _Spent | None:
    is_raw = load.path.suffix.lower() in RAW_SUFFIXES
    wanted = load.recipe.light.quality
    lighter = None if wanted is Quality.OFF else network_for("light", wanted)
    finishing = f"finish {lighter}" if lighter else finishing_work(None)
    works = [(place if lighter else ANYWHERE, finishing)]
    if (cleaner := cleaner_of(load.recipe, can_clean=is_raw)) is not None:
        works.append((place, cleaning_work(cleaner)))
    computing = 0.0
    for where, work in works:
        seconds = _computed_s(where, work, load.megapixels, speeds, is_alone=is_alone)
        if seconds is None and cleaner is not None and work == cleaning_work(cleaner):
            shown = key_of(where, showing_work(cleaner))  # a little more than the cleaning
            seconds = speeds.seconds_for(shown, load.megapixels)
        if seconds is None:
            return None
        computing += seconds
    reading = reading_work(load.path, is_developed=needs_picture(load.recipe))
    read_s = speeds.seconds_for(key_of(ANYWHERE, reading), load.megapixels)
    written_mp = min(load.megapixels, _most_megapixels(options))
    written_s = speeds.seconds_for(key_of(ANYWHERE, writing_work(options.format)), written_mp)
    return _Spent(read_s or 0.0, computing, written_s or 0.0)


def _computed_s(
    place: str, work: str, megapixels: float, speeds: Speeds, *, is_alone: bool
) -> float | None:
    """What a photo has of the time of all that are computed with it."""
    alone = speeds.seconds_for(key_of(place, work), megapixels)
    together = (
        speeds.seconds_for(key_of(place, work, count), megapixels)
        for count in range(2, _MOST_AT_A_TIME)
    )
    paired = next((seconds for seconds in together if seconds is not None), None)
    if is_alone:
        return alone if alone is not None else paired and paired / _PAIRED
    return paired if paired is not None else alone


def _most_megapixels(options: ExportOptions) -> float:
    """How large a result may be, of a photo in the usual shape."""
    limits = [float("inf") if options.megapixels is None else options.megapixels]
    if options.long_edge_px is not None:
        limits.append(options.long_edge_px**2 / _ASPECT / _MEGA)
    return min(limits)
