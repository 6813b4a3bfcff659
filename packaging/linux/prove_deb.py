"""Install, use and remove the Debian package in a fresh Debian.

    python packaging/linux/prove_deb.py dist/lowlight_*.deb --suite bookworm --suite trixie

Needs root, debootstrap and Xvfb. The first call puts each Debian into a folder of --systems (about
400 MB); every call works on a copy, which goes. Prints a table; 1 if a row fails.
"""

import argparse
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from shlex import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from complaints import check, table
from debian_folder import Debian, fresh
from stranger import Stranger, sample
from window_check import picture_of, virtual_screen

from lowlight_desktop import __version__
from lowlight_desktop.gui.starting import DESKTOP_ID

_PHOTOS = "home/someone/Fotos"
_PHOTO = "Nacht ü.CRW"
_KINDS = ("image/x-canon-cr3", "image/x-samsung-srw", "image/jpeg")
_FULL = 'mkdir "$1/usr/lib/lowlight"\nmount -t tmpfs -o size=60m no "$1/usr/lib/lowlight"'


def _name(package: str) -> str:
    """Of the package in a file."""
    return Path(package).name.partition("_")[0]


def full_disk(debian: Debian, package: str) -> str:
    """Where the disk is too small, apt says so and leaves nothing half."""
    said = debian.does(f"apt-get install -y -q {package}", before=_FULL, fails=True)
    check("No space left on device" in said, said[-800:])
    ask = "dpkg-query -W -f '${db:Status-Status}' " + _name(package)
    standing = debian.does(f"{ask} || echo none")
    check("installed" not in standing.replace("not-installed", ""), f"it is {standing}")
    return "No space left on device"


def installs(debian: Debian, package: str) -> str:
    """One command installs it with all that it needs."""
    debian.does(f"apt-get install -y -q {package}")
    check(not (said := debian.does(f"dpkg --verify {_name(package)}")), said)
    version = debian.does("cd / && lowlight --version").strip()
    check(version == f"Lowlight {__version__}", version)
    libc = debian.does("dpkg-query -W -f '${Version}' libc6")
    needed = debian.does("dpkg-query -W -f '${Depends}' " + _name(package))
    return f"{version}; libc6 {libc}; {needed}"


def is_offered(debian: Debian) -> str:
    """File managers offer it for photos, also for kinds of RAW that Debian does not know."""
    offers = debian.does("cat /usr/share/applications/mimeinfo.cache").splitlines()
    for kind in _KINDS:
        line = next((line for line in offers if line.startswith(f"{kind}=")), "")
        check(f"{DESKTOP_ID}.desktop" in line, f"not offered for {kind}")
    kinds = debian.does("cat /usr/share/mime/globs2").splitlines()
    check("50:image/x-samsung-srw:*.srw" in kinds, "SRW is no kind of file")
    icons = debian.does(f"find /usr/share/icons -name '{DESKTOP_ID}.*'").splitlines()
    return f"{len(_KINDS)} kinds, {len(icons)} icons"


def lights(debian: Debian) -> str:
    """An ordinary user lights a RAW."""
    debian.does("useradd -m someone")
    folder = debian.root / _PHOTOS
    folder.mkdir()
    shutil.copy(sample("0117"), folder / _PHOTO)
    words = f"lowlight enhance '/{_PHOTOS}/{_PHOTO}' --output /{_PHOTOS}/hell --progress none"
    said = debian.does(f"chown -R someone /home/someone && su someone -c {quote(words)}")
    (result,) = (folder / "hell").iterdir()
    check(result.stat().st_size > 100_000, said)
    return said.strip().rpartition("/")[2]


def opens(debian: Debian, picture: Path) -> str:
    """The window opens with what the package asked for, and shows the photo."""
    root, screens = quote(str(debian.root)), "/tmp/.X11-unix"  # noqa: S108 - the system's
    enter = debian.root.with_name("enter")  # as su would, with the signals to the program itself
    enter.write_text(
        f"#!/bin/sh\nexec chroot --userspec=someone:someone {root} /usr/bin/env "
        'HOME=/home/someone DISPLAY="$DISPLAY" PATH=/usr/bin:/bin lowlight-desktop "$@"\n'
    )
    enter.chmod(0o755)
    before = f"mount -t proc proc {root}/proc\nmkdir -p {root}{screens}\n"
    before += f"mount --bind {screens} {root}{screens}\n"
    guest = Stranger(enter, enter, debian.root, {"PATH": os.environ["PATH"]}, before)
    with virtual_screen() as screen:
        found = picture_of(guest, screen, Path("/") / _PHOTOS / _PHOTO, picture)
    return f"a photo is seen ({found:.0%} in color): {picture.name}"


def goes(debian: Debian, package: str) -> str:
    """Removed, it leaves nothing but the photos and what belongs to them."""
    debian.does(f"apt-get purge -y -q {_name(package)}")
    left = debian.named("owlight")
    check(not left, f"left: {sorted(left)}")
    for file in ("/usr/share/applications/mimeinfo.cache", "/usr/share/mime/globs2"):
        said = debian.does(f"cat {file}")
        check("owlight" not in said and "srw" not in said, f"{file} knows of it still")
    kept = sorted(file.name for file in (debian.root / _PHOTOS).iterdir())
    check(_PHOTO in kept and "hell" in kept, f"of the photos only {kept} are left")
    return f"{', '.join(kept)} are left"


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Prove a Debian package in a fresh Debian.")
    parser.add_argument("package", type=Path)
    parser.add_argument("--suite", action="append", required=True, metavar="NAME")
    parser.add_argument("--systems", type=Path, default=Path("/tmp/debians"), metavar="DIR")  # noqa: S108
    parser.add_argument("--pictures", type=Path, default=Path(), metavar="DIR")
    wish = parser.parse_args()
    if missing := [tool for tool in ("debootstrap", "Xvfb") if not shutil.which(tool)]:
        parser.error(f"{' and '.join(missing)} is needed")
    return int(not all([_proved(suite, wish) for suite in wish.suite]))  # noqa: C419 - every suite


def _proved(suite: str, wish: argparse.Namespace) -> bool:
    print(f"Debian {suite}", flush=True)  # noqa: T201
    with fresh(suite, wish.systems.absolute()) as debian:
        shutil.copy(wish.package, debian.root / "tmp")
        package = f"/tmp/{wish.package.name}"  # noqa: S108 - of the other system
        picture = wish.pictures.absolute() / f"deb_{suite}.png"
        return table(
            [
                ("installs", partial(installs, debian, package)),
                ("is offered", partial(is_offered, debian)),
                ("lights", partial(lights, debian)),
                ("opens", partial(opens, debian, picture)),
                ("goes", partial(goes, debian, package)),
                ("full disk", partial(full_disk, debian, package)),
            ]
        )


if __name__ == "__main__":
    sys.exit(main())
