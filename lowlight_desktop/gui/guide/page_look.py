"""How a page of the guide looks: sizes, distances and lines, in the colors of the palette."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLayout,
    QTextLength,
    QTextTable,
)

COLUMN_PX = 680
"""Width of a page: lines of some ninety letters can be read without losing the next one."""

TEXT_PX = 14
_HEADINGS_PX = {1: 24, 2: 18}
_SMALLER_PX = 15
_LINE_PERCENT, _CELL_PERCENT = 140.0, 120.0
_ABOVE_HEADING_PX = {1: 8.0, 2: 28.0}
_CELL_PX, _CODE_PX = 7.0, 12
_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"


def dress(document: QTextDocument, palette: QPalette) -> None:
    """Give a page that was just read its look.

    Args:
        document: As Qt's Markdown reader leaves it.
        palette: Colors of text, lines and code.
    """
    font = document.defaultFont()
    font.setPixelSize(TEXT_PX)
    document.setDefaultFont(font)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in blocks(document):
        _dress_block(block, palette)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, palette)
    cursor.endEditBlock()


def set_margins(document: QTextDocument, side_px: float) -> None:
    """Leave so much free on both sides of the page."""
    root = document.rootFrame()
    form = root.frameFormat()
    form.setLeftMargin(side_px)
    form.setRightMargin(side_px)
    form.setTopMargin(16.0)
    form.setBottomMargin(48.0)
    root.setFrameFormat(form)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every paragraph, heading and cell, in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _dress_block(block: QTextBlock, palette: QPalette) -> None:
    form, level = block.blockFormat(), block.blockFormat().headingLevel()
    if level:
        form.setTopMargin(_ABOVE_HEADING_PX.get(level, 20.0))
        form.setBottomMargin(8.0)
        _dress_heading(block, level)
    elif _is_code(block):
        _dress_code(form, block, palette)
    elif block.text() == _PICTURE:
        form.setBottomMargin(14.0)
    else:
        is_cell = _is_cell(block)
        percent = _CELL_PERCENT if is_cell else _LINE_PERCENT
        form.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        goes_on = bool(block.textList()) and bool(block.next().textList())
        form.setTopMargin(0.0)
        form.setBottomMargin(0.0 if is_cell else 4.0 if goes_on else 12.0)
        _dress_code_words(block, palette)
    QTextCursor(block).setBlockFormat(form)


def _is_cell(block: QTextBlock) -> bool:
    frame = QTextCursor(block).currentFrame()
    return isinstance(frame, QTextTable)


def _dress_heading(block: QTextBlock, level: int) -> None:
    # Merged into Qt's own, which has sizes relative to the text, it would not be asked for.
    form = QTextCharFormat()
    form.setProperty(QTextFormat.Property.FontPixelSize, _HEADINGS_PX.get(level, _SMALLER_PX))
    form.setFontWeight(QFont.Weight.DemiBold)
    _whole(block).setCharFormat(form)


def _dress_code(form: QTextBlockFormat, block: QTextBlock, palette: QPalette) -> None:
    form.setBackground(QBrush(palette.color(QPalette.ColorRole.Window)))
    form.setLeftMargin(form.leftMargin() or 12.0)
    form.setTopMargin(0.0)
    form.setBottomMargin(0.0 if _is_code(block.next()) else 14.0)
    _whole(block).mergeCharFormat(_code_format())


def _dress_code_words(block: QTextBlock, palette: QPalette) -> None:
    words = [(r.start, r.length) for r in _formats(block) if r.format.fontFixedPitch()]
    for start, length in words:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
        form = _code_format()
        form.setBackground(QBrush(palette.color(QPalette.ColorRole.Window)))
        cursor.mergeCharFormat(form)


def _code_format() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
    form.setProperty(QTextFormat.Property.FontPixelSize, _CODE_PX)
    return form


def _dress_table(table: QTextTable, palette: QPalette) -> None:
    form = table.format()
    form.setBorder(1.0)
    form.setBorderCollapse(True)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(palette.color(QPalette.ColorRole.Mid)))
    form.setCellPadding(_CELL_PX)
    form.setCellSpacing(0.0)
    form.setTopMargin(4.0)
    form.setBottomMargin(18.0)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100.0))
    table.setFormat(form)


def _whole(block: QTextBlock) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _is_code(block: QTextBlock) -> bool:
    """Whether it is a line of code: words of code inside a sentence have a fixed pitch, too."""
    # Copies: the formats themselves go with the ranges that they came in.
    formats = [QTextCharFormat(each.format) for each in _formats(block)]
    return bool(formats) and all(f.fontFamilies() and not f.fontFixedPitch() for f in formats)


def _formats(block: QTextBlock) -> list[QTextLayout.FormatRange]:
    return block.textFormats() if block.isValid() else []
