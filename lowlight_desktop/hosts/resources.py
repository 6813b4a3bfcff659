"""Where scripts come from, and where those go that hosts do not look for."""

from pathlib import Path

from lowlight_desktop.hosts.system import System

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "hosts"


def own_folder(system: System) -> Path:
    """A folder of ours in the user's home."""
    if system.is_windows:
        return system.local / "Lowlight" / "hosts"
    if system.is_mac:
        return system.application_support / "Lowlight" / "hosts"
    return system.xdg_data / "lowlight" / "hosts"
