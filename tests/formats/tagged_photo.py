"""A dark JPEG as a camera and a photo manager leave it: all kinds of tags, old thumbnail."""

import io
from pathlib import Path

import numpy as np
import pyexiv2
from PIL import Image

CAPTION = "Brücke im Nebel, 夜"
KEYWORDS = ["night", "Brücke"]

EXIF = {
    "Exif.Image.Make": "Canon",
    "Exif.Image.Model": "Canon EOS R6",
    "Exif.Image.Orientation": "6",
    "Exif.Image.XResolution": "300/1",
    "Exif.Image.YResolution": "300/1",
    "Exif.Image.ResolutionUnit": "2",
    "Exif.Image.Software": "Firmware Version 1.8.4",
    "Exif.Image.DateTime": "2026:11:20 23:10:05",
    "Exif.Image.Artist": "Zoë Ångström",
    "Exif.Image.Copyright": "CC0",
    "Exif.Image.ImageDescription": CAPTION,
    "Exif.Image.Rating": "4",
    "Exif.Photo.ExposureTime": "1/15",
    "Exif.Photo.FNumber": "18/10",
    "Exif.Photo.ISOSpeedRatings": "6400",
    "Exif.Photo.ExifVersion": "48 50 51 50",
    "Exif.Photo.DateTimeOriginal": "2026:11:20 23:10:05",
    "Exif.Photo.OffsetTimeOriginal": "+01:00",
    "Exif.Photo.ComponentsConfiguration": "1 2 3 0",
    "Exif.Photo.FocalLength": "35/1",
    "Exif.Photo.SubjectArea": "20 12 8 8",
    "Exif.Photo.UserComment": "charset=Unicode tripod ▲",
    "Exif.Photo.ColorSpace": "1",
    "Exif.Photo.PixelXDimension": "48",
    "Exif.Photo.PixelYDimension": "32",
    "Exif.Photo.LensModel": "RF35mm F1.8 MACRO IS STM",
    "Exif.Photo.LensSpecification": "35/1 35/1 18/10 18/10",
    "Exif.GPSInfo.GPSVersionID": "2 3 0 0",
    "Exif.GPSInfo.GPSLatitudeRef": "N",
    "Exif.GPSInfo.GPSLatitude": "52/1 27/1 3458/100",
    "Exif.GPSInfo.GPSLongitudeRef": "E",
    "Exif.GPSInfo.GPSLongitude": "13/1 19/1 1863/100",
    "Exif.Canon.OwnerName": "Zoe",
    "Exif.CanonCs.LensType": "-1",
}
IPTC = {
    "Iptc.Envelope.CharacterSet": "\x1b%G",
    "Iptc.Application2.Caption": CAPTION,
    "Iptc.Application2.Keywords": KEYWORDS,
    "Iptc.Application2.City": "Zürich",
}
XMP = {
    "Xmp.xmp.Rating": "4",
    "Xmp.xmp.Label": "Red",
    "Xmp.dc.format": "image/jpeg",
    "Xmp.dc.description": {'lang="x-default"': CAPTION, 'lang="en"': "Bridge in fog"},
    "Xmp.dc.creator": ["Zoë Ångström", "Second"],
    "Xmp.dc.subject": 'type="Bag"',
    "Xmp.dc.subject[1]": KEYWORDS[0],
    "Xmp.dc.subject[2]": KEYWORDS[1],
    "Xmp.xmpMM.DerivedFrom": 'type="Struct"',
    "Xmp.xmpMM.DerivedFrom/stRef:documentID": "0AB52A",
    "Xmp.tiff.Orientation": "6",
    "Xmp.tiff.ImageWidth": "48",
    "Xmp.exif.PixelXDimension": "48",
    "Xmp.crs.Exposure2012": "+2.00",
}


def write_tagged_photo(path: Path) -> Path:
    """48x32 pixels, tags of every kind, a black thumbnail."""
    pixels = np.full((32, 48, 3), 9, np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG")
    with pyexiv2.ImageData(stream.getvalue()) as image:
        image.modify_exif(EXIF)
        image.modify_iptc(IPTC)
        image.modify_xmp(XMP)
        image.modify_thumbnail(stream.getvalue())
        path.write_bytes(image.get_bytes())
    return path
