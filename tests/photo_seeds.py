"""Small whole photos of every format that is read, as bytes: what mutated files are made of."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

from tests.formats.dng_writing import XTRANS, mosaic_of, sensor_values, write_dng
from tests.formats.sample_files import ENCODERS, noise, quadrants
from tests.formats.tagged_photo import write_tagged_photo

SAMPLES = Path(__file__).parents[1] / "resources" / "samples"
_RAW_HEADS = {
    "head.raf": b"FUJIFILMCCD-RAW 0201FF129502X-T1\0",
    "head.x3f": b"FOVb\0\0\2\0",
    "head.mrw": b"\0MRM\0\0\1\0\0PRD\0\0\0\x18",
    "head.rw2": b"IIU\0\x18\0\0\0",
    "head.orf": b"IIRO\x08\0\0\0",
    "head.nokia.raw": b"NOKIARAW",
    "head.qtk": b"qktk",
    "head.cr3": b"\0\0\0\x18ftypcrx \0\0\0\1crx isom",
}
"""Cameras whose files cannot be written here: their marks before the tables of a DNG."""


def photo_seeds(more: Path | None = None) -> dict[str, bytes]:
    """Files by name.

    Args:
        more: A folder of other small photos.
    """
    seeds = {name: bytes(encode(quadrants())) for name, encode in ENCODERS.items()}
    seeds |= dict(_pictures()) | dict(_tiffs()) | dict(_raws())
    for folder in (SAMPLES, *((more,) if more else ())):
        seeds |= {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}
    return seeds


def _pillow(kind: str, mode: str, **options: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(noise()).convert(mode).save(out, kind, **options)
    return out.getvalue()


def _pictures() -> Iterator[tuple[str, bytes]]:
    deep = noise().astype(np.uint16) * 16
    profile = imagecodecs.cms_profile("srgb")
    yield "gray.jpg", _pillow("jpeg", "L")
    yield "cmyk.jpg", _pillow("jpeg", "CMYK")
    yield "profile.jpg", _pillow("jpeg", "RGB", icc_profile=profile, restart_marker_rows=1)
    yield "12.jpg", bytes(imagecodecs.jpeg8_encode(deep, bitspersample=12))
    yield "palette.png", _pillow("png", "P")
    yield "alpha.png", _pillow("png", "LA", icc_profile=profile)
    yield "profile.webp", _pillow("webp", "RGBA", icc_profile=profile, exif=b"Exif\0\0II*\0")
    yield "10.avif", bytes(imagecodecs.avif_encode(deep // 4, level=90, speed=10, bitspersample=10))
    with tempfile.TemporaryDirectory() as folder:
        yield "tagged.jpg", write_tagged_photo(Path(folder) / "tagged.jpg").read_bytes()


def _tiffs() -> Iterator[tuple[str, bytes]]:
    light = noise().astype(np.float32) / 255
    rgb = {"photometric": "rgb", "metadata": None}
    wishes: dict[str, tuple[NDArray[Any], dict[str, Any]]] = {
        "float.tif": (light, rgb),
        "half.tif": (light.astype(np.float16), {**rgb, "compression": "zlib", "predictor": True}),
        "tiled.tif": (noise(), {**rgb, "tile": (16, 16), "compression": "lzw"}),
        "jpeg.tif": (noise(), {**rgb, "compression": "jpeg"}),
        "zstd.tif": (noise(), {**rgb, "compression": "zstd", "byteorder": ">"}),
        "big.tif": (noise(), {**rgb, "bigtiff": True}),
        "planar.tif": (np.moveaxis(noise(), 2, 0), {**rgb, "planarconfig": "separate"}),
        "gray.tif": (noise()[..., 0], {"photometric": "miniswhite", "compression": "packbits"}),
    }
    for name, (stored, options) in wishes.items():
        out = io.BytesIO()
        tifffile.imwrite(out, stored, **options)
        yield name, out.getvalue()


def _raws() -> Iterator[tuple[str, bytes]]:
    light = np.tile(noise() / 512.0, (6, 5, 1))  # 288 x 320: large enough to stay undeveloped
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.dng"
        bayer = write_dng(path, mosaic_of(light), orientation=6).read_bytes()
        yield "bayer.dng", bayer
        yield "masked.dng", write_dng(path, mosaic_of(light), active=(8, 8, 280, 312)).read_bytes()
        wide = np.tile(light, (2, 2, 1))[:516, :516]  # LibRaw's X-Trans needs 512
        yield "xtrans.dng", write_dng(path, mosaic_of(wide, XTRANS), XTRANS).read_bytes()
        yield "linear.dng", write_dng(path, sensor_values(light)).read_bytes()
    for name, head in _RAW_HEADS.items():
        yield name, head + bayer[len(head) :]
