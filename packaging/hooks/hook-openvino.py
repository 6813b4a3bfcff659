"""OpenVINO finds its plug-ins by file name, beside its library; the names end in versions."""

from PyInstaller.utils.hooks import collect_dynamic_libs, collect_submodules  # pyright: ignore[reportMissingModuleSource]


def _is_used(name: str) -> bool:
    return not name.startswith(("openvino.tools", "openvino.torch", "openvino._offline"))


hiddenimports = collect_submodules("openvino", filter=_is_used, on_error="ignore")
binaries = collect_dynamic_libs(
    "openvino", search_patterns=["*.dll", "*.dylib", "lib*.so", "lib*.so.*"]
)
# Where a link to the library stands elsewhere, OpenVINO looks there for its plug-ins.
bindepend_symlink_suppression = ["**/openvino/libs/*"]
