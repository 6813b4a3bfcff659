"""Make the installer for Windows of the frozen program.

    python packaging/windows/installer.py dist/Lowlight --to dist

Needs Inno Setup 6, whose compiler is looked for on the PATH and where it is usually installed.
Programs and installer are signed if LOWLIGHT_SIGN_THUMBPRINT names a certificate in the user's
store; LOWLIGHT_SIGN_TIMESTAMP may name another server of time stamps. Without it they are not, and
that is said.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from contents import mark_of
from version_resource import numbers

from lowlight_desktop import __version__

HERE = Path(__file__).resolve().parent
PROGRAMS = ("lowlight.exe", "lowlight-desktop.exe")
_TIMESTAMP = "http://timestamp.digicert.com"
_USAGE = 2


def signing(environment: Mapping[str, str]) -> list[str] | None:
    """The command that signs the files that are named after it; None without a certificate.

    Args:
        environment: Where the certificate is named. It holds no secret: the key stays in the store.
    """
    thumbprint = environment.get("LOWLIGHT_SIGN_THUMBPRINT")
    if not thumbprint:
        return None
    server = environment.get("LOWLIGHT_SIGN_TIMESTAMP") or _TIMESTAMP
    return [
        "signtool",
        "sign",
        "/sha1",
        thumbprint,
        "/fd",
        "sha256",
        "/tr",
        server,
        "/td",
        "sha256",
    ]


def compiling(
    compiler: Path, dist: Path, art: Path, to: Path, sign: Sequence[str] | None
) -> list[str]:
    """The command that makes the installer.

    Args:
        compiler: Inno Setup's ISCC.exe.
        dist: The frozen program's folder.
        art: The folder where the build has left the icons.
        to: The folder that gets it.
        sign: What signs, as `signing` has it.
    """
    defined = {
        "Version": __version__,
        "Numbers": ".".join(map(str, numbers(__version__))),
        "Dist": dist.resolve(),
        "Art": art.resolve(),
        "Mark": mark_of(dist),
    }
    words = [str(compiler), "/Qp", *(f"/D{name}={value}" for name, value in defined.items())]
    if sign:
        words += ["/DSign", f"/Slowlight={subprocess.list2cmdline(sign)} $f"]
    return [*words, f"/O{to.resolve()}", str(HERE / "lowlight.iss")]


def find_compiler(environment: Mapping[str, str]) -> Path | None:
    """Inno Setup's compiler, if it is installed.

    Args:
        environment: Where programs lie.
    """
    if found := shutil.which("ISCC", path=environment.get("PATH", "")):
        return Path(found)
    folders = (environment.get(name) for name in ("ProgramFiles(x86)", "ProgramFiles"))
    usual = (Path(folder) / "Inno Setup 6" / "ISCC.exe" for folder in folders if folder)
    return next((file for file in usual if file.is_file()), None)


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Make the installer for Windows.")
    parser.add_argument("dist", type=Path, help="the folder that build.py has made")
    parser.add_argument("--to", type=Path, default=Path("dist"), metavar="DIR", help="(dist)")
    parser.add_argument("--work", type=Path, default=Path("build"), metavar="DIR", help="(build)")
    wish = parser.parse_args()
    if missing := [name for name in PROGRAMS if not (wish.dist / name).is_file()]:
        return _refuse(f"{wish.dist} has no {missing[0]}: python packaging/build.py makes it")
    compiler = find_compiler(os.environ)
    if compiler is None:
        return _refuse("Inno Setup 6 is not installed: https://jrsoftware.org/isinfo.php")
    sign = signing(os.environ)
    if sign is None:
        _say("not signed: LOWLIGHT_SIGN_THUMBPRINT names no certificate. Windows will warn.")
    commands = [[*sign, *(str(wish.dist / name) for name in PROGRAMS)]] if sign else []
    commands.append(compiling(compiler, wish.dist, wish.work / "lowlight", wish.to, sign))
    for command in commands:
        if code := subprocess.run(command, check=False).returncode:
            return code
    return 0


def _refuse(why: str) -> int:
    _say(why)
    return _USAGE


def _say(text: str) -> None:
    print(f"installer: {text}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
