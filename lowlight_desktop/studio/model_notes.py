"""What people should know of the networks: versions, and the terms of what they were trained on."""

import re
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.engine.model_store import MODELS, installed
from lowlight_desktop.photo.model_card import ModelCard

_HEADER = "| data | used | terms |"
_ROW = re.compile(r"\|([^|]*)\|([^|]*)\|([^|]*)\|$")


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Photos that a network has learned from.

    Attributes:
        name: Of the data set.
        used: How much of it.
        terms: Under which it is given away.
    """

    name: str
    used: str
    terms: str


@dataclass(frozen=True, slots=True)
class ModelNote:
    """A network that is installed.

    Attributes:
        title: What people call it.
        version: Of its weights.
        parameters: Trainable numbers.
        data: What it was trained on, as its page says; empty where the page says nothing.
    """

    title: str
    version: str
    parameters: int
    data: tuple[TrainingData, ...]


def model_notes(models: Path = MODELS) -> tuple[ModelNote, ...]:
    """Notes on all installed networks, by id.

    Raises:
        ModelError: If a card cannot be read.
    """
    return tuple(_note(card) for card in installed(models))


def _note(card: ModelCard) -> ModelNote:
    try:
        page = (card.weights.parent / "README.md").read_text("utf-8")
    except (OSError, UnicodeDecodeError):  # the network works without its page
        page = ""
    return ModelNote(card.title, card.version, card.parameters, training_data(page))


def training_data(page: str) -> tuple[TrainingData, ...]:
    """The table of data sets on a model's page.

    Args:
        page: Markdown with a table of data, use and terms.
    """
    lines = [line.strip() for line in page.splitlines()]
    if _HEADER not in lines:
        return ()
    found: list[TrainingData] = []
    for line in lines[lines.index(_HEADER) + 2 :]:  # behind the rule below the header
        row = _ROW.match(line)
        if row is None:
            break
        found.append(TrainingData(*(cell.strip() for cell in row.groups())))
    return tuple(found)
