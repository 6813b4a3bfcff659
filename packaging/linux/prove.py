"""Prove everything that `make.py` has made, each as a stranger would use it.

    sudo python packaging/linux/prove.py dist

The frozen folder, what the AppImage unpacks to, and the Debian package in Debian 12 and 13. Prints
tables; pictures of the windows lie in --pictures. 1 if a row fails.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_PACKAGING = Path(__file__).resolve().parents[1]
_SUITES = ("bookworm", "trixie")


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Prove everything for Linux.")
    parser.add_argument("dist", type=Path, help="the folder that make.py has filled")
    parser.add_argument("--pictures", type=Path, default=Path("pictures"), metavar="DIR")
    wish = parser.parse_args()
    wish.pictures.mkdir(parents=True, exist_ok=True)
    codes: list[int] = []
    for script, *words in _proofs(wish.dist, wish.pictures):
        print(f"{script} {words[0]}", flush=True)  # noqa: T201
        command = [sys.executable, str(_PACKAGING / script), *words]
        codes.append(subprocess.run(command, check=False).returncode)
    return int(any(codes))


def _proofs(dist: Path, pictures: Path) -> Iterator[list[str]]:
    yield ["smoke_test.py", str(dist / "Lowlight"), "--picture", str(pictures / "folder.png")]
    images = [*dist.glob("*.AppImage"), *dist.glob("*.squashfs")]
    for image in images[:1]:
        yield ["smoke_test.py", str(image), "--picture", str(pictures / "image.png")]
    for package in dist.glob("*.deb"):
        suites = [word for suite in _SUITES for word in ("--suite", suite)]
        yield ["linux/prove_deb.py", str(package), *suites, "--pictures", str(pictures)]


if __name__ == "__main__":
    sys.exit(main())
