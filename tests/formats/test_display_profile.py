import ctypes
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_ulong, c_void_p

import pytest

from lowlight_desktop.formats.display_profile import display_profile
from lowlight_desktop.photo.color_space import DISPLAY_P3
from tests.formats.icc_writing import matrix_profile
from tests.screen import needs_xvfb, virtual_screen

pytestmark = needs_xvfb

CARDINAL = 6  # as the specification of _ICC_PROFILE wants it
REPLACE = 0


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with virtual_screen() as name:
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        yield name


def set_property(screen: str, data: bytes, bits: int = 8) -> None:
    """Give the root window a profile, as color managers do."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.argtypes, x11.XOpenDisplay.restype = [c_char_p], c_void_p
    x11.XDefaultRootWindow.argtypes, x11.XDefaultRootWindow.restype = [c_void_p], c_ulong
    x11.XInternAtom.argtypes, x11.XInternAtom.restype = [c_void_p, c_char_p, c_int], c_ulong
    x11.XChangeProperty.argtypes = [
        *(c_void_p, c_ulong, c_ulong, c_ulong, c_int, c_int, c_char_p, c_int)
    ]
    x11.XCloseDisplay.argtypes = [c_void_p]
    display = x11.XOpenDisplay(screen.encode())
    assert display
    atom, root = x11.XInternAtom(display, b"_ICC_PROFILE", False), x11.XDefaultRootWindow(display)
    x11.XChangeProperty(display, root, atom, CARDINAL, bits, REPLACE, data, len(data) * 8 // bits)
    x11.XCloseDisplay(display)


def test_a_profile_on_the_root_window_is_found(screen: str) -> None:
    profile = matrix_profile(DISPLAY_P3, 2.2)
    set_property(screen, profile)
    assert display_profile() == profile
    assert display_profile() == profile  # reading has not taken it away


def test_a_profile_of_200_kb_is_whole(screen: str) -> None:
    profile = bytes(i % 251 for i in range(200_000))  # many blocks of the protocol's words
    set_property(screen, profile)
    assert display_profile() == profile


def test_a_screen_without_a_profile_has_none(screen: str) -> None:
    assert display_profile() is None


@pytest.mark.parametrize(("data", "bits"), [(b"", 8), (b"\1\0\2\0", 16)])
def test_what_is_no_row_of_bytes_is_no_profile(screen: str, data: bytes, bits: int) -> None:
    set_property(screen, data, bits)
    assert display_profile() is None


def test_under_wayland_the_compositor_knows_better(
    screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_property(screen, b"profile of the X server inside")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert display_profile() is None


@pytest.mark.parametrize("name", ["", ":4711"])
def test_without_an_x_server_there_is_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", name)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert display_profile() is None
