"""The photographs that training reads, and how they are split.

Everything is held in memory as uint8: 485 + 784 + 288 small pictures are 1 GB, and no decoder
stands between two steps.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Photo = NDArray[np.uint8]
"""(H, W, 3) uint8 sRGB."""

# LOL's files are numbered in the order in which they were taken: neighbors show one scene.
# Blocks of twelve consecutive numbers go to one side together.
_LOL_BLOCK = 12
_LOL_EVERY, _LOL_HELD = 12, 5
_SICE_EVERY, _SICE_HELD = 12, 5


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


def _lol(folder: Path, *, validation: bool) -> Iterable[Pair]:
    for low in sorted((folder / "low").iterdir(), key=lambda p: int(p.stem)):
        if lol_is_validation(low.stem) == validation:
            high = folder / "high" / f"{low.stem}.jpg"
            yield Pair(f"lol-{low.stem}", read_rgb(low), read_rgb(high))


def _sice(folder: Path, *, validation: bool) -> Iterable[Pair]:
    pictures: dict[str, Photo] = {}  # the reference of a scene is shared by its dark frames
    with (folder / "pairs.csv").open() as file:
        for row in csv.DictReader(file):
            if sice_is_validation(int(row["scene"])) != validation:
                continue
            for name in (row["dark"], row["target"]):
                if name not in pictures:
                    pictures[name] = read_rgb(folder / "images" / name)
            yield Pair(f"sice-{row['dark']}", pictures[row["dark"]], pictures[row["target"]])


def training_sets(data: Path) -> DataSets:
    """Everything that may be trained on, from the data folder."""
    clean = [
        *sorted((data / "clean/bsds500/train").iterdir()),
        *sorted((data / "clean/bsds500/test").iterdir()),
        *sorted((data / "clean/sunhays").iterdir()),
    ]
    return DataSets(
        tuple(_lol(data / "pairs/lol256", validation=False)),
        tuple(_sice(data / "pairs/sice", validation=False)),
        tuple(read_rgb(p) for p in clean),
    )


def validation_sets(data: Path) -> DataSets:
    """What is never trained on: LOL blocks, SICE scenes, the McMaster photos."""
    return DataSets(
        tuple(_lol(data / "pairs/lol256", validation=True)),
        tuple(_sice(data / "pairs/sice", validation=True)),
        tuple(read_rgb(p) for p in sorted((data / "clean/mcmaster").iterdir())),
    )
