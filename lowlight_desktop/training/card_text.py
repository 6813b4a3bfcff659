"""The card for machines, `card.toml`, as text."""

import json
from collections.abc import Mapping
from typing import cast

from lowlight_desktop.photo.model_card import ModelCard

Figures = Mapping[str, float | Mapping[str, float]]
"""Numbers by name; those that belong together stand in a table of their own."""


def card_text(
    card: ModelCard,
    about: Mapping[str, object],
    trained: Mapping[str, object],
    measured: Figures,
) -> str:
    """The text of `card.toml`.

    Args:
        card: The card without its figures.
        about: More lines of its head: what comes in, grid, reach.
        trained: Where the weights come from; what is a mapping becomes a table of its own.
        measured: Figures by what they are.
    """
    head = {
        "title": card.title,
        "step": card.step,
        "quality": card.quality,
        "network": card.network,
        "sha256": card.sha256,
        "parameters": card.parameters,
        "version": card.version,
        **about,
    }
    return "\n".join(
        (
            "".join(f"{name} = {_value(value)}\n" for name, value in head.items()),
            _table(("config",), card.config),
            _table(("trained",), trained),
            "# Differences and losses in steps of 255.\n" + _table(("measured",), measured),
        )
    )


def _value(value: object) -> str:
    """A TOML value; JSON writes texts, numbers, lists and truth alike."""
    return json.dumps(value, ensure_ascii=False)


def _table(path: tuple[str, ...], rows: Mapping[str, object]) -> str:
    """A table, its own tables last, as TOML wants it."""
    title = ".".join(name if name.isalnum() else _value(name) for name in path)
    plain = {name: value for name, value in rows.items() if not isinstance(value, Mapping)}
    lines = "".join(f"{_value(name)} = {_value(value)}\n" for name, value in plain.items())
    inner = [
        _table((*path, name), cast("Mapping[str, object]", value))
        for name, value in rows.items()
        if isinstance(value, Mapping)
    ]
    return "\n".join([f"[{title}]\n{lines}", *inner])
