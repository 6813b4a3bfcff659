"""The photographs that training reads, and how they are split.

Everything is held in memory as uint8: 485 + 784 + 288 small pictures are 1 GB, and no decoder
stands between two steps.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Photo = NDArray[np.uint8]
"""(H, W, 3) uint8 sRGB."""

_LOL, _SICE = "pairs/lol256", "pairs/sice"
_CLEAN = ("clean/bsds500/train", "clean/bsds500/test", "clean/sunhays")

# LOL's files are numbered in the order in which they were taken: neighbors mostly show one scene.
# Blocks of twelve consecutive numbers go to one side together. Blocks split scenes all the same:
# `shows_known_scene` finds the photos that are on the wrong side.
_LOL_BLOCK = 12
_LOL_EVERY, _LOL_HELD = 12, 5
_SICE_EVERY, _SICE_HELD = 12, 5

# References of one scene correlate by 0.75 to 1 at this size, those of different ones rarely.
_SCENE_PX, _SAME_SCENE = 32, 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A dark photo and how it should look, aligned."""

    name: str
    dark: Photo
    bright: Photo


@dataclass(frozen=True, slots=True, eq=False)
class DataSets:
    """What there is to train on, or to validate on.

    Attributes:
        lol: Pairs of LOL, 256x256.
        sice: Pairs of SICE, 512x512.
        clean: Well-exposed photos for synthesis.
    """

    lol: tuple[Pair, ...]
    sice: tuple[Pair, ...]
    clean: tuple[Photo, ...]


def read_rgb(path: Path) -> Photo:
    """Decode a training picture.

    Raises:
        FileNotFoundError: If it cannot be read; a data set must be whole.
    """
    bgr = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if bgr is None:
        raise FileNotFoundError(f"{path} cannot be read; is the data folder complete?")
    return np.ascontiguousarray(bgr[..., ::-1])  # pyright: ignore[reportReturnType]


def lol_is_validation(stem: str) -> bool:
    """Whether a LOL photo belongs to a block of numbers that is never trained on."""
    return int(stem) // _LOL_BLOCK % _LOL_EVERY == _LOL_HELD


def sice_is_validation(scene: int) -> bool:
    """Whether a SICE scene is never trained on."""
    return scene % _SICE_EVERY == _SICE_HELD


def shows_known_scene(photos: Sequence[Photo], known: Sequence[Photo]) -> list[bool]:
    """Whether each photo shows a scene that one of the known photos shows too.

    Args:
        photos: References, of any size.
        known: Other references, likewise.

    Returns:
        One answer for each of `photos`: whether its gray picture, 32x32, correlates above 0.75
        with that of any known one. A flat picture shows no scene.
    """
    if not photos or not known:
        return [False] * len(photos)
    one, other = (np.stack([_scene(p) for p in group]) for group in (photos, known))
    return [bool(nearest > _SAME_SCENE) for nearest in (one @ other.T).max(1)]


def _scene(photo: Photo) -> NDArray[np.float32]:
    """(1024,) the photo's gray at 32x32, of mean 0 and length 1: products are correlations."""
    gray = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY).astype(np.float32)
    size = (_SCENE_PX, _SCENE_PX)
    small = np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.float32).ravel()
    small = small - small.mean()
    return small / np.maximum(np.linalg.norm(small), np.float32(1e-6))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is missing; is the data folder complete?")
    return sorted(folder.iterdir())


def _lol_stems(data: Path, *, validation: bool) -> list[str]:
    stems = [p.stem for p in _files(data / _LOL / "low")]
    return sorted((s for s in stems if lol_is_validation(s) == validation), key=int)


def _lol_reference(data: Path, stem: str) -> Photo:
    return read_rgb(data / _LOL / "high" / f"{stem}.jpg")


def _lol(data: Path, *, validation: bool) -> Iterable[Pair]:
    for stem in _lol_stems(data, validation=validation):
        low = data / _LOL / "low" / f"{stem}.webp"
        yield Pair(f"lol-{stem}", read_rgb(low), _lol_reference(data, stem))


def _unseen_lol(data: Path) -> Iterable[Pair]:
    """The held-out pairs, without those whose scene is trained on."""
    pairs = list(_lol(data, validation=True))
    trained = [_lol_reference(data, stem) for stem in _lol_stems(data, validation=False)]
    known = shows_known_scene([p.bright for p in pairs], trained)
    return (pair for pair, seen in zip(pairs, known, strict=True) if not seen)


def _sice_rows(data: Path, *, validation: bool) -> list[dict[str, str]]:
    table = data / _SICE / "pairs.csv"
    if not table.is_file():
        raise FileNotFoundError(f"{table} is missing; is the data folder complete?")
    with table.open() as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if sice_is_validation(int(row["scene"])) == validation]


def _sice(data: Path, *, validation: bool) -> Iterable[Pair]:
    pictures: dict[str, Photo] = {}  # the reference of a scene is shared by its dark frames
    for row in _sice_rows(data, validation=validation):
        for name in (row["dark"], row["target"]):
            if name not in pictures:
                pictures[name] = read_rgb(data / _SICE / "images" / name)
        yield Pair(f"sice-{row['dark']}", pictures[row["dark"]], pictures[row["target"]])


def unseen_scenes(data: Path) -> tuple[Photo, ...]:
    """The well-exposed photos of the SICE scenes that are never trained on."""
    names = sorted({row["target"] for row in _sice_rows(data, validation=True)})
    return tuple(read_rgb(data / _SICE / "images" / name) for name in names)


def training_sets(data: Path) -> DataSets:
    """Everything that is trained on, from the data folder."""
    clean = [path for folder in _CLEAN for path in _files(data / folder)]
    return DataSets(
        tuple(_lol(data, validation=False)),
        tuple(_sice(data, validation=False)),
        tuple(read_rgb(p) for p in clean),
    )


def training_sizes(data: Path) -> dict[str, int]:
    """How many pairs or photos of each source are trained on; no picture is opened."""
    return {
        "lol": len(_lol_stems(data, validation=False)),
        "sice": len(_sice_rows(data, validation=False)),
        "bsds500": sum(len(_files(data / folder)) for folder in _CLEAN[:2]),
        "sunhays": len(_files(data / _CLEAN[2])),
    }


def validation_sets(data: Path) -> DataSets:
    """What is never trained on: LOL blocks, SICE scenes, the McMaster photos.

    Photos of the LOL blocks that show a scene which is trained on are left out altogether.
    """
    return DataSets(
        tuple(_unseen_lol(data)),
        tuple(_sice(data, validation=True)),
        tuple(read_rgb(p) for p in _files(data / "clean/mcmaster")),
    )
