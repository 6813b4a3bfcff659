import logging
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.engine.enhancer import Enhancer, Surveyed
from lowlight_desktop.engine.light_facts import LightFacts
from lowlight_desktop.photo.errors import Cancelled, ModelError
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.finding import find_photos
from lowlight_desktop.studio.outcome import Failed, Skipped
from lowlight_desktop.studio.output_names import OutputNames
from tests.formats.dng_writing import write_dng
from tests.nobody import as_nobody, open_way
from tests.studio.batches import enhance_all

OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
PNG = ExportOptions(FileFormat.PNG)


def photo(path: Path, depth: int = 8, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    dtype = np.uint8 if depth == 8 else np.uint16
    pixels = np.random.default_rng(seed).integers(0, 1 << depth, (23, 31, 3)).astype(dtype)
    assert cv2.imwrite(str(path), pixels)
    return path


class Odd(Enhancer):
    """Meets what nobody has foreseen, in photos 31 pixels wide."""

    def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
        if photo.width == 31:
            raise ZeroDivisionError("division by zero\nand more")
        return super().survey(photo, recipe, facts)


def found(folder: Path) -> list[str]:
    """The names of the photos in a folder that can be searched."""
    return [photo.name for photo in find_photos([folder]) if isinstance(photo, Path)]


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """A folder into which nobody can look for a while; root may, so be nobody meanwhile."""
    folder.chmod(0)
    try:
        with as_nobody():
            yield
    finally:
        folder.chmod(0o700)


def run(sources: Sequence[Path | Failed], out: Path, options: ExportOptions = PNG) -> list[object]:
    return list(enhance_all(sources, OutputNames(out, options), OFF, Enhancer(), Progress()))


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize(("suffix", "form"), [(".png", FileFormat.PNG), (".tif", FileFormat.TIFF)])
def test_with_every_step_off_the_pixels_come_out_unchanged(
    tmp_path: Path, depth: int, suffix: str, form: FileFormat
) -> None:
    source = photo(tmp_path / "in" / f"dark{suffix}", depth)
    (done,) = run([source], tmp_path / "out", ExportOptions(form, depth))
    assert isinstance(done, Exported)
    before = cv2.imread(str(source), cv2.IMREAD_UNCHANGED)
    after = cv2.imread(str(done.output), cv2.IMREAD_UNCHANGED)
    assert before is not None
    assert after is not None
    np.testing.assert_array_equal(after, before)
    assert after.dtype == before.dtype


def test_a_bad_photo_is_reported_and_the_others_are_done(tmp_path: Path) -> None:
    good, bad = photo(tmp_path / "good.png"), tmp_path / "bad.png"
    bad.write_bytes(good.read_bytes()[:200])
    failed, done = run([bad, good], tmp_path / "out")
    assert isinstance(failed, Failed)
    assert str(bad) in str(failed.error)
    assert isinstance(done, Exported)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["good.png"]


def test_a_photo_that_no_dng_can_be_made_of_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    plain = photo(tmp_path / "plain.png")
    raw = write_dng(tmp_path / "raw.dng", np.full((64, 96), 3000, np.uint16))
    failed, done = run([plain, raw], tmp_path / "out", ExportOptions(FileFormat.DNG, 16))
    assert isinstance(failed, Failed)
    assert str(failed.error) == (
        f"{plain}: a DNG is made of sensor data under a color filter, and this 8-bit PNG holds "
        "none. Choose TIFF with 16 bits."
    )
    assert isinstance(done, Exported)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["raw.dng"]


def test_two_photos_of_one_name_get_outputs_of_their_own_even_when_overwriting(
    tmp_path: Path,
) -> None:
    sources = [photo(tmp_path / "a" / "x.png", seed=1), photo(tmp_path / "b" / "x.png", seed=2)]
    options = ExportOptions(FileFormat.PNG, existing=Existing.OVERWRITE)
    for _ in range(2):
        run(sources, tmp_path / "out", options)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["x-2.png", "x.png"]


def test_folders_of_a_searched_folder_are_made_again_in_the_output(tmp_path: Path) -> None:
    card = tmp_path / "card"
    sources = [photo(card / "100" / "IMG_1.png"), photo(card / "101" / "IMG_1.png", seed=1)]
    names = OutputNames(tmp_path / "out", PNG, (card,))
    list(enhance_all(sources, names, OFF, Enhancer(), Progress()))
    made = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.png"))
    assert made == ["100/IMG_1.png", "101/IMG_1.png"]


def test_an_existing_output_is_numbered_skipped_or_replaced(tmp_path: Path) -> None:
    source, out = photo(tmp_path / "x.png"), tmp_path / "out"
    run([source], out)
    before = (out / "x.png").read_bytes()
    run([source], out)
    assert (out / "x-2.png").exists()
    (skipped,) = run([source], out, ExportOptions(FileFormat.PNG, existing=Existing.SKIP))
    assert isinstance(skipped, Skipped)
    assert (out / "x.png").read_bytes() == before


def test_without_an_output_folder_results_lie_beside_the_originals(tmp_path: Path) -> None:
    source = photo(tmp_path / "x.png")
    original = source.read_bytes()
    names = OutputNames(None, ExportOptions(FileFormat.PNG, existing=Existing.OVERWRITE))
    (done,) = list(enhance_all([source], names, OFF, Enhancer(), Progress()))
    assert isinstance(done, Exported)
    assert done.output == tmp_path / "x-lowlight.png"
    assert source.read_bytes() == original


def test_the_original_is_never_overwritten(tmp_path: Path) -> None:
    source = photo(tmp_path / "x.png")
    original = source.read_bytes()
    (failed,) = run([source], tmp_path, ExportOptions(FileFormat.PNG, existing=Existing.OVERWRITE))
    assert isinstance(failed, Failed)
    assert "original" in str(failed.error)
    assert source.read_bytes() == original


def test_folders_are_searched_for_photos_by_name(tmp_path: Path) -> None:
    photo(tmp_path / "b" / "2.PNG")
    photo(tmp_path / "a" / "1.png")
    (tmp_path / "a" / "notes.txt").write_text("no photo")
    assert found(tmp_path) == ["1.png", "2.PNG"]


def test_a_search_leaves_out_what_is_hidden_or_made_by_us(tmp_path: Path) -> None:
    photo(tmp_path / "x.png")
    photo(tmp_path / "a-lowlight-street.png")
    for name in ("x-lowlight.png", "x-lowlight-12.PNG", "._x.png", ".thumbnails/x.png"):
        photo(tmp_path / name)
    assert found(tmp_path) == ["a-lowlight-street.png", "x.png"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_a_locked_folder_fails_in_its_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    first, last = photo(tmp_path / "a" / "1.png"), photo(tmp_path / "c" / "1.png")
    secret = photo(tmp_path / "b" / "1.png").parent
    open_way(tmp_path)  # as nobody, too, the way there is open
    with locked(secret):
        sources = list(find_photos([tmp_path]))
    before, failed, after = sources
    assert (before, after) == (first, last)
    assert isinstance(failed, Failed)
    assert str(failed.error) == (
        f"{secret}: you are not allowed to look into this folder. Check its permissions."
    )
    outcomes = run(sources, tmp_path / "out")
    assert [type(outcome) for outcome in outcomes] == [Exported, Failed, Exported]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_a_folder_that_is_locked_itself_is_not_an_empty_one(tmp_path: Path) -> None:
    secret = photo(tmp_path / "b" / "1.png").parent
    open_way(tmp_path)
    with locked(secret):
        (failed,) = find_photos([secret])
    assert isinstance(failed, Failed)
    assert failed.source == secret


def test_a_file_that_is_named_is_always_taken(tmp_path: Path) -> None:
    named = [tmp_path / "x-lowlight.png", tmp_path / "._x.png", tmp_path / "out" / "y.png"]
    assert list(find_photos(named, tmp_path / "out")) == named


def test_an_impossible_name_fails_as_a_file(tmp_path: Path) -> None:
    (failed,) = run(list(find_photos([tmp_path / ("n" * 300)])), tmp_path / "out")
    assert isinstance(failed, Failed)


def test_results_inside_a_folder_are_not_searched(tmp_path: Path) -> None:
    original = photo(tmp_path / "deep" / "x.png")
    photo(tmp_path / "deep" / "out" / "x.png")
    photo(tmp_path / "deep" / "out" / "more" / "x.png")
    elsewhere = photo(tmp_path / "out" / "x.png")  # the same name alone is no reason
    out = tmp_path / "deep" / ".." / "deep" / "out"
    assert list(find_photos([tmp_path], out)) == [original, elsewhere]
    assert original in list(find_photos([tmp_path / "deep"], tmp_path / "deep"))


@pytest.mark.parametrize("verbose", [False, True])
def test_what_nobody_has_foreseen_fails_one_photo_in_one_sentence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, verbose: bool
) -> None:
    odd, good = photo(tmp_path / "odd.png"), tmp_path / "good.png"
    assert cv2.imwrite(str(good), np.zeros((20, 20, 3), np.uint8))
    caplog.set_level(logging.INFO if verbose else logging.WARNING)
    names = OutputNames(tmp_path / "out", PNG)
    failed, done = list(enhance_all([odd, good], names, OFF, Odd(), Progress()))
    assert isinstance(failed, Failed)
    assert "in Lowlight itself (ZeroDivisionError: division by zero)." in str(failed.error)
    assert "\n" not in str(failed.error)
    assert isinstance(done, Exported)
    assert ("Traceback" in caplog.text) is verbose
    caplog.clear()


def test_a_listener_that_has_gone_ends_the_batch(tmp_path: Path) -> None:
    def gone(_fraction: float) -> None:
        raise BrokenPipeError

    names = OutputNames(tmp_path / "out", PNG)
    with pytest.raises(BrokenPipeError):
        list(enhance_all([photo(tmp_path / "x.png")], names, OFF, Enhancer(), Progress(gone)))


def test_a_network_that_is_not_installed_stops_everything(tmp_path: Path) -> None:
    recipe, names = Recipe(denoise=Quality.BEST), OutputNames(tmp_path, PNG)
    sources = [photo(tmp_path / "x.png")]
    with pytest.raises(ModelError, match="denoise best"):
        list(enhance_all(sources, names, recipe, Enhancer(), Progress()))


def test_cancelling_stops_before_the_next_photo_and_leaves_nothing_half_done(
    tmp_path: Path,
) -> None:
    token = CancelToken()
    sources = [photo(tmp_path / f"{i}.png") for i in range(20)]  # a few are on their way at once
    outcomes = enhance_all(
        sources, OutputNames(tmp_path / "out", PNG), OFF, Enhancer(), Progress(token=token)
    )
    told = [next(outcomes)]
    token.cancel()
    with pytest.raises(Cancelled):
        told.extend(outcomes)
    assert len(told) < len(sources)
    assert [done.output for done in told if isinstance(done, Exported)] == [
        tmp_path / "out" / f"{i}.png" for i in range(len(told))
    ]
    assert len(list((tmp_path / "out").iterdir())) == len(told)
