"""What the published Detail network is worth, measured as a photographer gets it.

Every figure goes through the program itself: the level found, tiles, what is carried around.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean

import cv2
import numpy as np
import torch
from tqdm import tqdm

from lowlight_desktop.develop.metrics import ssim
from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.training.alen_photos import validation_photos
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.data_sets import Photo, unseen_scenes
from lowlight_desktop.training.denoiser_figures import cleaned, numeric_figures
from lowlight_desktop.training.denoiser_quality import decibels, file_of
from lowlight_desktop.training.denoiser_validation import with_sigma
from lowlight_desktop.training.repetition import PART_PX, repetition
from lowlight_desktop.training.synthesis import jpeg

QUALITIES = (10, 20, 30, 50, 70, 90)
_FULL, _SMALL = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420
_NOISE = 4
REPEATS_FROM = 0.25
"""From which `repetition` on a part counts as repeating itself."""
_FINE = 2  # so much smaller: photos of cameras are softer, and some were stored as JPEG themselves

Repair = Callable[[Photo], Photo]
"""A picture to what the program makes of it."""
Store = Callable[[Photo, int], Photo]
"""A photo and its number to what is left of it."""
Tables = dict[str, Mapping[str, float]]


def measure_detail(model: Loaded, data: Path) -> Figures:
    """All figures of the card, in the number format that the program would choose here.

    Args:
        model: The network.
        data: The data folder.
    """
    fast = fastest_format(model.device) is torch.bfloat16
    found = {"McMaster": validation_photos(data), "repeating": repeating_parts(data)}
    sets = {name: photos for name, photos in found.items() if photos}
    with tqdm(unit="photo", mininterval=2.0) as bar:

        def repair(photo: Photo) -> Photo:
            bar.update()
            return file_of(cleaned(model, photo, fast=fast)[0])

        tables: Tables = {}
        for name, photos in sets.items():
            for how, store in _ways_of_storing():
                tables[f"{name}, {how}"] = _judged(photos, store, repair)
            kept = [decibels(repair(photo), photo) for photo in photos]
            tables[f"{name}, never compressed"] = {
                "least PSNR": round(min(kept), 2),
                "mean PSNR": round(fmean(kept), 2),
            }
    counts = {name: len(photos) for name, photos in found.items()}
    return {**numeric_figures(model), "photos": counts, **tables}


def repeating_parts(data: Path) -> tuple[Photo, ...]:
    """Parts of photos never trained on that repeat themselves: windows, fences, cloth.

    Of McMaster, and of the SICE scenes that are held out, in half their size.

    Raises:
        FileNotFoundError: If the data folder is not complete.
    """
    smaller = [_smaller(photo) for photo in unseen_scenes(data)]
    parts = [part for photo in (*validation_photos(data), *smaller) for part in _parts(photo)]
    return tuple(part for part in parts if repetition(part) >= REPEATS_FROM)


def _smaller(photo: Photo) -> Photo:
    size = (photo.shape[1] // _FINE, photo.shape[0] // _FINE)
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)


def _parts(photo: Photo) -> Iterator[Photo]:
    """Squares of a photo, each half over the last one."""
    for top in range(0, photo.shape[0] - PART_PX + 1, PART_PX // 2):
        for left in range(0, photo.shape[1] - PART_PX + 1, PART_PX // 2):
            yield np.ascontiguousarray(photo[top : top + PART_PX, left : left + PART_PX])


def _ways_of_storing() -> Iterator[tuple[str, Store]]:
    for quality in QUALITIES:
        yield f"JPEG {quality}", lambda photo, _, q=quality: jpeg(photo, q, _SMALL)
    yield "JPEG 30, colors in full size", lambda photo, _: jpeg(photo, 30, _FULL)
    yield f"noise {_NOISE}, JPEG 50", lambda p, i: jpeg(with_sigma(p, _NOISE, i), 50, _SMALL)


def _judged(photos: Sequence[Photo], store: Store, repair: Repair) -> dict[str, float]:
    stored = [store(photo, i) for i, photo in enumerate(photos)]
    done = [repair(photo) for photo in stored]
    before = [decibels(a, b) for a, b in zip(stored, photos, strict=True)]
    after = [decibels(a, b) for a, b in zip(done, photos, strict=True)]
    won = np.subtract(after, before)
    return {
        "PSNR before": round(fmean(before), 2),
        "PSNR": round(fmean(after), 2),
        "won": round(float(won.mean()), 2),
        "least won": round(float(won.min()), 2),
        "SSIM before": round(fmean(map(ssim, stored, photos)), 4),
        "SSIM": round(fmean(map(ssim, done, photos)), 4),
    }
