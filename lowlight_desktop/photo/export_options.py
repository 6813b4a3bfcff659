"""How a finished photo is written."""

from dataclasses import dataclass, replace
from enum import Enum

from lowlight_desktop.photo.color_space import OUTPUT_SPACES, SRGB, ColorSpace


class FileFormat(Enum):
    """A container that can be written.

    A DNG holds the sensor's own colors, for another program to develop; the others hold a finished
    picture.
    """

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    JXL = "jxl"
    AVIF = "avif"
    DNG = "dng"

    @property
    def suffix(self) -> str:
        """The usual ending, with the dot."""
        return {"jpeg": ".jpg", "tiff": ".tif"}.get(self.value, f".{self.value}")

    @property
    def depths(self) -> tuple[int, ...]:
        """Bits per channel that it can hold."""
        return {"jpeg": (8,), "avif": (10,), "dng": (16,)}.get(self.value, (8, 16))

    @property
    def has_quality(self) -> bool:
        """Whether a number says how well it keeps the picture; the others keep all of it."""
        return self in (FileFormat.JPEG, FileFormat.JXL, FileFormat.AVIF)


class Existing(Enum):
    """What happens when the output's name is taken."""

    NUMBER = "number"  # photo-2.jpg
    OVERWRITE = "overwrite"
    SKIP = "skip"


class OutputSharpening(Enum):
    """How much crisper a photo is written than it was developed, for a screen."""

    OFF = "off"
    LOW = "low"
    STANDARD = "standard"
    HIGH = "high"


class MetadataPolicy(Enum):
    """Which tags of the original a finished photo keeps."""

    EVERYTHING = "everything"
    WITHOUT_GPS = "without-gps"  # neither coordinates nor names of places
    COPYRIGHT = "copyright"  # who made it, and what others may do with it
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a finished photo is written.

    Attributes:
        format: The container.
        depth: Bits per channel, 8, 10 or 16; 8 is dithered.
        quality: Of JPEG, JPEG XL and AVIF, 1 to 100; chroma is never sub-sampled. At 100, JPEG XL
            and AVIF lose nothing.
        space: The space that the pixels are converted to and whose profile is embedded; a DNG stays
            in the camera's.
        existing: What happens when the name is taken.
        long_edge_px: Pixels of the longer side, at least 1, or None: as the photo is. A smaller
            photo is never enlarged, a DNG is never made smaller.
        metadata: Which tags are kept.
        megapixels: Millions of pixels, above 0, or None, under the same terms; of the two limits,
            the one that leaves less counts.
        sharpening: Of the photo in its final size; a DNG is never sharpened.

    Raises:
        ValueError: If the container cannot hold that, or a number is out of its range.
    """

    format: FileFormat = FileFormat.JPEG
    depth: int = 8
    quality: int = 95
    space: ColorSpace = SRGB
    existing: Existing = Existing.NUMBER
    long_edge_px: int | None = None
    metadata: MetadataPolicy = MetadataPolicy.EVERYTHING
    megapixels: float | None = None
    sharpening: OutputSharpening = OutputSharpening.OFF

    @property
    def limits_size(self) -> bool:
        """Whether a large photo is written smaller than it is."""
        return self.long_edge_px is not None or self.megapixels is not None

    def in_full_size(self) -> "ExportOptions":
        """The same as the photo is: neither smaller nor sharpened."""
        return replace(self, long_edge_px=None, megapixels=None, sharpening=OutputSharpening.OFF)

    def __post_init__(self) -> None:
        if self.depth not in self.format.depths:
            raise ValueError(f"{self.format.name} cannot hold {self.depth} bits per channel")
        if not 1 <= self.quality <= 100:
            raise ValueError(f"Quality must be 1 to 100, got {self.quality}")
        if self.space not in OUTPUT_SPACES.values():
            raise ValueError(f"Photos cannot be saved in {self.space.name}")
        if self.long_edge_px is not None and self.long_edge_px < 1:
            raise ValueError(f"The long edge must be at least 1 px, got {self.long_edge_px}")
        if self.megapixels is not None and not 0.0 < self.megapixels < float("inf"):
            raise ValueError(f"The megapixels must be more than 0, got {self.megapixels:g}")
