#!/usr/bin/env python3
"""Lowlight for GIMP 3: lights photographs that were taken in the dark, and cleans their noise.

Filters ▸ Enhance ▸ Lowlight opens the layer in Lowlight's window, or applies a preset when a script
calls it. The result is a new layer above it. Lowlight also opens RAW files: Preferences ▸ Image
Import & Export ▸ Raw Image Importer.

`lowlight hosts install gimp` puts this file in place and writes the two lines below.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import gi

gi.require_version("Gimp", "3.0")
from gi.repository import Gimp, Gio, GLib, GObject  # noqa: E402

COMMAND = ["lowlight"]
VERSION = "0"

FILTER = "plug-in-lowlight"
LOADER = "file-lowlight-load"
RAW_ENDINGS = (
    "3fr,ari,arw,bay,cap,cr2,cr3,crw,cs1,dc2,dcr,dcs,dng,drf,eip,erf,fff,gpr,iiq,k25,kc2,kdc,mdc,mef,"
    "mos,mrw,nef,nrw,orf,ori,pef,ptx,pxn,raf,raw,rw2,rwl,sr2,srf,srw,sti,x3f"
)
# What GIMP sets for itself, and what would make another program load GIMP's libraries.
OURS_ALONE = ("PYTHON", "LD_", "DYLD_", "QT_", "GI_TYPELIB_PATH", "GIMP")
STANDARD = "standard look"
POLL_S = 0.1
GERMAN = {
    "A script has to say which preset Lowlight shall apply.": "Ein Skript muss sagen, welches "
    "Preset Lowlight anwenden soll.",
    "Light a photo that was taken in the dark, and clean its noise": "Ein im Dunkeln aufgenommenes "
    "Foto aufhellen und entrauschen",
    "Lowlight cannot be started ({}). Run: lowlight hosts install gimp": "Lowlight lässt sich "
    "nicht starten ({}). Es hilft: lowlight hosts install gimp",
    "Lowlight cannot be started. Run: lowlight hosts install gimp": "Lowlight lässt sich nicht "
    "starten. Es hilft: lowlight hosts install gimp",
    "Lowlight cleans and demosaics the RAW file and lights it with its standard look.": "Lowlight "
    "entrauscht die RAW-Datei, rechnet ihre Farben und hellt sie im Standard-Aussehen auf.",
    "Lowlight ended with error {}.": "Lowlight endete mit Fehler {}.",
    "Lowlight has changed the size of the layer.": "Lowlight hat die Größe der Ebene geändert.",
    "Lowlight opens files on this computer only.": "Lowlight öffnet nur Dateien auf diesem "
    "Rechner.",
    "Open a RAW file with Lowlight": "Eine RAW-Datei mit Lowlight öffnen",
    "Opens the layer in Lowlight; what is saved there becomes a new layer above it. From a script "
    "it applies the preset of the name that is given.": "Öffnet die Ebene in Lowlight; was dort "
    "gespeichert wird, wird eine neue Ebene darüber. In Skripten wird das genannte Preset "
    "angewendet.",
    "Raw photo, clean and lit (Lowlight)": "RAW-Foto, entrauscht und aufgehellt (Lowlight)",
    "Select one layer that is no group.": "Eine Ebene auswählen, die keine Gruppe ist.",
    "The name of a preset as Lowlight shows it, or {}": "Der englische Name eines Presets, oder {}",
}
IS_GERMAN = re.match(r"de\b|de_", GLib.get_language_names()[0]) is not None


class LowlightError(Exception):
    """Lowlight could not do it; the text is a sentence for people."""


def tr(text: str) -> str:
    """A text in GIMP's language, which GIMP hands on to its plug-ins."""
    return GERMAN.get(text, text) if IS_GERMAN else text


def clean_environment() -> dict[str, str]:
    """Our environment without what belongs to GIMP."""
    return {k: v for k, v in os.environ.items() if not k.startswith(OURS_ALONE)}


def working_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that programs outside of a sandbox see under the same name."""
    is_flatpak = Path("/.flatpak-info").exists()
    cache = GLib.get_user_cache_dir() if is_flatpak else None
    return tempfile.TemporaryDirectory(prefix="lowlight-", dir=cache)


def run(arguments: list[str], folder: Path, *, is_shown: bool) -> None:
    """Run Lowlight until it ends; with a progress bar if `is_shown`."""
    told, errors = folder / "told.txt", folder / "errors.txt"
    try:
        with told.open("wb") as out, errors.open("wb") as err:
            process = subprocess.Popen(
                [*COMMAND, *arguments],
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
    except OSError as error:
        raise LowlightError(
            tr("Lowlight cannot be started ({}). Run: lowlight hosts install gimp").format(
                error.strerror
            )
        ) from error
    try:
        wait(process, told, is_shown=is_shown)
    except BaseException:
        process.terminate()
        raise
    if process.returncode != 0:
        raise LowlightError(sentence(errors, process.returncode))


def wait(process: subprocess.Popen[bytes], told: Path, *, is_shown: bool) -> None:
    """Show what Lowlight tells until it ends."""
    # With `wait` alone GIMP would not be told anything; with a main loop of its own it could
    # call us while we work.
    ended = threading.Event()
    threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
    while not ended.wait(POLL_S):
        if is_shown:
            share = fraction(told)
            if share is None:
                Gimp.progress_pulse()
            else:
                Gimp.progress_update(share)


def fraction(told: Path) -> float | None:
    """How far Lowlight is with its photo, if it says so."""
    try:
        lines = told.read_text("utf-8", "replace").split("\n")[:-1]
        event = json.loads(lines[-1])
        return event["fraction"] if event["event"] == "progress" else None
    except (OSError, ValueError, LookupError):
        return None


def sentence(errors: Path, code: int) -> str:
    """What went wrong, as Lowlight says it."""
    lines = errors.read_text("utf-8", "replace").splitlines()
    said = [line.removeprefix("lowlight: ") for line in lines if line.startswith("lowlight: ")]
    if said:
        return said[-1]
    if code in (126, 127):
        return tr("Lowlight cannot be started. Run: lowlight hosts install gimp")
    return tr("Lowlight ended with error {}.").format(code)


def call(name: str, **values: object) -> Gimp.ValueArray:
    """Call a procedure of GIMP; returns what it returns.

    Raises:
        LowlightError: With GIMP's own words.
    """
    procedure = Gimp.get_pdb().lookup_procedure(name)
    config = procedure.create_config()
    for key, value in values.items():
        if key == "drawables":
            config.set_core_object_array(key, value)
        else:
            config.set_property(key.replace("_", "-"), value)
    result = procedure.run(config)
    if result.index(0) != Gimp.PDBStatusType.SUCCESS:
        raise LowlightError(f"GIMP: {Gimp.get_pdb().get_last_error()}")
    return result


def working_precision(precision: Gimp.Precision) -> Gimp.Precision:
    """The precision of files that photo programs share, and that loses nothing visible."""
    base, kind = precision.value_name.removeprefix("GIMP_PRECISION_").split("_", 1)
    base = {"U32": "FLOAT", "HALF": "FLOAT", "DOUBLE": "FLOAT"}.get(base, base)
    if (base, kind) == ("U8", "LINEAR"):
        base = "U16"  # shadows would band
    return getattr(Gimp.Precision, f"{base}_{kind}")


def write_layer(image: Gimp.Image, layer: Gimp.Layer, path: Path) -> None:
    """Write a layer, and nothing of the others, with the image's precision, profile and tags."""
    width, height = layer.get_width(), layer.get_height()
    precision = working_precision(image.get_precision())
    alone = Gimp.Image.new_with_precision(width, height, image.get_base_type(), precision)
    try:
        alone.set_color_profile(image.get_effective_color_profile())
        if metadata := image.get_metadata():
            alone.set_metadata(metadata)
        copy = Gimp.Layer.new_from_drawable(layer, alone)
        alone.insert_layer(copy, None, 0)
        copy.set_offsets(0, 0)
        copy.set_visible(True)
        copy.set_opacity(100.0)
        call(
            "file-tiff-export",
            run_mode=Gimp.RunMode.NONINTERACTIVE,
            image=alone,
            file=Gio.File.new_for_path(str(path)),
            compression="none",
            save_transparent_pixels=True,
            include_color_profile=True,
            include_exif=True,
            include_xmp=True,
            include_iptc=True,
            include_thumbnail=False,
        )
    finally:
        alone.delete()


def read_layer(image: Gimp.Image, layer: Gimp.Layer, path: Path) -> Gimp.Layer:
    """The result as a layer of the image, not yet inserted."""
    done = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(str(path)))
    if done is None:
        raise LowlightError(f"GIMP: {Gimp.get_pdb().get_last_error()}")
    try:
        source = done.get_layers()[0]
        if (source.get_width(), source.get_height()) != (layer.get_width(), layer.get_height()):
            raise LowlightError(tr("Lowlight has changed the size of the layer."))
        if done.get_precision() != image.get_precision():
            # First to the image's: a copy into another image keeps the profile's numbers.
            done.convert_precision(image.get_precision())
        if not is_same_profile(done, image):
            done.convert_color_profile(
                image.get_effective_color_profile(),
                Gimp.ColorRenderingIntent.RELATIVE_COLORIMETRIC,
                True,
            )
        return Gimp.Layer.new_from_drawable(source, image)
    finally:
        done.delete()


def is_same_profile(one: Gimp.Image, other: Gimp.Image) -> bool:
    """Whether the numbers of two images mean the same colors."""
    first, second = one.get_effective_color_profile(), other.get_effective_color_profile()
    return first.is_equal(second)


def enhance(
    procedure: Gimp.Procedure,
    run_mode: Gimp.RunMode,
    image: Gimp.Image,
    drawables: list[Gimp.Drawable],
    config: Gimp.ProcedureConfig,
    _data: object,
) -> Gimp.ValueArray:
    """Filters ▸ Enhance ▸ Lowlight."""
    try:
        return _enhance(procedure, run_mode, image, drawables, config)
    except LowlightError as error:
        return failure(procedure, str(error))
    except GLib.Error as error:
        return failure(procedure, f"GIMP: {error.message}")
    except OSError as error:
        return failure(procedure, f"{error.filename}: {error.strerror}.")


def _enhance(
    procedure: Gimp.Procedure,
    run_mode: Gimp.RunMode,
    image: Gimp.Image,
    drawables: list[Gimp.Drawable],
    config: Gimp.ProcedureConfig,
) -> Gimp.ValueArray:
    layers = [d for d in drawables if isinstance(d, Gimp.Layer) and not d.is_group_layer()]
    if len(layers) != 1 or len(drawables) != 1:
        raise LowlightError(tr("Select one layer that is no group."))
    layer = layers[0]
    is_interactive = run_mode == Gimp.RunMode.INTERACTIVE
    preset = "" if is_interactive else config.get_property("preset")
    if run_mode == Gimp.RunMode.NONINTERACTIVE and not preset:
        raise LowlightError(tr("A script has to say which preset Lowlight shall apply."))
    is_shown = run_mode != Gimp.RunMode.NONINTERACTIVE
    with working_folder() as name:
        folder = Path(name)
        path = folder / "layer.tif"
        write_layer(image, layer, path)
        before = path.stat()
        if is_shown:
            Gimp.progress_init("Lowlight")
        run(["edit", *look(preset), "--", str(path)], folder, is_shown=is_shown)
        after = path.stat()
        if (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino):
            return procedure.new_return_values(Gimp.PDBStatusType.CANCEL, GLib.Error())
        insert(image, layer, path)
    Gimp.displays_flush()
    return procedure.new_return_values(Gimp.PDBStatusType.SUCCESS, GLib.Error())


def look(preset: str) -> list[str]:
    """The arguments that apply a preset instead of opening the window."""
    return ["--apply", preset, "--progress", "json"] if preset else []


def insert(image: Gimp.Image, layer: Gimp.Layer, path: Path) -> None:
    """Lay the result above the layer, in one step of undo."""
    image.undo_group_start()
    try:
        result = read_layer(image, layer, path)
        result.set_name(f"{layer.get_name()} Lowlight")
        image.insert_layer(result, layer.get_parent(), image.get_item_position(layer))
        _, x, y = layer.get_offsets()
        result.set_offsets(x, y)
        image.set_selected_layers([result])
    finally:
        image.undo_group_end()


def load(
    procedure: Gimp.Procedure,
    run_mode: Gimp.RunMode,
    file: Gio.File,
    _metadata: Gimp.Metadata,
    flags: Gimp.MetadataLoadFlags,
    _config: Gimp.ProcedureConfig,
    _data: object,
) -> tuple[Gimp.ValueArray, Gimp.MetadataLoadFlags]:
    """Open a RAW file, clean and lit."""
    try:
        image = _load(run_mode, file)
    except LowlightError as error:
        return failure(procedure, str(error)), flags
    except OSError as error:
        return failure(procedure, f"{error.filename}: {error.strerror}."), flags
    status = GObject.Value(Gimp.PDBStatusType, Gimp.PDBStatusType.SUCCESS)
    return Gimp.ValueArray.new_from_values([status, GObject.Value(Gimp.Image, image)]), flags


def _load(run_mode: Gimp.RunMode, file: Gio.File) -> Gimp.Image:
    path = file.peek_path()
    if path is None:
        raise LowlightError(tr("Lowlight opens files on this computer only."))
    is_shown = run_mode != Gimp.RunMode.NONINTERACTIVE
    with working_folder() as name:
        folder = Path(name)
        if is_shown:
            Gimp.progress_init(f"Lowlight: {file.get_basename()}")
        results = folder / "results"
        arguments = ["--output", str(results), "--format", "tiff", "--depth", "16"]
        arguments += ["--space", "rec2020", "--again", "--progress", "json"]
        journal = ["--journal", str(folder / "journal")]
        run(["enhance", *arguments, *journal, "--", path], folder, is_shown=is_shown)
        written = sorted(results.iterdir())
        image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(str(written[0])))
        if image is None:
            raise LowlightError(f"GIMP: {Gimp.get_pdb().get_last_error()}")
    return image


def failure(procedure: Gimp.Procedure, text: str) -> Gimp.ValueArray:
    """An error that GIMP shows."""
    error = GLib.Error.new_literal(Gimp.PlugIn.error_quark(), text, 0)
    return procedure.new_return_values(Gimp.PDBStatusType.EXECUTION_ERROR, error)


class Lowlight(Gimp.PlugIn):
    """Tells GIMP what there is."""

    def do_set_i18n(self, _name: str) -> bool:
        """Its few words are translated here, by `tr`."""
        return False

    def do_query_procedures(self) -> list[str]:
        """Their names."""
        return [FILTER, LOADER]

    def do_create_procedure(self, name: str) -> Gimp.Procedure:
        """One of them."""
        return self._filter() if name == FILTER else self._loader()

    def _filter(self) -> Gimp.Procedure:
        procedure = Gimp.ImageProcedure.new(self, FILTER, Gimp.PDBProcType.PLUGIN, enhance, None)
        procedure.set_image_types("RGB*, GRAY*")
        procedure.set_sensitivity_mask(Gimp.ProcedureSensitivityMask.DRAWABLE)
        procedure.set_menu_label("_Lowlight...")
        procedure.add_menu_path("<Image>/Filters/Enhance")
        procedure.set_documentation(
            tr("Light a photo that was taken in the dark, and clean its noise"),
            tr(
                "Opens the layer in Lowlight; what is saved there becomes a new layer above it. "
                "From a script it applies the preset of the name that is given."
            ),
            None,
        )
        procedure.set_attribution("The Lowlight authors", "GPL-3.0-or-later", "2026")
        procedure.add_string_argument(
            "preset",
            "_Preset",
            tr("The name of a preset as Lowlight shows it, or {}").format(STANDARD),
            "",
            GObject.ParamFlags.READWRITE,
        )
        return procedure

    def _loader(self) -> Gimp.Procedure:
        procedure = Gimp.LoadProcedure.new(self, LOADER, Gimp.PDBProcType.PLUGIN, load, None)
        procedure.set_menu_label(tr("Raw photo, clean and lit (Lowlight)"))
        procedure.set_documentation(
            tr("Open a RAW file with Lowlight"),
            tr("Lowlight cleans and demosaics the RAW file and lights it with its standard look."),
            None,
        )
        procedure.set_attribution("The Lowlight authors", "GPL-3.0-or-later", "2026")
        procedure.set_format_name("Lowlight RAW")
        procedure.set_extensions(RAW_ENDINGS)
        procedure.set_handles_raw(True)
        return procedure


if __name__ == "__main__":
    Gimp.main(Lowlight.__gtype__, sys.argv)
