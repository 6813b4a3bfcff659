"""The card for machines that `publish` writes beside the weights of a denoiser."""

from lowlight_desktop.networks.picture_denoiser import PictureDenoiser
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.card_text import Figures, card_text
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.denoiser_figures import work_per_px
from lowlight_desktop.training.run_facts import planned_steps, schedule_of


def denoiser_card(
    card: ModelCard, network: PictureDenoiser, measured: Figures, run: Checkpoint, head: Checkpoint
) -> str:
    """The text of `card.toml`.

    Args:
        card: The card without its figures.
        network: What it describes.
        measured: Figures by what they are.
        run: Where the weights come from.
        head: And those of the noise head.
    """
    trained = {
        "steps": run.step,
        "planned steps": planned_steps(run),
        "seed": schedule_of(run)["seed"],
        "steps of the noise head": head.step,
        "photos": run.facts["photos"],
        "noise": run.facts["mix"],
    }
    return card_text(card, about(network), trained, measured)


def about(network: PictureDenoiser) -> dict[str, object]:
    """What goes into a network of finished pictures, what comes out, and what it costs."""
    return {
        "input": "sRGB-encoded RGB in [0, 1]; wide gamut and highlights are carried around it",
        "output": "the same, not clipped",
        "grid_px": network.sizes.grid_px,
        "reach_px": network.sizes.reach_px,
        "multiplications_per_px": work_per_px(network),
    }
