import os
from pathlib import Path

import pytest

from lowlight_desktop.studio.rewritten import Noticed, Rewritten
from tests.clock import Clock

SETTLE_S = 2.0


def write(path: Path, content: bytes, written_s: int) -> Path:
    """As at that time, so that no two writings within one tick of the disk's clock are alike."""
    path.write_bytes(content)
    os.utime(path, (written_s, written_s))
    return path


def begun(*paths: Path) -> tuple[Rewritten, Clock]:
    clock = Clock()
    rewritten = Rewritten(SETTLE_S, clock)
    assert rewritten.look(paths) == Noticed()
    return rewritten, clock


def test_a_file_that_stays_is_never_told(tmp_path: Path) -> None:
    photo = write(tmp_path / "a.jpg", b"one", 1000)
    rewritten, clock = begun(photo)
    for _ in range(5):
        clock.now += 60
        assert rewritten.look([photo]) == Noticed()


def test_a_file_that_was_replaced_by_a_rename_is_told_once_it_rests(tmp_path: Path) -> None:
    photo = write(tmp_path / "a.jpg", b"one", 1000)
    rewritten, clock = begun(photo)
    write(tmp_path / "a.tmp", b"another", 1001).replace(photo)
    assert rewritten.look([photo]) == Noticed()
    clock.now += SETTLE_S
    assert rewritten.look([photo]).anew == (photo,)
    clock.now += SETTLE_S
    assert rewritten.look([photo]) == Noticed()


def test_a_file_that_still_grows_is_waited_for(tmp_path: Path) -> None:
    photo = write(tmp_path / "a.jpg", b"one", 1000)
    rewritten, clock = begun(photo)
    for i in range(1, 5):
        write(photo, b"more" * i, 1000 + i)
        assert rewritten.look([photo]) == Noticed()
        clock.now += 0.9 * SETTLE_S
    clock.now += 0.1 * SETTLE_S
    assert rewritten.look([photo]).anew == (photo,)


def test_an_emptied_file_is_waited_for_much_longer(tmp_path: Path) -> None:
    photo = write(tmp_path / "a.jpg", b"one", 1000)
    rewritten, clock = begun(photo)
    write(photo, b"", 1001)
    assert rewritten.look([photo]) == Noticed()
    clock.now += 10 * SETTLE_S
    assert rewritten.look([photo]) == Noticed()
    write(photo, b"whole", 1002)
    assert rewritten.look([photo]) == Noticed()
    clock.now += SETTLE_S
    assert rewritten.look([photo]).anew == (photo,)


def test_a_file_that_has_gone_is_told_once_and_again_when_it_is_back(tmp_path: Path) -> None:
    photo, never = write(tmp_path / "a.jpg", b"one", 1000), tmp_path / "never.jpg"
    rewritten, clock = begun(photo, never)
    for _ in range(2):
        photo.unlink()
        assert rewritten.look([photo, never]) == Noticed()
        clock.now += SETTLE_S
        assert rewritten.look([photo, never]) == Noticed(gone=(photo,))
        clock.now += SETTLE_S
        assert rewritten.look([photo, never]) == Noticed()
        write(photo, b"one", 1000)  # as it was
        assert rewritten.look([photo, never]) == Noticed()
        clock.now += SETTLE_S
        assert rewritten.look([photo, never]) == Noticed(anew=(photo,), back=(photo,))


def test_a_file_that_is_away_for_a_moment_while_it_is_written_is_not_gone(tmp_path: Path) -> None:
    same, other = (write(tmp_path / name, b"one", 1000) for name in ("same.jpg", "other.jpg"))
    rewritten, clock = begun(same, other)
    for path in (same, other):
        path.unlink()
    assert rewritten.look([same, other]) == Noticed()
    clock.now += 0.9 * SETTLE_S
    assert rewritten.look([same, other]) == Noticed()
    write(same, b"one", 1000)
    write(other, b"two", 2000)
    assert rewritten.look([same, other]) == Noticed()
    clock.now += SETTLE_S
    assert rewritten.look([same, other]) == Noticed(anew=(other,))


def test_a_file_that_was_out_of_view_while_it_changed_is_told_when_it_is_back(
    tmp_path: Path,
) -> None:
    photo, neighbor = (write(tmp_path / name, b"one", 1000) for name in ("a.jpg", "b.jpg"))
    rewritten, clock = begun(photo, neighbor)
    write(photo, b"another", 1001)
    clock.now += 60
    assert rewritten.look([neighbor]) == Noticed()
    assert rewritten.look([photo, neighbor]) == Noticed()
    clock.now += SETTLE_S
    assert rewritten.look([photo, neighbor]).anew == (photo,)


def test_a_file_out_of_reach_is_not_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = write(tmp_path / "a.jpg", b"one", 1000)
    rewritten, clock = begun(photo)

    def refuses(self: Path, *, follow_symlinks: bool = True) -> None:
        raise OSError(112, "host is down")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refuses)
        for _ in range(3):
            clock.now += SETTLE_S
            assert rewritten.look([photo]) == Noticed()
    clock.now += SETTLE_S
    assert rewritten.look([photo]) == Noticed()
    photo.unlink()
    assert rewritten.look([photo]) == Noticed()
    clock.now += SETTLE_S
    assert rewritten.look([photo]).gone == (photo,)
