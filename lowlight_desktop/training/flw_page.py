"""The page for people that `publish` writes beside the FLW weights."""

from collections.abc import Mapping
from pathlib import Path

from lowlight_desktop.photo.model_card import ModelCard


def flw_page(card: ModelCard, measured: Mapping[str, object], steps: Mapping[str, int]) -> str:
    """The Markdown page of a published FLW model.

    Args:
        card: Its card.
        measured: Figures by what they are.
        steps: Training steps of the halves "light" and "target".
    """
    rows = "\n".join(f"| {name} | {value} |" for name, value in measured.items())
    page = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return page.format(
        parameters=card.parameters,
        version=card.version,
        light_steps=steps["light"],
        target_steps=steps["target"],
        rows=rows,
    )
