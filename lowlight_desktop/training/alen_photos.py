"""The clean photographs that ALEN trains on, and those it is judged by."""

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.survey_sizes import SURVEY_CELLS
from lowlight_desktop.training.data_sets import Photo, read_rgb, sice_is_validation
from lowlight_desktop.training.unprocess import light_of

# How often each source is drawn. The lossless and large photos are few, but the sharpest.
SHARES = {"bsds500": 0.4, "sunhays": 0.35, "sice": 0.25}

_FOLDERS = {
    "bsds500": ("clean/bsds500/train", "clean/bsds500/test"),
    "sunhays": ("clean/sunhays",),
}
_SICE, _VALIDATION = "pairs/sice", "clean/mcmaster"


@dataclass(frozen=True, slots=True, eq=False)
class CleanPhoto:
    """A photo to make mosaics from.

    Attributes:
        srgb: (H, W, 3) uint8.
        cells: (64, 64, 3) linear sRGB of the whole photo, area-averaged.
    """

    srgb: Photo
    cells: Pixels


@dataclass(frozen=True, slots=True, eq=False)
class CleanPhotos:
    """All photos, by source: the names of `SHARES`."""

    of: dict[str, tuple[CleanPhoto, ...]]

    def sizes(self) -> dict[str, int]:
        """How many each source has."""
        return {source: len(photos) for source, photos in self.of.items()}

    def any(self, rng: np.random.Generator) -> CleanPhoto:
        """One of them."""
        source = rng.choice(list(SHARES), p=list(SHARES.values()))
        photos = self.of[source]
        return photos[rng.integers(len(photos))]


def training_photos(data: Path) -> CleanPhotos:
    """Everything that ALEN trains on.

    Raises:
        FileNotFoundError: If the data folder is not complete.
    """
    paths = {source: _files(data, *folders) for source, folders in _FOLDERS.items()}
    paths["sice"] = _sice_references(data)
    return CleanPhotos(
        {source: tuple(_prepared(read_rgb(p)) for p in files) for source, files in paths.items()}
    )


def validation_photos(data: Path) -> tuple[Photo, ...]:
    """The McMaster photos: never trained on."""
    return tuple(read_rgb(path) for path in _files(data, _VALIDATION))


def _prepared(srgb: Photo) -> CleanPhoto:
    size = (SURVEY_CELLS, SURVEY_CELLS)
    cells = cv2.resize(light_of(srgb), size, interpolation=cv2.INTER_AREA)
    return CleanPhoto(srgb, np.asarray(cells, np.float32))


def _files(data: Path, *folders: str) -> list[Path]:
    for folder in folders:
        if not (data / folder).is_dir():
            raise FileNotFoundError(f"{data / folder} is missing; is the data folder complete?")
    return sorted(path for folder in folders for path in (data / folder).iterdir())


def _sice_references(data: Path) -> list[Path]:
    """The well-exposed photo of each scene that FLW does not validate on either."""
    table = data / _SICE / "pairs.csv"
    if not table.is_file():
        raise FileNotFoundError(f"{table} is missing; is the data folder complete?")
    with table.open() as file:
        rows = [row for row in csv.DictReader(file) if not sice_is_validation(int(row["scene"]))]
    return [data / _SICE / "images" / name for name in sorted({row["target"] for row in rows})]
