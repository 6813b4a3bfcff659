"""The maps of networks that clean: which they are, and what is different about them."""

from lowlight_desktop.photo.network_map import ATTENTION

_GATE = "gate-"  # so begin the ids of `SaUnet.maps`


def is_gate(map_id: str | None) -> bool:
    """Whether a map takes as long to make as the cleaning took."""
    return map_id is not None and map_id.startswith(_GATE)


def is_of_cleaning(map_id: str | None) -> bool:
    """Whether a map is only there once the photo is clean."""
    return map_id == ATTENTION.id or is_gate(map_id)
