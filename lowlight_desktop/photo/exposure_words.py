"""How photographers write an exposure: 1/60 s, f/2.8, ISO 400, 35 mm."""

from lowlight_desktop.photo.metadata import Metadata

_SHORT_S = 0.3  # cameras write shorter times as fractions of a second
_CLOSE = 0.05


def shutter_words(exposure_s: float) -> str:
    """An exposure time: "1/60 s", "0.5 s", "2.0 s", "30 s".

    Args:
        exposure_s: Seconds, above 0.
    """
    part = max(round(1.0 / exposure_s), 1)
    if exposure_s < _SHORT_S and abs(1.0 / part - exposure_s) <= _CLOSE * exposure_s:
        return f"1/{part} s"
    # A place after the point says that it is not a fraction: cameras write 2" or 2.0.
    return f"{exposure_s:.1f} s" if round(exposure_s, 1) < 10.0 else f"{exposure_s:.0f} s"


def aperture_words(f_number: float) -> str:
    """An f-number: "f/2.8", "f/0.95", "f/8"."""
    return f"f/{_two_digits(f_number)}"


def iso_words(iso: float) -> str:
    """A film speed: "ISO 400"."""
    return f"ISO {iso:.0f}"


def focal_length_words(focal_length_mm: float) -> str:
    """A focal length: "35 mm", "4.2 mm"."""
    return f"{_two_digits(focal_length_mm)} mm"


def exposure_words(metadata: Metadata) -> str:
    """All that is known about the exposure in one line, or nothing: "1/60 s, f/2.8, ISO 400"."""
    said = (
        (metadata.exposure_s, shutter_words),
        (metadata.aperture, aperture_words),
        (metadata.iso, iso_words),
        (metadata.focal_length_mm, focal_length_words),
    )
    return ", ".join(words(value) for value, words in said if value)


def _two_digits(value: float) -> str:
    return f"{value:.2g}" if value < 99.0 else f"{value:.0f}"
