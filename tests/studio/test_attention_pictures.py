"""The networks' maps as files."""

import os
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.color_map import color_table
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.photo.errors import Cancelled, ReadError, WriteError
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.attention_pictures import (
    LONGEST_PX,
    Mapless,
    Mapped,
    map_picture,
    write_maps,
    write_maps_of,
)
from lowlight_desktop.studio.finding import find_originals
from lowlight_desktop.studio.map_legend import NARROWEST_PX, over_gray
from lowlight_desktop.studio.outcome import Failed
from lowlight_desktop.studio.preview import Preview
from lowlight_desktop.studio.view import MapFrame
from tests.cli.dark_photos import dark
from tests.engine.scenes import dark_photo
from tests.studio.denoise_photos import untrained_denoiser, untrained_detail

LIT = Recipe()
OFF = Recipe(light=Light(Quality.OFF))
CLEANED = Recipe(denoise=Quality.FAST, light=Light(Quality.OFF))


@pytest.fixture(scope="module")
def enhancer() -> Enhancer:
    return Enhancer("cpu")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def a_map(values: np.ndarray) -> MapFrame:
    whole = Region.whole(*values.shape)
    return MapFrame(values.astype(np.float32), whole, 0.0, 1.0, "Light added", "EV")


def test_a_lit_photo_has_a_file_for_each_map_of_the_light(
    tmp_path: Path, enhancer: Enhancer
) -> None:
    source, folder = dark(tmp_path / "night.png"), tmp_path / "new" / "maps"
    done = list(write_maps(source, folder, LIT, enhancer, Progress()))
    assert [mapped.output.name for mapped in done] == ["night-gain.png", "night-local.png"]
    assert [mapped.map.id for mapped in done] == ["gain", "local"]
    assert names(folder) == ["night-gain.png", "night-local.png"]
    picture = cv2.imread(str(done[0].output), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    assert picture.dtype == np.uint8
    # The photo has 40 rows and 60 columns: the legend is below it, and wider.
    assert picture.shape[0] > 40
    assert picture.shape[1:] == (NARROWEST_PX, 3)


def test_the_gates_of_a_denoiser_are_written_with_its_channels(tmp_path: Path) -> None:
    enhancer = Enhancer("cpu", models=untrained_denoiser(tmp_path / "models"))
    source = dark(tmp_path / "night.png")
    done = list(write_maps(source, tmp_path / "maps", CLEANED, enhancer, Progress()))
    assert done
    assert all(mapped.map.id.startswith("gate-") for mapped in done)
    gate = cv2.imread(str(done[0].output))
    lit = next(write_maps(source, tmp_path / "maps", LIT, enhancer, Progress()))
    plain = cv2.imread(str(lit.output))
    assert gate is not None
    assert plain is not None
    assert len(gate) > len(plain)  # bars below the scale


def test_with_detail_the_maps_lie_over_the_repaired_photo(tmp_path: Path) -> None:
    enhancer = Enhancer("cpu", models=untrained_detail(untrained_denoiser(tmp_path / "models")))
    source = dark(tmp_path / "night.png")
    (plain, *_) = write_maps(source, tmp_path / "plain", LIT, enhancer, Progress())
    detail = replace(LIT, detail=Quality.FAST)
    (repaired, *_) = write_maps(source, tmp_path / "repaired", detail, enhancer, Progress())
    assert plain.output.read_bytes() != repaired.output.read_bytes()
    shown, other = (cv2.imread(str(m.output)) for m in (plain, repaired))
    assert shown is not None
    assert other is not None
    assert not np.array_equal(shown, other)


def test_a_large_photo_is_shown_reduced(enhancer: Enhancer, tmp_path: Path) -> None:
    def read(path: Path, *, develop: bool = True) -> Photograph:
        return Photograph(path, dark_photo(90, 2 * LONGEST_PX), "TIFF", 16)

    source = tmp_path / "pano.tif"
    mapped = next(write_maps(source, tmp_path, LIT, enhancer, Progress(), read))
    picture = cv2.imread(str(mapped.output))
    assert picture is not None
    # Areas are rounded down, never the other way.
    assert LONGEST_PX * 0.98 <= picture.shape[1] <= LONGEST_PX


def test_nothing_is_written_over(tmp_path: Path, enhancer: Enhancer) -> None:
    source, folder = dark(tmp_path / "night.png"), tmp_path / "maps"
    mine = dark(folder / "night-gain.png").read_bytes()
    for _ in range(2):
        list(write_maps(source, folder, LIT, enhancer, Progress(), again=True))
    assert (folder / "night-gain.png").read_bytes() == mine
    assert names(folder) == [
        "night-gain-2.png", "night-gain-3.png", "night-gain.png",
        "night-local-2.png", "night-local.png",
    ]  # fmt: skip


def test_maps_that_are_there_are_not_made_again(
    tmp_path: Path, enhancer: Enhancer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, folder = dark(tmp_path / "night.png"), tmp_path / "maps"
    dark(folder / "night-gain.png")  # somebody else's
    first = list(write_maps(source, folder, LIT, enhancer, Progress()))
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    monkeypatch.setattr(Preview, "map", None)  # nobody computes it
    again = list(write_maps(source, folder, LIT, enhancer, Progress()))
    assert again == [replace(mapped, is_same=True) for mapped in first]
    assert {name: (folder / name).read_bytes() for name in names(folder)} == before
    assert again[0].output.name == "night-gain-2.png"


def test_another_look_and_another_photo_have_maps_of_their_own(
    tmp_path: Path, enhancer: Enhancer
) -> None:
    source, folder = dark(tmp_path / "night.png"), tmp_path / "maps"
    list(write_maps(source, folder, LIT, enhancer, Progress()))
    brighter = replace(LIT, light=Light(target=0.7))
    other = list(write_maps(source, folder, brighter, enhancer, Progress()))
    assert [mapped.output.name for mapped in other] == ["night-gain-2.png", "night-local-2.png"]
    dark(source, width=70)
    third = list(write_maps(source, folder, LIT, enhancer, Progress()))
    assert [mapped.output.name for mapped in third] == ["night-gain-3.png", "night-local-3.png"]


def test_maps_keep_the_folders_of_their_photos(tmp_path: Path, enhancer: Enhancer) -> None:
    card, maps = tmp_path / "card", tmp_path / "maps"
    sources = [dark(card / folder / "1.png") for folder in ("100CANON", "101CANON")]
    alone = dark(tmp_path / "1.png")
    said = list(write_maps_of([*sources, alone], maps, LIT, enhancer, Progress(), roots=[card]))
    assert {one.output.parent for one in said if isinstance(one, Mapped)} == {
        maps / "100CANON", maps / "101CANON", maps,
    }  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_maps_do_not_follow_a_link_out_of_their_folder(tmp_path: Path, enhancer: Enhancer) -> None:
    card, maps, elsewhere = tmp_path / "card", tmp_path / "maps", tmp_path / "elsewhere"
    source = dark(card / "100CANON" / "1.png")
    for folder in (maps, elsewhere):
        folder.mkdir()
    (maps / "100CANON").symlink_to(elsewhere)
    (said,) = write_maps_of([source], maps, LIT, enhancer, Progress(), roots=[card])
    assert isinstance(said, Failed)
    assert not list(elsewhere.iterdir())


def test_a_search_for_photos_leaves_maps_out(tmp_path: Path, enhancer: Enhancer) -> None:
    source = dark(tmp_path / "night.png")
    list(write_maps(source, tmp_path, LIT, enhancer, Progress()))
    assert len(names(tmp_path)) == 3
    assert list(find_originals([tmp_path])) == [source]


def test_a_map_keeps_nothing_of_the_photos_tags(tmp_path: Path, enhancer: Enhancer) -> None:
    tags = Metadata(exif={"Exif.Image.Model": "Canon PowerShot S40"})

    def read(path: Path, *, develop: bool = True) -> Photograph:
        return Photograph(path, dark_photo(40, 60), "TIFF", 16, metadata=tags)

    source = tmp_path / "x.tif"
    mapped = next(write_maps(source, tmp_path, LIT, enhancer, Progress(), read))
    assert "Exif.Image.Model" not in read_metadata(mapped.output).exif


def test_a_name_as_long_as_disks_allow_is_cut(tmp_path: Path, enhancer: Enhancer) -> None:
    source = dark(tmp_path / f"{'n' * 250}.png")
    mapped = next(write_maps(source, tmp_path / "maps", LIT, enhancer, Progress()))
    assert mapped.output.name.endswith("n-gain.png")


def test_what_fails_does_not_keep_the_others_from_their_maps(
    tmp_path: Path, enhancer: Enhancer
) -> None:
    gone, broken, good = tmp_path / "gone.png", tmp_path / "broken.png", dark(tmp_path / "x.png")
    broken.write_bytes(b"no picture")
    said = list(write_maps_of((gone, broken, good), tmp_path / "m", LIT, enhancer, Progress()))
    assert [type(one) for one in said] == [Failed, Failed, Mapped, Mapped]
    for one, source in zip(said, (gone, broken), strict=False):
        assert isinstance(one, Failed)
        assert isinstance(one.error, ReadError)
        assert str(source) in str(one.error)


def test_a_folder_that_cannot_be_made_is_told_with_the_file(
    tmp_path: Path, enhancer: Enhancer
) -> None:
    (tmp_path / "file").write_text("in the way")
    source = dark(tmp_path / "x.png")
    (said,) = write_maps_of((source,), tmp_path / "file", LIT, enhancer, Progress())
    assert isinstance(said, Failed)
    assert isinstance(said.error, WriteError)
    assert "x-gain.png" in str(said.error)


def test_a_photo_without_maps_is_told(tmp_path: Path, enhancer: Enhancer) -> None:
    source, folder = dark(tmp_path / "x.png"), tmp_path / "maps"
    assert list(write_maps_of((source,), folder, OFF, enhancer, Progress())) == [Mapless(source)]
    assert not folder.exists()


def test_progress_counts_photos_and_their_parts(tmp_path: Path, enhancer: Enhancer) -> None:
    sources = dark(tmp_path / "1.png"), dark(tmp_path / "2.png")
    seen = list[float]()
    list(write_maps_of(sources, tmp_path / "maps", LIT, enhancer, Progress(seen.append)))
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0.0, pytest.approx(2.0))
    assert any(1.0 < photos < 2.0 for photos in seen)


def test_stopping_stops_all(tmp_path: Path, enhancer: Enhancer) -> None:
    sources, token = (dark(tmp_path / "1.png"), dark(tmp_path / "2.png")), CancelToken()
    work = write_maps_of(sources, tmp_path / "m", LIT, enhancer, Progress(token=token))
    next(work)
    token.cancel()
    with pytest.raises(Cancelled):
        list(work)
    assert names(tmp_path / "m") == ["1-gain.png"]


def test_a_picture_has_the_maps_colors_over_the_photo_in_gray() -> None:
    height, width = 20, NARROWEST_PX
    photo = np.zeros((height, width, 3), np.uint8)
    photo[:, : width // 2] = (200, 40, 40)
    values = np.zeros((height, width))
    values[height // 2 :] = 1.0
    picture = map_picture(photo, a_map(values))
    # Rec. 601 luma of that red, as OpenCV weighs: 0.299 * 200 + 0.701 * 40 = 87.8.
    for row, step in ((0, 0), (height - 1, 255)):
        for column, gray in ((0, 88), (width - 1, 0)):
            color = color_table()[step][None, None]
            wanted = over_gray(color, np.full((1, 1), gray, np.uint8))[0, 0]
            np.testing.assert_array_equal(picture[row, column], wanted)


def test_a_coarse_map_covers_the_whole_photo() -> None:
    photo = np.zeros((60, NARROWEST_PX, 3), np.uint8)
    picture = map_picture(photo, a_map(np.ones((2, 3))))
    assert (picture[:60] == picture[0, 0]).all()
    assert picture[0, 0].max() > 150  # the light end of the scale


def test_a_narrow_photo_stands_in_the_middle_above_its_legend() -> None:
    photo = np.full((30, 100, 3), 255, np.uint8)
    picture = map_picture(photo, a_map(np.ones((30, 100))))
    assert picture.shape[1] == NARROWEST_PX
    left = (NARROWEST_PX - 100) // 2
    is_ground = (picture[:30] == picture[0, 0]).all(2)
    assert is_ground[:, :left].all()
    assert not is_ground[:, left : left + 100].any()
    assert is_ground[:, left + 100 :].all()
