from pathlib import Path

import pytest

from lowlight_desktop.studio.user_folders import state_folder

HOME = Path("/home/ada")


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, HOME / ".local/state/lowlight"),
        ("linux", {"XDG_STATE_HOME": "/state"}, Path("/state/lowlight")),
        ("linux", {"XDG_STATE_HOME": "not/absolute"}, HOME / ".local/state/lowlight"),
        ("darwin", {}, HOME / "Library/Application Support/Lowlight"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/Lowlight")),
        ("win32", {}, HOME / "AppData/Local/Lowlight"),
        ("linux", {"LOWLIGHT_STATE": "/mine", "XDG_STATE_HOME": "/state"}, Path("/mine")),
    ],
)
def test_every_system_has_a_place_for_it(
    platform: str, environment: dict[str, str], folder: Path
) -> None:
    assert state_folder(platform, environment, HOME) == folder
