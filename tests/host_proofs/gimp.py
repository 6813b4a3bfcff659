"""Proves the plug-in inside a running GIMP; see tests/hosts_in_trixie.py.

Writes a line "name <tab> ok or FAIL <tab> what was seen" for each proof.
"""
# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false

import array
import os
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import gi

gi.require_version("Gegl", "0.4")
from gi.repository import Gegl, Gimp, Gio  # noqa: E402

FOLDER = Path(os.environ["PROOFS"])
WIDTH, HEIGHT = 64, 48
BASES = ("U8", "U16", "U32", "HALF", "FLOAT", "DOUBLE")
KINDS = ("NON_LINEAR", "LINEAR", "PERCEPTUAL")
# Half a step of the depth, of half the values a whole one; a half float has 11 bits.
STEPS = {"U8": 1 / 255, "U16": 1 / 65535, "HALF": 1 / 2048}
RECT = Gegl.Rectangle.new(0, 0, WIDTH, HEIGHT)
out = (FOLDER / "gimp.txt").open("w")


def note(name: str, ok: object, seen: object = "") -> None:
    """A row of the table."""
    print(
        name, "ok" if ok else "FAIL", str(seen).replace("\n", " "), sep="\t", file=out, flush=True
    )


def make(
    precision: Gimp.Precision,
    *,
    kind: str = "RGB_IMAGE",
    base: str = "RGB",
    profile: Gimp.ColorProfile | None = None,
) -> tuple[Gimp.Image, Gimp.Layer]:
    """An image with one layer, which does not lie in its corner."""
    size = WIDTH + 20, HEIGHT + 20
    image = Gimp.Image.new_with_precision(*size, getattr(Gimp.ImageBaseType, base), precision)
    if profile is not None:
        image.set_color_profile(profile)
    type_ = getattr(Gimp.ImageType, kind)
    layer = Gimp.Layer.new(image, "photo", WIDTH, HEIGHT, type_, 100, Gimp.LayerMode.NORMAL)
    image.insert_layer(layer, None, 0)
    layer.set_offsets(7, 5)
    return image, layer


def fill(layer: Gimp.Layer, form: str, values: Callable[[float, float], tuple[float, ...]]) -> None:
    """Give the layer values: a function of x and y in 0..1."""
    grid = ((x / (WIDTH - 1), y / (HEIGHT - 1)) for y in range(HEIGHT) for x in range(WIDTH))
    data = array.array("f", [value for x, y in grid for value in values(x, y)])
    buffer = layer.get_buffer()
    buffer.set(RECT, form, data.tobytes())
    buffer.flush()
    layer.update(0, 0, WIDTH, HEIGHT)


def read(layer: Gimp.Layer, form: str) -> Sequence[float]:
    """The layer's values."""
    data = array.array("f")
    data.frombytes(layer.get_buffer().get(RECT, 1.0, form, Gegl.AbyssPolicy.CLAMP))
    return data


def apart(first: Sequence[float], second: Sequence[float]) -> float:
    """The largest difference."""
    return max(abs(a - b) for a, b in zip(first, second, strict=True))


def run(
    image: Gimp.Image,
    layer: Gimp.Layer,
    preset: str,
    mode: Gimp.RunMode = Gimp.RunMode.NONINTERACTIVE,
) -> tuple[Gimp.PDBStatusType, str]:
    """Call the filter; returns its status and its words."""
    procedure = Gimp.get_pdb().lookup_procedure("plug-in-lowlight")
    config = procedure.create_config()
    config.set_property("run-mode", mode)
    config.set_property("image", image)
    config.set_core_object_array("drawables", [layer])
    config.set_property("preset", preset)
    status = procedure.run(config).index(0)
    return status, Gimp.get_pdb().get_last_error()


def ramps(x: float, y: float) -> tuple[float, ...]:
    """Three ramps."""
    return x, y, (7 * x + 3 * y) % 1.0


def prove_precision(base: str, kind: str) -> None:
    """The same comes back as the same, half as half, in the encoding that the image has."""
    precision = getattr(Gimp.Precision, f"{base}_{kind}")
    image, layer = make(precision)
    form = "RGB float" if kind == "LINEAR" else "R'G'B' float"
    fill(layer, "R'G'B' float", ramps)
    before = read(layer, form)
    seen = []
    for word, factor in (("same", 1.0), ("save", 0.5)):
        status, words = run(image, layer, f"Proof: {word}")
        new = image.get_layers()[0]
        off = apart(read(new, form), [factor * value for value in before])
        good = status == Gimp.PDBStatusType.SUCCESS and len(image.get_layers()) == 2
        good = good and off <= STEPS.get(base, 2e-6) and new.get_offsets()[1:] == (7, 5)
        good = good and image.get_precision() == precision and read(layer, form) == before
        seen.append((good, f"off by {off:.1e}" if good else f"{off:.1e} {status} {words}"))
        image.remove_layer(new)
    note(f"{base} {kind}", all(good for good, _ in seen), ", ".join(said for _, said in seen))
    image.delete()


def prove_kinds() -> None:
    """Alpha, gray, profiles."""
    deep = Gimp.Precision.U16_NON_LINEAR
    image, layer = make(deep, kind="RGBA_IMAGE")
    fill(layer, "R'G'B'A float", lambda x, y: (x, y, 0.25, x))
    run(image, layer, "Proof: save")
    first, second = (read(one, "R'G'B'A float") for one in (layer, image.get_layers()[0]))
    wanted = [v if i % 4 == 3 else v / 2 for i, v in enumerate(first)]
    note("transparency is kept", apart(second, wanted) < 2 / 65535, apart(second, wanted))
    image, layer = make(deep, kind="GRAY_IMAGE", base="GRAY")
    fill(layer, "Y' float", lambda x, _y: (x,))
    status, _ = run(image, layer, "Proof: save")
    first, second = (read(one, "Y' float") for one in (layer, image.get_layers()[0]))
    off = apart(second, [v / 2 for v in first])
    note("gray", status == Gimp.PDBStatusType.SUCCESS and off < 2 / 65535, off)
    adobe = Gimp.ColorProfile.new_rgb_adobe()
    linear = adobe.new_linear_from_color_profile()
    for profile, precision in ((adobe, deep), (linear, Gimp.Precision.FLOAT_LINEAR)):
        image, layer = make(precision, profile=profile)
        fill(layer, "R'G'B' float", ramps)
        run(image, layer, "Proof: same")
        off = apart(read(layer, "RGB float"), read(image.get_layers()[0], "RGB float"))
        kept = image.get_color_profile().is_equal(profile)
        note(f"profile is kept: {profile.get_label()}", kept and off < 1e-4, off)


def prove_ways() -> None:
    """The person at the window, and everything that is no success."""
    image, layer = make(Gimp.Precision.U8_NON_LINEAR)
    fill(layer, "R'G'B' float", ramps)
    (FOLDER / "mode").write_text("save")
    status, _ = run(image, layer, "", Gimp.RunMode.INTERACTIVE)
    names = [one.get_name() for one in image.get_layers()]
    note("window, saved", status == Gimp.PDBStatusType.SUCCESS and len(names) == 2, names)
    (FOLDER / "mode").write_text("cancel")
    status, _ = run(image, layer, "", Gimp.RunMode.INTERACTIVE)
    count = len(image.get_layers())
    note("window, cancelled", status == Gimp.PDBStatusType.CANCEL and count == 2, status.value_nick)
    for preset, sentence in (
        ("Proof: fail", "the photo cannot be read."),
        ("no such preset", "There is no preset called"),
        ("", "A script has to say which preset"),
    ):
        status, words = run(image, layer, preset)
        good = status == Gimp.PDBStatusType.EXECUTION_ERROR and words.startswith(sentence)
        note(f"a sentence for {preset!r}", good and len(image.get_layers()) == 2, words)


def prove_program() -> None:
    """Lowlight itself, without a window."""
    for preset in ("Stars", "standard look"):
        image, layer = make(Gimp.Precision.FLOAT_LINEAR)
        fill(layer, "R'G'B' float", lambda x, y: (x / 8, y / 8, x * y / 8))
        status, words = run(image, layer, preset)
        first, second = (read(one, "R'G'B' float") for one in (layer, image.get_layers()[0]))
        gain = sum(second) / sum(first)
        good = status == Gimp.PDBStatusType.SUCCESS and gain > 1.2
        note(
            f"Lowlight lights it: {preset}", good, f"{gain:.1f} times the light" if good else words
        )


def prove_raw() -> None:
    """RAW files through Lowlight."""
    for name in ("night.CRW", "it's 50% $HOME ü.CRW"):
        image = load(FOLDER / "photos" / name)
        if image is None:
            note(f"RAW: {name}", False, Gimp.get_pdb().get_last_error())
            continue
        seen = image.get_width(), image.get_height(), image.get_precision().value_nick
        label = image.get_effective_color_profile().get_label()
        good = seen == (2312, 1720, "u16-non-linear") and "2020" in label
        note(f"RAW: {name}", good, f"{seen} {label}")
    chosen = Gimp.file_load(
        Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(str(FOLDER / "photos" / "night.CRW"))
    )
    size = chosen and (chosen.get_width(), chosen.get_height())
    note("File ▸ Open of a RAW, Lowlight chosen as importer", size == (2312, 1720), size)
    broken = FOLDER / "broken.cr2"
    broken.write_text("no photo")
    image = load(broken)
    words = Gimp.get_pdb().get_last_error()
    note("a broken RAW is a sentence", image is None and "broken.cr2" in words, words)


def load(path: Path) -> Gimp.Image | None:
    """Call the loader; returns the image, if there is one."""
    procedure = Gimp.get_pdb().lookup_procedure("file-lowlight-load")
    config = procedure.create_config()
    config.set_property("run-mode", Gimp.RunMode.NONINTERACTIVE)
    config.set_property("file", Gio.File.new_for_path(str(path)))
    result = procedure.run(config)
    good = result.index(0) == Gimp.PDBStatusType.SUCCESS
    return result.index(1) if good else None


try:
    for base in BASES:
        for kind in KINDS:
            prove_precision(base, kind)
    prove_kinds()
    prove_ways()
    prove_program()
    prove_raw()
except Exception:  # noqa: BLE001 - a row of the table
    note("GIMP", False, traceback.format_exc())
out.close()
