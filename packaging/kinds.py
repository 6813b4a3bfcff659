"""Every kind of file that the frozen program reads and writes, each with the library it needs."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pillow_heif
import tifffile
from complaints import check, dark_jpeg, done
from PIL import Image
from stranger import Stranger, sample

_PACKED = ("none", "lzw", "packbits", "deflate", "zlib", "zstd", "lzma", "jpeg", "jpeg2000")
_PACKED_NEW = ("jpegxl", "webp", "lerc", "png", "jpegxr")
_WRITTEN = ("jpeg", "png", "tiff", "dng", "jxl", "avif")
_PLAIN = ("--light", "off", "--denoise", "off", "--raw", "off", "--progress", "none")


def reads(stranger: Stranger) -> str:
    """TIFF however it is packed, PNG, WebP, HEIC and AVIF are read."""
    folder = stranger.home / "kinds"
    folder.mkdir()
    pixels = _pixels(stranger)
    for packed in (*_PACKED, *_PACKED_NEW):
        tifffile.imwrite(folder / f"{packed}.tif", pixels, photometric="rgb", compression=packed)
    heif = BytesIO()
    pillow_heif.from_pillow(Image.fromarray(pixels)).save(heif)
    for name, data in (
        ("a.png", imagecodecs.png_encode(pixels.astype(np.uint16) * 257)),
        ("b.webp", imagecodecs.webp_encode(pixels)),
        ("c.heic", heif.getvalue()),
        ("d.avif", imagecodecs.avif_encode(pixels)),
    ):
        (folder / name).write_bytes(bytes(data))
    wanted = len(list(folder.iterdir()))
    results = stranger.home / "read"
    options = ("--output", results, "--format", "png", "--name", "{stem}", *_PLAIN)
    done(stranger.run("enhance", folder, *options))
    read = {result.stem: _brightness(result) for result in results.iterdir()}
    check(len(read) == wanted, f"{len(read)} of {wanted}: {sorted(read)}")
    middle = float(pixels.mean())
    odd = {name: mean for name, mean in read.items() if abs(mean - middle) > 2.0}
    check(not odd, f"not as bright as they were, {middle:.1f}: {odd}")
    return f"{wanted} kinds"


def writes(stranger: Stranger) -> str:
    """A photo is written in every format."""
    for kind in _WRITTEN:
        # A DNG is made of what a sensor saw.
        photo = sample("0117") if kind == "dng" else dark_jpeg(stranger.home / "written.jpg")
        folder = stranger.home / f"written {kind}"
        done(stranger.run("enhance", photo, "--output", folder, "--format", kind, *_PLAIN))
        (result,) = folder.iterdir()
        if kind != "jxl":  # which is written, but not read
            done(stranger.run("info", result))
        check(result.stat().st_size > 1000, f"{result} is empty")
    return ", ".join(_WRITTEN)


def _pixels(stranger: Stranger) -> np.ndarray:
    picture = cv2.imread(str(dark_jpeg(stranger.home / "kinds.jpg")))
    return np.ascontiguousarray(np.asarray(picture)[..., ::-1])


def _brightness(result: Path) -> float:
    return float(np.asarray(cv2.imread(str(result))).mean())


CHECKS: tuple[Callable[[Stranger], str], ...] = (reads, writes)
