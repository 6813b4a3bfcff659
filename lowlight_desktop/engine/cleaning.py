"""A RAW network that has seen a photo, for those who do not know torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region

if TYPE_CHECKING:
    from lowlight_desktop.engine.loading import Loaded
    from lowlight_desktop.engine.raw import SurveyedRaw


@dataclass(frozen=True, slots=True, eq=False)
class Cleaning:
    """What can be asked of a RAW network that has seen a photo.

    Attributes:
        model: Id of the network.
    """

    model: str
    _raw: SurveyedRaw
    _tile_px: int
    _on_cpu: Callable[[], Loaded]

    def blocks(self) -> Iterator[tuple[Region, Pixels]]:
        """The photo clean, piece by piece; as `raw.clean_blocks`."""
        from lowlight_desktop.engine.raw import clean_blocks

        return clean_blocks(self._raw, tile_px=self._tile_px, on_cpu=self._on_cpu)

    def attended(self, row: int, column: int) -> Pixels:
        """Where in the photo the network looks from one place; as `raw.attended`."""
        from lowlight_desktop.engine.raw import attended
        from lowlight_desktop.engine.tiles import out_of_memory_as_event

        with out_of_memory_as_event("The place could not be looked at"):
            return attended(self._raw, row, column)
