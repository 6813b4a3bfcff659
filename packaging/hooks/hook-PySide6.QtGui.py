"""Without Qt's plug-ins that would bring GTK or Qt Quick along: the window looks as it wants to."""

from PyInstaller.utils.hooks.qt import add_qt6_dependencies  # pyright: ignore[reportMissingImports]

_LEFT_OUT = (
    *("qgtk3", "qtvirtualkeyboard", "qvnc", "qlinuxfb", "qeglfs", "egldeviceintegrations"),
    *("qtuiotouch", "qevdev", "qvkkhrdisplay", "qminimal", "networkinformation"),  # and a network
)

hiddenimports, _binaries, datas = add_qt6_dependencies(__file__)
binaries = [
    (source, to)
    for source, to in _binaries
    if not any(name in f"{source}/{to}" for name in _LEFT_OUT)
]
