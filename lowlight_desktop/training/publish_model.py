"""What every network is published by: all of a model's folder is written, or nothing."""

from collections.abc import Callable

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.publish_graph import add_graphs
from lowlight_desktop.training.publishing import AnyNetwork, Publication, new_model, published

Described = Callable[[ModelCard, Loaded], tuple[str, str]]
"""Measures a model, given its card without figures; says the text of its card and of its page."""


def publish_model(
    network: AnyNetwork,
    order: Publication,
    described: Described,
    *,
    name: str,
    title: str,
    step: str,
    quality: str,
) -> None:
    """Write the weights of a network, card, page for people, golden picture and graphs.

    Args:
        network: Trained.
        order: Where to.
        described: Called once, with the model ready to work on the processor.
        name: The model's id.
        title: For people.
        step: What it does.
        quality: How well.
    """
    with new_model(order.models, name) as folder:
        weights = folder / "weights.safetensors"
        card = published(network, weights, order.version, title=title, step=step, quality=quality)
        model = in_hand(card, network, choose("cpu"))
        text, page = described(card, model)
        (folder / "card.toml").write_text(text, encoding="utf-8")
        (folder / "README.md").write_text(page, encoding="utf-8")
        add_graphs(folder)
