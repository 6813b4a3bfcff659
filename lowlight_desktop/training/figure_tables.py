"""Measured figures as Markdown tables."""

from collections.abc import Mapping

from lowlight_desktop.training.card_text import Figures


def figure_tables(measured: Figures) -> str:
    """All figures: those with the same columns share a table; a single row is turned upright."""
    tables: dict[tuple[str, ...], dict[str, Mapping[str, float]]] = {}
    for name, value in measured.items():
        if isinstance(value, Mapping):
            tables.setdefault(tuple(value), {})[name] = value
    plain = {n: v for n, v in measured.items() if not isinstance(v, Mapping)}
    texts = [_upright("differences, in steps of 255", plain)] if plain else []
    for columns, rows in tables.items():
        if len(rows) == 1:
            texts += [_upright(name, values) for name, values in rows.items()]
        else:
            texts.append(wide_table(columns, {n: tuple(r.values()) for n, r in rows.items()}))
    return "\n\n".join(texts)


def _upright(title: str, values: Mapping[str, float]) -> str:
    rows = [f"| {name} | {value} |" for name, value in values.items()]
    return "\n".join([f"| {title} | |", "|---|--:|", *rows])


def wide_table(columns: tuple[str, ...], rows: Mapping[str, tuple[object, ...]]) -> str:
    """A table of named rows.

    Args:
        columns: What stands above the cells.
        rows: The cells of each row.
    """
    lines = [f"| {name} | {' | '.join(map(str, row))} |" for name, row in rows.items()]
    return "\n".join([f"| | {' | '.join(columns)} |", "|---|" + "--:|" * len(columns), *lines])
