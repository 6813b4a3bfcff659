"""Which tags describe a photo, and which only the file that it came from.

What tells of the taking of the photo stays: camera, lens, exposure, place, captions, rating,
keywords, copyright. What tells of a file goes: how its pixels are laid out, its previews, its
sensor's calibration, edits that another program would apply a second time.

The main directory of a TIFF or a RAW mixes both, so an explicit list says what stays of it; of
the other EXIF directories an explicit list says what goes.
"""

import re

MAIN_DIRECTORY = frozenset(
    {
        "Exif.Image.Artist",
        "Exif.Image.Copyright",
        "Exif.Image.DateTime",
        "Exif.Image.DocumentName",
        "Exif.Image.HostComputer",
        "Exif.Image.ImageDescription",
        "Exif.Image.ImageHistory",
        "Exif.Image.ImageID",
        "Exif.Image.Make",
        "Exif.Image.Model",
        "Exif.Image.PageName",
        "Exif.Image.ProcessingSoftware",
        "Exif.Image.Rating",
        "Exif.Image.RatingPercent",
        "Exif.Image.ResolutionUnit",
        "Exif.Image.SecurityClassification",
        "Exif.Image.TimeZoneOffset",
        "Exif.Image.UniqueCameraModel",
        "Exif.Image.XPAuthor",
        "Exif.Image.XPComment",
        "Exif.Image.XPKeywords",
        "Exif.Image.XPSubject",
        "Exif.Image.XPTitle",
        "Exif.Image.XResolution",
        "Exif.Image.YResolution",
    }
)
"""What is kept of IFD0."""

MOVED = {
    "Exif.Image.ApertureValue": "Exif.Photo.ApertureValue",
    "Exif.Image.CameraSerialNumber": "Exif.Photo.BodySerialNumber",
    "Exif.Image.DateTimeOriginal": "Exif.Photo.DateTimeOriginal",
    "Exif.Image.ExposureBiasValue": "Exif.Photo.ExposureBiasValue",
    "Exif.Image.ExposureProgram": "Exif.Photo.ExposureProgram",
    "Exif.Image.ExposureTime": "Exif.Photo.ExposureTime",
    "Exif.Image.FNumber": "Exif.Photo.FNumber",
    "Exif.Image.Flash": "Exif.Photo.Flash",
    "Exif.Image.FocalLength": "Exif.Photo.FocalLength",
    "Exif.Image.ISOSpeedRatings": "Exif.Photo.ISOSpeedRatings",
    "Exif.Image.LensInfo": "Exif.Photo.LensSpecification",
    "Exif.Image.LightSource": "Exif.Photo.LightSource",
    "Exif.Image.MaxApertureValue": "Exif.Photo.MaxApertureValue",
    "Exif.Image.MeteringMode": "Exif.Photo.MeteringMode",
    "Exif.Image.ShutterSpeedValue": "Exif.Photo.ShutterSpeedValue",
    "Exif.Image.SubjectDistance": "Exif.Photo.SubjectDistance",
}
"""What TIFF/EP and DNG keep in IFD0 and EXIF in its own directory."""

NOT_FROM_PHOTO = frozenset(
    {
        "Exif.Photo.ColorSpace",
        "Exif.Photo.ComponentsConfiguration",
        "Exif.Photo.CompressedBitsPerPixel",
        "Exif.Photo.InteroperabilityTag",
        "Exif.Photo.MakerNote",
        "Exif.Photo.PixelXDimension",
        "Exif.Photo.PixelYDimension",
    }
)
"""What of the EXIF directory is about the original's pixels, or is written anew."""

PLACES_IN_PICTURE = frozenset({"Exif.Photo.SubjectArea", "Exif.Photo.SubjectLocation"})
"""In pixels of the unturned original."""

FILE_GROUP = re.compile(
    r"(Image\d|SubImage|SubThumb|Thumbnail|Preview|MpfInfo|PanasonicRaw|MinoltaRaw|\w+Preview$)"
)
"""Other directories of the original file; what Exiv2 knows besides is a maker's."""

SELF_CONTAINED_NOTES = tuple(
    " ".join(str(byte) for byte in start)
    for start in (b"Apple iOS\0", b"OLYMPUS\0", b"OM SYSTEM\0")
)
"""How maker notes begin, as Exiv2 prints bytes, that stay right wherever they are moved.

Exiv2 does not know Apple's, and would write those of Olympus as a later camera does.
"""

PICTURE = re.compile(r"\.(Thumbnail|Preview)Image$")
"""Maker notes with a picture in them."""

PREVIEW = re.compile(r"Preview|Thumbnail", re.IGNORECASE)
"""Pictures, and pointers at pictures, inside maker notes: they show the dark photo."""

XMP_OF_FILE = re.compile(
    r"""Xmp\.(
    # edits that other programs would apply again
    (crs|crss|darktable
    # pointers at data behind the original: motion, depth, gain maps, more XMP
      |GCamera|Container|GContainer|Item|GDepth|GImage|hdrgm|HDRGainMap|xmpNote
    # an older recipe
      |lowlight)\.
    |xmp\.Thumbnails
    |tiff\.(ImageWidth|ImageLength|BitsPerSample|Compression|PhotometricInterpretation
      |SamplesPerPixel|PlanarConfiguration|YCbCr|ReferenceBlackWhite|TransferFunction|WhitePoint
      |PrimaryChromaticities|NativeDigest)
    |exif\.(NativeDigest|ComponentsConfiguration|CompressedBitsPerPixel)
    )""",
    re.VERBOSE,
)
"""XMP that does not describe the photo."""
