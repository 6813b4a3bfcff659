"""A look and a file in words, for who reads a report."""

from dataclasses import fields
from typing import Any

from lowlight_desktop.formats.recipe_fields import to_plain
from lowlight_desktop.photo.color_space import OUTPUT_SPACES, ColorSpace
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.param import Param, params_of
from lowlight_desktop.photo.recipe import Finish, Quality, Recipe

_NAMES = {
    FileFormat.JPEG: "JPEG",
    FileFormat.PNG: "PNG",
    FileFormat.TIFF: "TIFF",
    FileFormat.JXL: "JPEG XL",
}
_SAID = ("format", "depth", "quality", "space")  # in the first sentence about a file


def recipe_words(recipe: Recipe) -> list[tuple[str, str]]:
    """The steps of a recipe, and every number that is not as it was declared.

    Returns:
        Labels and values: ("Light", "fast, brightness auto"), ("Contrast", "+0.2").
    """
    light = recipe.light.quality.value
    if recipe.light.quality is not Quality.OFF:
        target = recipe.light.target
        aim = "auto" if target is None else f"{target:.2f}"
        light += ", curve by hand" if recipe.light.curve else f", brightness {aim}"
    lines = [
        ("RAW network", recipe.raw.value),
        ("Noise of pictures", recipe.denoise.value),
        ("Light", light),
    ]
    if recipe.light.limits:
        lines.append(("Brush strokes", str(len(recipe.light.limits))))
    if recipe.detail is not Quality.OFF:
        lines.append(("Detail", recipe.detail.value))
    if recipe.noise.profile is not None:
        gain, read = recipe.noise.profile
        lines.append(("Noise profile", f"gain {gain:g}, read noise {read:g}"))
    if not recipe.finish.on:
        lines.append(("Finish", "off"))
    finish = recipe.finish if recipe.finish.on else Finish()
    for group in (recipe.noise, recipe.light, recipe.repair, finish):
        given = [(p, float(getattr(group, p.name))) for p in params_of(type(group))]
        lines += [(p.label, _number(p, value)) for p, value in given if value != p.default]
    return lines


def options_words(options: ExportOptions) -> list[tuple[str, str]]:
    """The file that was asked for, and what else was.

    Returns:
        Labels and values: ("Files", "JPEG, 8 bits, quality 95, sRGB"), ("Long edge px", "2048").
    """
    parts = [_NAMES.get(options.format, options.format.name), f"{options.depth} bits"]
    if options.format.has_quality:
        parts.append(f"quality {options.quality}")
    parts += [] if options.format is FileFormat.DNG else [options.space.name]
    lines, usual = [("Files", ", ".join(parts))], options_to_json(ExportOptions())
    for name, value in options_to_json(options).items():
        if name not in _SAID and value != usual[name]:
            lines.append((name.replace("_", " ").capitalize(), str(value)))
    return lines


def options_to_json(options: ExportOptions) -> dict[str, Any]:
    """Export options in words and numbers that JSON can hold."""
    return {field.name: _plain(getattr(options, field.name)) for field in fields(options)}


def _plain(value: object) -> object:
    if isinstance(value, ColorSpace):
        return next(word for word, space in OUTPUT_SPACES.items() if space == value)
    return to_plain(value)


def _number(p: Param, value: float) -> str:
    sign = "+" if p.low < 0 else ""
    return f"{value:{sign}g} {p.unit}".rstrip()
