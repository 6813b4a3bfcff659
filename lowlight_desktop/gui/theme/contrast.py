"""How well text can be told from what is behind it."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colors.

    Args:
        one: sRGB as "#rrggbb".
        other: The same; their order does not matter.

    Returns:
        1 (equal) to 21 (black and white); text needs 4.5, signs and borders of controls 3 (AA).

    Source:
        W3C, "Web Content Accessibility Guidelines 2.2", contrast ratio.
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    """Light of a color relative to white, in [0, 1].

    Args:
        color: sRGB as "#rrggbb".

    Source:
        IEC 61966-2-1.
    """
    red, green, blue = (_light(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _light(encoded: float) -> float:
    return encoded / 12.92 if encoded <= 0.04045 else ((encoded + 0.055) / 1.055) ** 2.4
