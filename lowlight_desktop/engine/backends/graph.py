"""What a graph beside a model's weights answers, whoever computes it."""

from collections.abc import Callable, Mapping
from typing import Protocol

from lowlight_desktop.engine.backends.arrays import Floats, Known
from lowlight_desktop.engine.backends.way import Backend


class Graph(Protocol):
    """One answer of a network; one thread asks at a time, or what is said of `lanes`."""

    @property
    def backend(self) -> Backend:
        """Who computes."""
        ...

    @property
    def version(self) -> str:
        """Of the library that computes."""
        ...

    def render(
        self,
        inputs: Mapping[str, Floats],
        *,
        bfloat16: bool,
        lanes: int = 1,
        look: Callable[[], None] | None = None,
    ) -> Floats:
        """The network's answer on one tile.

        Args:
            inputs: By their names: `arrays.named`.
            bfloat16: Whether inner layers are computed in bfloat16.
            lanes: How many threads ask for tiles at once; more than one only of OpenVINO.
            look: Raises what stops the work; asked a few times a tile.

        Returns:
            (1, C, H, W) float32, in memory as the library likes it.

        Raises:
            RuntimeError: If it cannot be done, say for want of memory.
        """
        ...

    def ask(self, given: tuple[Floats, ...], look: Callable[[], None] | None = None) -> Known:
        """What the network says of a whole photo, in float32.

        Args:
            given: What it asks for.
            look: As for `render`.

        Raises:
            RuntimeError: As for `render`.
        """
        ...
