"""Whose work this program contains, and under which licenses; nothing is asked of the network."""

import platform
import re
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePath

from lowlight_desktop import __version__

LICENSE = "GPL-3.0-or-later"
"""Of this program."""

_SOURCES = Path(__file__).resolve().parents[2]
_BUNDLED = _SOURCES / "licenses"
_WORDS = ("license", "licence", "copying", "notice", "authors", "thirdpartynotices")
_CODE = (".py", ".pyi", ".pyc")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """Something that the program is made of.

    Attributes:
        name: What people call it.
        version: May be empty: what was bundled keeps no list.
        license: In a few words; may be empty.
        files: Gives the files with the whole license; slow for large packages.
    """

    name: str
    version: str = ""
    license: str = ""
    files: Callable[[], Iterable[Path]] = tuple


def works(bundled: Path = _BUNDLED) -> tuple[Work, ...]:
    """What the program is made of: itself first, then Python, then the rest by name.

    Args:
        bundled: The folder that comes with an installed program, a folder for each work; where
            there is none, the packages that Python has installed are told.
    """
    if bundled.is_dir():
        return _in_order(
            Work(f.name, files=partial(_files, f)) for f in bundled.iterdir() if f.is_dir()
        )
    return _in_order([_own(), _python(), *map(_work, _needed("lowlight"))])


def text_of(work: Work) -> str:
    """All texts of a license, each under its file's name where there are several; may be empty.

    Raises:
        OSError: If a file cannot be read.
    """
    texts = {path: path.read_text("utf-8", errors="replace").strip() for path in work.files()}
    if len(texts) == 1:
        return next(iter(texts.values()))
    return "\n\n\n".join(f"[{path.name}]\n\n{text}" for path, text in texts.items())


def license_files(package: Distribution) -> Iterator[Path]:
    """The files of an installed package that hold its license, and those of what it contains.

    Where none lies among what is told about the package, those beside its modules.
    """
    named = [file for file in package.files or () if _tells_a_license(file)]
    about = [file for file in named if any(part.endswith(".dist-info") for part in file.parts)]
    inside = [file for file in named if len(file.parts) == len(("package", "file"))]
    # Some wheels keep apart the licenses of the libraries that they have taken in.
    taken_in = [file for file in named if file.parts[1:-1] == ("licenses",)]
    for file in dict.fromkeys([*(about or inside), *taken_in]):
        yield Path(str(file.locate()))


def _tells_a_license(file: PurePath) -> bool:
    if file.suffix in _CODE:
        return False
    return "licenses" in file.parts or file.name.lower().startswith(_WORDS)


def _own() -> Work:
    return Work("Lowlight", __version__, LICENSE, partial(_if_there, _SOURCES / "LICENSE"))


def _python() -> Work:
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return Work("Python", platform.python_version(), "PSF-2.0", partial(_if_there, text))


def _needed(name: str) -> list[Distribution]:
    """The packages that one cannot do without, and those that these cannot do without."""
    found: dict[str, Distribution] = {}
    open_names = [name]
    while open_names:
        try:
            package = distribution(open_names.pop())
        except PackageNotFoundError:  # of another system, or not installed at all
            continue
        if package.name not in found:
            found[package.name] = package
            open_names += _required(package)
    return [package for own, package in found.items() if own != name]


def _required(package: Distribution) -> Iterator[str]:
    for line in package.requires or ():
        matched = _NAME.match(line)
        if matched and "extra ==" not in line:
            yield matched[0]


def _work(package: Distribution) -> Work:
    return Work(package.name, package.version, _words(package), partial(license_files, package))


def _words(package: Distribution) -> str:
    """What a package calls its license; some put the whole text where a name belongs."""
    about = package.metadata
    for key in ("License-Expression", "License"):
        said = str((about.get_all(key) or [""])[0]).strip()
        if said and "\n" not in said:
            return said.removeprefix("OSI Approved :: ")
    kinds = about.get_all("Classifier") or []
    said = (k.removeprefix(_CLASSIFIER) for k in kinds if k.startswith(_CLASSIFIER))
    return ", ".join(said)


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _if_there(path: Path) -> tuple[Path, ...]:
    return (path,) if path.is_file() else ()


def _in_order(found: Iterable[Work]) -> tuple[Work, ...]:
    first = ("Lowlight", "Python")
    return tuple(sorted(found, key=lambda w: (w.name not in first, w.name.lower())))
