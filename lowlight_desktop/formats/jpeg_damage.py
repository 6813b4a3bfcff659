"""Damage in the middle of a JPEG, over which its decoder says nothing.

libjpeg goes on behind a damaged place with gray or shifted blocks. It notices most of them: codes
that do not exist, data that end before the picture or go on after it. A place where the codes fall
into step again by chance looks like a picture of something else: no decoder can tell. Of 72
baseline files with 512 bytes overwritten 71 were noticed, of 12 progressive ones with 512 zeros 7,
of 48 files with one wrong byte 11.
"""

import re

import cv2
import numpy as np

from lowlight_desktop.formats.complaints import overheard
from lowlight_desktop.formats.jpeg_segments import bare

_DAMAGE = (
    "bad Huffman code",
    "bad arithmetic code",
    "premature end of data segment",
    "extraneous bytes before marker",
    "instead of RST",
)
_HARMLESS = ("Invalid SOS parameters", "Inconsistent progression", "[ WARN:", "[ERROR:")
_PADDED = re.compile(r"(\d+) extraneous bytes before marker 0xd9")


def is_damaged(data: bytes) -> bool:
    """Whether a part of the picture is lost, as far as its decoder notices.

    Takes as long as decoding, and little memory. What OpenCV does not decode (12 bits) passes.

    Args:
        data: A whole JPEG; what follows its picture does not count.
    """
    picture = bare(data)
    with overheard((*_DAMAGE, *_HARMLESS)) as complaints:
        try:
            cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8)
        except cv2.error:
            return False
    return any(_tells_damage(complaint, picture) for complaint in complaints)


def _tells_damage(complaint: str, picture: bytes) -> bool:
    said = _PADDED.search(complaint)
    if said is None:
        return any(phrase in complaint for phrase in _DAMAGE)
    # Some cameras fill up between the last pixel and the end mark, with equal bytes.
    between = picture[:-2].rstrip(b"\xff")[-int(said[1]) :]
    return len(set(between)) > 1
