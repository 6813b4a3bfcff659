"""Small photos of every kind that is read, written by the libraries that people use."""

import io
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pillow_heif
import tifffile
from numpy.typing import NDArray
from PIL import Image

from tests.formats.dng_writing import mosaic_of, write_dng

HEIGHT, WIDTH = 48, 64


Bytes = NDArray[np.uint8]


def quadrants() -> Bytes:
    """(48, 64, 3): white at the top left, then red, green and blue, reading like a page."""
    out = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    out[: HEIGHT // 2, : WIDTH // 2] = 255
    out[: HEIGHT // 2, WIDTH // 2 :, 0] = 255
    out[HEIGHT // 2 :, : WIDTH // 2, 1] = 255
    out[HEIGHT // 2 :, WIDTH // 2 :, 2] = 255
    return out


def noise() -> Bytes:
    """(48, 64, 3) noise: no compressor makes it small."""
    return np.random.default_rng(7).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)


def _tiff(stored: Bytes, **options: str) -> bytes:
    out = io.BytesIO()
    tifffile.imwrite(out, stored, photometric="rgb", metadata=None, **options)  # pyright: ignore[reportArgumentType]
    return out.getvalue()


def _heic(stored: Bytes) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.fromarray(stored)).save(out, quality=95, chroma=444)
    return out.getvalue()


def _progressive(stored: Bytes) -> bytes:
    out = io.BytesIO()
    Image.fromarray(stored).save(out, "jpeg", quality=95, progressive=True, subsampling=0)
    return out.getvalue()


ENCODERS: dict[str, Callable[[Bytes], bytes | bytearray]] = {
    "baseline.jpg": lambda a: imagecodecs.jpeg8_encode(a, level=95, subsampling="444"),
    "progressive.jpg": _progressive,
    "8.png": lambda a: imagecodecs.png_encode(a),
    "16.png": lambda a: imagecodecs.png_encode(a.astype(np.uint16) * 257),
    "plain.tif": _tiff,
    "deflate.tif": lambda a: _tiff(a, compression="zlib", predictor="horizontal"),
    "lzw.tif": lambda a: _tiff(a, compression="lzw"),
    "lossless.webp": lambda a: imagecodecs.webp_encode(a, lossless=True),
    "lossy.webp": lambda a: imagecodecs.webp_encode(a, level=90),
    "photo.avif": lambda a: imagecodecs.avif_encode(a, level=95, speed=10),
    "photo.heic": _heic,
}
"""A file's name, and how (H, W, 3) bytes get into it."""


def write_mosaic_dng(path: Path) -> Path:
    """A dim color noise behind a Bayer filter."""
    return write_dng(path, mosaic_of(noise() / 512.0))
