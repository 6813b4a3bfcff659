"""What is known about trained weights: the card that lies beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A model's card for machines, `models/<id>/card.toml`.

    Attributes:
        id: Folder name: "flw".
        title: What people call it.
        step: Which step of the recipe it does: "light", "denoise", "raw", "detail".
        quality: "fast" or "best".
        network: Name in `networks.registry`.
        config: Sizes of the network, the fields of its config.
        weights: The safetensors file.
        sha256: Of that file, in hexadecimal.
        parameters: Trainable numbers.
        version: Of the weights, a date.
        measured: Figures with their names: quality, tile difference, loss in bfloat16.
        render_sha256: Of the graph for other engines than torch; empty where there is none.
    """

    id: str
    title: str
    step: str
    quality: str
    network: str
    config: Mapping[str, int | float | bool | str]
    weights: Path
    sha256: str
    parameters: int
    version: str
    measured: Mapping[str, object]
    render_sha256: str = ""

    @property
    def graph(self) -> Path:
        """The ONNX file with the network's `render`, beside the weights."""
        return self.weights.with_name("render.onnx")
