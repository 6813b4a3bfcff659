from pathlib import Path

import pytest

from lowlight_desktop.photo.looking import is_file, is_folder, is_gone


def test_what_is_there_is_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"photo")
    assert (is_gone(file), is_file(file), is_folder(file)) == (False, True, False)
    assert (is_gone(tmp_path), is_file(tmp_path), is_folder(tmp_path)) == (False, False, True)


def test_what_is_nowhere_is_gone_even_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "none", tmp_path / "file" / "none", tmp_path / "none" / "none"):
        assert (is_gone(path), is_file(path), is_folder(path)) == (True, False, False)


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(112, "host is down")])
def test_what_is_out_of_reach_is_neither_there_nor_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuses(self: Path, *, follow_symlinks: bool = True) -> None:
        raise error

    monkeypatch.setattr(Path, "stat", refuses)
    path = tmp_path / "a.jpg"
    assert (is_gone(path), is_file(path), is_folder(path)) == (False, False, False)
