"""From two runs to `models/flw/`."""

from typing import Any, cast

from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.networks.flw import Flw, FlwConfig
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.data_sets import training_sizes
from lowlight_desktop.training.flw_card import FlwRuns, flw_card
from lowlight_desktop.training.flw_figures import light_figures
from lowlight_desktop.training.flw_page import flw_page
from lowlight_desktop.training.publish_model import publish_model
from lowlight_desktop.training.publishing import Publication, joined


def publish_flw(order: Publication) -> None:
    """Publish the run `flw`, with the predictor of `flw-target`.

    Raises:
        UsageError: If a run is missing, or not at its end.
        ModelError: If a checkpoint is damaged.
    """
    light, target = order.run("flw"), order.run("flw-target")
    facts = FlwRuns(light, target, training_sizes(order.data))

    def described(card: ModelCard, model: Loaded) -> tuple[str, str]:
        measured = light_figures(model, order.data)
        return flw_card(card, measured, facts), flw_page(card, measured, facts)

    network = _joined(light, target)
    publish_model(
        network, order, described, name="flw", title="FLW light", step="light", quality="fast"
    )


def _joined(light: checkpoint.Checkpoint, target: checkpoint.Checkpoint) -> Flw:
    """The light of one run with the predictor of the other."""
    sizes = {**cast("dict[str, Any]", light.facts["config"])}
    sizes |= {"predictor_examples": target.facts["examples"]}
    sizes |= {"predictor_width": target.facts["width"]}
    return joined(Flw(FlwConfig(**sizes)), light, "predictor", target)
