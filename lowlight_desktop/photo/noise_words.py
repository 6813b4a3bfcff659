"""How a noise level is written: "gain 0.83 DN/e−, read 3.1 DN (from the photo)"."""

from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource, PictureNoise

SOURCE_WORDS = {
    NoiseSource.PHOTOGRAPHER: "as you said",
    NoiseSource.PROFILE: "from the file",
    NoiseSource.TABLE: "measured for this camera",
    NoiseSource.PHOTO: "from the photo",
    NoiseSource.USUAL: "as usual, the photo shows none",
}
"""Where a noise level is known from; the window translates these."""

_AGREE = 0.2  # colors that differ by less are told as one
_WHOLE = 10.0  # from here on two digits need no point


def noise_in_words(noise: NoiseLevel) -> str:
    """A line: "gain 0.83 DN/e−, read 3.1 DN (from the photo)"."""
    gain, read = one_or_all(noise.gain), one_or_all(noise.read)
    return f"gain {gain} DN/e−, read {read} DN ({SOURCE_WORDS[noise.source]})"


def picture_noise_in_words(noise: PictureNoise) -> str:
    """A line: "luminance 4.2, color 6.1 of 255", or "none found"."""
    if noise.is_none:
        return "none found"
    return f"luminance {noise.luminance:.1f}, color {noise.color:.1f} of 255"


def one_or_all(numbers: tuple[float, ...]) -> str:
    """A number for all colors where they agree, else one for each: "0.83", "1.6/0.83/1.2".

    Args:
        numbers: One for each color, at least 0; at least one.

    Returns:
        Two digits each, more where there are more before the point.
    """
    mean = sum(numbers) / len(numbers)
    agree = max(numbers) - min(numbers) <= _AGREE * mean
    return "/".join(_two_digits(n) for n in ((mean,) if agree else numbers))


def _two_digits(number: float) -> str:
    rounded = float(f"{number:.2g}")
    return f"{number:.0f}" if rounded >= _WHOLE else f"{rounded:g}"
