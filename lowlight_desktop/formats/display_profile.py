"""The color profile that the system has for the main display."""

import ctypes
import os
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_ulong, c_void_p
from pathlib import Path

_PROPERTY = b"_ICC_PROFILE"
_ANY_TYPE, _KEPT = 0, 0  # AnyPropertyType; False: reading does not delete
_MOST_WORDS = 1 << 22  # 16 MiB; profiles of displays made of tables have a few
_BITS = 8


def display_profile() -> bytes | None:
    """The ICC profile of the main display.

    X11 keeps it as a property of the root window, Windows as a file. Under Wayland the compositor
    decides what the colors of a window mean, and macOS matches windows that say what their colors
    are (`gui/application.py`) to the display: converting here as well would convert twice.

    Returns:
        The profile as it is, unchecked; None where the system has none or does not tell.

    Source:
        Burton and Behrmann 2007, "ICC Profiles In X Specification" 0.2. Of several monitors
        only the first one's profile is read.
    """
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin" or os.environ.get("WAYLAND_DISPLAY"):
        return None
    return _of_x11()


def _of_x11() -> bytes | None:
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.argtypes, x11.XOpenDisplay.restype = [c_char_p], c_void_p
    x11.XCloseDisplay.argtypes = [c_void_p]
    display = x11.XOpenDisplay(None)  # the one that DISPLAY names
    if not display:
        return None
    try:
        return _of_root(x11, display)
    finally:
        x11.XCloseDisplay(display)


def _of_root(x11: ctypes.CDLL, display: int) -> bytes | None:
    """The root window's property.

    The window and the atom exist, so the server has nothing to complain about: Xlib answers a
    complaint by ending the program.
    """
    x11.XDefaultRootWindow.argtypes, x11.XDefaultRootWindow.restype = [c_void_p], c_ulong
    x11.XInternAtom.argtypes, x11.XInternAtom.restype = [c_void_p, c_char_p, c_int], c_ulong
    x11.XFree.argtypes = [c_void_p]
    x11.XGetWindowProperty.argtypes = [
        *(c_void_p, c_ulong, c_ulong, c_long, c_long, c_int, c_ulong),
        *(POINTER(c_ulong), POINTER(c_int), POINTER(c_ulong), POINTER(c_ulong), POINTER(c_void_p)),
    ]
    atom = x11.XInternAtom(display, _PROPERTY, True)  # only if anybody has made it
    if not atom:
        return None
    root = x11.XDefaultRootWindow(display)
    kind, bits, count, left, data = c_ulong(), c_int(), c_ulong(), c_ulong(), c_void_p()
    answer = (byref(kind), byref(bits), byref(count), byref(left), byref(data))
    failed = x11.XGetWindowProperty(display, root, atom, 0, _MOST_WORDS, _KEPT, _ANY_TYPE, *answer)
    if failed or not data.value:
        return None
    try:
        is_whole = bits.value == _BITS and count.value > 0 and left.value == 0
        return ctypes.string_at(data.value, count.value) if is_whole else None
    finally:
        x11.XFree(data)


if sys.platform == "win32":
    from ctypes import wintypes

    _LONGEST = 32768  # characters of a path

    def _of_windows() -> bytes | None:
        user32, gdi32 = ctypes.WinDLL("user32"), ctypes.WinDLL("gdi32")
        user32.GetDC.argtypes, user32.GetDC.restype = [wintypes.HWND], wintypes.HDC
        user32.ReleaseDC.argtypes = [wintypes.HWND, wintypes.HDC]
        gdi32.GetICMProfileW.argtypes = [wintypes.HDC, POINTER(wintypes.DWORD), wintypes.LPWSTR]
        gdi32.GetICMProfileW.restype = wintypes.BOOL
        name, size = ctypes.create_unicode_buffer(_LONGEST), wintypes.DWORD(_LONGEST)
        screen = user32.GetDC(None)
        try:
            if not gdi32.GetICMProfileW(screen, byref(size), name):
                return None
        finally:
            user32.ReleaseDC(None, screen)
        try:
            return Path(name.value).read_bytes()
        except OSError:
            return None
