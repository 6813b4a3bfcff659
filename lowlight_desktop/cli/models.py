"""`lowlight models`: which networks are installed, and what was measured of them."""

import argparse
from collections.abc import Mapping
from typing import cast

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode


def add(commands: Commands) -> None:
    """Declare the command."""
    declare(commands, "models", "list the networks that are installed", run)


def run(_wish: argparse.Namespace) -> int:
    """Print every model and whether its weights are what the card says."""
    from lowlight_desktop.engine.model_store import installed, verified_weights

    for card in installed():
        verified_weights(card)
        print(  # noqa: T201
            f"{card.id}: {card.title} ({card.step} {card.quality}), "
            f"{card.parameters:,} parameters, version {card.version}"
        )
        for name, value in card.measured.items():
            print(f"    {name}: {_in_words(value)}")  # noqa: T201
    return ExitCode.DONE


def _in_words(value: object) -> str:
    """A figure, or a small table of them, on one line."""
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        return ", ".join(f"{name} {figure}" for name, figure in table.items())
    return str(value)
