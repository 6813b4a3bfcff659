"""From a run to `models/alen/`."""

from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.networks.alen import Alen
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.alen_ablation import ablation_runs
from lowlight_desktop.training.alen_card import alen_card
from lowlight_desktop.training.alen_figures import measure
from lowlight_desktop.training.alen_page import alen_page
from lowlight_desktop.training.publish_model import publish_model
from lowlight_desktop.training.publishing import Publication, averaged


def publish_alen(order: Publication) -> None:
    """Publish the run `alen`, with what the runs of the ablation say, where there are any.

    Raises:
        UsageError: If the run is missing, or not at its end, or if the runs of the ablation cannot
            be compared.
        ModelError: If a checkpoint is damaged.
    """
    run, ablation = order.run("alen"), ablation_runs(order.runs)
    network = averaged(run)
    assert isinstance(network, Alen)

    def described(card: ModelCard, model: Loaded) -> tuple[str, str]:
        measured = measure(model, order.data)
        page = alen_page(card, network, measured, run, ablation, order.machine)
        return alen_card(card, network, measured, run), page

    publish_model(
        network, order, described, name="alen", title="ALEN RAW", step="raw", quality="fast"
    )
