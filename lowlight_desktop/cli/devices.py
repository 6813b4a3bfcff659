"""`lowlight devices`: what there is to compute on."""

import argparse

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode


def add(commands: Commands) -> None:
    """Declare the command."""
    declare(commands, "devices", "list what networks can run on", run)


def run(_wish: argparse.Namespace) -> int:
    """Print every device, the preferred one first, and how it computes each network."""
    from lowlight_desktop.engine.device import available, free_bytes
    from lowlight_desktop.engine.loading import load
    from lowlight_desktop.engine.model_store import usable

    for i, device in enumerate(available()):
        mark = "*" if i == 0 else " "
        free, total = free_bytes(device) / 2**30, device.memory_bytes / 2**30
        memory = f", {free:.1f} of {total:.1f} GiB free" if total else ""
        print(f"{mark} {device.id:8} {device.name}{memory}")  # noqa: T201
        for card in usable():
            model = load(card, device)
            where = "" if model.device.id == device.id else ", on the processor"
            print(f"{'':11}{card.title}: {model.way}{where}")  # noqa: T201
    print("* is used when --device is auto")  # noqa: T201
    return ExitCode.DONE
