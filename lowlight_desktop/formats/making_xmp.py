"""What a recipe leaves to the networks, as XMP properties beside it.

A recipe says "fast, and let the network choose the brightness"; which weights that were and what
they chose is known only afterwards. Nobody reads it back as a decision: the recipe is that.
"""

from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.formats.exiv2 import FAILURES, PREFIX, read_tags

_MODELS_KEY = f"Xmp.{PREFIX}.MadeModels"
_TARGET_KEY = f"Xmp.{PREFIX}.MadeTarget"
_KEY_KEY = f"Xmp.{PREFIX}.MadeKey"


@dataclass(frozen=True, slots=True)
class Making:
    """How a result came about, beyond its recipe.

    Attributes:
        models: The networks at work, each with the version of its weights: "flw 2026-11-20".
        target: The brightness in (0, 1) that the light step aimed at; None where it was off.
        key: What the result was made of, in hexadecimal: equal keys, equal results. Or "".
    """

    models: tuple[str, ...] = ()
    target: float | None = None
    key: str = ""


WITHOUT_NETWORKS = Making()
"""Nothing to tell."""


def making_to_xmp(making: Making) -> dict[str, object]:
    """XMP properties that hold it, by Exiv2's names; none for what there is not."""
    tags: dict[str, object] = {}
    if making.models:
        tags[_MODELS_KEY] = making.models  # a tuple is an ordered array
    if making.target is not None:
        tags[_TARGET_KEY] = f"{making.target:.4f}"
    if making.key:
        tags[_KEY_KEY] = making.key
    return tags


def key_in(path: Path) -> str:
    """The key in a result, or "": it was not told, or the file is none of ours."""
    try:
        return str(read_tags(path).xmp.get(_KEY_KEY, ""))
    except FAILURES:
        return ""


def is_result(path: Path) -> bool:
    """Whether a file says of itself that Lowlight made it, whatever it is called and wherever."""
    try:
        return any(key.startswith(f"Xmp.{PREFIX}.") for key in read_tags(path).xmp)
    except FAILURES:
        return False
