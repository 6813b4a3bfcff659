"""Proves ART's files as far as GLib reads them for it; see tests/hosts_in_trixie.py.

ART is in no Debian. It reads these files with GLib's key files, splits commands as GLib does, and
puts two names behind them: that is done here, with the real GLib and the real Lowlight.
"""
# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false

import os
import subprocess
from pathlib import Path

from gi.repository import GLib

FOLDER = Path(os.environ["PROOFS"])
SETTINGS = Path.home() / ".config" / "ART"
rows: list[tuple[str, bool, object]] = []


def words_of(path: Path, group: str, key: str) -> list[str]:
    """A command of a file, as ART starts it."""
    file = GLib.KeyFile.new()
    file.load_from_file(str(path), GLib.KeyFileFlags.NONE)
    return list(GLib.shell_parse_argv(file.get_string(group, key))[1])


def start(words: list[str]) -> str:
    """Run a command to its end; what it complains of."""
    return subprocess.run(words, capture_output=True, text=True, check=False).stderr.strip()


def first_bytes(path: Path) -> bytes:
    """What tells a kind of file; nothing where there is no file."""
    return path.read_bytes()[:3] if path.exists() else b""


raw = FOLDER / "photos" / "it's 50% $HOME ü.CRW"
commands = SETTINGS / "usercommands"
for name, ending in (("clean", "dng"), ("enhance", "tif")):
    said = start(
        [*words_of(commands / f"lowlight-{name}.txt", "ART UserCommand", "Command"), str(raw)]
    )
    result = raw.with_name(f"{raw.stem}-lowlight.{ending}")
    rows.append((f"user command: {name}", result.exists(), said or result.name))
handed = FOLDER / "ART-save-it's 50% ü.tif-X1Y2Z3.tif"
raw.with_name(f"{raw.stem}-lowlight.tif").rename(handed)
for ending, head in (("tif", b"II*"), ("jpg", b"\xff\xd8\xff")):
    target = FOLDER / f"it's 50% ü.{ending}"
    path = SETTINGS / "imageio" / f"lowlight-{ending}.txt"
    said = start([*words_of(path, "ART ImageIO", "WriteCommand"), str(handed), str(target)])
    rows.append((f"writes through us: {ending}", first_bytes(target) == head, said))
by_hand = SETTINGS / "imageio" / "raw-crw.txt"
by_hand.write_text(
    "[ART RAWImageIO]\nExtension=crw\n"
    f'ReadCommand={FOLDER}/lowlight convert --preset "standard look"\n'
)
target = FOLDER / "ART-load_raw-night.CRW-X1Y2Z3.dng"
said = start([*words_of(by_hand, "ART RAWImageIO", "ReadCommand"), str(raw), str(target)])
rows.append(("reads RAW through us, as docs/hosts.md has it", first_bytes(target) == b"II*", said))
lines = [f"{name}\t{'ok' if good else 'FAIL'}\t{seen}\n" for name, good, seen in rows]
(FOLDER / "art.txt").write_text("".join(lines))
