"""From a run to `models/alen/`: weights, the card, the page for people, the golden picture."""

from pathlib import Path

import cv2

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.alen import Alen
from lowlight_desktop.training.alen_ablation import ablation_runs
from lowlight_desktop.training.alen_card import alen_card
from lowlight_desktop.training.alen_figures import golden_raw, measure
from lowlight_desktop.training.alen_page import alen_page
from lowlight_desktop.training.publish_graph import add_graphs
from lowlight_desktop.training.publishing import averaged, new_model, published, trained_run


def publish_alen(
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
        data: The data folder, for the validation figures.
        runs: Folder with the run `alen`, and with those of the ablation where there are any.
        models: Folder of the models.
        version: Of the weights: a date.
        unfinished: Publish a run that is not at its end.
        machine: What it was trained on, and for how long, in words for the page.

    Raises:
        UsageError: If the run is missing, or not at its end, or if the runs of the ablation cannot
            be compared.
        ModelError: If a checkpoint is damaged.
    """
    run = trained_run(runs / "alen", unfinished=unfinished)
    ablation = ablation_runs(runs)
    network = averaged(run)
    assert isinstance(network, Alen)
    with new_model(models, "alen") as folder:
        weights = folder / "weights.safetensors"
        card = published(network, weights, version, title="ALEN RAW", step="raw", quality="fast")
        model = in_hand(card, network, choose("cpu"))
        measured = measure(model, data)
        text = alen_card(card, network, measured, run)
        page = alen_page(card, network, measured, run, ablation, machine)
        (folder / "card.toml").write_text(text, encoding="utf-8")
        (folder / "README.md").write_text(page, encoding="utf-8")
        cv2.imwrite(str(folder / "golden.png"), golden_raw(model)[..., ::-1])
        add_graphs(folder)
