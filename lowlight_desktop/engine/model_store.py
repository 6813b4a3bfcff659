"""The folder of models: reading cards, and opening weights that are what their card says."""

import hashlib
import tomllib
from pathlib import Path

from lowlight_desktop.engine.preload import torch_is_here
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.photo.sentence import Sentence, said_by

MODELS = Path(__file__).resolve().parents[2] / "models"
"""The models that ship with the program."""


def read_card(folder: Path) -> ModelCard:
    """Read `card.toml` of a model's folder.

    Raises:
        ModelError: If it is missing, broken, or not whole.
    """
    try:
        with (folder / "card.toml").open("rb") as file:
            card = tomllib.load(file)
        return ModelCard(
            id=folder.name,
            title=card["title"],
            step=card["step"],
            quality=card["quality"],
            network=card["network"],
            config=card["config"],
            weights=folder / "weights.safetensors",
            sha256=card["sha256"],
            parameters=card["parameters"],
            version=card["version"],
            measured=card.get("measured", {}),
            render=card.get("render", {}),
            graphs=card.get("graphs", {}),
        )
    except OSError as error:
        raise ModelError(
            Sentence(
                "{0}: the model has no readable card.toml ({1}). Install Lowlight anew.",
                str(folder),
                str(error.strerror),
            )
        ) from error
    except (ValueError, KeyError, AttributeError) as error:  # no TOML, or no text
        raise ModelError(
            Sentence(
                "{0}/card.toml: the model's card is damaged ({1}). Install Lowlight anew.",
                str(folder),
                said_by(error),
            )
        ) from error


def installed(models: Path = MODELS) -> tuple[ModelCard, ...]:
    """The cards of all models, by id."""
    folders = sorted(p.parent for p in models.glob("*/card.toml"))
    return tuple(read_card(f) for f in folders)


def usable(models: Path = MODELS) -> tuple[ModelCard, ...]:
    """Those that can be computed here: without torch a model needs graphs, and who reads them."""
    cards = installed(models)
    if torch_is_here():
        return cards
    # The window starts without them.
    from lowlight_desktop.engine.backends import by_onnxruntime, by_openvino

    readable = by_openvino.is_here() or by_onnxruntime.is_here()
    return tuple(card for card in cards if card.graphs and readable)


def find(step: str, quality: str, models: Path = MODELS) -> ModelCard:
    """The model that does a step in a quality.

    Raises:
        ModelError: If none is installed.
    """
    for card in installed(models):
        if (card.step, card.quality) == (step, quality):
            return card
    raise ModelError(
        Sentence(
            "No model for {0} {1} is installed. See `lowlight models` for what there is.",
            step,
            quality,
        )
    )


def verified_weights(card: ModelCard) -> bytes:
    """The weights file's bytes, after their SHA-256 was compared with the card's.

    Raises:
        ModelError: If it is missing or another file than the card describes.
    """
    return _verified(card.weights, card.sha256, Sentence("the weights of {0}", card.title))


def verified_graph(card: ModelCard, question: str) -> bytes:
    """The bytes of a model's graph, after their SHA-256 was compared with the card's.

    Args:
        card: Of the model.
        question: What the graph answers, one of `card.graphs`.

    Raises:
        ModelError: If it is missing or another file than the card describes.
    """
    file, sha256 = card.graph(question), card.graphs[question]
    return _verified(file, sha256, Sentence("the graph of {0}", card.title))


def _verified(file: Path, sha256: str, what: Sentence) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ModelError(
            Sentence(
                "{0}: {1} cannot be read ({2}). Install Lowlight anew.",
                str(file),
                what,
                str(error.strerror),
            )
        ) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError(
            Sentence(
                "{0}: this is not the file that the card describes. It will not be opened; "
                "install Lowlight anew.",
                str(file),
            )
        )
    return data
