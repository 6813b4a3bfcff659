"""From two runs to `models/flw/`: weights, the card, the page for people, the golden picture."""

from pathlib import Path
from typing import Any, cast

import cv2

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.flw import Flw, FlwConfig
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.data_sets import training_sizes
from lowlight_desktop.training.flw_card import FlwRuns, flw_card
from lowlight_desktop.training.flw_figures import golden, light_figures
from lowlight_desktop.training.flw_page import flw_page
from lowlight_desktop.training.publish_graph import add_graphs
from lowlight_desktop.training.publishing import new_model, published, trained_run


def publish_flw(
    data: Path, runs: Path, models: Path, version: str, *, unfinished: bool = False
) -> None:
    """Write the model's folder: all of it, or nothing.

    Args:
        data: The data folder, for the validation figures.
        runs: Folder with the runs `flw` and `flw-target`.
        models: Folder of the models.
        version: Of the weights: a date.
        unfinished: Publish runs that are not at their end.

    Raises:
        UsageError: If a run is missing, or not at its end.
        ModelError: If a checkpoint is damaged.
    """
    light, target = (
        trained_run(runs / name, unfinished=unfinished) for name in ("flw", "flw-target")
    )
    facts = FlwRuns(light, target, training_sizes(data))
    network = _joined(light, target)
    with new_model(models, "flw") as folder:
        weights = folder / "weights.safetensors"
        card = published(network, weights, version, title="FLW light", step="light", quality="fast")
        model = in_hand(card, network, choose("cpu"))
        measured = light_figures(model, data)
        (folder / "card.toml").write_text(flw_card(card, measured, facts), encoding="utf-8")
        (folder / "README.md").write_text(flw_page(card, measured, facts), encoding="utf-8")
        cv2.imwrite(str(folder / "golden.png"), golden(model)[..., ::-1])
        add_graphs(folder)


def _joined(light: checkpoint.Checkpoint, target: checkpoint.Checkpoint) -> Flw:
    """The light of one run with the predictor of the other."""
    sizes = {**cast("dict[str, Any]", light.facts["config"])}
    sizes |= {"predictor_examples": target.facts["examples"]}
    sizes |= {"predictor_width": target.facts["width"]}
    network = Flw(FlwConfig(**sizes))
    light_half = {k: v for k, v in light.average.items() if not k.startswith("predictor.")}
    predictor = {f"predictor.{k}": v for k, v in target.average.items()}
    network.load_state_dict({**light_half, **predictor})
    return network.eval().requires_grad_(requires_grad=False)
