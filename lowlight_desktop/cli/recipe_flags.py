"""Flags for everything that a recipe and an export hold.

The numbers are read from their declarations (`photo.param`): a new slider is a new flag.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from lowlight_desktop.photo.color_space import OUTPUT_SPACES
from lowlight_desktop.photo.errors import ReadError, UsageError
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    OutputSharpening,
)
from lowlight_desktop.photo.param import Param, checked, params_of
from lowlight_desktop.photo.recipe import TARGET, Finish, Light, Noise, Quality, Recipe, Repair

_LOOK, _FILE = Recipe(), ExportOptions()  # what is done when nothing is said


def add_work_flags(parser: argparse.ArgumentParser) -> None:
    """Flags of every command that develops photos: those of the look and of the computing."""
    _add_recipe_flags(parser)
    add_engine_flags(parser)


def _add_recipe_flags(parser: argparse.ArgumentParser) -> None:
    """Flags of the look; one that is not given is None, so that a preset can be told from it."""
    qualities = [q.value for q in Quality]
    look = parser.add_argument_group("look")
    base = look.add_mutually_exclusive_group()
    base.add_argument("--preset", metavar="NAME", help="begin with a preset; other flags change it")
    base.add_argument(
        "--recipe",
        type=Path,
        metavar="FILE",
        help="begin with a recipe, a sidecar or a preset file",
    )
    look.add_argument(
        "--light", **_choice(qualities, _LOOK.light.quality.value, "lift the darkness")
    )
    look.add_argument(
        "--target",
        metavar=f"auto|{TARGET.low:g}..{TARGET.high:g}",
        help=f"{TARGET.label}: {TARGET.help} auto lets the network judge (auto)",
    )
    denoise, switch = _LOOK.denoise.value, ["off", "on"]
    text = "clean the noise of pictures, and of RAW files that --raw does not serve"
    look.add_argument("--denoise", **_choice(qualities, denoise, text))
    look.add_argument(
        "--detail",
        **_choice(switch, _word(_LOOK.detail), "repair what compression has changed in pictures"),
    )
    text = "clean and demosaic RAW files with a network; others stay as they are"
    look.add_argument("--raw", **_choice(switch, _word(_LOOK.raw), text))
    look.add_argument(
        "--noise-profile",
        metavar="auto|GAIN,READ",
        help="the sensor's noise: gain in sensor values per electron and read noise in sensor "
        "values, as `lowlight info` tells them; of several colors the mean counts (auto)",
    )
    for declared in (Noise, Light, Repair, Finish):
        for p in params_of(declared):
            unit = f" {p.unit}" if p.unit else ""
            look.add_argument(
                f"--{flag(p)}",
                type=float,
                metavar=f"{p.low:g}..{p.high:g}",
                help=f"{p.label}{unit}: {p.help} ({p.default:g})",
            )


def _choice(words: list[str], default: str, text: str) -> dict[str, Any]:
    """What argparse needs to know about a flag with a few words."""
    return {"choices": words, "help": f"{text} ({default})"}


def flag(p: Param) -> str:
    """The flag of a number, without the dashes."""
    return p.name.removesuffix("_ev").replace("_", "-")


def recipe_from(wish: argparse.Namespace) -> Recipe:
    """The recipe that the flags describe: what was begun with, changed by what was said.

    Raises:
        UsageError: If a number is out of its range, or there is no such preset or recipe.
    """
    base = begun(wish)
    try:
        light = _said(Light, wish)
        if wish.light is not None:
            light["quality"] = Quality(wish.light)
        if wish.target is not None:  # a curve of the photographer's would not aim at it
            light |= {"target": _target(wish.target), "curve": None}
        finish = _said(Finish, wish)
        if finish:  # who asks for it wants to see it
            finish["on"] = True
        noise = _said(Noise, wish)
        if wish.noise_profile is not None:
            noise["profile"] = _profile(wish.noise_profile)
        steps: dict[str, Any] = {}
        if wish.denoise is not None:
            steps["denoise"] = Quality(wish.denoise)
        steps |= {s: _on(word) for s in ("detail", "raw") if (word := getattr(wish, s)) is not None}
        return replace(
            base,
            noise=replace(base.noise, **noise),
            light=replace(base.light, **light),
            repair=replace(base.repair, **_said(Repair, wish)),
            finish=replace(base.finish, **finish),
            **steps,
        )
    except ValueError as error:
        raise UsageError(f"{error}.") from error


def begun(wish: argparse.Namespace) -> Recipe:
    """The preset or the recipe to begin with.

    Raises:
        UsageError: If there is no such preset or recipe.
    """
    # Only who asks for a file waits for what reads it.
    if wish.recipe is not None:
        from lowlight_desktop.formats.recipe_file import read_recipe

        try:
            return read_recipe(wish.recipe)
        except ReadError as error:
            raise UsageError(str(error)) from error
    if wish.preset is None:
        return _LOOK
    from lowlight_desktop.studio.preset_files import default_folder, load_presets
    from lowlight_desktop.studio.presets import BUILT_IN, STANDARD, find_preset, is_standard

    own = load_presets(default_folder())
    presets = (*BUILT_IN, *own.presets)
    if (preset := find_preset(wish.preset, presets)) is None:
        if is_standard(wish.preset):
            return _LOOK
        names = ", ".join((STANDARD, *(p.name for p in presets)))
        told = "".join(f" ({reason})" for reason in own.skipped)
        raise UsageError(f"There is no preset called {wish.preset!r}, there are: {names}.{told}")
    return preset.on(_LOOK)


def _word(quality: Quality) -> str:
    return "off" if quality is Quality.OFF else "on"


def _on(word: str) -> Quality:
    return Quality.FAST if word == "on" else Quality.OFF


def _target(word: str) -> float | None:
    if word == "auto":
        return None
    try:
        value = float(word)
    except ValueError:
        raise ValueError(f"--target takes auto or a number, not {word!r}") from None
    return checked(TARGET, value, "--target")


def _profile(word: str) -> tuple[float, float] | None:
    if word == "auto":
        return None
    try:
        gain, read = (_mean(colors) for colors in word.split(","))
    except ValueError:
        wanted = "auto or two numbers, as in 0.83,3.1 or, color by color, 1.6/0.8/1.2,3/4/3"
        raise ValueError(f"--noise-profile takes {wanted}, not {word!r}") from None
    return gain, read


def _mean(word: str) -> float:
    """Of a number, or of one for each color."""
    numbers = [float(number) for number in word.split("/")]
    return sum(numbers) / len(numbers)


def _said(declared: type, wish: argparse.Namespace) -> dict[str, Any]:
    """The numbers of a dataclass that were given."""
    given = {p: getattr(wish, flag(p).replace("-", "_")) for p in params_of(declared)}
    return {p.name: checked(p, v, f"--{flag(p)}") for p, v in given.items() if v is not None}


def add_export_flags(parser: argparse.ArgumentParser) -> None:
    """Flags that decide the file."""
    file = parser.add_argument_group("file")
    file.add_argument("--format", choices=[f.value for f in FileFormat], default=_FILE.format.value)
    file.add_argument(
        "--depth", type=int, choices=(8, 10, 16), help="bits per channel (8; AVIF has 10, DNG 16)"
    )
    file.add_argument(
        "--quality",
        type=int,
        default=_FILE.quality,
        metavar="1..100",
        help=f"of JPEG, JPEG XL and AVIF; at 100, the last two lose nothing ({_FILE.quality})",
    )
    file.add_argument("--space", choices=list(OUTPUT_SPACES), default="srgb", help="color space")
    text = "make larger photos smaller; of two limits, the one that leaves less counts"
    file.add_argument("--long-edge", type=int, metavar="PIXELS", help=text)
    file.add_argument("--megapixels", type=float, metavar="N", help="as --long-edge, by area")
    file.add_argument(
        "--output-sharpening",
        choices=[s.value for s in OutputSharpening],
        default=_FILE.sharpening.value,
        help=f"for a screen, after making smaller ({_FILE.sharpening.value})",
    )
    taken = file.add_mutually_exclusive_group()
    taken.add_argument("--overwrite", action="store_true", help="replace existing outputs")
    taken.add_argument("--skip-existing", action="store_true", help="leave existing outputs alone")


def add_name_flag(parser: argparse.ArgumentParser) -> None:
    """The flag that says how results are called, for commands that write many."""
    parser.add_argument(
        "--name",
        metavar="TEMPLATE",
        help="what results are called: text with {stem}, {date:%%Y-%%m-%%d}, {time}, {camera}, "
        "{model}, {iso}, {preset}, {counter:04} or {folder}; a slash makes a folder",
    )


def template_from(wish: argparse.Namespace) -> str:
    """How results shall be called, or "" where nothing is said.

    Raises:
        UsageError: If that gives no names.
    """
    if wish.name is None:
        return ""
    from lowlight_desktop.formats.name_template import check_template

    try:
        check_template(wish.name)
    except ValueError as error:
        raise UsageError(f"--name: {error}.") from error
    return str(wish.name)


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
        form = FileFormat(wish.format)
        if form is FileFormat.DNG:
            _check_dng(wish)
        return ExportOptions(
            form,
            min(form.depths) if wish.depth is None else wish.depth,
            wish.quality,
            OUTPUT_SPACES[wish.space],
            existing,
            long_edge_px=wish.long_edge,
            megapixels=wish.megapixels,
            sharpening=OutputSharpening(wish.output_sharpening),
        )
    except ValueError as error:
        raise UsageError(f"{error}.") from error


def _check_dng(wish: argparse.Namespace) -> None:
    """See that nothing is asked for that a file of the sensor's own pixels cannot have."""
    finished = {
        "--long-edge": wish.long_edge is not None,
        "--megapixels": wish.megapixels is not None,
        "--space": wish.space != "srgb",
        "--output-sharpening": wish.output_sharpening != _FILE.sharpening.value,
    }
    if asked := [name for name, is_said in finished.items() if is_said]:
        flags = " or ".join(asked)
        raise ValueError(f"A DNG keeps the sensor's pixels and colors; there is no {flags} for it")


def add_engine_flags(parser: argparse.ArgumentParser) -> None:
    """Flags of where and how it is computed."""
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
