"""`lowlight info`: what a photo's file says."""

import argparse
from pathlib import Path

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "info", "show what is known about a photo", run)
    parser.add_argument("photo", type=Path, metavar="FILE")


def run(wish: argparse.Namespace) -> int:
    """Print a line for each thing that is known."""
    from lowlight_desktop.formats.reading import read_photo

    photo = read_photo(wish.photo)
    meta = photo.metadata
    facts: list[tuple[str, object]] = [
        ("Format", f"{photo.source_format}, {photo.bit_depth} bits per channel"),
        ("Size", f"{photo.image.width} x {photo.image.height}"),
        ("Camera", meta.camera),
        ("Taken", meta.taken),
        ("ISO", meta.iso and f"{meta.iso:g}"),
        ("Exposure", meta.exposure_s and f"{meta.exposure_s:g} s"),
        ("Aperture", meta.aperture and f"f/{meta.aperture:g}"),
        ("Focal length", meta.focal_length_mm and f"{meta.focal_length_mm:g} mm"),
    ]
    mosaic = photo.mosaic
    if mosaic is not None:
        cell = "/".join("".join(mosaic.colors[i] for i in row) for row in mosaic.pattern)
        facts += [
            ("Sensor", f"{mosaic.data.shape[1]} x {mosaic.data.shape[0]}, {cell}"),
            ("Black level", ", ".join(f"{b:g}" for b in mosaic.black_level)),
            ("White level", f"{mosaic.white_level:g}"),
            ("White balance", ", ".join(f"{w:.3f}" for w in mosaic.white_balance)),
        ]
    for name, value in facts:
        if value:
            print(f"{name + ':':15}{value}")  # noqa: T201
    return ExitCode.DONE
