"""Use the frozen program as a stranger would.

    python packaging/smoke_test.py dist/Lowlight

An empty environment, no Python, no network, a new home, spaces and umlauts on the way to it. What
it makes must have the same pixels as what the source tree makes. Prints a table; 1 if a row fails.
Linux only; needs unshare, and for the window Xvfb.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import tifffile
from stranger import Answer, Stranger, moved_in, sample
from window_check import picture_of, seconds_to_window, virtual_screen

from lowlight_desktop import __version__

_START_S = 1.2
_DEVELOPED_S = 20.0
_EXACT = ("--format", "tiff", "--depth", "16", "--progress", "none", "--device", "cpu")


class ComplaintError(Exception):
    """What a stranger would complain about."""


def commands(stranger: Stranger) -> str:
    """Help and version come, and the window without a screen says so."""
    said = _done(stranger.run("--help")).out
    _check("enhance" in said and "edit" in said, f"help says {said[:80]!r}")
    version = _done(stranger.run("--version")).out.strip()
    _check(version == f"Lowlight {__version__}", f"version is {version!r}")
    alone = stranger.run()
    _check(alone.code == 2 and "no screen" in alone.err, f"without a screen: {alone}")
    return version


def devices(stranger: Stranger) -> str:
    """Networks find their libraries; OpenVINO computes where it is told to."""
    auto = _done(stranger.run("devices")).out
    told = _done(stranger.run("devices", LOWLIGHT_BACKEND="openvino")).out
    _check("openvino" in told.lower(), f"OpenVINO does not compute:\n{told}")
    return "; ".join(line.strip() for line in auto.splitlines()[1:-1])


def raw(stranger: Stranger) -> str:
    """A RAW file comes out as from the sources."""
    return _same(stranger, sample("0112"), "--denoise", "fast", "--detail", "on")


def jpeg(stranger: Stranger) -> str:
    """So does a JPEG, with every network that pictures go through."""
    return _same(stranger, _dark_jpeg(stranger.home / "Nacht ü.jpg"), "--denoise", "fast")


def batch(stranger: Stranger) -> str:
    """Three photos at once, one of them broken: two are done, and the exit code says 1."""
    folder = stranger.home / "drei Fotos"
    folder.mkdir()
    for name in ("a.jpg", "b.jpg"):
        _dark_jpeg(folder / name)
    _dark_jpeg(folder / "c.jpg")
    _done(stranger.run("enhance", folder, "--output", stranger.home / "all"))
    _check(len(list((stranger.home / "all").iterdir())) == 3, "not three results")
    (folder / "c.jpg").write_bytes(b"\xff\xd8\xff no photo")
    some = stranger.run("enhance", folder, "--output", stranger.home / "some")
    _check(some.code == 1, f"with a broken file: {some}")
    _check(len(list((stranger.home / "some").iterdir())) == 2, "not two results")
    return "3 of 3, 2 of 3"


def refusals(stranger: Stranger) -> str:
    """Wrong words are 2, and nobody sees a traceback."""
    words = [("enhance", "--no-such-flag"), ("nonsense",), ("edit", "--apply", "No such", "x.tif")]
    for answer in (stranger.run(*typed) for typed in words):
        _check(answer.code == 2 and "Traceback" not in answer.err, str(answer))
    return f"{len(words)} of {len(words)}"


def edit(stranger: Stranger) -> str:
    """A host's TIFF is changed in place, to the same pixels as by the sources."""
    ours, theirs = (stranger.home / name for name in ("edit ours.tif", "edit theirs.tif"))
    picture = cv2.imread(str(_dark_jpeg(stranger.home / "edit.jpg")))
    before = np.asarray(picture)[..., ::-1].astype(np.uint16) * 257
    for file in (ours, theirs):
        tifffile.imwrite(file, before, photometric="rgb")
    _done(stranger.run("edit", "--apply", "City lights", "--device", "cpu", theirs))
    _done(stranger.run_sources("edit", "--apply", "City lights", "--device", "cpu", ours))
    after = tifffile.imread(theirs)
    _check(after.shape == before.shape and after.dtype == before.dtype, f"{after.shape}")
    _check(float(np.mean(after)) > float(np.mean(before)), "it is not brighter")
    return _equal(ours, theirs)


def window(stranger: Stranger, picture: Path) -> str:
    """The window is there soon, the second time as well, and shows a photo."""
    photo = stranger.home / "Nachtbild.crw"
    shutil.copy(sample("0117"), photo)  # edits are kept beside it
    with virtual_screen() as screen:
        first, second = (seconds_to_window(stranger, screen) for _ in range(2))
        spread = picture_of(stranger, screen, photo, _DEVELOPED_S, picture)
    _check(spread > 5.0, f"no photo is seen in {picture}")
    told = f"painted after {first:.2f} s, then {second:.2f} s; {picture}"
    _check(second <= _START_S, f"{told}: more than {_START_S} s")
    return told


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("dist", type=Path, help="the folder that build.py has made")
    parser.add_argument("--picture", type=Path, default=Path("smoke_window.png"), metavar="PNG")
    wish = parser.parse_args()
    checks = (commands, refusals, devices, raw, jpeg, batch, edit)
    with tempfile.TemporaryDirectory(dir=wish.dist.absolute().parent) as where:
        stranger = moved_in(wish.dist, Path(where))
        passed = [_row(check.__name__, lambda check=check: check(stranger)) for check in checks]
        passed.append(_row("window", lambda: window(stranger, wish.picture.absolute())))
    return int(not all(passed))


def _row(name: str, check: Callable[[], str]) -> bool:
    begin = time.perf_counter()
    try:
        mark, told = "ok", check()
    except Exception as error:  # noqa: BLE001 - a row for each, whatever happens
        mark, told = "FAILED", f"{type(error).__name__}: {error}"
    print(f"{name:10} {mark:7} {time.perf_counter() - begin:6.1f} s  {told}", flush=True)  # noqa: T201
    return mark == "ok"


def _same(stranger: Stranger, photo: Path, *look: str) -> str:
    results: list[Path] = []
    for name, run in (("theirs", stranger.run), ("ours", stranger.run_sources)):
        folder = stranger.home / f"{name} {photo.stem}"
        _done(run("enhance", photo, "--output", folder, *_EXACT, *look))
        results += folder.iterdir()
    _check(len(results) == 2, f"results: {results}")
    return _equal(*results)


def _equal(ours: Path, theirs: Path) -> str:
    a, b = (tifffile.imread(file).astype(np.int32) for file in (ours, theirs))
    most = int(np.abs(a - b).max())
    _check(most == 0, f"pixels differ by up to {most} of 65535")
    return f"{a.shape[1]} × {a.shape[0]}, the same pixels"


def _dark_jpeg(to: Path) -> Path:
    """A night of lamps and noise, always the same."""
    rng = np.random.default_rng(1)
    light = np.full((480, 640, 3), 10.0)
    for x, y in rng.integers(40, 440, (12, 2)):
        cv2.circle(light, (int(x), int(y)), 12, (140.0, 180.0, 220.0), -1)
    noisy = cv2.GaussianBlur(light, (0, 0), 3.0) + rng.normal(0.0, 4.0, light.shape)
    ok, file = cv2.imencode(".jpg", noisy.clip(0, 255).astype(np.uint8))
    _check(ok, "no JPEG")
    to.write_bytes(file.tobytes())
    return to


def _done(answer: Answer) -> Answer:
    _check(answer.code == 0, str(answer))
    return answer


def _check(holds: bool, complaint: str) -> None:
    if not holds:
        raise ComplaintError(complaint)


if __name__ == "__main__":
    sys.exit(main())
