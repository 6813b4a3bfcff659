"""Use the frozen program as a stranger would.

    python packaging/smoke_test.py dist/Lowlight
    python packaging/smoke_test.py dist/Lowlight-0.1.0-x86_64.AppImage

An empty environment, no Python, no network, a new home, spaces and umlauts on the way to it; then
bad places, bad screens and odd settings. What it makes must have the same pixels as what the source
tree makes. Prints a table; 1 if a row fails. Linux only; needs Xvfb, xdotool, weston, localedef and
unshare, and the right to mount within a namespace.
"""

import argparse
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import bad_places
import bad_screens
import cv2
import kinds
import numpy as np
import tifffile
from complaints import check, dark_jpeg, done, equal, refused, row_of, table
from stranger import Stranger, moved_in, sample
from window_check import picture_of, seconds_to_window, virtual_screen

from lowlight_desktop import __version__

_START_S = 1.2
_PATIENT = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0"}
_EXACT = ("--format", "tiff", "--depth", "16", "--progress", "none", "--device", "cpu")


def commands(stranger: Stranger) -> str:
    """Help and version come, and the window without a screen says so."""
    said = done(stranger.run("--help")).out
    check("enhance" in said and "edit" in said, f"help says {said[:80]!r}")
    version = done(stranger.run("--version")).out.strip()
    check(version == f"Lowlight {__version__}", f"version is {version!r}")
    refused(stranger.run(), 2, "no screen")
    return version


def refusals(stranger: Stranger) -> str:
    """Wrong words, and what this edition does not do, are 2; nobody sees a traceback."""
    words = [("enhance", "--no-such-flag"), ("nonsense",), ("edit", "--apply", "No such", "x.tif")]
    words += [("enhance", sample("0112"), "--output", "x", "--cluster", "tcp://localhost:8786")]
    for typed in words:
        refused(stranger.run(*typed), 2)
    for word in ("train", "publish"):
        refused(stranger.run(word, "flw"), 2, "This edition does not train", word)
    return f"{len(words) + 2} of {len(words) + 2}"


def devices(stranger: Stranger) -> str:
    """Networks find their libraries; who reads graphs computes where it is told to."""
    auto = done(stranger.run("devices")).out
    reader = "onnxruntime" if sys.platform == "darwin" else "openvino"
    told = done(stranger.run("devices", LOWLIGHT_BACKEND=reader)).out
    check(reader in told.lower(), f"{reader} does not compute:\n{told}")
    return "; ".join(line.strip() for line in auto.splitlines()[1:-1])


def raw(stranger: Stranger) -> str:
    """A RAW file comes out as from the sources."""
    return _same(stranger, sample("0112"))


def jpeg(stranger: Stranger) -> str:
    """So does a JPEG, with every network that pictures go through."""
    photo = dark_jpeg(stranger.home / "Nacht ü.jpg")
    return _same(stranger, photo, "--denoise", "fast", "--detail", "on")


def batch(stranger: Stranger) -> str:
    """Three photos at once, one of them broken: two are done, and the exit code says 1."""
    folder = stranger.home / "drei Fotos"
    folder.mkdir()
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        dark_jpeg(folder / name)
    done(stranger.run("enhance", folder, "--output", stranger.home / "all"))
    check(len(list((stranger.home / "all").iterdir())) == 3, "not three results")
    (folder / "c.jpg").write_bytes(b"\xff\xd8\xff no photo")
    some = stranger.run("enhance", folder, "--output", stranger.home / "some")
    check(some.code == 1, f"with a broken file: {some}")
    check(len(list((stranger.home / "some").iterdir())) == 2, "not two results")
    return "3 of 3, 2 of 3"


def edit(stranger: Stranger) -> str:
    """A host's TIFF is changed in place, to the same pixels as by the sources."""
    ours, theirs = (stranger.home / name for name in ("edit ours.tif", "edit theirs.tif"))
    picture = cv2.imread(str(dark_jpeg(stranger.home / "edit.jpg")))
    before = np.asarray(picture)[..., ::-1].astype(np.uint16) * 257
    for file in (ours, theirs):
        tifffile.imwrite(file, before, photometric="rgb")
    done(stranger.run("edit", "--apply", "City lights", "--device", "cpu", theirs))
    done(stranger.run_sources("edit", "--apply", "City lights", "--device", "cpu", ours))
    after = tifffile.imread(theirs)
    check(after.shape == before.shape and after.dtype == before.dtype, f"{after.shape}")
    check(float(np.mean(after)) > float(np.mean(before)), "it is not brighter")
    return equal(ours, theirs)


def evaluate(stranger: Stranger) -> str:
    """Quality is measured, and so is speed, where a figure may be asked for."""
    folder = stranger.home / "measured"
    folder.mkdir()
    photo = dark_jpeg(folder / "night.jpg")
    told = done(stranger.run("evaluate", "--low", folder, "--defects", "--device", "cpu")).out
    check("night" in told or "|" in told, f"no table: {told}")
    return done(stranger.run("benchmark", photo, "--device", "cpu")).out.split("\n")[0]


def window(stranger: Stranger, picture: Path) -> str:
    """The window is there soon, the second time as well, and shows a photo."""
    photo = stranger.home / "Nachtbild.crw"
    shutil.copy(sample("0117"), photo)  # edits are kept beside it
    with virtual_screen() as screen:
        first, second = (seconds_to_window(stranger, screen) for _ in range(2))
        picture_of(stranger, screen, photo, picture)
    told = f"painted after {first:.2f} s, then {second:.2f} s; {picture}"
    check(second <= _START_S, f"{told}: more than {_START_S} s")
    return told


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("dist", type=Path, help="what build.py has made, or an AppImage")
    parser.add_argument("--picture", type=Path, default=Path("smoke_window.png"), metavar="PNG")
    parser.add_argument("--only", nargs="+", metavar="ROW", help="those rows, by their names")
    parser.add_argument(
        "--busy", action="store_true", help="others use this machine: threads do not wait spinning"
    )
    wish = parser.parse_args()
    picture = wish.picture.absolute()
    checks = (commands, refusals, devices, raw, jpeg, batch, edit, evaluate)
    with tempfile.TemporaryDirectory(dir=wish.dist.absolute().parent) as where:
        stranger = moved_in(wish.dist, Path(where))
        if wish.busy:
            stranger = replace(stranger, environment=_PATIENT)
        rows = [row_of(look, stranger) for look in (*checks, *kinds.CHECKS, *bad_places.CHECKS)]
        rows.append(("window", lambda: window(stranger, picture)))
        rows += bad_screens.rows(stranger, picture)
        wanted = [row for row in rows if not wish.only or row[0].replace("_", " ") in wish.only]
        return int(not table(wanted))


def _same(stranger: Stranger, photo: Path, *look: str) -> str:
    results: list[Path] = []
    for name, run in (("theirs", stranger.run), ("ours", stranger.run_sources)):
        folder = stranger.home / f"{name} {photo.stem}"
        done(run("enhance", photo, "--output", folder, *_EXACT, *look))
        results += folder.iterdir()
    check(len(results) == 2, f"results: {results}")
    return equal(*results)


if __name__ == "__main__":
    sys.exit(main())
