from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.ciede2000 import delta_e
from lowlight_desktop.develop.defects import MEASURES
from lowlight_desktop.develop.metrics import mean_brightness, psnr, ssim
from lowlight_desktop.photo.errors import Cancelled, DeviceError, PhotoError, ReadError
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.evaluate import (
    Evaluation,
    Protocol,
    Read,
    Scores,
    evaluate,
    mean_scores,
)
from lowlight_desktop.studio.pairs import Pair, pair_folders

SIZE = (40, 48)


def read(path: Path) -> Rgb8:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR_RGB)
    if picture is None:
        raise ReadError(path, Sentence("it is not a photo"))
    return np.asarray(picture, np.uint8)


def write(path: Path, picture: Rgb8) -> None:
    path.parent.mkdir(exist_ok=True)
    cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))


def stretch(path: Path, target: float | None) -> Rgb8:
    """A simple developer: scales the photo to the target; by itself it chooses 0.3."""
    dark = read(path)
    wanted = 0.3 if target is None else target
    return np.clip(np.rint(dark * (wanted / mean_brightness(dark))), 0, 255).astype(np.uint8)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    rng = np.random.default_rng(4)
    for name, level in (("a", 60), ("b", 90)):
        high = rng.integers(level, 2 * level, (*SIZE, 3)).astype(np.uint8)
        write(tmp_path / "high" / f"{name}.png", high)
        write(tmp_path / "low" / f"{name}.png", high // np.uint8(4))
    return tmp_path / "low", tmp_path / "high"


def judged(pairs: tuple[Pair, ...], *, reader: Read = read, defects: bool = False) -> Evaluation:
    return evaluate(
        pairs, stretch, reader, Progress(), model="stretch", date="2026-11-20", defects=defects
    )


def test_each_protocol_gives_the_developer_its_own_target(folders: tuple[Path, Path]) -> None:
    found = judged(pair_folders(*folders).pairs)
    assert [row.target for row in found.of(Protocol.BLIND)] == [None, None]
    assert [row.target for row in found.of(Protocol.FIXED)] == [0.4, 0.4]
    for row in found.of(Protocol.REFERENCE):
        assert row.target == mean_brightness(read(folders[1] / f"{row.stem}.png"))
    for row in found.rows:
        assert row.brightness == pytest.approx(row.target or 0.3, abs=0.02)


def test_scores_are_those_of_the_finished_photo_against_its_reference(
    folders: tuple[Path, Path],
) -> None:
    row = judged(pair_folders(*folders).pairs).of(Protocol.FIXED)[1]
    finished, reference = stretch(folders[0] / "b.png", 0.4), read(folders[1] / "b.png")
    assert row.stem == "b"
    assert row.plain == Scores(
        psnr(finished, reference), ssim(finished, reference), delta_e(finished, reference)
    )


def test_gt_mean_forgives_a_wrong_brightness(folders: tuple[Path, Path]) -> None:
    found = judged(pair_folders(*folders).pairs)
    for blind, told in zip(found.of(Protocol.BLIND), found.of(Protocol.REFERENCE), strict=True):
        assert blind.plain.psnr < told.plain.psnr - 5.0
        assert blind.gt_mean.psnr == pytest.approx(told.gt_mean.psnr, abs=1.0)


def test_the_mean_is_taken_over_photos() -> None:
    found = mean_scores([Scores(10.0, 0.2, 30.0), Scores(20.0, 0.4, 10.0)])
    assert (found.psnr, found.ssim, found.delta_e) == pytest.approx((15.0, 0.3, 20.0))


def test_a_pair_of_two_sizes_fails_and_the_others_go_on(folders: tuple[Path, Path]) -> None:
    write(folders[0] / "a.png", np.zeros((20, 20, 3), np.uint8))
    found = judged(pair_folders(*folders).pairs)
    assert {row.stem for row in found.rows} == {"b"}
    (failure,) = found.failures
    assert failure.path == folders[0] / "a.png"
    assert "it is 20×20 pixels, but its reference" in str(failure)


def test_a_file_that_is_no_photo_fails_and_the_others_go_on(folders: tuple[Path, Path]) -> None:
    (folders[1] / "a.png").write_bytes(b"not a photo")
    found = judged(pair_folders(*folders).pairs, defects=True)
    assert {row.stem for row in found.rows} == {"b"}
    assert [f.stem for f in found.findings] == ["b"]
    assert isinstance(found.failures[0], ReadError)


def test_a_photo_too_small_for_ssim_says_so(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        write(folder / "a.png", np.full((9, 30, 3), 40, np.uint8))
    found = judged(pair_folders(*folders).pairs)
    assert "smaller than the 11 pixels" in str(found.failures[0])


def test_a_developer_that_fails_on_one_photo_is_told_of_that_photo(
    folders: tuple[Path, Path],
) -> None:
    def moody(path: Path, target: float | None) -> Rgb8:
        if path.stem == "a":
            raise PhotoError(path, Sentence("it is too dark"))
        return stretch(path, target)

    found = evaluate(
        pair_folders(*folders).pairs, moody, read, Progress(), model="moody", date="2026-11-20"
    )
    assert [str(error.path.stem) for error in found.failures] == ["a"]
    assert len(found.rows) == 3


def test_a_broken_device_ends_everything(folders: tuple[Path, Path]) -> None:
    def broken(path: Path, target: float | None) -> Rgb8:
        raise DeviceError(Sentence("The GPU does not answer."))

    with pytest.raises(DeviceError):
        evaluate(pair_folders(*folders).pairs, broken, read, Progress(), model="", date="")


def test_defects_are_looked_for_only_when_asked(folders: tuple[Path, Path]) -> None:
    pairs = pair_folders(*folders).pairs
    assert judged(pairs).findings == ()
    found = judged(pairs, defects=True).findings
    assert [f.stem for f in found] == ["a", "b"]
    assert all(len(f.defects) == len(MEASURES) for f in found)
    assert all(d.reference is not None for d in found[0].defects)


def test_without_references_there_are_defects_but_no_scores(folders: tuple[Path, Path]) -> None:
    found = judged(pair_folders(folders[0]).pairs, defects=True)
    assert found.rows == ()
    assert [f.stem for f in found.findings] == ["a", "b"]
    assert all(d.reference is None for d in found.findings[0].defects)


def test_progress_rises_to_one(folders: tuple[Path, Path]) -> None:
    heard: list[float] = []
    evaluate(pair_folders(*folders).pairs, stretch, read, Progress(heard.append), model="", date="")
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(set(heard)) > len(Protocol)


def test_the_user_can_stop_between_photos(folders: tuple[Path, Path]) -> None:
    token = CancelToken()

    def impatient(path: Path, target: float | None) -> Rgb8:
        token.cancel()
        return stretch(path, target)

    with pytest.raises(Cancelled):
        evaluate(
            pair_folders(*folders).pairs, impatient, read, Progress(token=token), model="", date=""
        )
