"""The shipped models that have a graph, and their golden pictures."""

from dataclasses import replace
from typing import cast

import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.backends.arrays import Floats, Known
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.publish_graph import GOLDEN

WITH_GRAPH = [card for card in installed() if card.graphs]
TORCH, OPENVINO = Way("torch", bfloat16=False), Way("openvino", bfloat16=False)
ROUNDED = Way("openvino", bfloat16=True)

needs_openvino = pytest.mark.skipif(not by_openvino.is_here(), reason="OpenVINO is not here")


def model_by(card: ModelCard, way: Way) -> Loaded:
    """The model, computed in one way only."""
    return replace(load(card, choose("cpu")), chosen=way)


def example(model: Loaded, side_px: int) -> tuple[tuple[Floats, ...], Known]:
    """A tile of a dim photo, and what the network knows of that photo."""
    step = model.card.step
    known = model.asked(TORCH, "survey", *survey_inputs(step, model.grid_px))
    return tile_inputs(step, side_px), known


def in_steps(picture: Stored) -> Pixels:
    """Stored values in steps of 255."""
    most = 255 if picture.dtype == np.uint8 else 65535
    return picture.astype(np.float32) * np.float32(255 / most)


def golden_by(card: ModelCard, way: Way) -> Pixels:
    """The golden picture through the whole step, in steps of 255."""
    return in_steps(GOLDEN[card.step](model_by(card, way)))


def golden_file(card: ModelCard) -> Pixels:
    """The golden picture as it was published, in steps of 255."""
    stored = cv2.imread(str(card.weights.with_name("golden.png")), cv2.IMREAD_UNCHANGED)
    assert stored is not None
    return in_steps(cast("Stored", stored[..., ::-1]))
