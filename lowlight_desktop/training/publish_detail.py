"""From two runs to `models/detail/`."""

from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.networks.detail import Detail
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.card_text import Figures, card_text
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.denoiser_card import about
from lowlight_desktop.training.detail_figures import measure_detail
from lowlight_desktop.training.detail_page import detail_page
from lowlight_desktop.training.publish_model import publish_model
from lowlight_desktop.training.publishing import Publication, joined, network_of
from lowlight_desktop.training.run_facts import planned_steps, schedule_of


def publish_detail(order: Publication) -> None:
    """Publish the run `detail`, with the head of `detail_level`.

    Raises:
        UsageError: If a run is missing, or not at its end.
        ModelError: If a checkpoint is damaged.
    """
    run, head = order.run("detail"), order.run("detail_level")
    network = joined(network_of(run), run, "noise_head", head)
    assert isinstance(network, Detail)

    def described(card: ModelCard, model: Loaded) -> tuple[str, str]:
        measured = measure_detail(model, order.data)
        page = detail_page(card, network, measured, run, head, order.machine)
        return _card(card, network, measured, run, head), page

    publish_model(
        network,
        order,
        described,
        name="detail",
        title="PANet detail",
        step="detail",
        quality="fast",
    )


def _card(
    card: ModelCard, network: Detail, measured: Figures, run: Checkpoint, head: Checkpoint
) -> str:
    """The text of `card.toml`."""
    trained = {
        "steps": run.step,
        "planned steps": planned_steps(run),
        "seed": schedule_of(run)["seed"],
        "steps of the head": head.step,
        "photos": run.facts["photos"],
    }
    return card_text(card, about(network), trained, measured)
