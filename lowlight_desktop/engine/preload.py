"""Whether torch is here, and how to load its libraries without holding up other threads."""

import ctypes
import importlib.util
import sys
from pathlib import Path

_LIBRARIES = ("libc10", "libtorch_cpu", "libtorch_python")  # in the order of their needs


def torch_is_here() -> bool:
    """Whether it is installed; the small edition does without. It is not imported."""
    return "torch" in sys.modules or importlib.util.find_spec("torch") is not None


def load_libraries() -> None:
    """Map torch's libraries into the process, so that importing torch finds them there.

    Python's own import holds its lock while the system loads a library, 170 ms for the largest: a
    window would stand still. A foreign function called through ctypes does not hold it. Where this
    does not work, importing torch does it all.
    """
    spec = importlib.util.find_spec("torch")
    if "torch" in sys.modules or sys.platform == "win32" or spec is None or spec.origin is None:
        return
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.restype, dlopen.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    folder = Path(spec.origin).parent / "lib"
    for name in _LIBRARIES:
        for path in sorted(folder.glob(f"{name}.*")):
            dlopen(str(path).encode(), ctypes.RTLD_LOCAL | 2)  # 2: RTLD_NOW on Linux and macOS
