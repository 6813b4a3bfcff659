"""The measured figures of a model's card, in lines that people read."""

from collections.abc import Iterator, Mapping
from typing import cast

Figures = Mapping[str, object]

_UNITS = {"PSNR": "dB", "PSNR with GT-mean": "dB"}
_IN_STEPS = ("difference", "loss")  # what such names measure, they measure in 8-bit steps

_SHARES = "passes:"  # of photos, whatever is lost in them


def measured_lines(measured: Figures) -> Iterator[str]:
    """Single figures in a list; groups of figures with the same names in a table.

    Args:
        measured: As a card has them: names to figures, or to groups of named figures.
    """
    single = {name: f for name, f in measured.items() if not isinstance(f, Mapping)}
    yield from _aligned([[name, _with_unit(name, figure)] for name, figure in single.items()])
    tables: dict[tuple[str, ...], dict[str, Figures]] = {}
    for name, group in measured.items():
        if isinstance(group, Mapping):
            figures = cast("Figures", group)
            tables.setdefault(tuple(figures), {})[name] = figures
    for rows in tables.values():
        yield ""
        yield from _table(rows) if len(rows) > 1 else _list(*next(iter(rows.items())))


def _table(rows: Mapping[str, Figures]) -> Iterator[str]:
    columns = [_column(name, rows) for name in next(iter(rows.values()))]
    yield from _aligned([list(row) for row in zip(["", *rows], *columns, strict=True)])


def _column(name: str, rows: Mapping[str, Figures]) -> list[str]:
    """A header and figures with equally many decimals."""
    values = [figures[name] for figures in rows.values()]
    places = max(len(str(value).partition(".")[2]) for value in values)
    header = f"{name} ({_UNITS[name]})" if name in _UNITS else name
    units = [_with_unit(row, "") for row in rows]
    return [
        header,
        *(
            (f"{value:.{places}f}" if isinstance(value, float) else str(value)) + unit
            for value, unit in zip(values, units, strict=True)
        ),
    ]


def _list(name: str, figures: Figures) -> Iterator[str]:
    yield f"{name}:"
    yield from _aligned([[f"  {inner}", _with_unit(name, f)] for inner, f in figures.items()])


def _with_unit(name: str, figure: object) -> str:
    """A figure with the unit that the name of what was measured implies."""
    if name.startswith("share") and isinstance(figure, int | float):
        return f"{100 * figure:.0f} %"
    if any(word in name.split() for word in _IN_STEPS) and _SHARES not in name:
        return f"{figure} of 255"
    return f"{figure} of 1" if "brightness" in name.split() else str(figure)


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    """The first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "   ".join([first.ljust(widths[0]), *cells]).rstrip()
