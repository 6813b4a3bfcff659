"""pyexiv2 loads its library by path, with ctypes."""

from PyInstaller.utils.hooks import collect_dynamic_libs  # pyright: ignore[reportMissingModuleSource]

binaries = collect_dynamic_libs("pyexiv2", search_patterns=["*.dll", "*.dylib", "libexiv2.so*"])
hiddenimports = ["pyexiv2.lib.exiv2api"]
