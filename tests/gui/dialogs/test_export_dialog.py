from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.name_template import TOKENS, NameFacts
from lowlight_desktop.gui.dialogs.export_dialog import ExportDialog
from lowlight_desktop.gui.dialogs.extent import Extent
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.photo.color_space import DISPLAY_P3
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
    OutputSharpening,
)
from lowlight_desktop.studio.export_wish import ExportPreset, ExportWish
from tests.gui.controls import button, control

PHOTOS = (Path("/shoot/IMG_0112.CRW"), Path("/shoot/IMG_0117.CRW"))
FACTS = NameFacts("IMG_0112", "2026:11:20 23:10:05", 1, "Stars")
WISH = ExportWish(
    ExportOptions(
        FileFormat.TIFF, 16, 80, DISPLAY_P3, Existing.SKIP, 3000, MetadataPolicy.WITHOUT_GPS
    ),
    Path("/out"),
    "{date}-{name}",
)
JXL = ExportWish(
    ExportOptions(
        FileFormat.JXL,
        16,
        100,
        long_edge_px=3000,
        megapixels=2.5,
        sharpening=OutputSharpening.STANDARD,
    )
)
AVIF = ExportWish(ExportOptions(FileFormat.AVIF, 10, megapixels=12.0))
CRW = Path(__file__).parents[3] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"
DNG = ExportWish(ExportOptions(FileFormat.DNG, 16))
WEB = ExportPreset("For the web", ExportWish(ExportOptions(long_edge_px=1600), Path("/web")))


def _dialog(qtbot: QtBot, wish: ExportWish = WISH, *presets: ExportPreset) -> ExportDialog:
    dialog = ExportDialog(Extent(PHOTOS), wish, presets, facts=FACTS)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def _choose(inside: QWidget, name: str, words: str) -> None:
    box = control(inside, QComboBox, name)
    assert box.findText(words) >= 0, words
    box.setCurrentText(words)


def _texts(dialog: ExportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize(
    "wish",
    [WISH, ExportWish(), WEB.wish, DNG, JXL, AVIF],
    ids=["tiff", "default", "web", "dng", "jxl", "avif"],
)
def test_what_was_wished_last_comes_back_unchanged(qtbot: QtBot, wish: ExportWish) -> None:
    assert _dialog(qtbot, wish).wish() == wish


def test_everything_can_be_chosen(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, ExportWish())
    _choose(dialog, "Format", "TIFF")
    _choose(dialog, "Depth", "16 bits per channel")
    _choose(dialog, "Size", "Long edge at most")
    control(dialog, QSpinBox, "Long edge").setValue(3000)
    _choose(dialog, "Color space", "Display P3")
    _choose(dialog, "Metadata", "Everything but the place")
    _choose(dialog, "If a file exists", "Leave it and skip the photo")
    control(dialog, QLineEdit, "Name").setText("{date}-{name}")
    control(dialog, QLineEdit, "Folder").setText("/out")
    quality = ExportOptions().quality  # of a JPEG: remembered, though TIFF has none
    assert dialog.wish() == replace(WISH, options=replace(WISH.options, quality=quality))


def test_only_what_the_format_can_hold_is_offered(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    slider, depth = control(dialog, QSlider, "Quality"), control(dialog, QComboBox, "Depth")
    assert not slider.isVisible()
    assert depth.count() == 2
    _choose(dialog, "Format", "JPEG")
    assert slider.isVisible()
    assert depth.count() == 1
    assert dialog.wish().options.depth == 8
    slider.setValue(70)
    assert dialog.wish().options.quality == control(dialog, QSpinBox, "Quality in numbers").value()


def test_a_dng_leaves_nothing_to_choose_and_says_why(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    _choose(dialog, "Format", "DNG (linear RAW)")
    assert "IMG_0112.dng" in _texts(dialog)
    fields = [control(dialog, QComboBox, name) for name in ("Depth", "Size", "Color space")]
    assert not any(field.isEnabled() for field in fields)
    assert not control(dialog, QSpinBox, "Long edge").isEnabled()
    assert "16 bits" in fields[0].toolTip()
    assert not control(dialog, QSlider, "Quality").isVisible()
    assert dialog.wish().options.depth == 16
    _choose(dialog, "Format", "TIFF")
    assert all(field.isEnabled() for field in fields)
    assert fields[0].toolTip() == ""
    assert dialog.wish() == WISH  # what a DNG has no use for is remembered


def test_a_size_is_only_asked_for_where_it_counts(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    edge = control(dialog, QSpinBox, "Long edge")
    assert edge.isEnabled()
    _choose(dialog, "Size", "Original size")
    assert not edge.isEnabled()
    assert dialog.wish().long_edge_px is None


def test_both_sizes_can_be_limited(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    area = control(dialog, QDoubleSpinBox, "Megapixels")
    assert not area.isVisible()
    _choose(dialog, "Size", "Both at most")
    area.setValue(2.5)
    options = dialog.wish().options
    assert (options.long_edge_px, options.megapixels) == (3000, 2.5)
    _choose(dialog, "Size", "Megapixels at most")
    assert not control(dialog, QSpinBox, "Long edge").isVisible()
    assert dialog.wish().options.long_edge_px is None


def test_sharpening_can_be_chosen(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    _choose(dialog, "Sharpening", "High")
    assert dialog.wish().options.sharpening is OutputSharpening.HIGH


@pytest.mark.parametrize(
    ("words", "depths", "lossless"), [("JPEG", 1, False), ("JPEG XL", 2, True), ("AVIF", 1, True)]
)
def test_a_quality_is_asked_for_where_there_is_one(
    qtbot: QtBot, words: str, depths: int, lossless: bool
) -> None:
    dialog = _dialog(qtbot)
    _choose(dialog, "Format", words)
    slider = control(dialog, QSlider, "Quality")
    assert slider.isVisible()
    assert ("loses nothing" in slider.toolTip()) is lossless
    assert control(dialog, QComboBox, "Depth").count() == depths


def test_the_name_shows_a_live_example(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    assert "2026-11-20-IMG_0112.tif" in _texts(dialog)
    control(dialog, QLineEdit, "Name").setText("{name}-{preset}")
    _choose(dialog, "Format", "PNG")
    assert "IMG_0112-Stars.png" in _texts(dialog)


@pytest.mark.parametrize("template", ["", "{stem", "{lens}", "../{stem}"])
def test_a_name_that_cannot_be_is_explained_and_not_accepted(qtbot: QtBot, template: str) -> None:
    dialog = _dialog(qtbot)
    field = control(dialog, QLineEdit, "Name")
    field.setText(template)
    assert not button(dialog, "Export").isEnabled()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    field.setText("{name}")
    assert button(dialog, "Export").isEnabled()


def test_tokens_are_put_in_where_the_cursor_is(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    field = control(dialog, QLineEdit, "Name")
    field.setText("night-")
    menu = button(dialog, "Insert").menu()  # pyright: ignore[reportAttributeAccessIssue]
    menu.actions()[TOKENS.index("counter")].trigger()
    assert dialog.wish().template == "night-{counter:04}"
    assert "night-0001.tif" in _texts(dialog)


def test_every_token_in_the_menu_makes_an_example(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    field = control(dialog, QLineEdit, "Name")
    menu = button(dialog, "Insert").menu()  # pyright: ignore[reportAttributeAccessIssue]
    for action in menu.actions():
        field.clear()
        action.trigger()
        assert button(dialog, "Export").isEnabled(), field.text()
        assert "For example" in _texts(dialog)


def test_a_photo_of_a_file_gives_the_example_its_camera_and_folder(qtbot: QtBot) -> None:
    dialog = ExportDialog(Extent((CRW,)), replace(WISH, template="{camera}/{folder} {iso}"))
    qtbot.addWidget(dialog)
    assert "Canon PowerShot S40/samples" in _texts(dialog)


def test_a_preset_fills_the_dialog(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, WISH, WEB)
    box = control(dialog, QComboBox, "Preset")
    box.setCurrentIndex(0)
    box.activated.emit(0)  # as a choice of the user's
    assert dialog.wish() == WEB.wish


def test_settings_are_saved_under_a_name_with_return_and_deleted(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, WISH, WEB)
    box = control(dialog, QComboBox, "Preset")
    assert not button(dialog, "Save").isEnabled()
    box.setEditText("Archive")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert dialog.isVisible()  # Return there is not the default button
    assert dialog.presets() == (ExportPreset("Archive", WISH), WEB)
    qtbot.mouseClick(button(dialog, "Delete"), Qt.MouseButton.LeftButton)
    assert dialog.presets() == (WEB,)


def test_return_exports_and_escape_cancels(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, replace(WISH, folder=tmp_path / "made by the export"))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    dialog = _dialog(qtbot)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_folder_that_cannot_take_results_is_told_before_the_export(
    tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a file").touch()
    dialog = _dialog(qtbot, replace(WISH, folder=tmp_path / "a file" / "results"))
    before = dialog.height()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    (said,) = (label for label in dialog.findChildren(QLabel) if "not a folder" in label.text())
    assert said.isVisible()
    assert dialog.height() >= before
    field = control(dialog, QLineEdit, "Folder")
    assert dialog.focusWidget() is field
    field.setText(str(tmp_path / "a file"))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said.isVisible()  # Return there is the default button too
    field.setText(str(tmp_path))
    assert not said.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.wish().folder == tmp_path


def test_the_title_says_what_is_exported(qtbot: QtBot) -> None:
    assert _dialog(qtbot).windowTitle() == "Export 2 Photos"
    one = ExportDialog(Extent(PHOTOS[:1]), WISH)
    qtbot.addWidget(one)
    assert one.windowTitle() == "Export IMG_0112.CRW"


def test_one_photo_of_many_can_be_exported_or_all(qtbot: QtBot) -> None:
    dialog = ExportDialog(Extent(PHOTOS[1:], PHOTOS), WISH)
    qtbot.addWidget(dialog)
    assert dialog.photos() == PHOTOS[1:]
    assert dialog.windowTitle() == "Export IMG_0117.CRW"
    button(dialog, "Photos: All 2 photos").click()
    assert dialog.photos() == PHOTOS
    assert dialog.windowTitle() == "Export 2 Photos"
    button(dialog, "Photos: This photo").click()
    assert dialog.photos() == PHOTOS[1:]


def test_photos_that_came_together_are_exported_together_unless_somebody_says_otherwise(
    qtbot: QtBot,
) -> None:
    dialog = ExportDialog(Extent(PHOTOS[:1], PHOTOS, means_every=True), WISH)
    qtbot.addWidget(dialog)
    assert dialog.photos() == PHOTOS
    assert button(dialog, "Photos: All 2 photos").isChecked()


@pytest.mark.parametrize(
    "extent",
    [Extent(PHOTOS[:1], PHOTOS[:1], means_every=True), Extent(PHOTOS, (*PHOTOS, CRW), True)],
    ids=["there is one", "several were selected"],
)
def test_nobody_is_asked_which_photos_where_that_is_clear(qtbot: QtBot, extent: Extent) -> None:
    dialog = ExportDialog(extent, WISH)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.photos() == extent.selected
    assert not any(which.isVisible() for which in dialog.findChildren(Segmented))


def test_the_dialog_says_how_long_it_will_take(qtbot: QtBot) -> None:
    def estimate(photos: tuple[Path, ...], options: ExportOptions) -> float | None:
        return 60.0 * len(photos) * (1 if options.long_edge_px is None else 3)

    dialog = ExportDialog(Extent(PHOTOS), ExportWish(), (WEB,), facts=FACTS, estimate=estimate)
    qtbot.addWidget(dialog)
    assert "About 2 minutes on this computer" in _texts(dialog)
    dialog.set_wish(WEB.wish)
    assert "About 6 minutes on this computer" in _texts(dialog)


def test_another_choice_of_photos_takes_another_time(qtbot: QtBot) -> None:
    extent = Extent(PHOTOS[:1], PHOTOS)

    def estimate(photos: tuple[Path, ...], _options: ExportOptions) -> float | None:
        return 60.0 * len(photos) + 60.0

    dialog = ExportDialog(extent, ExportWish(), facts=FACTS, estimate=estimate)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "About 2 minutes" in _texts(dialog)
    qtbot.mouseClick(button(dialog, "All 2 photos"), Qt.MouseButton.LeftButton)
    assert "About 3 minutes" in _texts(dialog)


def test_a_time_that_nobody_knows_is_not_told(qtbot: QtBot) -> None:
    assert "on this computer" not in _texts(_dialog(qtbot))
