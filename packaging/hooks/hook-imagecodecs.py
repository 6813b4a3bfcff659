"""imagecodecs imports each of its codecs by name when it is first asked for."""

from contents import CODECS
from PyInstaller.utils.hooks import collect_submodules  # pyright: ignore[reportMissingModuleSource]

_WANTED = {"_shared", "_shared_cython", *(f"_{name}" for name in CODECS)}


def _is_wanted(name: str) -> bool:
    return not name.startswith("imagecodecs._") or name.partition(".")[2] in _WANTED


hiddenimports = collect_submodules("imagecodecs", filter=_is_wanted, on_error="ignore")
