"""The folder for what the program must remember between two starts, and nobody edits."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def state_folder(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
) -> Path:
    """Where journals lie if nobody says otherwise; the folder may not exist yet.

    Args:
        platform: As `sys.platform`.
        environment: LOWLIGHT_STATE in it comes first, then what the system has for this.
        home: The user's home folder.
    """
    if chosen := environment.get("LOWLIGHT_STATE"):
        return Path(chosen)
    home = home or Path.home()
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Lowlight"
    if platform == "win32":  # not the roaming one: a queue names files of this machine
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Lowlight"
    state = Path(environment.get("XDG_STATE_HOME", ""))
    return (state if state.is_absolute() else home / ".local" / "state") / "lowlight"
