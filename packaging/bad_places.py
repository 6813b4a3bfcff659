"""Places and settings that a program must live with: nothing writable, no space, other customs."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shlex import quote

from complaints import check, dark_jpeg, done, equal, refused
from stranger import Stranger, read_only, tiny_disk

# Which number format is fastest is measured for each call where that cannot be kept: of FLW light,
# bfloat16 is up to 0.8 of 255 away from float32.
_OTHER_FORMAT = 400

COMMA, DIGITS = "de_DE", "ar_EG"
"""Where 1.5 is 1,5; and where its digits are others, and lines run from the right."""

_EXACT = ("--format", "tiff", "--depth", "16", "--progress", "none", "--device", "cpu")
_EARLY, _LATE = "Pacific/Kiritimati", "America/Los_Angeles"


def read_only_program(stranger: Stranger) -> str:
    """Nobody may write where the program lies, as on a company's machine."""
    shut = replace(stranger, before=read_only(stranger.folder))
    return _equal_to_usual(stranger, shut, "read-only program")


def read_only_home(stranger: Stranger) -> str:
    """The home folder cannot be written: results may go elsewhere, and who asks is told."""
    photo = dark_jpeg(stranger.home / "ro.jpg")
    shut = replace(stranger, before=read_only(stranger.home))
    refused(shut.run("enhance", photo, "--output", stranger.home / "no", *_EXACT), 1, "no")
    return _equal_to_usual(stranger, shut, "read-only home", _OTHER_FORMAT)


def full_home(stranger: Stranger) -> str:
    """So it is with a home that has no space: what would be kept for later is not."""
    shut = replace(stranger, before=tiny_disk(stranger.home, 16))
    return _equal_to_usual(stranger, shut, "full home", _OTHER_FORMAT)


def full_disk(stranger: Stranger) -> str:
    """A result that does not fit is told, by name, and leaves nothing half."""
    folder = stranger.home.with_name("small disk")
    folder.mkdir()
    before = tiny_disk(folder, 400)  # the result takes 1.8 MB
    after = f"find {quote(str(folder))} -type f | sed 's/^/left: /'"
    photo = dark_jpeg(stranger.home.with_name("full.jpg"))
    options = ("--output", folder, "--format", "tiff", "--depth", "16", "--progress", "none")
    answer = replace(stranger, before=before, after=after).run("enhance", photo, *options)
    refused(answer, 1, "full.tif", "space")
    check("left:" not in answer.out, f"something is left: {answer.out}")
    return answer.err.strip().splitlines()[-1].partition("full.tif: ")[2]


def comma_decimals(stranger: Stranger) -> str:
    """Numbers for machines have a point, and pixels are the same, where people write commas."""
    photo = dark_jpeg(stranger.home / "Komma.jpg")
    results: list[Path] = []
    for name in ("C", COMMA, DIGITS):
        folder = stranger.home / f"numbers {name}"
        report = folder.with_suffix(".json")
        words = ("--exposure", "0.5", "--report", report, "--output", folder, *_EXACT)
        done(stranger.run("enhance", photo, *words, **locale(stranger, name)))
        json.loads(report.read_text("utf-8"))
        results += folder.glob("*.tif*")
    equal(results[0], results[2])
    told = stranger.run("enhance", photo, "--exposure", "0,5", **locale(stranger, COMMA))
    refused(told, 2, "0,5")
    return f"{COMMA}, {DIGITS}: {equal(results[0], results[1])}"


def time_zones(stranger: Stranger) -> str:
    """Who has traveled finds his work done, under the same names."""
    photo = dark_jpeg(stranger.home / "Reise.jpg")
    folder = stranger.home / "traveled"
    words = ("enhance", photo, "--output", folder, "--name", "{date:%Y-%m-%d} {stem}", *_EXACT)
    done(stranger.run(*words, TZ=_EARLY))
    (first,) = folder.iterdir()
    written_ns = first.stat().st_mtime_ns
    done(stranger.run(*words, TZ=_LATE))
    names = [file.name for file in folder.iterdir()]
    check(names == [first.name], f"{first.name} became {names}")
    check(first.stat().st_mtime_ns == written_ns, "it was done again")
    return first.name


def two_versions(stranger: Stranger) -> str:
    """Two installations side by side, which share a home, do not disturb each other."""
    folder = stranger.folder.with_name("Lowlight next")
    shutil.copytree(stranger.folder, folder, symlinks=True, copy_function=os.link)
    other = replace(
        stranger,
        program=folder / stranger.program.name,
        window=folder / stranger.window.name,
    )
    both = [
        subprocess.Popen(
            [one.program, "enhance", dark_jpeg(stranger.home / f"{name}.jpg"), "--output",
             stranger.home / f"side {name}", *_EXACT],
            env={**stranger.environment, "HOME": str(stranger.home)}, stdout=subprocess.DEVNULL,
        )
        for one, name in ((stranger, "one"), (other, "two"))
    ]  # fmt: skip
    codes = [process.wait() for process in both]
    check(codes == [0, 0], f"they have ended with {codes}")
    one, two = (next((stranger.home / f"side {n}").glob("*.tif*")) for n in ("one", "two"))
    return f"at once: {equal(one, two)}"


def locale(stranger: Stranger, name: str) -> dict[str, str]:
    """The variables that choose a locale, which is made where it is not there.

    Raises:
        FileNotFoundError: If the system does not know how: Debian's package locales.
    """
    if name == "C":
        return {}
    folder = stranger.home.with_name("locales")
    folder.mkdir(exist_ok=True)
    made = folder / f"{name}.UTF-8"
    if not made.exists():
        command = ["localedef", "-i", name, "-f", "UTF-8", str(made)]
        subprocess.run(command, check=True, capture_output=True)
    return {"LC_ALL": f"{name}.UTF-8", "LANGUAGE": name, "LOCPATH": str(folder)}


def _equal_to_usual(usual: Stranger, odd: Stranger, name: str, most: int = 0) -> str:
    """Both make the same of a photo, where both can write."""
    place = usual.home.with_name(name)
    place.mkdir()
    photo = dark_jpeg(place / "photo.jpg")
    for one, folder in ((odd, "odd"), (usual, "usual")):
        done(one.run("enhance", photo, "--output", place / folder, *_EXACT))
    return equal(*(next((place / folder).glob("*.tif*")) for folder in ("odd", "usual")), most=most)


CHECKS: tuple[Callable[[Stranger], str], ...] = (
    read_only_program,
    read_only_home,
    full_home,
    full_disk,
    comma_decimals,
    time_zones,
    two_versions,
)
