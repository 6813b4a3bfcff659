"""Make everything for Linux: freeze the program, pack it for Debian and as an AppImage.

    python packaging/linux/make.py --to dist --fetch

Without --fetch, which downloads the AppImage's runtime, there is a squashfs in its place.
"""

import argparse
import subprocess
import sys
from pathlib import Path

_PACKAGING = Path(__file__).resolve().parents[1]


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Make everything for Linux.")
    parser.add_argument("--to", type=Path, default=Path("dist"), metavar="DIR", help="(dist)")
    parser.add_argument("--work", type=Path, default=Path("build"), metavar="DIR", help="(build)")
    parser.add_argument("--edition", choices=("full", "small"), default="full")
    parser.add_argument("--fetch", action="store_true", help="download the AppImage's runtime")
    wish = parser.parse_args()
    program, to = str(wish.to / "Lowlight"), ["--to", str(wish.to)]
    steps = (
        ["build.py", *to, "--work", str(wish.work), "--edition", wish.edition],
        ["linux/deb.py", program, *to],
        ["linux/appimage.py", program, *to, *(["--fetch"] if wish.fetch else [])],
    )
    for script, *words in steps:
        done = subprocess.run([sys.executable, str(_PACKAGING / script), *words], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
