"""Compare what other programs make of a RAW and of our linear DNG of it.

    python -m tests.dng_in_hosts FOLDER

Every RAW in the folder becomes a linear DNG, without the RAW network. darktable and RawTherapee,
where they are installed, develop both with the same settings; the two pictures are compared in
CIEDE2000: pixel by pixel, as means of 8x8 pixels (the noise and the demosaic are the host's in one
picture and ours in the other), and on the patches of a color chart where one is known.

darktable gives its scene-referred look (exposure, filmic, sigmoid, color calibration) only to
mosaics. So it runs first on the RAW, and the look that it has chosen is taken from the result and
applied to both. RawTherapee runs with its neutral settings: its default would fit a curve to the
preview inside the file, and ours shows the lit photo.

Hosts read white balances of old cameras in ways of their own. So each host develops both files
once as shot, as it understands that, and once with one white balance for both.
"""

import argparse
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import tifffile
from numpy.typing import NDArray

from lowlight_desktop.develop.ciede2000 import ciede2000, light_to_lab
from lowlight_desktop.develop.color import linearize
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import RAW_SUFFIXES, read_photo
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL
from lowlight_desktop.studio.export import export

Light3 = NDArray[np.float64]
"""(H, W, 3) linear sRGB light."""

_LOOK = ("temperature", "exposure", "filmicrgb", "sigmoid", "channelmixerrgb")
_CELL_PX = 8
_PATCH = 0.03  # half a side, as a share of the width
CHARTS = {
    "Canon_PowerShot_G2_CRW_0304": [
        (x, y)
        for y in (0.182, 0.372, 0.563, 0.755)
        for x in (0.138, 0.281, 0.426, 0.572, 0.716, 0.858)
    ]
}
"""Centers of the patches of a ColorChecker, as shares of width and height."""

_XMP = """<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:darktable="http://darktable.sf.net/" darktable:xmp_version="5"
 darktable:raw_params="0" darktable:auto_presets_applied="1" darktable:history_end="{count}"
 darktable:iop_order_version="2"><darktable:masks_history><rdf:Seq/></darktable:masks_history>
<darktable:history><rdf:Seq>{steps}</rdf:Seq></darktable:history>
</rdf:Description></rdf:RDF></x:xmpmeta>
"""

_DAYLIGHT = """[White Balance]
Enabled=true
Setting=Custom
Temperature=5000
Green=1
Equal=1
TemperatureBias=0
"""

Develop = Callable[[Path, Path], None]
"""Develops a file into a 16-bit sRGB TIFF."""


@dataclass(frozen=True, slots=True)
class Apart:
    """How far two pictures lie apart, CIEDE2000.

    Attributes:
        pixels: Median of all pixels.
        cells: Median of the means of 8x8 pixels.
        far: Of these, what 95 of 100 stay below.
        patches: Of each patch of a chart; empty where there is none.
    """

    pixels: float
    cells: float
    far: float
    patches: tuple[float, ...]

    def row(self) -> str:
        """The cells of a Markdown table."""
        numbers = [self.pixels, self.cells, self.far]
        if self.patches:
            numbers += [float(np.median(self.patches)), max(self.patches)]
        return " | ".join([f"{n:.2f}" for n in numbers] + [""] * (5 - len(numbers)))


def compared(first: Light3, second: Light3, chart: list[tuple[float, float]]) -> Apart:
    """Compare two pictures of about the same size: hosts leave out a few pixels at the border."""
    a, b = _registered(first, second)
    height, width = a.shape[:2]
    of_pixels = ciede2000(light_to_lab(a), light_to_lab(b))
    small = width // _CELL_PX, height // _CELL_PX
    cells = [
        light_to_lab(cv2.resize(p, small, interpolation=cv2.INTER_AREA).astype(np.float64))
        for p in (a, b)
    ]
    of_cells = ciede2000(cells[0], cells[1])
    patches = tuple(_patch_apart(a, b, x, y) for x, y in chart)
    return Apart(
        float(np.median(of_pixels)),
        float(np.median(of_cells)),
        float(np.quantile(of_cells, 0.95)),
        patches,
    )


def _registered(first: Light3, second: Light3) -> tuple[Light3, Light3]:
    """What both pictures show, whichever rows and columns their hosts have left out."""
    height, width = np.minimum(first.shape[:2], second.shape[:2])
    soft = [cv2.GaussianBlur(np.sqrt(p[:height, :width, 1]), (0, 0), 1.0) for p in (first, second)]
    (across, down), _ = cv2.phaseCorrelate(soft[0], soft[1])
    right, below = round(across), round(down)
    a = first[max(-below, 0) :, max(-right, 0) :]
    b = second[max(below, 0) :, max(right, 0) :]
    height, width = np.minimum(a.shape[:2], b.shape[:2])
    return a[:height, :width], b[:height, :width]


def _patch_apart(first: Light3, second: Light3, x: float, y: float) -> float:
    height, width = first.shape[:2]
    half, row, column = round(_PATCH * width), round(y * height), round(x * width)
    place = np.s_[row - half : row + half, column - half : column + half]
    means = [light_to_lab(p[place].mean((0, 1))[None]) for p in (first, second)]
    return float(ciede2000(means[0], means[1])[0])


def linear_dng(raw: Path, folder: Path) -> Path:
    """Our linear DNG of a RAW; neither cleaned nor lit, the preview included."""
    options = ExportOptions(FileFormat.DNG, 16)
    output = folder / f"{raw.stem}.dng"
    return export(raw, output, ORIGINAL, options, Enhancer("cpu"), Progress()).output


def hosts(raw: Path, folder: Path) -> Iterator[tuple[str, Develop]]:
    """The hosts that are installed, ready to develop a RAW and its copies alike."""
    if shutil.which("darktable-cli"):
        plain = ["--conf", "plugins/darkroom/workflow=none"]
        yield "darktable, no look, as shot", _darktable(folder, [], plain)
        look = _look_of(raw, folder)
        yield "darktable, its look, one balance", _darktable(folder, [look], [])
    if shutil.which("rawtherapee-cli"):
        yield "RawTherapee, as shot", _rawtherapee([])
        settings = folder / "daylight.pp3"
        settings.write_text(_DAYLIGHT)
        yield "RawTherapee, 5000 K", _rawtherapee(["-p", str(settings)])


def _darktable(folder: Path, look: list[Path], settings: list[str]) -> Develop:
    def develop(source: Path, target: Path) -> None:
        core = ["--core", "--configdir", str(folder / "darktable"), "--library", ":memory:"]
        depth = ["--conf", "plugins/imageio/format/tiff/bpp=16"]
        words = [source, *look, target, *core, *depth, *settings]
        _run(["darktable-cli", *map(str, words)])

    return develop


def _look_of(raw: Path, folder: Path) -> Path:
    """What darktable does to a RAW unasked, with the white balance that we read from it."""
    done = folder / "look.tif"
    _darktable(folder, [], [])(raw, done)
    with tifffile.TiffFile(done) as tiff:
        xmp = bytes(tiff.pages.first.tags[700].value).decode()
    done.unlink()
    steps = [
        re.sub(r'darktable:num="\d+"', 'darktable:num="{}"', step)
        for step in re.findall(r"<rdf:li\s+darktable:num.*?/>", xmp, re.DOTALL)
        if any(f'darktable:operation="{name}"' in step for name in _LOOK)
    ]
    numbered = _balanced("".join(step.format(i) for i, step in enumerate(steps)), raw)
    path = folder / "look.xmp"
    path.write_text(_XMP.format(count=len(steps), steps=numbered))
    return path


def _balanced(steps: str, raw: Path) -> str:
    """Put our multipliers, three floats, where darktable has put its own."""
    mosaic = read_photo(raw).mosaic
    assert mosaic is not None
    ours = struct.pack("<3f", *mosaic.white_balance[:3]).hex()
    before = r'(operation="temperature".*?darktable:params=")[0-9a-f]{24}'
    return re.sub(before, rf"\g<1>{ours}", steps, flags=re.DOTALL)


def _rawtherapee(settings: list[str]) -> Develop:
    def develop(source: Path, target: Path) -> None:
        _run(
            ["rawtherapee-cli", "-o", str(target), *settings, "-b16", "-t", "-Y", "-c", str(source)]
        )

    return develop


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True)


def _light(path: Path) -> Light3:
    stored = np.asarray(tifffile.imread(path), np.float64) / 65535.0
    return linearize(stored, Transfer.SRGB)  # pyright: ignore[reportArgumentType, reportReturnType]


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.dng_in_hosts", description=__doc__)
    parser.add_argument("folder", type=Path)
    photos = sorted(
        p for p in parser.parse_args().folder.iterdir() if p.suffix.lower() in RAW_SUFFIXES
    )
    print("| photo | host | pixels | 8x8 | 8x8, 95 % | patches | worst patch |")  # noqa: T201
    print("|---|---|--:|--:|--:|--:|--:|")  # noqa: T201
    for raw in photos:
        with tempfile.TemporaryDirectory() as name:
            _print_rows(raw, Path(name))


def _print_rows(raw: Path, folder: Path) -> None:
    try:
        copy = linear_dng(raw, folder)
        for host, develop in hosts(raw, folder):
            pictures: list[Light3] = []
            for source, target in ((raw, folder / "raw.tif"), (copy, folder / "copy.tif")):
                target.unlink(missing_ok=True)
                develop(source, target)
                pictures.append(_light(target))
            apart = compared(pictures[0], pictures[1], CHARTS.get(raw.stem, []))
            print(f"| {raw.stem} | {host} | {apart.row()} |", flush=True)  # noqa: T201
    except (PhotoError, OSError, subprocess.CalledProcessError) as error:
        print(f"{raw.name}: {error}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
