"""How near to the truth RAW photographs come through the program, beside other ways.

    python -m tests.raw_truth --clean DATA/clean/mcmaster [--megapixels 24] [--models FOLDER]

Photographs that no network was trained on are unprocessed to what a Sony A7S II would see, a ratio
too dark, and given its noise. Each is written as a 14-bit DNG with a black level of 512, read,
cleaned and developed by the program; development is undone and the light compared with the truth,
as in the validation of the training (`training/alen_validation.py`): PSNR and SSIM of linear camera
RGB, brightened by the ratio and cut to [0, 1].

The DNG says nothing of its noise, nor of its ISO speed. "Noise known" tells the program what the
sensor has (`Noise.profile`), "noise estimated" leaves it alone with the photo. fastNlMeans works on
8-bit sRGB; its strength is that of `STRENGTHS` with the best PSNR on parts of the very photos that
are measured, chosen with the truth: more than any photographer can do.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from lowlight_desktop.develop.color import apply_matrix, delinearize, linearize
from lowlight_desktop.develop.noise import add_sensor_noise
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.model_store import MODELS
from lowlight_desktop.formats.raw_color import camera_to_working
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Noise, Quality, Recipe
from lowlight_desktop.studio.benchmark.photos import tiled
from lowlight_desktop.studio.cleaning import clean_photo
from lowlight_desktop.training.alen_validation import sony_a7s2
from lowlight_desktop.training.data_sets import read_rgb
from lowlight_desktop.training.losses import ssim
from lowlight_desktop.training.unprocess import (
    PHASES,
    SONY_A7S2,
    camera_rgb,
    color_index,
    light_of,
    mosaic_of,
)
from tests.formats.dng_writing import BLACK, WHITE, sensor_values, write_dng

STRENGTHS = tuple((h, h * k) for h in (3.0, 5.0, 8.0, 12.0, 18.0, 27.0, 40.0) for k in (1.0, 2.0))
"""Of fastNlMeans: for luminance and for color, in steps of 255."""

_TRIALS, _TRIAL_PX = 3, 192
_SSIM_PX, _SSIM_BORDER = 512, 10
_ASPECT = 3 / 2
_NOISY, _PLAIN, _RIVAL = "noisy mosaic", "LibRaw (DHT)", "LibRaw + fastNlMeans"
_KNOWN, _ESTIMATED = "Lowlight, noise known", "Lowlight, noise estimated"


@dataclass(frozen=True, slots=True)
class Case:
    """How a photo is taken: `ratio` times too dark."""

    iso: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Nearness to the truth.

    Attributes:
        mosaic: PSNR in dB of the color that each pixel of the sensor has.
        rgb: Of all three; None for a mosaic.
        ssim: Likewise.
    """

    mosaic: float
    rgb: float | None = None
    ssim: float | None = None


def cases_of(isos: Sequence[int], ratios: Sequence[float]) -> list[Case]:
    """Every ISO speed at ratio 100, and every other ratio at the middle one of the speeds."""
    middle = sorted(isos)[len(isos) // 2]
    dark = [Case(iso, 100.0) for iso in isos]
    return dark + [Case(middle, ratio) for ratio in ratios if Case(middle, ratio) not in dark]


def lights(folder: Path, megapixels: float | None) -> list[Pixels]:
    """Linear sRGB of the photos, or of all of them side by side; even sides.

    Raises:
        FileNotFoundError: If one cannot be read.
    """
    photos = [light_of(read_rgb(path)) for path in sorted(folder.iterdir())]
    if megapixels is None:
        return [p[: p.shape[0] // 2 * 2, : p.shape[1] // 2 * 2] for p in photos]
    height = round((megapixels * 1e6 / _ASPECT) ** 0.5) // 2 * 2
    return [tiled(photos, height, round(height * _ASPECT) // 2 * 2)]


def taken(light: Pixels, case: Case, seed: int) -> tuple[Pixels, NDArray[np.uint16]]:
    """(H, W, 3) camera RGB that is the truth, and the (H, W) values that the sensor gives."""
    clean = camera_rgb(light, SONY_A7S2) / np.float32(case.ratio)
    index = color_index(clean.shape[0], clean.shape[1], PHASES[0])
    rng = np.random.default_rng((case.iso, seed))
    noisy = add_sensor_noise(mosaic_of(clean), sony_a7s2(case.iso), index, rng)
    return clean, sensor_values(noisy)


def camera_light(image: Image, mosaic: Mosaic) -> Pixels:
    """Undo the development of a photo: the sensor's own colors, 1 is the full sensor."""
    from_working = np.linalg.inv(camera_to_working(mosaic.camera_matrix))
    balance = np.asarray(mosaic.white_balance[:3], np.float32)
    return apply_matrix(image.pixels, from_working.astype(np.float32)) / balance


def non_local_means(camera: Pixels, ratio: float, strength: tuple[float, float]) -> Pixels:
    """Camera RGB cleaned by OpenCV, which wants 8-bit pictures."""
    finish = np.asarray(SONY_A7S2.white_balance * ratio, np.float32)
    light = np.asarray(np.clip(camera * finish, 0.0, 1.0), np.float32)
    encoded = delinearize(light, Transfer.SRGB)
    levels = np.rint(encoded * np.float32(255)).astype(np.uint8)
    bgr = np.ascontiguousarray(levels[..., ::-1])
    clean = cv2.fastNlMeansDenoisingColored(bgr, None, *strength, 7, 21)[..., ::-1]
    seen = np.asarray(clean / 255.0, np.float32)
    return np.asarray(linearize(seen, Transfer.SRGB) / finish, np.float32)


def best_strength(pairs: Sequence[tuple[Pixels, Pixels]], ratio: float) -> tuple[float, float]:
    """The strength with the highest mean PSNR of demosaiced photos and their truth."""

    def quality(strength: tuple[float, float]) -> float:
        cleaned = ((non_local_means(noisy, ratio, strength), truth) for noisy, truth in pairs)
        return float(np.mean([_psnr(_bright(c, ratio), _bright(t, ratio)) for c, t in cleaned]))

    return max(STRENGTHS, key=quality)


def scores(camera: Pixels, truth: Pixels, ratio: float) -> Scores:
    """Of (H, W, 3) camera RGB, or of an (H, W) mosaic; the truth is always camera RGB."""
    wanted = _bright(truth, ratio)
    if camera.ndim == 2:
        return Scores(_psnr(_bright(camera, ratio), mosaic_of(wanted)))
    out = _bright(camera, ratio)
    return Scores(
        _psnr(mosaic_of(out), mosaic_of(wanted)), _psnr(out, wanted), blockwise_ssim(out, wanted)
    )


def blockwise_ssim(out: Pixels, wanted: Pixels) -> float:
    """SSIM over every window once, in blocks: `losses.ssim` of 24 MP at once fills the memory."""
    total, count = 0.0, 0
    step = _SSIM_PX - _SSIM_BORDER
    height, width = (side - _SSIM_BORDER for side in out.shape[:2])
    for top in range(0, height, step):
        for left in range(0, width, step):
            place = np.s_[top : top + _SSIM_PX, left : left + _SSIM_PX]
            one, other = (
                torch.from_numpy(np.ascontiguousarray(p[place].transpose(2, 0, 1)))[None]
                for p in (out, wanted)
            )
            windows = (one.shape[2] - _SSIM_BORDER) * (one.shape[3] - _SSIM_BORDER)
            total += float(ssim(one, other)) * windows
            count += windows
    return total / count


def _bright(light: Pixels, ratio: float) -> Pixels:
    return np.clip(light * np.float32(ratio), np.float32(0), np.float32(1))


def _psnr(out: Pixels, wanted: Pixels) -> float:
    return float(-10.0 * np.log10(max(np.square(out - wanted, dtype=np.float64).mean(), 1e-12)))


def _center(picture: Pixels) -> Pixels:
    top, left = (max(side - _TRIAL_PX, 0) // 4 * 2 for side in picture.shape[:2])
    return picture[top : top + _TRIAL_PX, left : left + _TRIAL_PX]


def results(
    case: Case, photos: Sequence[Pixels], enhancer: Enhancer, folder: Path
) -> dict[str, Scores]:
    """Mean scores of every way.

    Args:
        case: How the photos are taken.
        photos: Linear sRGB.
        enhancer: With a RAW network.
        folder: For the DNGs.
    """
    trials = (written(case, light, i, folder) for i, light in enumerate(photos[:_TRIALS]))
    strength = best_strength([(_center(s.plain), _center(s.truth)) for s in trials], case.ratio)
    found: dict[str, list[Scores]] = {}
    for i, light in enumerate(tqdm(photos, desc=f"ISO {case.iso}, ratio {case.ratio:g}")):
        shot = written(case, light, i, folder)
        for way, camera in _ways(shot, case, strength, enhancer):
            found.setdefault(way, []).append(scores(camera, shot.truth, case.ratio))
    return {way: _mean(each) for way, each in found.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A photo as the program reads it, and the truth.

    Attributes:
        truth: (H, W, 3) camera RGB.
        photo: Read from a DNG.
        plain: Camera RGB of LibRaw's demosaic.
    """

    truth: Pixels
    photo: Photograph
    plain: Pixels

    @property
    def mosaic(self) -> Mosaic:
        """The sensor's data."""
        assert self.photo.mosaic is not None
        return self.photo.mosaic


def written(case: Case, light: Pixels, seed: int, folder: Path) -> Shot:
    """Take a photo, write it as a DNG, and read that."""
    truth, values = taken(light, case, seed)
    red, green, blue = (float(m) for m in SONY_A7S2.white_balance)
    photo = read_photo(write_dng(folder / "shot.dng", values, balance=(red, green, blue)))
    assert photo.mosaic is not None
    return Shot(truth, photo, camera_light(photo.image, photo.mosaic))


def _ways(
    shot: Shot, case: Case, strength: tuple[float, float], enhancer: Enhancer
) -> Iterator[tuple[str, Pixels]]:
    """Camera RGB, or the mosaic, of every way."""
    yield _NOISY, (shot.mosaic.data.astype(np.float32) - BLACK) / np.float32(WHITE - BLACK)
    yield _PLAIN, shot.plain
    yield _RIVAL, non_local_means(shot.plain, case.ratio, strength)
    for way, noise in ((_KNOWN, known_noise(case.iso)), (_ESTIMATED, Noise())):
        recipe = Recipe(raw=Quality.FAST, noise=noise)
        clean = clean_photo(shot.photo, recipe, enhancer, Progress())
        assert clean.model is not None, "the photo is too small for the network"
        yield way, camera_light(clean.photo.image, shot.mosaic)


def known_noise(iso: int) -> Noise:
    """What the sensor has, in its own steps, the rounding to whole ones included."""
    noise, steps = sony_a7s2(iso), WHITE - BLACK
    read = (noise.read**2 + noise.row**2) * steps**2 + 1.0 / 12.0
    return Noise(profile=(noise.gain * steps, read**0.5))


def _mean(each: Sequence[Scores]) -> Scores:
    rows = [[n for n in (s.mosaic, s.rgb, s.ssim) if n is not None] for s in each]
    return Scores(*(float(n) for n in np.mean(rows, axis=0)))


def table(found: Mapping[Case, Mapping[str, Scores]]) -> str:
    """Markdown: a row for each case, a column for each way, "mosaic / RGB / SSIM" in the cells."""
    ways = list(next(iter(found.values())))
    lines = [f"| ISO, ratio | {' | '.join(ways)} |", "|---|" + "---|" * len(ways)]
    for case, row in found.items():
        cells = " | ".join(_cell(row[way]) for way in ways)
        lines.append(f"| {case.iso}, {case.ratio:g} | {cells} |")
    return "\n".join(lines)


def _cell(one: Scores) -> str:
    if one.rgb is None or one.ssim is None:
        return f"{one.mosaic:.2f}"
    return f"{one.mosaic:.2f} / {one.rgb:.2f} / {one.ssim:.3f}"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clean", type=Path, required=True, help="folder of clean photographs")
    parser.add_argument("--iso", type=int, nargs="+", default=[800, 1600, 3200])
    parser.add_argument("--ratios", type=float, nargs="+", default=[20.0, 50.0, 100.0, 200.0])
    parser.add_argument("--megapixels", type=float, help="all photos side by side in one of these")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the models")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    wish = parser.parse_args()
    enhancer = Enhancer(models=wish.models)
    photos = lights(wish.clean, wish.megapixels)
    with tempfile.TemporaryDirectory() as folder:
        found = {
            case: results(case, photos, enhancer, Path(folder))
            for case in cases_of(wish.iso, wish.ratios)
        }
    sys.stdout.write(table(found) + "\n")
    if wish.json is not None:
        rows = [
            {**asdict(case), "way": way, **asdict(one)}
            for case, row in found.items()
            for way, one in row.items()
        ]
        wish.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
