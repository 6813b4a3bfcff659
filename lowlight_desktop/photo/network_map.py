"""What a network can show of its work, place by place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """A map that a network declares; the window lists what is declared.

    Attributes:
        id: For programs: "gain".
        label: For people: "Light added".
        unit: Of its values, "EV"; may be empty.
        signed: Whether 0 lies in the middle of its scale, not at its lower end.
    """

    id: str
    label: str
    unit: str = ""
    signed: bool = False


GAIN = NetworkMap("gain", "Light added", "EV")
"""Luminance after the network's step over luminance before: any network can declare it."""

LOCAL = NetworkMap("local", "Local correction", "EV", signed=True)
"""How much brighter a pixel is than under the light network's curve alone."""

STREAMS = ("fine", "medium", "coarse")
"""What a network that works in three sizes at once chooses among, place by place."""

ATTENTION = NetworkMap("attention", "Compared with")
"""Where a network looks from one place of the photo, as a share of the strongest place."""
