"""From two runs to the model of a denoiser: weights, card, page for people, golden picture."""

from pathlib import Path

import cv2

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.mirnet_denoiser import MirnetDenoiser
from lowlight_desktop.networks.sa_unet import SaUnet
from lowlight_desktop.training.denoiser_card import denoiser_card
from lowlight_desktop.training.denoiser_facts import DENOISERS
from lowlight_desktop.training.denoiser_figures import golden_clean, measure
from lowlight_desktop.training.denoiser_page import denoiser_page
from lowlight_desktop.training.publish_graph import add_graphs
from lowlight_desktop.training.publishing import averaged, new_model, published, trained_run
from lowlight_desktop.training.sa_ablation import ablation_runs, ablation_text


def publish_denoiser(
    name: str,
    data: Path,
    runs: Path,
    models: Path,
    version: str,
    *,
    unfinished: bool = False,
    machine: str = "",
) -> None:
    """Write the model's folder: all of it, or nothing.

    Args:
        name: One of `denoiser_facts.DENOISERS`.
        data: The data folder, for the validation figures.
        runs: Folder with the runs of that name and `sa_level`; for the SA U-Net, with those of the
            ablation where there are any.
        models: Folder of the models.
        version: Of the weights: a date.
        unfinished: Publish a run that is not at its end.
        machine: What it was trained on, and for how long, in words for the page.

    Raises:
        UsageError: If a run is missing, or not at its end, or if the runs of the ablation cannot
            be compared.
        ModelError: If a checkpoint is damaged.
    """
    facts = DENOISERS[name]
    run = trained_run(runs / name, unfinished=unfinished)
    head = trained_run(runs / "sa_level", unfinished=unfinished)
    ablation = ablation_text(ablation_runs(runs)) if name == "sa_unet" else ""
    network = averaged(run)
    assert isinstance(network, SaUnet | MirnetDenoiser)
    network.noise_head.load_state_dict(head.average)
    with new_model(models, name) as folder:
        weights = folder / "weights.safetensors"
        card = published(
            network, weights, version, title=facts.title, step="denoise", quality=facts.quality
        )
        model = in_hand(card, network, choose("cpu"))
        measured = measure(model, data)
        text = denoiser_card(card, network, measured, run, head)
        page = denoiser_page(card, network, measured, run, head, ablation, machine)
        (folder / "card.toml").write_text(text, encoding="utf-8")
        (folder / "README.md").write_text(page, encoding="utf-8")
        cv2.imwrite(str(folder / "golden.png"), golden_clean(model)[..., ::-1])
        add_graphs(folder)
