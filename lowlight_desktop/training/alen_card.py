"""The card for machines that `publish` writes beside the ALEN weights."""

from lowlight_desktop.networks.alen import Alen
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.alen_figures import work_per_px
from lowlight_desktop.training.card_text import Figures, card_text
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.run_facts import planned_steps, schedule_of


def alen_card(card: ModelCard, network: Alen, measured: Figures, run: Checkpoint) -> str:
    """The text of `card.toml`.

    Args:
        card: The card without its figures.
        network: What it describes.
        measured: Figures by what they are.
        run: Where the weights come from.
    """
    about = {
        "input": "a Bayer mosaic, 0 at black and 1 at the full sensor, with gain and read noise",
        "output": "linear camera RGB of the same size and unit, not white-balanced, not clipped",
        "grid_px": network.config.grid_px,
        "reach_px": network.config.reach_px,
        "multiplications_per_px": work_per_px(network),
    }
    trained = {
        "steps": run.step,
        "planned steps": planned_steps(run),
        "seed": schedule_of(run)["seed"],
        "photos": run.facts["photos"],
    }
    return card_text(card, about, trained, measured)
