"""The card for machines that `publish` writes beside the FLW weights, and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from lowlight_desktop.networks.flw import FlwConfig
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.card_text import Figures, card_text
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.run_facts import schedule_of


@dataclass(frozen=True, slots=True, eq=False)
class FlwRuns:
    """The two trainings that a model was joined from.

    Attributes:
        light: Last checkpoint of the light.
        target: Last checkpoint of the brightness predictor.
        data_sizes: Pairs or photos of each source in the data folder, for runs that do not tell
            how many they were trained on.
    """

    light: Checkpoint
    target: Checkpoint
    data_sizes: Mapping[str, int]

    @property
    def photos(self) -> Mapping[str, int]:
        """Pairs or photos of each source that the light was trained on."""
        return cast("Mapping[str, int]", self.light.facts.get("photos", self.data_sizes))


def flw_card(card: ModelCard, measured: Figures, runs: FlwRuns) -> str:
    """The text of `card.toml`.

    Args:
        card: The card without its figures.
        measured: Figures by what they are.
        runs: Where the weights come from.
    """
    config = FlwConfig(**cast("dict[str, Any]", card.config))
    about = {
        "input": "sRGB-encoded RGB in [0, 1]; wide gamut and highlights are carried around it",
        "grid_px": config.grid_px,
        "reach_px": config.reach_px,
    }
    trained = {
        "light steps": runs.light.step,
        "light seed": schedule_of(runs.light)["seed"],
        "photos that the predictor remembers": runs.target.facts["examples"],
        "predictor seed": runs.target.facts["seed"],
        "photos": runs.photos,
    }
    return card_text(card, about, trained, measured)
