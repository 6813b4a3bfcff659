"""A photograph as it came from a file."""

from dataclasses import dataclass, field
from pathlib import Path

from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.sentence import NOTHING, Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Photograph:
    """One photo, upright, in the working space.

    Attributes:
        path: The original, never written.
        image: Linear Rec. 2020 (`color_space.WORKING`), orientation applied.
        source_format: What the file is, for people: "JPEG", "16-bit TIFF", "Canon CRW".
        bit_depth: Bits per channel in the file.
        mosaic: The sensor data, where the file is a RAW with a color filter array.
        metadata: Tags, to be written into the output.
        is_developed: False if `image` is black and only its size is true: the mosaic is still to be
            developed.
        remark: What of the file could not be used, and what was taken instead; mostly `NOTHING`.
    """

    path: Path
    image: Image
    source_format: str
    bit_depth: int
    mosaic: Mosaic | None = None
    metadata: Metadata = field(default=NO_METADATA)
    is_developed: bool = True
    remark: Sentence = NOTHING

    @property
    def is_raw(self) -> bool:
        """Whether the file holds sensor data."""
        return self.mosaic is not None
