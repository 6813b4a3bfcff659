"""Write TIFF: 8 or 16 bits, deflate with a horizontal predictor, on all processors.

tifffile lays out the compressed strips; EXIF and GPS begin the file, see `tiff_carrier.py`.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

import imagecodecs
import tifffile

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.develop.strips import strips
from lowlight_desktop.formats.ahead import PROCESSORS, done_ahead
from lowlight_desktop.formats.output_tags import OutputTags
from lowlight_desktop.formats.tiff_carrier import appendable, carrier_of

LARGEST_BYTES = 2**32 - 2**26
"""Of pixels, before compression: offsets have 32 bits, and some room is left for the rest."""

_STRIP_BYTES = 1 << 20  # before compression: enough for a processor at a time
_STRIPS_AHEAD = 2 * PROCESSORS
_LEVEL = 1  # 6 is no smaller on photos, and takes twice as long
_NO_UNIT, _UNITS = 1, ("1", "2", "3")


def write_tiff(file: BinaryIO, values: Stored, *, profile: bytes, tags: OutputTags) -> None:
    """Write a whole TIFF.

    Args:
        file: Where to; open for reading too, and empty.
        values: (H, W, 3) uint8 or uint16, or (H, W, 4) with alpha, not premultiplied.
        profile: The ICC profile of `values`.
        tags: EXIF, IPTC and XMP.

    Raises:
        OSError: If the disk refuses.
    """
    carrier, exif = carrier_of(tags), tags.tags.exif
    carrier.begin(file)
    rows = max(_STRIP_BYTES // values[0].nbytes, 1)
    strips_of_values = (values[strip] for strip in strips(len(values), rows))
    with (
        ThreadPoolExecutor(PROCESSORS) as pool,
        tifffile.TiffWriter(file, append="force") as writer,
    ):
        writer.write(
            done_ahead(_deflated, strips_of_values, pool, _STRIPS_AHEAD),
            shape=values.shape,
            dtype=values.dtype,
            photometric="rgb",
            extrasamples=["unassalpha"] if values.shape[2] == 4 else None,
            rowsperstrip=rows,
            compression="adobe_deflate",
            predictor=True,
            iccprofile=profile,
            metadata=None,
            software=False,
            resolution=(_ratio(exif, "XResolution"), _ratio(exif, "YResolution")),
            resolutionunit=_resolution_unit(exif),
            extratags=[appendable(tag) for tag in carrier.tags],
        )
    carrier.give_way(file)


def _deflated(strip: Stored) -> bytes:
    """A strip as differences of neighbors in a row (TIFF's horizontal predictor), compressed."""
    differences = imagecodecs.delta_encode(strip, axis=-2)
    # libdeflate: half the time of zlib, in zlib's format
    return bytes(
        imagecodecs.deflate_encode(differences, level=_LEVEL)  # pyright: ignore[reportArgumentType]
    )


def _ratio(exif: Mapping[str, object], name: str) -> tuple[int, int]:
    """A resolution as the photo states it; tifffile writes one in any case, Exiv2 never does."""
    numerator, _, denominator = str(exif.get(f"Exif.Image.{name}", "1/1")).partition("/")
    try:
        ratio = int(numerator), int(denominator or 1)
    except ValueError:
        return 1, 1
    return ratio if all(0 < number < 2**32 for number in ratio) else (1, 1)


def _resolution_unit(exif: Mapping[str, object]) -> int:
    unit = str(exif.get("Exif.Image.ResolutionUnit", ""))
    return int(unit) if unit in _UNITS else _NO_UNIT
