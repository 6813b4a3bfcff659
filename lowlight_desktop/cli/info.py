"""`lowlight info`: what the files of photos say."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.noise_level import NoiseLevel, PictureNoise
from lowlight_desktop.photo.noise_words import noise_in_words, picture_noise_in_words

if TYPE_CHECKING:
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.photo.photograph import Photograph


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "info", "show what is known about photos", run)
    parser.add_argument("photos", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print JSON, with the exact numbers")


def run(wish: argparse.Namespace) -> int:
    """Print what is known about each photo; one that cannot be read does not stop the others."""
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.formats.reading import read_photo

    enhancer = Enhancer()
    found: list[Mapping[str, object]] = []
    failed = False
    for path in wish.photos:
        try:
            photo = read_photo(path)
        except PhotoError as error:
            print(f"lowlight: {error}", file=sys.stderr)  # noqa: T201
            found.append({"file": str(path), "error": str(error)})
            failed = True
            continue
        if wish.json:
            found.append(_exact(photo, enhancer))
        else:
            _print(photo, enhancer, "" if len(wish.photos) == 1 else f"{path}\n")
    if wish.json:
        print(json.dumps(found, indent=1))  # noqa: T201
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE


def _noise(photo: "Photograph", enhancer: "Enhancer") -> NoiseLevel | PictureNoise | None:
    """The noise of the sensor's data where there are any, else that of the picture."""
    from lowlight_desktop.photo.recipe import Quality
    from lowlight_desktop.studio.noise import noise_of

    noise = noise_of(photo)
    if noise is not None or not enhancer.has("denoise", Quality.FAST):
        return noise
    return enhancer.picture_noise(photo.image, Quality.FAST)


def _damage(photo: "Photograph", enhancer: "Enhancer") -> PictureNoise | None:
    """What compression has changed in a picture; None for sensor data, or without a network."""
    from lowlight_desktop.photo.recipe import Quality

    if photo.mosaic is not None or not enhancer.has("detail", Quality.FAST):
        return None
    return enhancer.picture_noise(photo.image, Quality.FAST, step="detail")


def _print(photo: "Photograph", enhancer: "Enhancer", heading: str) -> None:
    """A line for each thing that is known, and an empty one."""
    known = ((name, value) for name, value in _in_words(photo, enhancer).items() if value)
    lines = "".join(f"{name + ':':15}{value}\n" for name, value in known)
    print(heading + lines)  # noqa: T201


def _in_words(photo: "Photograph", enhancer: "Enhancer") -> dict[str, str]:
    from lowlight_desktop.photo.exposure_words import exposure_words

    facts = {
        "Format": f"{photo.source_format}, {_bits(photo.bit_depth)} per channel",
        "Size": f"{photo.image.width} × {photo.image.height} pixels",
        "Camera": photo.metadata.camera,
        "Taken": photo.metadata.taken,
        "Exposure": exposure_words(photo.metadata),
    }
    mosaic = photo.mosaic
    if mosaic is not None:
        cell = "/".join("".join(mosaic.colors[i] for i in row) for row in mosaic.pattern)
        facts |= {
            "Sensor": f"{mosaic.data.shape[1]} × {mosaic.data.shape[0]} pixels, {cell}",
            "Black level": ", ".join(f"{b:.0f}" for b in mosaic.black_level),
            "White level": f"{mosaic.white_level:.0f}",
            "White balance": ", ".join(f"{w:.2f}" for w in mosaic.white_balance),
        }
        if mosaic.shading is not None:
            facts["Lens shading"] = f"evened out, by up to {mosaic.shading.gains.max():.1f} times"
    facts["Remark"] = photo.remark
    noise = _noise(photo, enhancer)
    if isinstance(noise, NoiseLevel):
        facts["Noise"] = noise_in_words(noise)
    elif noise is not None:
        facts["Noise"] = picture_noise_in_words(noise)
    if (damage := _damage(photo, enhancer)) is not None:
        facts["Compression"] = picture_noise_in_words(damage)
    return facts


def _bits(depth: int) -> str:
    return "1 bit" if depth == 1 else f"{depth} bits"


def _exact(photo: "Photograph", enhancer: "Enhancer") -> dict[str, object]:
    """For programs: numbers as they are in the file, None for what is not known."""
    meta, mosaic = photo.metadata, photo.mosaic
    facts: dict[str, object] = {
        "file": str(photo.path),
        "format": photo.source_format,
        "bits_per_channel": photo.bit_depth,
        "width": photo.image.width,
        "height": photo.image.height,
        "camera": meta.camera or None,
        "taken": meta.taken or None,
        "exposure_s": meta.exposure_s,
        "aperture": meta.aperture,
        "iso": meta.iso,
        "focal_length_mm": meta.focal_length_mm,
        "remark": photo.remark or None,
    }
    if mosaic is not None:
        facts["sensor"] = {
            "width": mosaic.data.shape[1],
            "height": mosaic.data.shape[0],
            "pattern": ["".join(mosaic.colors[i] for i in row) for row in mosaic.pattern],
            "black_level": [float(b) for b in mosaic.black_level],
            "white_level": float(mosaic.white_level),
            "white_balance": [float(w) for w in mosaic.white_balance],
            "lens_shading": mosaic.shading and float(mosaic.shading.gains.max()),
        }
    noise = _noise(photo, enhancer)
    if isinstance(noise, PictureNoise):
        facts["noise"] = {"luminance": noise.luminance, "color": noise.color}
    elif noise is not None:
        facts["noise"] = {
            "gain_dn_per_electron": list(noise.gain),
            "read_dn": list(noise.read),
            "source": noise.source.value,
        }
    if (damage := _damage(photo, enhancer)) is not None:
        facts["compression"] = {"luminance": damage.luminance, "color": damage.color}
    return facts
