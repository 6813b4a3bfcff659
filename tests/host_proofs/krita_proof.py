"""Proves the plug-in inside a running Krita; see tests/hosts_in_trixie.py.

Writes a line "name <tab> ok or FAIL <tab> what was seen" for each proof.
"""
# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false

import os
import struct
import sys
import traceback
from pathlib import Path

from krita import Document, Krita

FOLDER = Path(os.environ["PROOFS"])
WIDTH, HEIGHT = 40, 30
DEPTHS = {"U8": ("B", 255), "U16": ("H", 65535), "F32": ("f", 1.0)}
PROFILES = {
    "U8": "sRGB-elle-V2-srgbtrc.icc",
    "U16": "sRGB-elle-V2-srgbtrc.icc",
    "F32": "sRGB-elle-V2-g10.icc",
}


def values(depth: str, factor: float) -> list[float]:
    """Three ramps and full cover; Krita keeps whole numbers as BGRA."""
    white = DEPTHS[depth][1]
    rows: list[float] = []
    for i in range(WIDTH * HEIGHT):
        x = i % WIDTH / (WIDTH - 1)
        rows += [factor * x * white, factor * white / 4, factor * (1 - x) * white, white]
    return rows if depth == "F32" else [int(value) for value in rows]


def make(depth: str) -> Document:
    """A document with one layer."""
    kind = DEPTHS[depth][0]
    document = Krita.instance().createDocument(
        WIDTH, HEIGHT, "photo", "RGBA", depth, PROFILES[depth], 300.0
    )
    layer = document.rootNode().childNodes()[0]
    given = values(depth, 1.0)
    layer.setPixelData(struct.pack(f"{len(given)}{kind}", *given), 0, 0, WIDTH, HEIGHT)
    layer.setName("photo")
    document.setActiveNode(layer)
    document.refreshProjection()
    document.waitForDone()
    return document


def prove() -> list[tuple[str, bool, object]]:
    """All of it."""
    sys.path.insert(0, str(Path.home() / ".local/share/krita/pykrita"))
    import lowlight

    rows: list[tuple[str, bool, object]] = []
    for depth, (kind, white) in DEPTHS.items():
        for word, factor in (("same", 1.0), ("save", 0.5)):
            document = make(depth)
            result = lowlight.enhance(
                document, document.rootNode().childNodes()[0], ["--apply", f"Proof: {word}"]
            )
            count = len(document.rootNode().childNodes())
            data = bytes(result.pixelData(0, 0, WIDTH, HEIGHT))
            seen = struct.unpack(f"{WIDTH * HEIGHT * 4}{kind}", data)
            wanted = values(depth, factor)
            off = max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) / white
            same = (result.colorDepth(), result.colorProfile()) == (depth, PROFILES[depth])
            good = count == 2 and same and off < 1.5 / 255 and result.name() == "photo Lowlight"
            rows.append((f"{depth}, {word}", good, f"off by {off:.1e}"))
            document.close()
    document = make("U16")
    result = lowlight.enhance(
        document, document.rootNode().childNodes()[0], ["--apply", "Proof: cancel"]
    )
    rows.append(("cancelled", result is None, len(document.rootNode().childNodes())))
    for preset, wanted in (
        ("Proof: fail", "the photo cannot be read."),
        ("no such preset", "There is no preset called"),
    ):
        try:
            lowlight.enhance(document, document.rootNode().childNodes()[0], ["--apply", preset])
            said = ""
        except lowlight.LowlightError as error:
            said = str(error)
        rows.append((f"a sentence for {preset!r}", said.startswith(wanted), said))
    document.close()
    document = make("U16")
    result = lowlight.enhance(document, document.rootNode().childNodes()[0], ["--apply", "Stars"])
    rows.append(("Lowlight itself", result is not None, ""))
    word = lowlight.tr("Cancel")
    rows.append(("German where Krita is", word == "Abbrechen", word))
    return rows


def __main__(_arguments: list[str]) -> None:  # noqa: N807 - what kritarunner calls
    """Write the table."""
    try:
        rows = prove()
    except Exception:  # noqa: BLE001 - a row of the table
        rows = [("Krita", False, traceback.format_exc().replace("\n", " / "))]
    lines = [f"{name}\t{'ok' if good else 'FAIL'}\t{seen}\n" for name, good, seen in rows]
    (FOLDER / "krita.txt").write_text("".join(lines) + "END\n")
