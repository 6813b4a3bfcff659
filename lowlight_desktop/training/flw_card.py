"""The card for machines that `publish` writes beside the FLW weights, and where it comes from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from lowlight_desktop.networks.flw import FlwConfig
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.flw_figures import Figures


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

    @property
    def light_schedule(self) -> Mapping[str, Any]:
        """The fields of the light's `Schedule`."""
        return cast("Mapping[str, Any]", self.light.facts["schedule"])

    @property
    def target_schedule(self) -> Mapping[str, Any]:
        """The fields of the predictor's `Schedule`."""
        return cast("Mapping[str, Any]", self.target.facts["schedule"])


def flw_card(card: ModelCard, measured: Figures, runs: FlwRuns) -> str:
    """The text of `card.toml`.

    Args:
        card: The card without its figures.
        measured: Figures by what they are.
        runs: Where the weights come from.
    """
    config = FlwConfig(**cast("dict[str, Any]", card.config))
    head = {
        "title": card.title,
        "step": card.step,
        "quality": card.quality,
        "network": card.network,
        "sha256": card.sha256,
        "parameters": card.parameters,
        "version": card.version,
        "input": "sRGB-encoded RGB in [0, 1]; wide gamut and highlights are carried around it",
        "grid_px": config.grid_px,
        "reach_px": config.reach_px,
    }
    trained = {
        "light steps": runs.light.step,
        "light seed": runs.light_schedule["seed"],
        "predictor steps": runs.target.step,
        "predictor seed": runs.target_schedule["seed"],
    }
    return "\n".join(
        (
            "".join(f"{name} = {_value(value)}\n" for name, value in head.items()),
            _table(("config",), card.config),
            _table(("trained",), trained),
            _table(("trained", "photos"), runs.photos),
            "# Differences and losses in steps of 255.\n" + _table(("measured",), measured),
        )
    )


def _value(value: object) -> str:
    """A TOML value; JSON writes texts, numbers and truth alike."""
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
