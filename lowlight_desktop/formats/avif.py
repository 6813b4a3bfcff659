"""Write AVIF: 10 bits, with or without alpha, chroma in full, by quality or lossless."""

from typing import BinaryIO

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.formats.avif_items import with_items
from lowlight_desktop.formats.carried_tags import packets
from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.formats.output_tags import OutputTags
from lowlight_desktop.photo.color_space import DISPLAY_P3, SRGB, ColorSpace

LONGEST_PX = 65536
"""The most that AV1 holds, rows or columns."""

DEPTH = 10
_LOSSLESS = 100
_TOP, _STORED_TOP = (1 << DEPTH) - 1, 0xFFFF
# Of ITU-T H.273, for readers that know no profiles; 2 is "see the profile".
_CODE_POINTS = {SRGB: (1, 13), DISPLAY_P3: (12, 13)}
_UNSPECIFIED = (2, 2)
_RGB_AS_IT_IS, _BT601 = 0, 6
# Of 0 to 10. A clean 6 MP photo takes 1.0 s of one processor; 6 takes 2.8 s and saves 0.5 %.
_SPEED = 8


def write_avif(
    file: BinaryIO,
    values: NDArray[np.uint16],
    *,
    quality: int,
    space: ColorSpace,
    tags: OutputTags,
) -> None:
    """Write a whole AVIF.

    Args:
        file: Where to.
        values: (H, W, 3) in 16 bits, or (H, W, 4) with alpha, not premultiplied; rounded to 10.
        quality: 1 to 100; 100 loses nothing of the 10 bits.
        space: The space of `values`.
        tags: EXIF and XMP; IPTC as far as XMP can say it.

    Raises:
        OSError: If the encoder fails, or the disk refuses.
    """
    primaries, transfer = _CODE_POINTS.get(space, _UNSPECIFIED)
    try:
        encoded: bytes = imagecodecs.avif_encode(  # pyright: ignore[reportAssignmentType]
            _ten_bits(values),
            quality,
            speed=_SPEED,
            bitspersample=DEPTH,
            primaries=primaries,
            transfer=transfer,
            matrix=_RGB_AS_IT_IS if quality == _LOSSLESS else _BT601,
            numthreads=0,
        )
        parts = with_items(encoded, packets(tags), icc_profile(space))
    except (imagecodecs.AvifError, ValueError, LookupError) as error:
        raise OSError(f"the AVIF encoder failed: {error}") from error
    file.writelines(parts)


def _ten_bits(values: NDArray[np.uint16]) -> NDArray[np.uint16]:
    levels = np.arange(_STORED_TOP + 1)
    table = ((levels * _TOP + _STORED_TOP // 2) // _STORED_TOP).astype(np.uint16)
    return table[values]
