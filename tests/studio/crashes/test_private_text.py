from pathlib import PurePosixPath, PureWindowsPath

import pytest

from lowlight_desktop.studio.crashes.private_text import Private, without_places

ALICE = Private(
    (PurePosixPath("/home/alice"),),
    "alice",
    {PurePosixPath("/opt/Lowlight"): "<lowlight>", PurePosixPath("/usr"): "<python>"},
)
BOB = Private((PureWindowsPath(r"C:\Users\Bob Smith"),), "Bob Smith", {})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/home/alice/Pictures/night.jpg: it is damaged.", "~/Pictures/night.jpg: it is damaged."),
        ("/home/alice", "~"),
        ("gone: '/home/alice/a b.jpg'", "gone: '~/a b.jpg'"),
        ("file:///home/alice/a.jpg", "~/a.jpg"),
    ],
)
def test_the_home_folder_is_a_tilde(said: str, told: str) -> None:
    assert without_places(said, ALICE) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/media/alice/STICK/Smith Wedding/IMG 1.CRW: gone.", "…/IMG 1.CRW: gone."),
        ("[Errno 2] No such file: '/mnt/nas/x/a.jpg'", "[Errno 2] No such file: '…/a.jpg'"),
        ("cannot copy /mnt/a b/c.jpg to /srv/d e/f.jpg", "cannot copy …/c.jpg to …/f.jpg"),
        ("/run/user/1/gvfs/smb-share:server=nas,share=x/a.jpg", "…/a.jpg"),
        ("/mnt/O'Brien/a.jpg", "…/a.jpg"),
        ("/home/alice2/a.jpg", "…/a.jpg"),
        ("file:///mnt/secret/a.jpg", "…/a.jpg"),
    ],
)
def test_of_a_path_elsewhere_only_the_last_name_is_told(said: str, told: str) -> None:
    assert without_places(said, ALICE) == told


def test_where_in_the_program_it_happened_is_told() -> None:
    said = 'File "/opt/Lowlight/lowlight_desktop/gui/album.py", line 3, in _put'
    assert without_places(said, ALICE) == (
        'File "<lowlight>/lowlight_desktop/gui/album.py", line 3, in _put'
    )
    assert without_places("/usr/lib/python3.11/re.py", ALICE) == "<python>/lib/python3.11/re.py"


@pytest.mark.parametrize("said", ["image/png", "1/2 s", "https://example.org/a/b", "a / b", "/"])
def test_what_is_no_path_stays(said: str) -> None:
    assert without_places(said, ALICE) == said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (r"C:\Users\Bob Smith\Pictures\a.jpg", r"~\Pictures\a.jpg"),
        (r"'C:\\Users\\Bob Smith\\a.jpg'", r"'~\\a.jpg'"),
        (r"c:\users\bob smith\a.jpg", r"~\a.jpg"),
        ("C:/Users/Bob Smith/a.jpg", "~/a.jpg"),
        (r"D:\Wedding of X\a.jpg: gone", r"…\a.jpg: gone"),
        (r"\\nas\photos\2026\a.jpg: gone", r"…\a.jpg: gone"),
        (r"'\\\\nas\\photos\\a.jpg'", r"'…\a.jpg'"),
    ],
)
def test_it_holds_on_windows_too(said: str, told: str) -> None:
    assert without_places(said, BOB) == told


def test_the_user_has_no_name() -> None:
    assert without_places("Alice's disk, photo_alice_1.jpg", ALICE) == (
        "<user>'s disk, photo_<user>_1.jpg"
    )
    short = Private((), "al", {})
    assert without_places("all of al", short) == "all of al"


def test_a_home_that_is_the_root_leaves_sentences_whole() -> None:
    nobody = Private((PurePosixPath("/"),), "", {})
    assert without_places("4 / 2 of /srv/x/a.jpg", nobody) == "4 / 2 of …/a.jpg"


def test_long_lines_are_cut() -> None:
    assert len(without_places("x" * 5000, ALICE)) == 400
