"""From two runs to the model of a denoiser."""

from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.networks.mirnet_denoiser import MirnetDenoiser
from lowlight_desktop.networks.sa_unet import SaUnet
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.denoiser_card import denoiser_card
from lowlight_desktop.training.denoiser_facts import DENOISERS
from lowlight_desktop.training.denoiser_figures import measure
from lowlight_desktop.training.denoiser_page import denoiser_page
from lowlight_desktop.training.publish_model import publish_model
from lowlight_desktop.training.publishing import Publication, joined, network_of
from lowlight_desktop.training.sa_ablation import ablation_runs, ablation_text

_ABLATION = (
    "\nWhat shuffle attention is worth in it: [docs/sa_ablation.md](../../docs/sa_ablation.md).\n"
)


def publish_denoiser(name: str, order: Publication) -> None:
    """Publish the run of a denoiser, with the head of `sa_level`.

    Args:
        name: One of `denoiser_facts.DENOISERS`; the SA U-Net comes with what the runs of its
            ablation say, where there are any.
        order: What else there is to say.

    Raises:
        UsageError: If a run is missing, or not at its end, or if the runs of the ablation cannot
            be compared.
        ModelError: If a checkpoint is damaged.
    """
    facts, run, head = DENOISERS[name], order.run(name), order.run("sa_level")
    ablation = (ablation_text(ablation_runs(order.runs)) or _ABLATION) if name == "sa_unet" else ""
    network = joined(network_of(run), run, "noise_head", head)
    assert isinstance(network, SaUnet | MirnetDenoiser)

    def described(card: ModelCard, model: Loaded) -> tuple[str, str]:
        measured = measure(model, order.data)
        page = denoiser_page(card, network, measured, run, head, ablation, order.machine)
        return denoiser_card(card, network, measured, run, head), page

    publish_model(
        network,
        order,
        described,
        name=name,
        title=facts.title,
        step="denoise",
        quality=facts.quality,
    )
