"""Where the program keeps what belongs to its user."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def config_folder(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
) -> Path:
    """For what the user has chosen, which goes with him to other machines.

    Args:
        platform: As `sys.platform`.
        environment: LOWLIGHT_CONFIG in it comes first, then what the system has for this.
        home: The user's home folder.
    """
    return _folder(
        platform,
        environment,
        home or Path.home(),
        own="LOWLIGHT_CONFIG",
        windows=("APPDATA", "Roaming"),
        others=("XDG_CONFIG_HOME", ".config"),
    )


def state_folder(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
) -> Path:
    """For what the program must remember between two starts on this machine, and nobody edits.

    Args:
        platform: As `sys.platform`.
        environment: LOWLIGHT_STATE in it comes first, then what the system has for this.
        home: The user's home folder.
    """
    return _folder(
        platform,
        environment,
        home or Path.home(),
        own="LOWLIGHT_STATE",
        windows=("LOCALAPPDATA", "Local"),
        others=("XDG_STATE_HOME", ".local/state"),
    )


def _folder(
    platform: str,
    environment: Mapping[str, str],
    home: Path,
    *,
    own: str,
    windows: tuple[str, str],
    others: tuple[str, str],
) -> Path:
    """A variable of ours, or of the system with the usual place where it is not set."""
    if chosen := environment.get(own):
        return Path(chosen)
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Lowlight"
    if platform == "win32":
        variable, usual = windows
        return Path(environment.get(variable) or home / "AppData" / usual) / "Lowlight"
    variable, usual = others
    folder = Path(environment.get(variable, ""))
    return (folder if folder.is_absolute() else home / usual) / "lowlight"
