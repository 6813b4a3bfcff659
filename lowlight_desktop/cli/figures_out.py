"""Figures that were measured: a table for people, or JSON for programs."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from lowlight_desktop.cli.json_file import write_json

Target = Path | Literal[True] | None
"""Where JSON goes to: a file, standard output instead of the table, or nowhere."""


def put_out(facts: Mapping[str, object], lines: Iterable[str], json_to: Target) -> None:
    """Print a table, and write JSON where that is wished for.

    Args:
        facts: For JSON.
        lines: For people.
        json_to: See `Target`.

    Raises:
        UsageError: If the disk refuses.
    """
    if json_to is True:
        print(json.dumps(facts))  # noqa: T201
        return
    if json_to is not None:
        write_json(json_to, facts)
    print("\n".join(lines))  # noqa: T201


def say(what: str) -> None:
    """Tell what is being measured, beside the figures: that takes minutes."""
    print(f"{what} …", file=sys.stderr, flush=True)  # noqa: T201
