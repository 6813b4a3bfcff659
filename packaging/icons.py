"""The icon in the files that Windows and macOS want, each size drawn for itself."""

from io import BytesIO
from pathlib import Path

from linux.desktop_files import icon
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice

WINDOWS_PX = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
"""For lists, the task bar and the desktop, at scales from 100 to 400 %."""

MACOS_PX = (32, 64, 128, 256, 512, 1024)
"""16 to 512 points on screens of two pixels a point, the only ones that Apple still builds."""

_SETUP = {
    "corner.bmp": ((110, 110), 110, "#ffffff"),
    "side.bmp": ((328, 628), 200, "#141a2b"),
}
"""Setup's pictures for screens of 200 %, which it makes smaller for others: size, icon, ground."""


def write_icon(to: Path) -> Path:
    """Draw the icon of Windows (.ico) or of macOS (.icns), as the name says.

    Args:
        to: The file; its folder is made.

    Returns:
        The same.

    Raises:
        KeyError: If the name ends otherwise.
    """
    save = {".ico": _save_ico, ".icns": _save_icns}[to.suffix]
    to.parent.mkdir(parents=True, exist_ok=True)
    save(to)
    return to


def write_setup_pictures(folder: Path) -> None:
    """Draw what Setup shows beside its texts on Windows.

    Args:
        folder: Gets the files; is made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, (size, icon_px, ground) in _SETUP.items():
        picture = Image.new("RGBA", size, ground)
        drawn = _drawn(icon_px)
        place = ((size[0] - icon_px) // 2, (size[1] - icon_px) // 2)
        picture.alpha_composite(drawn.convert("RGBA"), place)
        picture.convert("RGB").save(folder / name)


def _save_ico(to: Path) -> None:
    *smaller, largest = (_drawn(size_px) for size_px in WINDOWS_PX)
    largest.save(to, append_images=smaller, sizes=[(size_px, size_px) for size_px in WINDOWS_PX])


def _save_icns(to: Path) -> None:
    *smaller, largest = (_drawn(size_px) for size_px in MACOS_PX)
    largest.save(to, append_images=smaller)


def _drawn(size_px: int) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    icon(size_px).save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return Image.open(BytesIO(buffer.data().data()))
