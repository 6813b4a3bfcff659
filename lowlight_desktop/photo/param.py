"""Numbers that a photographer can set, each declared once.

The sidecar, the command line's flags and help, the sliders and the validation all read the
`Param` of a dataclass field.
"""

import math
from dataclasses import dataclass, field, fields
from typing import Any, cast

from lowlight_desktop.photo.sentence import Sentence, declared

TIMES = "\N{MULTIPLICATION SIGN}"
"""The unit of factors."""


@dataclass(frozen=True, slots=True)
class Param:
    """A number's declaration.

    Attributes:
        name: Field name; the flag is `--name` with dashes.
        label: What the slider says.
        default: The value that changes nothing, or the recommended one.
        low, high: The allowed range, both ends included.
        unit: "EV", "%", …; may be empty.
        help: One line for help text and tooltip.
    """

    name: str
    label: str
    default: float
    low: float
    high: float
    unit: str = ""
    help: str = ""


def param(
    label: str,
    default: float,
    low: float,
    high: float,
    unit: str = "",
    help: str = "",  # noqa: A002
) -> Any:  # noqa: ANN401 - as `dataclasses.field`
    """A dataclass field that holds a number and its declaration."""
    return field(
        default=default, metadata={"param": Param("", label, default, low, high, unit, help)}
    )


def params_of(declaring: type) -> tuple[Param, ...]:
    """The declarations of a dataclass's numbers, in order."""
    return tuple(
        Param(f.name, p.label, p.default, p.low, p.high, p.unit, p.help)
        for f in fields(declaring)
        if (p := cast("Param | None", f.metadata.get("param"))) is not None
    )


def checked(p: Param, value: float, name: str = "") -> float:
    """A number as a plain `float`: a numpy scalar would turn float32 images into float64.

    Args:
        p: Its declaration.
        value: The number.
        name: What the message calls it; its label where nothing is said.

    Raises:
        ValueError: If it is not finite or out of its range.
    """
    value = float(value)
    if not (math.isfinite(value) and p.low <= value <= p.high):
        what = name or declared(p.label)
        raise ValueError(
            Sentence("{0} must be between {1:g} and {2:g}, got {3:g}", what, p.low, p.high, value)
        )
    return value


def check_params(declared: object) -> None:
    """Check every declared number of a dataclass instance, and make it a plain `float`.

    Raises:
        ValueError: If a number is not finite or out of its range.
    """
    for p in params_of(type(declared)):
        object.__setattr__(declared, p.name, checked(p, getattr(declared, p.name)))
