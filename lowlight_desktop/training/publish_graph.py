"""`lowlight publish NAME --graph-only`: golden picture and graphs, of a model's weights alone."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.backends.arrays import STREAM, STREAM_LAG
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.engine.backends.way import MOST_DIFFERENCE, Backend, Way
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import read_card
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.alen_figures import golden_raw
from lowlight_desktop.training.denoiser_figures import golden_clean
from lowlight_desktop.training.flw_figures import golden
from lowlight_desktop.training.graph import OPSET, QUESTIONS, graphs_of, lag_px

GOLDEN: Mapping[str, Callable[[Loaded], Stored]] = {
    "light": golden,
    "raw": golden_raw,
    "denoise": golden_clean,
    "detail": golden_clean,
}
"""What makes the golden picture of a step's models."""

_TABLE = "\n[render]\n"
"""Begins what is written here, to the end of the card."""
# Not the traced size: what is fixed by mistake while a network is traced, fits that one.
_SIDES_PX = 96, 160


def add_graphs(folder: Path) -> None:
    """Write golden picture and graphs into a model's folder, and what users of these must know.

    A network that cannot be traced gets the latter alone.

    Args:
        folder: With the card and the weights.

    Raises:
        UsageError: If the package onnx is missing.
        ModelError: If the model is damaged, or if its graphs do not make the golden picture.
    """
    model = load(replace(read_card(folder), graphs={}, render={}), choose("cpu"))
    cv2.imwrite(str(folder / "golden.png"), GOLDEN[model.card.step](model)[..., ::-1])
    network = model.weights.network
    graphs = graphs_of(network) if model.card.step in QUESTIONS else {}
    lines: dict[str, object] = dict(network.facts)
    if graphs:
        lines |= {"opset": OPSET}
    if STREAM in graphs:
        lines |= {STREAM_LAG: lag_px(network)}
    if graphs and by_openvino.is_here():
        by_graphs = {name: by_openvino.Graph(graph) for name, graph in graphs.items()}
        card = replace(model.card, render=lines)
        lines |= differences(replace(model, card=card, graphs=by_graphs))
    for name, graph in graphs.items():
        (folder / f"{name}.onnx").write_bytes(graph)
    sums = {name: hashlib.sha256(graph).hexdigest() for name, graph in graphs.items()}
    file = folder / "card.toml"
    text = file.read_text(encoding="utf-8").partition(_TABLE)[0]
    tables = _TABLE + _rows(lines) + ("\n[graphs]\n" + _rows(sums) if sums else "")
    file.write_text(text + tables, encoding="utf-8")


def _rows(lines: Mapping[str, object]) -> str:
    return "".join(
        f'"{name}" = {json.dumps(value, ensure_ascii=False)}\n' for name, value in lines.items()
    )


def differences(model: Loaded) -> dict[str, float]:
    """How far OpenVINO's golden picture, and an oblong tile, are from torch's, in steps of 255.

    Args:
        model: With a graph.

    Raises:
        ModelError: If it is another picture.
    """
    make, step = GOLDEN[model.card.step], model.card.step
    tile = tuple(x[..., : _SIDES_PX[0], :] for x in tile_inputs(step, _SIDES_PX[1]))
    known = model.weights.network.ask("survey", survey_inputs(step, model.grid_px), bfloat16=False)

    def made(backend: Backend) -> tuple[Pixels, Pixels]:
        way = Way(backend, bfloat16=False)
        picture = make(replace(model, chosen=way))
        scale = np.float32(255 / np.iinfo(picture.dtype).max)
        return picture.astype(np.float32) * scale, model.by(way, tile, known) * np.float32(255)

    pairs = zip(made("openvino"), made("torch"), strict=True)
    far = max(float(np.abs(ours - theirs).max()) for ours, theirs in pairs)
    if far > MOST_DIFFERENCE:
        raise ModelError(
            f"The graph of {model.card.title} makes another picture than its network: up to "
            f"{far:.2g} steps of 255 away. It is not published."
        )
    return {"largest difference of OpenVINO in float32": float(f"{far:.2g}")}
