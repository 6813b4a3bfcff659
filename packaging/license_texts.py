"""The licenses of everything that is bundled, from the packages' metadata and the system's."""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import (
    PackageNotFoundError,
    distribution,
    packages_distributions,
)
from pathlib import Path

from lowlight_desktop.studio.licenses import license_files

_OWN = Path(__file__).parent / "licenses"
_WITHOUT = {  # wheels that bring no text
    "PySide6_Essentials": "LGPL-3.0.txt",
    "PySide6": "LGPL-3.0.txt",
    "shiboken6": "LGPL-3.0.txt",
}
_SYSTEM = ("/lib", "/usr/lib")
_COMMON = Path("/usr/share/common-licenses")
_NAMED = re.compile(r"/usr/share/common-licenses/([\w.-]+)")


def distributions(modules: Iterable[str]) -> list[str]:
    """The installed packages that modules belong to; the standard library's have none.

    Args:
        modules: Dotted names.
    """
    tops = {name.partition(".")[0] for name in modules}
    owners = packages_distributions()
    return sorted({owner for top in tops for owner in owners.get(top, []) if owner != "lowlight"})


def collect(packages: Sequence[str], binaries: Iterable[Path], to: Path) -> list[Path]:
    """Copy every license to `to`/PACKAGE/.

    Args:
        packages: Names of installed packages.
        binaries: Files that are bundled; those of the system are looked up with dpkg.
        to: A folder, made anew.

    Returns:
        The copies.

    Raises:
        FileNotFoundError: If a package has none, or a library of the system is bundled where
            nobody knows its package: it must not be given away like that.
    """
    shutil.rmtree(to, ignore_errors=True)
    sources = {name: list(_of_package(name)) for name in packages}
    sources |= {name: [page, *texts_named_by(page)] for name, page in _of_system(binaries)}
    sources["Python"] = [_of_python()]
    sources["Lowlight"] = [_OWN.parents[1] / "LICENSE"]
    if missing := [
        n for n, files in sources.items() if not all(f.is_file() for f in files or [to])
    ]:
        raise FileNotFoundError(f"no license found for {', '.join(missing)}")
    return [_copied(file, to / name) for name, files in sources.items() for file in files]


def texts_named_by(page: Path, folder: Path = _COMMON) -> list[Path]:
    """The whole licenses that Debian's copyright page points to: they are not on other systems.

    Args:
        page: Of a package.
        folder: Where Debian keeps them. A name without a version is its newest one.
    """
    text = page.read_text("utf-8", errors="replace") if page.is_file() else ""
    names = {match.rstrip(".-") for match in _NAMED.findall(text)}
    found = {(folder / name).resolve() for name in names if name}
    return sorted(file for file in found if file.is_file())


def _of_python() -> Path:
    """In the library on Linux and macOS, beside it on Windows."""
    library = Path(sysconfig.get_path("stdlib"))
    beside = library.parent / "LICENSE.txt"
    return beside if beside.is_file() else library / "LICENSE.txt"


def _of_package(name: str) -> Iterator[Path]:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    yield from license_files(found)
    if name in _WITHOUT:
        yield _OWN / _WITHOUT[name]
        yield _OWN.parents[1] / "LICENSE"  # the LGPL stands on the GPL


def _of_system(binaries: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Debian's package and its copyright page, for each file that is the system's."""
    resolved = {file.resolve() for file in binaries if str(file).startswith(_SYSTEM)}
    if not resolved or sys.platform != "linux":
        return
    if shutil.which("dpkg") is None:
        names = ", ".join(sorted(file.name for file in resolved))
        raise FileNotFoundError(f"no license found for {names} without dpkg: build on Debian")
    # dpkg knows files by the folders from before /lib became a link to /usr/lib, or after.
    names = {str(file) for file in resolved}
    names |= {name.removeprefix("/usr") for name in names}
    command = ["dpkg", "-S", *sorted(names)]
    listing = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for package in sorted({line.partition(":")[0] for line in listing.splitlines()}):
        yield package, Path("/usr/share/doc") / package / "copyright"


def _copied(file: Path, folder: Path) -> Path:
    """A copy that keeps apart files of one name."""
    parts = file.parts
    inner = parts[parts.index("licenses") + 1 :] if "licenses" in parts else (file.name,)
    name = "-".join(inner)
    copy = folder / (name if file.suffix[1:].isalpha() else f"{name}.txt")
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(file, copy))
