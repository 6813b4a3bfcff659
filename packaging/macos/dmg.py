"""Make the disk image for macOS of the application, and have Apple vouch for it.

    python packaging/macos/dmg.py dist/Lowlight.app --to dist

Needs macOS with Xcode's command line tools. The build signs the application if
LOWLIGHT_SIGN_IDENTITY names a certificate in the keychain ("Developer ID Application: …"); here the
image is signed with it, too. It is notarized if LOWLIGHT_NOTARY_KEY (a .p8 file),
LOWLIGHT_NOTARY_ID and LOWLIGHT_NOTARY_ISSUER name a key of App Store Connect. What is left out is
said.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from contents import mark_of

from lowlight_desktop import __version__

_NOTARY = ("LOWLIGHT_NOTARY_KEY", "LOWLIGHT_NOTARY_ID", "LOWLIGHT_NOTARY_ISSUER")
_USAGE = 2

Command = list[str]


def packing(app: Path, stage: Path, image: Path) -> Iterator[Command]:
    """The commands that make the image: the application beside the folder to drag it to.

    Args:
        app: The application, `Lowlight.app`.
        stage: An empty folder.
        image: The file to make; an old one is replaced.
    """
    yield ["ditto", str(app), str(stage / app.name)]
    yield ["ln", "-s", "/Applications", str(stage / "Applications")]
    what = ["-volname", f"Lowlight {__version__}", "-srcfolder", str(stage)]
    yield ["hdiutil", "create", *what, "-format", "ULFO", "-ov", str(image)]


def signing(app: Path, image: Path, environment: Mapping[str, str]) -> Iterator[Command]:
    """The commands that check the application's signature and sign the image, if they can be.

    Args:
        app: The application.
        image: The disk image.
        environment: Where the certificate is named.
    """
    if identity := environment.get("LOWLIGHT_SIGN_IDENTITY"):
        yield ["codesign", "--verify", "--deep", "--strict", "--verbose=2", str(app)]
        yield ["codesign", "--sign", identity, "--timestamp", str(image)]


def notarizing(image: Path, environment: Mapping[str, str]) -> Iterator[Command]:
    """The commands that have Apple look at the image and fasten its answer to it, if they can be.

    Args:
        image: The disk image, signed.
        environment: Where the key is named; the key itself stays in its file.
    """
    key, name, issuer = (environment.get(variable) for variable in _NOTARY)
    if environment.get("LOWLIGHT_SIGN_IDENTITY") and key and name and issuer:
        access = ["--key", key, "--key-id", name, "--issuer", issuer]
        yield ["xcrun", "notarytool", "submit", str(image), *access, "--wait"]
        yield ["xcrun", "stapler", "staple", str(image)]
        opened = ["--type", "open", "--context", "context:primary-signature"]
        yield ["spctl", "--assess", *opened, "--verbose=2", str(image)]


def notices(environment: Mapping[str, str]) -> Iterator[str]:
    """What is left out, and why.

    Args:
        environment: As for the commands.
    """
    if not environment.get("LOWLIGHT_SIGN_IDENTITY"):
        yield "not signed: LOWLIGHT_SIGN_IDENTITY names no certificate. macOS will refuse at first."
    elif missing := [name for name in _NOTARY if not environment.get(name)]:
        yield f"not notarized: {', '.join(missing)} is not set. macOS will refuse at first."


def make(app: Path, to: Path, environment: Mapping[str, str]) -> Path:
    """Make the image, signed and notarized as far as keys are there.

    Args:
        app: The application.
        to: The folder that gets it.
        environment: Names certificate and key.

    Returns:
        The image.

    Raises:
        subprocess.CalledProcessError: If a tool fails; it has said why.
    """
    image = to / f"Lowlight{mark_of(app)}-{__version__}-macos-{platform.machine()}.dmg"
    with tempfile.TemporaryDirectory(dir=to) as stage:
        commands = [
            *packing(app, Path(stage), image),
            *signing(app, image, environment),
            *notarizing(image, environment),
        ]
        for command in commands:
            subprocess.run(command, check=True)
    return image


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Make the disk image for macOS.")
    parser.add_argument("app", type=Path, help="Lowlight.app, that build.py has made")
    parser.add_argument("--to", type=Path, default=Path("dist"), metavar="DIR", help="(dist)")
    wish = parser.parse_args()
    if not (wish.app / "Contents" / "Info.plist").is_file():
        _say(f"{wish.app} is no application: python packaging/build.py makes it, on macOS")
        return _USAGE
    for notice in notices(os.environ):
        _say(notice)
    try:
        image = make(wish.app, wish.to, os.environ)
    except subprocess.CalledProcessError as error:
        _say(f"{error.cmd[0]} has failed")
        return error.returncode
    print(f"{image}, {image.stat().st_size / 1e6:.0f} MB")  # noqa: T201
    return 0


def _say(text: str) -> None:
    print(f"dmg: {text}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
