"""What is known about trained weights: the card that lies beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
        render: What whoever asks the network must know: "grid_px", "halo_px". What the card does
            not say, the network does.
        graphs: The SHA-256 of each of its graphs, by what they answer: "render", "survey". They
            are for other engines than torch; a question without a graph is torch's.
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
    render: Mapping[str, object] = field(default_factory=dict[str, object])
    graphs: Mapping[str, str] = field(default_factory=dict[str, str])

    def graph(self, question: str) -> Path:
        """The ONNX file that answers a question, beside the weights.

        Args:
            question: One of `graphs`.
        """
        return self.weights.with_name(f"{question}.onnx")
