"""What is said of hosts, by the command line and by the window."""

from pathlib import Path

from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.programs.digikam import NO_SHELL
from lowlight_desktop.hosts.programs.gimp import NOT_STARTED, TOO_OLD
from lowlight_desktop.hosts.sandbox import FLATPAK_ADVICE, SNAP_ADVICE
from lowlight_desktop.hosts.standing import Standing, State
from lowlight_desktop.photo.sentence import Sentence, declared

NOT_FOUND = Sentence("not found")

_BY_ANOTHER = "outdated (by Lowlight {0}, this is {1})"
_MOVED = "outdated (it starts another Lowlight, or one that has moved)"
_UNUSUAL = "{0} is not found. Its settings may lie in an unusual place."
_STAYS = "{0} was changed by hand and stays."
_NOTHING = "{0}: nothing was installed."

TEXTS = (
    *(state.value for state in State),
    *(NOT_FOUND.text, _BY_ANOTHER, _MOVED, _UNUSUAL, _STAYS, _NOTHING),
    *(FLATPAK_ADVICE, SNAP_ADVICE, NO_SHELL, NOT_STARTED, TOO_OLD),
)
"""For translators; each host has a title and a next step besides."""


def state_words(standing: Standing, version: str) -> Sentence:
    """How an installation stands: "installed".

    Args:
        standing: Of the installation.
        version: Of this program.
    """
    if standing.state is not State.OUTDATED:
        return declared(standing.state.value)
    if standing.version in ("", version):
        return Sentence(_MOVED)
    return Sentence(_BY_ANOTHER, standing.version, version)


def unusual(host: Host) -> Sentence:
    """That a program which is not found may be here all the same."""
    return Sentence(_UNUSUAL, host.title)


def stays(path: Path) -> Sentence:
    """That a file is the user's now."""
    return Sentence(_STAYS, str(path))


def nothing_installed(host: Host) -> Sentence:
    """That there was nothing to take away."""
    return Sentence(_NOTHING, host.title)
