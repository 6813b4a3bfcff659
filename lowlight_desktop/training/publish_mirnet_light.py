"""From a run to `models/mirnet_light/`: weights, card, page for people, golden picture.

Light Fast, which it goes on from, is measured beside it: what is called Best must be better.
"""

from pathlib import Path

import cv2

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.mirnet_light import MirnetLight
from lowlight_desktop.training.flw_figures import golden, light_figures
from lowlight_desktop.training.mirnet_light_page import mirnet_light_card, mirnet_light_page
from lowlight_desktop.training.publish_graph import add_graphs
from lowlight_desktop.training.publishing import averaged, new_model, published, trained_run

NAME = "mirnet_light"


def publish_mirnet_light(
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
        runs: Folder with the run `mirnet_light`.
        models: Folder of the models, with that of Light Fast.
        version: Of the weights: a date.
        unfinished: Publish a run that is not at its end.
        machine: What it was trained on, and for how long, in words for the page.

    Raises:
        UsageError: If the run is missing, or not at its end.
        ModelError: If the checkpoint or Light Fast is damaged.
    """
    run = trained_run(runs / NAME, unfinished=unfinished)
    network = averaged(run)
    assert isinstance(network, MirnetLight)
    fast = load(find("light", "fast", models), choose("cpu"))
    with new_model(models, NAME) as folder:
        weights = folder / "weights.safetensors"
        card = published(
            network, weights, version, title="MIRNet light", step="light", quality="best"
        )
        model = in_hand(card, network, choose("cpu"))
        both = light_figures(model, data), light_figures(fast, data)
        text = mirnet_light_card(card, network, both[0], run)
        page = mirnet_light_page(card, network, both, run, machine)
        (folder / "card.toml").write_text(text, encoding="utf-8")
        (folder / "README.md").write_text(page, encoding="utf-8")
        cv2.imwrite(str(folder / "golden.png"), golden(model)[..., ::-1])
        add_graphs(folder)
