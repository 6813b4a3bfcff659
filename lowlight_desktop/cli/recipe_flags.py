"""Flags for everything that a recipe and an export hold.

The numbers are read from their declarations (`photo.param`): a new slider is a new flag.
"""

import argparse
from dataclasses import fields
from typing import Any

from lowlight_desktop.photo.color_space import OUTPUT_SPACES
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.param import Param, params_of
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe

_LOOK, _FILE = Recipe(), ExportOptions()  # what is done when nothing is said

_FLAG_NAMES = {"strength": "strength", "highlights": "protect-highlights", "shadows": "keep-black"}


def add_work_flags(parser: argparse.ArgumentParser) -> None:
    """Flags of every command that develops photos: those of the look and of the computing."""
    _add_recipe_flags(parser)
    _add_engine_flags(parser)


def _add_recipe_flags(parser: argparse.ArgumentParser) -> None:
    qualities = [q.value for q in Quality]
    look = parser.add_argument_group("look")
    look.add_argument(
        "--light", **_choice(qualities, _LOOK.light.quality.value, "lift the darkness")
    )
    look.add_argument(
        "--target",
        default="auto",
        metavar="auto|0..1",
        help="wanted mean brightness of the finished photo; auto lets the network judge",
    )
    look.add_argument("--denoise", **_choice(qualities, _LOOK.denoise.value, "clean noise"))
    look.add_argument("--detail", **_choice(["off", "on"], _word(_LOOK.detail), "repair detail"))
    look.add_argument("--raw", **_choice(["off", "on"], _word(_LOOK.raw), "denoise the RAW"))
    for declared in (Light, Finish):
        for p in params_of(declared):
            unit = f" {p.unit}" if p.unit else ""
            look.add_argument(
                f"--{flag(p)}",
                type=float,
                default=p.default,
                metavar=f"{p.low:g}..{p.high:g}",
                help=f"{p.label}{unit}: {p.help} ({p.default:g})",
            )


def _choice(words: list[str], default: str, text: str) -> dict[str, Any]:
    """What argparse needs to know about a flag with a few words."""
    return {"choices": words, "default": default, "help": f"{text} ({default})"}


def flag(p: Param) -> str:
    """The flag of a number, without the dashes."""
    return _FLAG_NAMES.get(p.name, p.name.removesuffix("_ev").replace("_", "-"))


def recipe_from(wish: argparse.Namespace) -> Recipe:
    """The recipe that the flags describe.

    Raises:
        UsageError: If a number is out of its range.
    """
    try:
        return Recipe(
            raw=_on(wish.raw),
            denoise=Quality(wish.denoise),
            light=Light(Quality(wish.light), _target(wish.target), **_numbers(Light, wish)),
            detail=_on(wish.detail),
            finish=Finish(**_numbers(Finish, wish)),
        )
    except ValueError as error:
        raise UsageError(f"{error}.") from error


def _word(quality: Quality) -> str:
    return "off" if quality is Quality.OFF else "on"


def _on(word: str) -> Quality:
    return Quality.FAST if word == "on" else Quality.OFF


def _target(word: str) -> float | None:
    if word == "auto":
        return None
    try:
        return float(word)
    except ValueError:
        raise ValueError(f"The target brightness is auto or a number, not {word!r}") from None


def _numbers(declared: type, wish: argparse.Namespace) -> dict[str, Any]:
    known = {p.name: flag(p).replace("-", "_") for p in params_of(declared)}
    return {f.name: getattr(wish, known[f.name]) for f in fields(declared) if f.name in known}


def add_export_flags(parser: argparse.ArgumentParser) -> None:
    """Flags that decide the file."""
    file = parser.add_argument_group("file")
    file.add_argument("--format", choices=[f.value for f in FileFormat], default=_FILE.format.value)
    depth, quality = _FILE.depth, _FILE.quality
    file.add_argument(
        "--depth", type=int, choices=(8, 16), default=depth, help=f"bits per channel ({depth})"
    )
    file.add_argument(
        "--quality", type=int, default=quality, metavar="1..100", help=f"of a JPEG ({quality})"
    )
    file.add_argument("--space", choices=list(OUTPUT_SPACES), default="srgb", help="color space")
    taken = file.add_mutually_exclusive_group()
    taken.add_argument("--overwrite", action="store_true", help="replace existing outputs")
    taken.add_argument("--skip-existing", action="store_true", help="leave existing outputs alone")


def export_options_from(wish: argparse.Namespace) -> ExportOptions:
    """The export options that the flags describe.

    Raises:
        UsageError: If the format cannot hold that.
    """
    existing = Existing.NUMBER
    if wish.overwrite:
        existing = Existing.OVERWRITE
    if wish.skip_existing:
        existing = Existing.SKIP
    try:
        return ExportOptions(
            FileFormat(wish.format), wish.depth, wish.quality, OUTPUT_SPACES[wish.space], existing
        )
    except ValueError as error:
        raise UsageError(f"{error}.") from error


def _add_engine_flags(parser: argparse.ArgumentParser) -> None:
    engine = parser.add_argument_group("computing")
    engine.add_argument("--device", default="auto", help="auto, cpu, cuda:0, … (lowlight devices)")
    engine.add_argument("--tile", default="auto", metavar="auto|N", help="side of a tile in pixels")


def tile_from(wish: argparse.Namespace) -> int | None:
    """The tile size that was asked for, or None for automatic.

    Raises:
        UsageError: If it is not a sensible number.
    """
    if wish.tile == "auto":
        return None
    if not str(wish.tile).isdigit() or int(wish.tile) < 16:
        raise UsageError(f"--tile takes auto or a number of at least 16, not {wish.tile!r}.")
    return int(wish.tile)
