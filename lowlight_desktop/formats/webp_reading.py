"""WebP, through libwebp; the first frame where it moves.

Damage in the middle mostly cannot be told: to its coders nearly any bytes mean something, and
there is no checksum. Of 160 files with up to 512 wrong bytes libwebp refused one.

Source:
    RFC 9649, section 2.
"""

from pathlib import Path

import imagecodecs

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.bitmap import Bitmap
from lowlight_desktop.formats.color_decoding import Samples


def read_webp(path: Path) -> Bitmap:
    """Decode a WebP, whose header cannot claim more than 16,383 x 16,383 pixels.

    Raises:
        ReadError: If it is cut off or damaged.
    """
    data = path.read_bytes()
    if 8 + int.from_bytes(data[4:8], "little") > len(data):
        raise refusals.truncated(path)
    try:
        samples: Samples = imagecodecs.webp_decode(data, index=0)
    except (imagecodecs.WebpError, ValueError, IndexError) as error:
        raise refusals.damaged(path, "WebP") from error
    alpha = samples[..., 3] if samples.shape[2] == 4 else None
    return Bitmap(samples[..., :3], "WebP", 8, alpha=alpha, tag=_profile(data))


def _profile(data: bytes) -> bytes | None:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"ICCP":
            return data[at + 8 : at + 8 + size]
        at += 8 + size + (size & 1)
    return None
