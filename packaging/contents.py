"""What of the installed packages goes into the frozen program, and what stays out."""

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

DATA = ("models", "resources", "docs/guide")
"""Folders of ours; the program finds them beside its package, frozen or not."""

NOT_IMPORTED = (
    "lowlight_desktop.training",  # needs its data sets, and an interpreter
    "dask",  # extras of clusters and of publishing
    "distributed",
    "onnx",
    "onnxruntime.backend",
    "onnxruntime.datasets",
    "onnxruntime.quantization",
    "onnxruntime.tools",
    "onnxruntime.transformers",
    "openvino.tools",  # its converter, which tells Intel of being imported
    "openvino_telemetry",
    "torch._dynamo",  # torch's compiler, and what only that imports
    "torch._inductor",
    "torch.testing._internal.common_methods_invocations",  # of its tests
    "torch.testing._internal.distributed",
    "torch.testing._internal.opinfo",
    "torch.utils.tensorboard",
    "triton",  # what the compiler writes kernels with; it comes with torch for CUDA, 686 MB
    "sympy",
    "mpmath",
    "networkx",
    "jinja2",
    "fsspec",
    "filelock",
    "ml_dtypes",
    "rich",
    "pygments",
    "yaml",
    "setuptools",
    "pkg_resources",
    "pip",
    "PySide6.QtNetwork",  # nothing is sent anywhere
    "readline",
    "tkinter",
    "pytest",
)
"""Modules that nothing imports on the way from a photo to a result; `smoke_test.py` proves it."""

_ONLY_FULL = (
    "torch",
    "torchgen",
    "functorch",
    "safetensors",
    "lowlight_desktop.networks",  # torch modules, which graphs stand for
    "lowlight_desktop.engine.weights",
    "lowlight_desktop.engine.backends.by_torch",
    "lowlight_desktop.engine.backends.torch_format",
)
"""What the small edition does without: maps of where the cleaning networks attend are not in it."""


def imported_by_name(system: str) -> tuple[str, ...]:
    """Modules that are imported without a statement that PyInstaller could read.

    Args:
        system: As `sys.platform`.
    """
    by_system = {"darwin": ("onnxruntime",), "win32": ("onnxruntime", "openvino")}
    return by_system.get(system, ("openvino",))


def not_imported(edition: str) -> tuple[str, ...]:
    """Modules that stay out of an edition.

    Args:
        edition: "full" or "small".
    """
    return NOT_IMPORTED + (_ONLY_FULL if edition == "small" else ())


_NOT_COPIED = (
    "torch/bin/*Test*",  # of torch in C++; its torch_shm_manager is looked for by being imported
    "torch/bin/test_*",
    "torch/bin/*.pt*",
    "torch/bin/upgrader_models/*",
    "torch/bin/protoc*",
    "torch/test/*",
    "torch/include/*",
    "torch/share/*",
    "torch/lib/lib*_test*",
    "torch/lib/libbackend_with_compiler*",
    "torch/lib/libaoti_custom_ops*",
    "triton/*",
    "onnxruntime/capi/DirectML.dll",  # not free software; Windows 11 has one that suffices
    "openvino/libs/cache.json",  # kernels for graphics chips: those are torch's
    "openvino/include/*",
    "openvino/cmake/*",
    "PySide6/Qt/qml/*",
    "*.pyi",
    "*.dist-info/licenses/*",  # they lie in the folder of all licenses
    # Drivers of graphics chips are the system's, and may need newer ones than ours would be.
    "libstdc++.so.*",
    "libgcc_s.so.*",
    "libmvec.so.*",  # belongs to the C library, which is the system's, too
)
_UNUSED_PLUGINS = ("intel_gpu", "intel_npu", "auto", "auto_batch", "hetero")
_UNUSED_FRONTENDS = ("gguf", "jax", "paddle", "pytorch", "tensorflow", "tensorflow_lite")
_NOT_OPENVINO = (
    *(f"*openvino_{name}_plugin.*" for name in _UNUSED_PLUGINS),
    *(f"*openvino_{name}_frontend.*" for name in _UNUSED_FRONTENDS),
)

CODECS = (
    *("ccitt", "deflate", "imcd", "jpeg2k", "jpeg8", "jpegsof3", "jpegxl", "jpegxr", "lerc"),
    *("ljpeg", "lzma", "png", "webp", "zlib", "zstd"),  # what a TIFF may be packed with, and
    *("avif", "cms"),
)
"""Of imagecodecs; what tables of numbers and other sciences are packed with stays out."""

_READS_ITSELF = re.compile(
    rb"install_config_module\(|jit\.(_?script|ignore|unused|export)|_overload|boolean_dispatch"
)
"""Modules of torch that look into their own sources when they are imported."""

Entry = tuple[str, str, str]
"""Where a file goes, where it is, and PyInstaller's word for what it is."""


def mark_of(program: Path) -> str:
    """What names of downloads say of the edition: "" for the full one, "-small".

    Args:
        program: The frozen program's folder, or bundle.
    """
    return "" if any(program.rglob("*torch_cpu.*")) else "-small"


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The files of a table of contents that the program needs.

    Args:
        entries: As PyInstaller's analysis lists them.
    """
    return [entry for entry in entries if not _is_unneeded(Path(entry[0]).as_posix(), entry[1])]


def data(root: Path = ROOT) -> list[tuple[str, str]]:
    """Files of ours and the folders they go to, as PyInstaller takes them.

    Args:
        root: The folder of the project.
    """
    files = [file for name in DATA for file in sorted((root / name).rglob("*")) if file.is_file()]
    pages = sorted((root / "lowlight_desktop" / "studio").glob("*.html"))
    pages += [root / "docs" / "hosts.md"]  # a page of the guide
    wanted = [f for f in [*files, *pages] if f.suffix != ".pyc" and f.name != "golden.png"]
    return [(str(file), str(file.parent.relative_to(root))) for file in wanted]


def _is_unneeded(name: str, source: str) -> bool:
    if name.startswith("torch/") and name.endswith(".py"):  # compiled, it lies in the archive
        return not _READS_ITSELF.search(Path(source).read_bytes())
    return any(fnmatch(name, pattern) for pattern in (*_NOT_COPIED, *_NOT_OPENVINO))
