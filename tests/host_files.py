"""Files as hosts hand them over, made anew: nothing here was taken from anybody's disk.

Structure and tags follow what Lightroom, Photoshop and others are documented to write; the
pictures are gradients with grain.
"""

import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pyexiv2
import tifffile
from numpy.typing import NDArray

from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.photo.color_space import ADOBE_RGB, PROPHOTO
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe

HEIGHT, WIDTH = 60, 90  # enough for several strips of a few rows
BRIGHTER = Recipe(raw=Quality.OFF, light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))
"""A look without networks that changes every pixel but black."""

XMP = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4" xmp:Label="Red"/></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
IPTC_CITY = b"\x1c\x02\x5a\x00\x06Bergen"
LAYERS = b"Adobe Photoshop Document Data Block\0" + b"MIB8ryaL" + bytes(100_000)
"""More than the picture, as they are."""


_TAG_XMP, _TAG_IPTC, _TAG_LAYERS = 700, 33723, 37724
_EXIF = {
    "Exif.Image.Make": "Canon",
    "Exif.Image.Model": "Canon EOS R6",
    "Exif.Image.Software": "Adobe Photoshop Lightroom Classic 14.0",
    "Exif.Photo.ExposureTime": "1/15",
    "Exif.Photo.ISOSpeedRatings": "6400",
    "Exif.Photo.LensModel": "RF35mm F1.8 MACRO IS STM",
    "Exif.GPSInfo.GPSLatitudeRef": "N",
    "Exif.GPSInfo.GPSLatitude": "60/1 23/1 3458/100",
}


def picture(dtype: str = "uint16", channels: int = 3, seed: int = 0) -> NDArray[Any]:
    """(60, 90, channels) of a night: a dim slope with grain, below half of white."""
    noise = np.random.default_rng(seed)
    slope = np.linspace(0.02, 0.4, WIDTH)[None, :, None] * np.linspace(0.5, 1.0, channels)
    light = np.clip(slope + noise.normal(0.0, 0.01, (HEIGHT, WIDTH, channels)), 0.0, 0.49)
    if dtype.startswith("float"):
        return light.astype(dtype)
    return (light * np.iinfo(dtype).max).astype(dtype)


def lightroom_tiff(path: Path, compression: str | None = None, *, layers: bool = False) -> Path:
    """What "Edit In" writes by default: 16-bit ProPhoto RGB, 240 ppi, with EXIF, XMP and IPTC."""
    extra: list[Any] = [(_TAG_XMP, 1, len(XMP), XMP, True), (_TAG_IPTC, 7, 11, IPTC_CITY, True)]
    if layers:
        extra.append((_TAG_LAYERS, 7, len(LAYERS), LAYERS, True))
    write_tiff(
        path,
        picture(),
        compression=compression,
        iccprofile=icc_profile(PROPHOTO),
        resolution=(240, 240),
        resolutionunit="INCH",
        extratags=extra,
    )
    if not layers:  # Exiv2 passes over what is no tag of a photo
        with pyexiv2.Image(str(path)) as image:
            image.modify_exif(_EXIF)
    return path


def write_tiff(path: Path, values: NDArray[Any], **more: Any) -> Path:
    """A TIFF in strips of 16 rows, RGB unless `more` says otherwise."""
    wanted: dict[str, Any] = {"photometric": "rgb", "metadata": None, "software": False}
    if "tile" not in more:
        wanted["rowsperstrip"] = 16
    tifffile.imwrite(path, values, **(wanted | more))
    return path


def write_jpeg(path: Path, quality: int = 90, *, gray: bool = False, **settings: int) -> Path:
    """A JPEG in Adobe RGB with EXIF, orientation 6 and a comment that nobody else knows."""
    values = picture("uint8", 1 if gray else 3)
    chosen = [cv2.IMWRITE_JPEG_QUALITY, quality]
    for name, value in settings.items():
        chosen += [getattr(cv2, f"IMWRITE_JPEG_{name.upper()}"), value]
    _, encoded = cv2.imencode(".jpg", values[..., ::-1] if not gray else values, chosen)
    path.write_bytes(encoded.tobytes())
    with pyexiv2.Image(str(path)) as image:
        image.modify_exif(_EXIF | {"Exif.Image.Orientation": "6"})
        if not gray:
            image.modify_icc(icc_profile(ADOBE_RGB))
        image.modify_comment("from the host")
    return path


def tags_of(path: Path, page: int = 0) -> dict[int, Any]:
    """The tags of a page but those that say where its pixels lie, directories within included."""
    with tifffile.TiffFile(path) as tiff:
        found = {tag.code: tag.value for tag in tiff.pages[page].aspage().tags}
    return {code: value for code, value in found.items() if code not in (273, 279, 324, 325)}


def pixels_of(path: Path, page: int = 0) -> NDArray[Any]:
    """The stored numbers of a page."""
    with tifffile.TiffFile(path) as tiff:
        return tiff.pages[page].asarray()


def bytes_of(values: NDArray[Any], suffix: str) -> bytes:
    """A file of a kind in memory."""
    if suffix in (".tif", ".tiff"):
        stream = io.BytesIO()
        tifffile.imwrite(stream, values, photometric="rgb", metadata=None)
        return stream.getvalue()
    _, encoded = cv2.imencode(suffix, values[..., ::-1])
    return encoded.tobytes()
