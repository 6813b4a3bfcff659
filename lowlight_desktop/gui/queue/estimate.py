"""How long the rest of a queue will take, from what its photos took so far; without Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

# Typical bytes a pixel, to guess the pixels of a file that nobody has opened. What is wrong with
# them is learned after a few photos of each kind.
_BYTES_PER_PIXEL = {
    **dict.fromkeys((".jpg", ".jpeg"), 0.4),
    **dict.fromkeys((".heic", ".heif", ".avif", ".webp", ".jxl"), 0.2),
    ".png": 2.0,
    **dict.fromkeys((".tif", ".tiff"), 5.0),
}
_RAW_BYTES_PER_PIXEL = 1.2
_LEAST_MP = 0.5  # reading, writing and starting networks cost something, however small a photo
_MEMORY = 0.97  # of the photos done last, some thirty count
_TRUST = 4.0  # so many photos of a kind weigh as much as all other kinds
_FEWEST = 3  # before that nothing is said


@dataclass(frozen=True, slots=True)
class Load:
    """Photos of one kind that are still to be done.

    Attributes:
        photos: How many; a part of one counts as a part.
        size_bytes: Of their files together.
    """

    photos: float = 0.0
    size_bytes: float = 0.0

    def __add__(self, other: "Load") -> "Load":
        return Load(self.photos + other.photos, self.size_bytes + other.size_bytes)


@dataclass(frozen=True, slots=True)
class _Spent:
    """Sums over photos, in which the older ones fade."""

    photos: float = 0.0
    megapixels: float = 0.0
    seconds: float = 0.0

    def after(self, megapixels: float, seconds: float) -> "_Spent":
        return _Spent(
            self.photos * _MEMORY + 1,
            self.megapixels * _MEMORY + megapixels,
            self.seconds * _MEMORY + seconds,
        )


@dataclass(frozen=True, slots=True)
class Pace:
    """What photos took.

    Attributes:
        all: Of every kind.
        kinds: By suffix, in small letters: their guessed pixels are wrong in different ways.
        done: How many photos are in it.
    """

    all: _Spent = _Spent()
    kinds: Mapping[str, _Spent] = field(default_factory=lambda: MappingProxyType({}))
    done: int = 0

    def after(self, suffix: str, size_bytes: float, seconds: float) -> "Pace":
        """The pace after one more photo.

        Args:
            suffix: Of its file, ".cr2".
            size_bytes: Of its file.
            seconds: From the end of the photo before to its end.
        """
        kind = suffix.lower()
        megapixels = _megapixels(kind, Load(1, size_bytes))
        spent = self.kinds.get(kind, _Spent()).after(megapixels, seconds)
        kinds = MappingProxyType({**self.kinds, kind: spent})
        return Pace(self.all.after(megapixels, seconds), kinds, self.done + 1)

    def seconds_for(self, left: Mapping[str, Load]) -> float | None:
        """How long photos will take.

        Args:
            left: By suffix.

        Returns:
            Seconds, or None: too few were done to say.
        """
        if self.done < _FEWEST or self.all.megapixels <= 0:
            return None
        return sum(self._rate(kind) * _megapixels(kind, load) for kind, load in left.items())

    @property
    def photos_per_hour(self) -> float | None:
        """Of those that were done last; None: too few were done to say."""
        if self.done < _FEWEST or self.all.seconds <= 0:
            return None
        return 3600 * self.all.photos / self.all.seconds

    def _rate(self, kind: str) -> float:
        """Seconds a guessed megapixel; a kind that was rarely seen leans on the others."""
        overall = self.all.seconds / self.all.megapixels
        own = self.kinds.get(kind)
        if own is None or own.megapixels <= 0:
            return overall
        lean = own.megapixels * _TRUST / own.photos
        return (own.seconds + lean * overall) / (own.megapixels + lean)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When photos end, and the pace that follows.

    Attributes:
        pace: What they took.
        mark_s: When the photo before ended, by a clock that nobody sets. None: none was finished
            since the work began, and networks and processes that start are no photo's time.
    """

    pace: Pace = Pace()
    mark_s: float | None = None

    def begun(self) -> "Rhythm":
        """The work begins, after a rest or for the first time."""
        return replace(self, mark_s=None)

    def finished(self, now_s: float, suffix: str, size_bytes: float | None) -> "Rhythm":
        """A photo was finished.

        Args:
            now_s: When.
            suffix: Of its original, ".cr2".
            size_bytes: Of its original; None: not known.
        """
        pace = self.pace
        if self.mark_s is not None and size_bytes is not None:
            pace = pace.after(suffix, size_bytes, now_s - self.mark_s)
        return Rhythm(pace, now_s)

    def passed(self, now_s: float) -> "Rhythm":
        """A photo was skipped, failed, or given up: what it took says nothing of the others."""
        return self if self.mark_s is None else replace(self, mark_s=now_s)


def loads(files: Iterable[tuple[str, float | None]]) -> dict[str, Load]:
    """What is left, by kind.

    Args:
        files: Suffix and bytes of each file; None: not known, it counts as large as the others.
    """
    known: dict[str, Load] = {}
    unknown: dict[str, int] = {}
    for suffix, size in files:
        kind = suffix.lower()
        if size is None:
            unknown[kind] = unknown.get(kind, 0) + 1
        else:
            known[kind] = known.get(kind, Load()) + Load(1, size)
    whole = sum(known.values(), Load())
    for kind, count in unknown.items():
        like = known.get(kind, whole)
        mean = like.size_bytes / like.photos if like.photos else 1.0
        known[kind] = known.get(kind, Load()) + Load(count, count * mean)
    return known


def _megapixels(kind: str, load: Load) -> float:
    per_pixel = _BYTES_PER_PIXEL.get(kind, _RAW_BYTES_PER_PIXEL)
    return load.size_bytes / per_pixel / 1e6 + _LEAST_MP * load.photos
