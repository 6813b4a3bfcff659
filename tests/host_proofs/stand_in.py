"""Plays the person at Lowlight's window: saves half the values, saves the same, cancels, fails.

What it does is the last word of `--apply "Proof: WORD"`, else what stands in the file `mode`.
"""

import sys
from pathlib import Path

import tifffile

here = Path(__file__).parent
words = sys.argv[1:]
path = words[-1]
mode = (here / "mode").read_text() if (here / "mode").exists() else "save"
if "--apply" in words:
    mode = words[words.index("--apply") + 1].removeprefix("Proof: ")
if mode == "cancel":
    sys.exit(0)
if mode == "fail":
    sys.exit("lowlight: the photo cannot be read.")
with tifffile.TiffFile(path) as tiff:
    page = tiff.pages.first
    pixels = page.asarray()
    kept = [(34675, "B", None, bytes(page.tags[34675].value), True)] if 34675 in page.tags else []
    photometric, extra = page.photometric, page.extrasamples
color = pixels[..., :3] if pixels.ndim == 3 else pixels
if mode == "save":
    color[...] = color / 2 if pixels.dtype.kind == "f" else color // 2
new = path + ".new"
tifffile.imwrite(
    new, pixels, photometric=photometric, extrasamples=extra or None, extratags=kept, metadata=None
)
Path(new).replace(path)
