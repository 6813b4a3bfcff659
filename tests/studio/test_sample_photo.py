from pathlib import Path

from lowlight_desktop.studio.sample_photo import own_copy, sample_photo


def test_a_photo_comes_with_the_program() -> None:
    sample = sample_photo()
    assert sample is not None
    assert sample.suffix == ".CRW"


def test_without_it_there_is_none(tmp_path: Path) -> None:
    assert sample_photo(tmp_path) is None


def test_who_tries_it_gets_a_copy_so_that_edits_lie_among_the_own_pictures(tmp_path: Path) -> None:
    sample = tmp_path / "installed.CRW"
    sample.write_bytes(b"light")
    copy = own_copy(sample, tmp_path / "Pictures")
    assert copy == tmp_path / "Pictures" / "Lowlight" / "installed.CRW"
    assert copy.read_bytes() == b"light"


def test_a_copy_that_is_there_is_opened_again(tmp_path: Path) -> None:
    sample = tmp_path / "installed.CRW"
    sample.write_bytes(b"light")
    copy = own_copy(sample, tmp_path)
    copy.write_bytes(b"night")  # as long
    assert own_copy(sample, tmp_path).read_bytes() == b"night"
    copy.write_bytes(b"half")  # the disk was full
    assert own_copy(sample, tmp_path).read_bytes() == b"light"


def test_where_the_disk_refuses_a_copy_the_installed_one_is_opened(tmp_path: Path) -> None:
    sample = tmp_path / "installed.CRW"
    sample.write_bytes(b"light")
    (tmp_path / "Pictures").write_text("no folder")
    assert own_copy(sample, tmp_path / "Pictures") == sample
