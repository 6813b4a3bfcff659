"""`lowlight models`: which networks are installed, and what was measured of them."""

import argparse

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.measured import measured_lines


def add(commands: Commands) -> None:
    """Declare the command."""
    declare(commands, "models", "list the networks that are installed", run)


def run(_wish: argparse.Namespace) -> int:
    """Print every model and whether its files are what the card says."""
    from lowlight_desktop.engine.model_store import installed, verified_graph, verified_weights

    for card in installed():
        verified_weights(card)
        for question in card.graphs:
            verified_graph(card, question)
        print(  # noqa: T201
            f"{card.id}: {card.title} ({card.step} {card.quality}), "
            f"{card.parameters:,} parameters, version {card.version}"
        )
        for line in measured_lines(card.measured):
            print(f"    {line}".rstrip())  # noqa: T201
    return ExitCode.DONE
