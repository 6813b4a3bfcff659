"""Networks that clean, and have seen a photo, for those who do not know torch."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.network_map import NetworkMap
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.sentence import Sentence

if TYPE_CHECKING:
    from lowlight_desktop.engine.denoise import SurveyedPicture
    from lowlight_desktop.engine.loading import Loaded
    from lowlight_desktop.engine.raw import SurveyedRaw


@dataclass(frozen=True, slots=True, eq=False)
class RawCleaner:
    """What can be asked of a RAW network that has seen a photo.

    Attributes:
        model: Id of the network.
    """

    model: str
    _raw: SurveyedRaw
    _tile_px: int
    _on_cpu: Callable[[], Loaded]

    def blocks(self, done: int, look: Callable[[], None]) -> Generator[tuple[Region, Pixels]]:
        """The photo clean, piece by piece; as `raw.clean_blocks`.

        Args:
            done: So many pieces are left out.
            look: Raises what stops the work; asked between the network's layers.
        """
        from lowlight_desktop.engine.raw import clean_blocks
        from lowlight_desktop.engine.stopping import watched

        with watched(self._raw.model, look):
            yield from clean_blocks(
                self._raw, tile_px=self._tile_px, on_cpu=self._on_cpu, done=done
            )

    def attended(self, row: int, column: int) -> Pixels:
        """Where in the photo the network looks from one place; as `raw.attended`."""
        from lowlight_desktop.engine.raw import attended
        from lowlight_desktop.engine.tiles import out_of_memory_as_event

        with out_of_memory_as_event(Sentence("The place could not be looked at")):
            return attended(self._raw, row, column)


@dataclass(frozen=True, slots=True, eq=False)
class PictureCleaner:
    """What can be asked of a denoising network that has seen a developed picture.

    Attributes:
        model: Id of the network.
        noise: That was found in the picture.
        maps: The spatial gates that it can show.
    """

    model: str
    noise: PictureNoise
    maps: tuple[NetworkMap, ...]
    _picture: SurveyedPicture
    _tile_px: int
    _on_cpu: Callable[[], Loaded]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found: the photo comes back as it is, at once."""
        return self._picture.is_clean

    def blocks(self, done: int, look: Callable[[], None]) -> Generator[tuple[Region, Pixels]]:
        """The photo clean, piece by piece; as `denoise.clean_picture_blocks`.

        Args:
            done: So many pieces are left out.
            look: Raises what stops the work; asked between the network's layers.
        """
        from lowlight_desktop.engine.denoise import clean_picture_blocks
        from lowlight_desktop.engine.stopping import watched

        with watched(self._picture.model, look):
            yield from clean_picture_blocks(
                self._picture, tile_px=self._tile_px, on_cpu=self._on_cpu, done=done
            )

    def gate_blocks(
        self, name: str, done: int, look: Callable[[], None]
    ) -> Generator[tuple[Region, Pixels]]:
        """One of `maps`, piece by piece; as `denoise.gate_blocks`.

        Args:
            name: The map's id.
            done: As for `blocks`.
            look: Likewise.
        """
        from lowlight_desktop.engine.denoise import gate_blocks
        from lowlight_desktop.engine.stopping import watched

        layer = [m.id for m in self.maps].index(name)
        with watched(self._picture.model, look):
            yield from gate_blocks(self._picture, layer, tile_px=self._tile_px, done=done)

    def attended(self, row: int, column: int) -> tuple[Region, Pixels] | None:
        """What the network compares one place with; as `denoise.attended`."""
        from lowlight_desktop.engine.denoise import attended
        from lowlight_desktop.engine.tiles import out_of_memory_as_event

        with out_of_memory_as_event(Sentence("The place could not be looked at")):
            return attended(self._picture, row, column)

    def channel_gates(self) -> tuple[Pixels, ...]:
        """Gates of channels that are weighed as wholes; as `denoise.channel_gates`."""
        from lowlight_desktop.engine.denoise import channel_gates

        return channel_gates(self._picture)
