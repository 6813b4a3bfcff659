"""What kind of file a result is."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lowlight_desktop.gui.dialogs.choice import Choice
from lowlight_desktop.gui.dialogs.form import form, label
from lowlight_desktop.gui.dialogs.quality_field import QualityField
from lowlight_desktop.gui.dialogs.size_field import SizeField
from lowlight_desktop.photo.color_space import OUTPUT_SPACES, ColorSpace
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
    OutputSharpening,
)
from lowlight_desktop.studio.export_wish import fitting


class FileFields(QWidget):
    """Format, depth, quality, size, sharpening, color and metadata, as far as the format has them.

    Signals:
        edited: The user changed something. Silent when the program does.
    """

    edited = Signal()

    def __init__(self, options: ExportOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._format = Choice(self.tr("Format"), self._formats())
        self._depth: Choice[int] = Choice(self.tr("Depth"))
        self._quality = QualityField()
        self._size = SizeField()
        self._sharpening = Choice(self.tr("Sharpening"), self._amounts())
        spaces = [(space, space.name) for space in OUTPUT_SPACES.values()]
        self._space: Choice[ColorSpace] = Choice(self.tr("Color space"), spaces)
        self._metadata = Choice(self.tr("Metadata"), self._policies())
        self._form = form()
        for text, field in (
            (self.tr("&Format"), self._format),
            (self.tr("&Depth"), self._depth),
            (self.tr("&Quality"), self._quality),
            (self.tr("&Size"), self._size),
            (self.tr("S&harpening"), self._sharpening),
            (self.tr("&Color space"), self._space),
            (self.tr("&Metadata"), self._metadata),
        ):
            self._form.addRow(label(text, field), field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._form)
        self._format.chosen.connect(self._on_format)
        self._quality.edited.connect(self._on_edited)
        self._size.edited.connect(self._on_edited)
        for choice in (self._depth, self._sharpening, self._space, self._metadata):
            choice.chosen.connect(self._on_edited)
        self.set_options(options)

    def _formats(self) -> list[tuple[FileFormat, str]]:
        words = {FileFormat.JXL: "JPEG XL", FileFormat.DNG: self.tr("DNG (linear RAW)")}
        return [(form, words.get(form, form.name)) for form in FileFormat]

    def _amounts(self) -> list[tuple[OutputSharpening, str]]:
        return [
            (OutputSharpening.OFF, self.tr("Off")),
            (OutputSharpening.LOW, self.tr("Low")),
            (OutputSharpening.STANDARD, self.tr("Standard")),
            (OutputSharpening.HIGH, self.tr("High")),
        ]

    def _policies(self) -> list[tuple[MetadataPolicy, str]]:
        return [
            (MetadataPolicy.EVERYTHING, self.tr("Everything")),
            (MetadataPolicy.WITHOUT_GPS, self.tr("Everything but the place")),
            (MetadataPolicy.COPYRIGHT, self.tr("Only copyright")),
            (MetadataPolicy.NOTHING, self.tr("None")),
        ]

    def options(self) -> ExportOptions:
        """What is chosen."""
        return self._options

    def set_options(self, options: ExportOptions) -> None:
        """Show these without telling."""
        self._options = options
        self._format.choose(options.format)
        depths = [(d, self.tr("{0} bits per channel").format(d)) for d in options.format.depths]
        self._depth.offer(depths)
        self._depth.choose(options.depth)
        self._depth.setEnabled(len(depths) > 1)
        self._quality.set_value(options.quality)
        self._quality.explain(can_be_lossless=options.format is not FileFormat.JPEG)
        self._form.setRowVisible(self._quality, options.format.has_quality)
        self._size.set_limits(options.long_edge_px, options.megapixels)
        self._sharpening.choose(options.sharpening)
        self._space.choose(options.space)
        self._metadata.choose(options.metadata)
        self._explain(is_dng=options.format is FileFormat.DNG)

    def _explain(self, *, is_dng: bool) -> None:
        """Say what a DNG is, and why it leaves nothing to choose."""
        what = self.tr("Sensor data for another program to develop; only of RAW photos")
        why = self.tr("A DNG always holds the sensor's own colors, with 16 bits and in full size")
        self._format.setToolTip(what if is_dng else "")
        crisp = self.tr("For a screen, after the photo was made smaller")
        for field in (self._depth, self._size, self._space):
            field.setToolTip(why if is_dng else "")
        self._sharpening.setToolTip(why if is_dng else crisp)
        for field in (self._size, self._sharpening, self._space):
            field.setEnabled(not is_dng)

    def set_existing(self, existing: Existing) -> None:
        """Keep what happens with files that are there; another part of the dialog asks."""
        self._options = replace(self._options, existing=existing)

    @Slot()
    def _on_format(self) -> None:
        self.set_options(fitting(self._options, self._format.choice()))
        self.edited.emit()

    @Slot()
    def _on_edited(self) -> None:
        self._options = replace(
            self._options,
            depth=self._depth.choice(),
            quality=self._quality.value(),
            long_edge_px=self._size.long_edge_px(),
            megapixels=self._size.megapixels(),
            sharpening=self._sharpening.choice(),
            space=self._space.choice(),
            metadata=self._metadata.choice(),
        )
        self.edited.emit()
