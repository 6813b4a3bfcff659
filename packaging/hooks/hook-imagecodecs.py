"""imagecodecs imports each of its codecs by name when it is first asked for."""

from PyInstaller.utils.hooks import collect_submodules  # pyright: ignore[reportMissingModuleSource]

hiddenimports = collect_submodules("imagecodecs", on_error="ignore")
