"""Lowlight for Krita 5: Tools ▸ Scripts ▸ Lowlight opens the active layer in Lowlight's window.

What is saved there becomes a new layer above it. `lowlight hosts install krita` puts this folder in
place and writes the two lines below.
"""

import os
import tempfile
from pathlib import Path

from krita import Document, Extension, InfoObject, Krita, Node, Window

try:
    from PyQt6.QtCore import QEventLoop, QLocale, QProcess, QProcessEnvironment, Qt
    from PyQt6.QtWidgets import QMessageBox, QProgressDialog
except ImportError:
    from PyQt5.QtCore import QEventLoop, QLocale, QProcess, QProcessEnvironment, Qt
    from PyQt5.QtWidgets import QMessageBox, QProgressDialog

COMMAND = ["lowlight"]
VERSION = "0"

# What Krita sets for itself, and what would make another program load Krita's libraries.
OURS_ALONE = ("PYTHON", "LD_", "DYLD_", "QT_", "GI_TYPELIB_PATH")

GERMAN = {
    "Cancel": "Abbrechen",
    "Choose a paint layer in RGB or in gray.": "Eine Malebene in RGB oder Grau auswählen.",
    "Krita could not read what Lowlight has saved.": "Krita kann nicht lesen, was Lowlight "
    "gespeichert hat.",
    "Krita could not write the layer to a file.": "Krita kann die Ebene nicht in eine Datei "
    "schreiben.",
    "Lowlight cannot be started. Run: lowlight hosts install krita": "Lowlight lässt sich nicht "
    "starten. Es hilft: lowlight hosts install krita",
    "Lowlight ended with error {}.": "Lowlight endete mit Fehler {}.",
    "Lowlight has changed the size of the layer.": "Lowlight hat die Größe der Ebene geändert.",
}


class LowlightError(Exception):
    """Lowlight could not do it; the text is a sentence for people."""


def tr(text: str) -> str:
    """A text in the language that Krita speaks."""
    is_german = QLocale().name().split("_")[0] == "de"
    return GERMAN.get(text, text) if is_german else text


def enhance(document: Document, layer: Node | None, arguments: list[str]) -> Node | None:
    """Hand a layer to Lowlight.

    Args:
        document: Its size is the size of what is sent.
        layer: One with pixels.
        arguments: Of `lowlight edit`, before the file.

    Returns:
        The new layer; None if nothing was saved.

    Raises:
        LowlightError: If it could not be done.
    """
    if layer is None or layer.type() != "paintlayer" or layer.colorModel() not in ("RGBA", "GRAYA"):
        raise LowlightError(tr("Choose a paint layer in RGB or in gray."))
    # In Flatpak /tmp is the sandbox's own; its cache has the same name without.
    cache = os.environ.get("XDG_CACHE_HOME") if Path("/.flatpak-info").exists() else None
    with tempfile.TemporaryDirectory(prefix="lowlight-", dir=cache) as folder:
        path = Path(folder) / "layer.tif"
        write_layer(document, layer, path)
        before = path.stat()
        run([*arguments, "--", str(path)])
        after = path.stat()
        if (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino):
            return None
        return insert(document, layer, path)


def write_layer(document: Document, layer: Node, path: Path) -> None:
    """Write a layer, and nothing of the others, with its depth and profile."""
    width, height = document.width(), document.height()
    model, depth, profile = layer.colorModel(), layer.colorDepth(), layer.colorProfile()
    resolution = document.resolution()
    alone = Krita.instance().createDocument(
        width, height, "layer", model, depth, profile, resolution
    )
    try:
        copy = alone.rootNode().childNodes()[0]
        copy.setPixelData(layer.pixelData(0, 0, width, height), 0, 0, width, height)
        alone.refreshProjection()
        alone.waitForDone()
        alone.setBatchmode(True)
        settings = InfoObject()
        for key, value in {
            "compressiontype": 0,
            "predictor": 0,
            "alpha": True,
            "flatten": True,
            "saveProfile": True,
        }.items():
            settings.setProperty(key, value)
        if not alone.exportImage(str(path), settings):
            raise LowlightError(tr("Krita could not write the layer to a file."))
    finally:
        alone.close()


def insert(document: Document, layer: Node, path: Path) -> Node:
    """Lay the result above the layer."""
    done = Krita.instance().openDocument(str(path))
    if done is None:
        raise LowlightError(tr("Krita could not read what Lowlight has saved."))
    try:
        done.setBatchmode(True)
        model, depth, profile = layer.colorModel(), layer.colorDepth(), layer.colorProfile()
        if (done.colorModel(), done.colorDepth(), done.colorProfile()) != (model, depth, profile):
            done.setColorSpace(model, depth, profile)
            done.waitForDone()
        size = done.width(), done.height()
        if size != (document.width(), document.height()):
            raise LowlightError(tr("Lowlight has changed the size of the layer."))
        pixels = done.rootNode().childNodes()[0].pixelData(0, 0, *size)
    finally:
        done.close()
    result = document.createNode(f"{layer.name()} Lowlight", "paintlayer")
    layer.parentNode().addChildNode(result, layer)
    if (result.colorModel(), result.colorDepth(), result.colorProfile()) != (model, depth, profile):
        result.setColorSpace(model, depth, profile)
    result.setPixelData(pixels, 0, 0, *size)
    document.setActiveNode(result)
    document.refreshProjection()
    return result


def run(arguments: list[str]) -> None:
    """Run `lowlight edit` until it ends; Krita goes on drawing itself meanwhile."""
    process, loop = QProcess(), QEventLoop()
    environment = QProcessEnvironment.systemEnvironment()
    for name in environment.keys():  # noqa: SIM118 - of Qt
        if name.startswith(OURS_ALONE):
            environment.remove(name)
    process.setProcessEnvironment(environment)
    process.finished.connect(loop.quit)
    process.errorOccurred.connect(loop.quit)
    window = Krita.instance().activeWindow()
    bar = QProgressDialog("Lowlight", tr("Cancel"), 0, 0, window.qwindow() if window else None)
    bar.setWindowModality(Qt.WindowModality.ApplicationModal)
    bar.canceled.connect(process.terminate)
    process.start(COMMAND[0], [*COMMAND[1:], "edit", *arguments])
    bar.show()
    if process.state() != QProcess.ProcessState.NotRunning:
        loop.exec()
    is_cancelled = bar.wasCanceled()
    bar.close()
    if is_cancelled or (process.error() != QProcess.ProcessError.FailedToStart and ended(process)):
        return
    raise LowlightError(sentence(process))


def ended(process: QProcess) -> bool:
    """Whether it has ended, and well."""
    is_exit = process.exitStatus() == QProcess.ExitStatus.NormalExit
    return is_exit and process.exitCode() == 0


def sentence(process: QProcess) -> str:
    """What went wrong, as Lowlight says it."""
    told = bytes(process.readAllStandardError()).decode("utf-8", "replace").splitlines()
    said = [line.removeprefix("lowlight: ") for line in told if line.startswith("lowlight: ")]
    if said:
        return said[-1]
    if process.error() == QProcess.ProcessError.FailedToStart or process.exitCode() in (126, 127):
        return tr("Lowlight cannot be started. Run: lowlight hosts install krita")
    return tr("Lowlight ended with error {}.").format(process.exitCode())


class Lowlight(Extension):
    """Puts Lowlight into the menu."""

    def setup(self) -> None:
        """Nothing to do before there is a window."""

    def createActions(self, window: Window) -> None:  # noqa: N802 - Krita's name
        """Add the menu's entry."""
        action = window.createAction("lowlight_edit", "Lowlight…", "tools/scripts")
        action.triggered.connect(self.edit)

    def edit(self) -> None:
        """Open the active layer in Lowlight's window."""
        document = Krita.instance().activeDocument()
        if document is None:
            return
        try:
            enhance(document, document.activeNode(), [])
        except (LowlightError, OSError) as error:
            window = Krita.instance().activeWindow()
            QMessageBox.warning(window.qwindow() if window else None, "Lowlight", str(error))


if Krita.instance() is not None:
    Krita.instance().addExtension(Lowlight(Krita.instance()))
