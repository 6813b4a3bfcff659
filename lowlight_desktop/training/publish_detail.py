"""From two runs to the Detail model: weights, card, page for people, golden picture."""

from pathlib import Path

import cv2

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.detail import Detail
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.card_text import Figures, card_text
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.denoiser_card import about
from lowlight_desktop.training.denoiser_figures import golden_clean
from lowlight_desktop.training.detail_figures import measure_detail
from lowlight_desktop.training.detail_page import detail_page
from lowlight_desktop.training.publish_graph import add_graphs
from lowlight_desktop.training.publishing import network_of, new_model, published, trained_run
from lowlight_desktop.training.run_facts import planned_steps, schedule_of

_HEAD = "noise_head."


def publish_detail(
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
        runs: Folder with the runs `detail` and `detail_level`.
        models: Folder of the models.
        version: Of the weights: a date.
        unfinished: Publish a run that is not at its end.
        machine: What it was trained on, and for how long, in words for the page.

    Raises:
        UsageError: If a run is missing, or not at its end.
        ModelError: If a checkpoint is damaged.
    """
    run = trained_run(runs / "detail", unfinished=unfinished)
    head = trained_run(runs / "detail_level", unfinished=unfinished)
    network = joined(run, head)
    with new_model(models, "detail") as folder:
        weights = folder / "weights.safetensors"
        card = published(
            network, weights, version, title="PANet detail", step="detail", quality="fast"
        )
        model = in_hand(card, network, choose("cpu"))
        measured = measure_detail(model, data)
        text = _card(card, network, measured, run, head)
        page = detail_page(card, network, measured, run, head, machine)
        (folder / "card.toml").write_text(text, encoding="utf-8")
        (folder / "README.md").write_text(page, encoding="utf-8")
        cv2.imwrite(str(folder / "golden.png"), golden_clean(model)[..., ::-1])
        add_graphs(folder)


def joined(run: Checkpoint, head: Checkpoint) -> Detail:
    """The network of a run with the head of another, in evaluation mode.

    Whatever head the run carries along was never trained: it does not count.
    """
    network = network_of(run)
    assert isinstance(network, Detail)
    weights = {k: v for k, v in run.average.items() if not k.startswith(_HEAD)}
    weights |= {f"{_HEAD}{name}": weight for name, weight in head.average.items()}
    network.load_state_dict(weights)
    return network.eval().requires_grad_(requires_grad=False)


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
