"""The preview against the export, and what it does not do twice."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lowlight_desktop.engine import light as light_module
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.export import export, finish_photo
from lowlight_desktop.studio.preview import Preview
from lowlight_desktop.studio.view import View
from tests.engine.scenes import dark_photo

OFF = Recipe(light=Light(Quality.OFF))
STROKES = (
    Stroke(((0.1, 0.2), (0.6, 0.5), (0.9, 0.4)), radius=0.1),
    Stroke(((0.5, 0.5),), radius=0.05, erases=True),
)
RECIPES = {
    "lit": Recipe(),
    "finished": Recipe(finish=Finish(exposure_ev=0.4, contrast=0.3, saturation=1.2, tint=5.0)),
    "sharpened": Recipe(finish=Finish(sharpening=1.0)),
    "limited": Recipe(light=Light(target=0.4, strength=0.8, limits=STROKES)),
    "curve": Recipe(light=Light(curve=(0.4, 0.3, 0.1, 0.0, 0.0, -0.1, -0.2))),
    "off": Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0)),
}
HEIGHT, WIDTH = 331, 467
# Over tiles' borders, in a corner, and a single tile's inside; tiles have 128 pixels here.
REGIONS = (Region(70, 90, 300, 400), Region(0, 0, 60, 77), Region(250, 300, HEIGHT, WIDTH))


def photograph(height: int = HEIGHT, width: int = WIDTH) -> Photograph:
    return Photograph(Path("night.tif"), dark_photo(height, width), "TIFF", 16)


@pytest.fixture(scope="module")
def enhancer() -> Enhancer:
    torch.set_num_threads(2)
    return Enhancer("cpu", tile_px=128)


def test_sharpening_that_is_not_seen_in_a_small_picture_is_not_in_it(enhancer: Enhancer) -> None:
    preview = Preview(photograph(), enhancer)
    plain = preview.whole(OFF, 10_000, Progress())
    for amount, is_seen in ((0.3, False), (2.0, True)):
        sharp = replace(OFF, finish=Finish(sharpening=amount))
        assert np.array_equal(preview.whole(sharp, 10_000, Progress()).rgb, plain.rgb) != is_seen


@pytest.mark.parametrize("name", RECIPES)
def test_preview_shows_exactly_what_export_writes(enhancer: Enhancer, name: str) -> None:
    recipe, photo = RECIPES[name], photograph()
    exported = finish_photo(photo, recipe, ExportOptions(), enhancer, Progress()).values
    preview = Preview(photo, enhancer)
    for region in REGIONS:
        frame = preview.visible(recipe, View(region, 1.0), None, Progress())
        np.testing.assert_array_equal(frame.rgb, exported[region.slices])
        assert frame.region == region
        assert not frame.is_proxy
        assert frame.rgb.flags.c_contiguous


def test_the_file_that_export_writes_has_these_pixels(enhancer: Enhancer, tmp_path: Path) -> None:
    sample = min((Path(__file__).parents[2] / "resources" / "samples").glob("*.CRW"))
    small = tmp_path / "night.png"
    dark = finish_photo(photograph(), OFF, ExportOptions(), enhancer, Progress()).values
    assert cv2.imwrite(str(small), dark[..., ::-1])
    assert sample.exists()
    recipe = Recipe(light=Light(target=0.4, limits=STROKES), finish=Finish(sharpening=0.5))
    options = ExportOptions(FileFormat.PNG)
    done = export(small, tmp_path / "lit.png", recipe, options, enhancer, Progress())
    written = cv2.imread(str(done.output), cv2.IMREAD_UNCHANGED)
    assert written is not None
    from lowlight_desktop.formats.reading import read_photo

    preview = Preview(read_photo(small), enhancer)
    for region in REGIONS:
        frame = preview.visible(recipe, View(region, 2.0), None, Progress())
        np.testing.assert_array_equal(frame.rgb, written[..., ::-1][region.slices])


class Counting:
    """Counts the calls of the network."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        self._run: Callable[..., Pixels] = light_module.run
        monkeypatch.setattr(light_module, "run", self)

    def __call__(self, *args: object, **named: object) -> Pixels:
        self.calls += 1
        return self._run(*args, **named)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    return Counting(monkeypatch)


FINISHES = (
    Finish(exposure_ev=0.5),
    Finish(sharpening=1.0),
    Finish(contrast=0.2, temperature=20.0, highlights=-0.5),
)


def test_finish_moves_never_call_a_network(enhancer: Enhancer, counting: Counting) -> None:
    preview, view = Preview(photograph(), enhancer), View(REGIONS[0], 1.0)
    recipe = Recipe(light=Light(target=0.4, limits=STROKES))
    preview.visible(recipe, view, None, Progress())
    preview.whole(recipe, 80_000, Progress())
    calls = counting.calls
    for finish in FINISHES:
        moved = replace(recipe, finish=finish)
        preview.visible(moved, view, None, Progress())
        for budget in (80_000, 30_000, 5_000):  # a slower pace asks for less
            preview.whole(moved, budget, Progress())
            preview.visible(moved, view, budget, Progress())
        preview.judged(moved)
    assert counting.calls == calls


def test_strength_and_brush_do_not_call_a_network_again(
    enhancer: Enhancer, counting: Counting
) -> None:
    preview, recipe = Preview(photograph(), enhancer), Recipe(light=Light(target=0.4))
    preview.whole(recipe, 80_000, Progress())
    calls = counting.calls
    frames: list[NDArray[np.uint8]] = []
    for light in (
        replace(recipe.light, strength=0.5),
        replace(recipe.light, limits=STROKES),
        replace(recipe.light, limits=STROKES[:1], strength=0.7),
    ):
        frames.append(preview.whole(replace(recipe, light=light), 80_000, Progress()).rgb)
        preview.whole(replace(recipe, light=light), 20_000, Progress())
    assert counting.calls == calls
    assert not np.array_equal(frames[0], frames[1])


def test_panning_computes_only_what_is_new(enhancer: Enhancer, counting: Counting) -> None:
    preview = Preview(photograph(), enhancer)
    recipe = Recipe(light=Light(target=0.4))
    preview.visible(recipe, View(Region(10, 10, 110, 110), 1.0), None, Progress())
    calls = counting.calls
    preview.visible(recipe, View(Region(15, 12, 115, 112), 1.0), None, Progress())
    assert counting.calls == calls, "the same tile"
    preview.visible(recipe, View(Region(15, 60, 115, 160), 1.0), None, Progress())
    assert counting.calls == calls + 1, "one more tile to the right"


@pytest.mark.parametrize("way", [-2, 2])
def test_a_small_pan_over_a_sharpened_photo_shows_what_is_there(
    enhancer: Enhancer, way: int
) -> None:
    recipe = Recipe(light=Light(target=0.4), finish=Finish(sharpening=1.0))
    panned = Preview(photograph(), enhancer)
    panned.visible(recipe, View(Region(100, 100, 250, 350), 1.0), None, Progress())
    view = View(Region(100 + way, 100 + way, 250 + way, 350 + way), 1.0)
    there = Preview(photograph(), enhancer).visible(recipe, view, None, Progress())
    moved = panned.visible(recipe, view, None, Progress())
    np.testing.assert_array_equal(moved.rgb, there.rgb)


def test_a_draft_looks_like_the_refined_picture(enhancer: Enhancer) -> None:
    for recipe in (Recipe(), Recipe(light=Light(target=0.5, limits=STROKES))):
        photo = photograph()
        draft = Preview(photo, enhancer).whole(recipe, 20_000, Progress())
        assert draft.is_proxy
        assert draft.rgb.shape[0] * draft.rgb.shape[1] <= 20_000
        preview = Preview(photo, enhancer)
        view = View(Region.whole(HEIGHT, WIDTH), 1.0)
        refined = preview.visible(recipe, view, None, Progress()).rgb
        size = draft.rgb.shape[1], draft.rgb.shape[0]
        reduced = cv2.resize(refined, size, interpolation=cv2.INTER_AREA).astype(float)
        # 2 of 255 is what the eye does not see; a network on a smaller photo sees less noise.
        assert abs(draft.rgb.mean() - reduced.mean()) < 2.0
        assert np.abs(cv2.blur(draft.rgb.astype(float) - reduced, (9, 9))).mean() < 3.0


def test_a_view_far_out_is_computed_small(enhancer: Enhancer) -> None:
    preview, whole = Preview(photograph(), enhancer), Region.whole(HEIGHT, WIDTH)
    frame = preview.visible(Recipe(), View(whole, 0.25), None, Progress())
    assert frame.is_proxy
    assert frame.region == whole
    longest = max(frame.rgb.shape)
    assert 0.25 * WIDTH <= longest <= 0.25 * WIDTH * 1.42
    draft = preview.visible(Recipe(), View(Region(0, 0, 200, 300), 1.0), 10_000, Progress())
    assert draft.rgb.shape[0] * draft.rgb.shape[1] <= 10_500  # whole pixels at the edges
    assert draft.region.height == pytest.approx(200, abs=4)


def test_histograms_are_those_of_the_last_whole_photo(enhancer: Enhancer) -> None:
    preview = Preview(photograph(), enhancer)
    with pytest.raises(ValueError, match="no whole photo"):
        preview.histograms()
    dark = preview.whole(OFF, 20_000, Progress())
    lit = preview.whole(Recipe(), 20_000, Progress())
    before, after = preview.histograms()
    for histogram, frame in ((before, dark), (after, lit)):
        expected = np.bincount(frame.rgb[..., 0].ravel(), minlength=256)
        np.testing.assert_array_equal(histogram.counts[0], expected)


def test_what_the_network_chose_is_told_also_beside_the_photographers_curve(
    enhancer: Enhancer,
) -> None:
    preview = Preview(photograph(), enhancer)
    auto = preview.judged(Recipe())
    assert auto.target is not None
    assert auto.curve is not None
    assert len(auto.curve) == 7
    assert preview.judged(Recipe(light=Light(curve=(0.5,) * 7))) == auto
    assert preview.judged(Recipe(light=Light(target=0.5))).target == 0.5
    off = preview.judged(OFF)
    assert (off.target, off.curve) == (None, None)


def test_maps_are_those_that_the_network_declares(enhancer: Enhancer) -> None:
    preview = Preview(photograph(), enhancer)
    assert preview.maps(OFF) == ()
    assert [m.id for m in preview.maps(Recipe())] == ["gain", "local"]
    gain = preview.map("gain", Recipe(light=Light(target=0.45)), 20_000, Progress())
    assert gain.unit == "EV"
    assert gain.values.shape[0] * gain.values.shape[1] <= 20_000
    assert gain.region == Region.whole(HEIGHT, WIDTH)
    assert gain.low == 0.0
    assert gain.high >= np.median(gain.values) > 0.5
    local = preview.map("local", Recipe(light=Light(target=0.45)), 20_000, Progress())
    assert local.low == -local.high
    with pytest.raises(ValueError, match="affinity"):
        preview.map("affinity", Recipe(), 20_000, Progress())
    with pytest.raises(ValueError, match="gain"):
        preview.map("gain", OFF, 20_000, Progress())


def test_a_finish_does_not_change_the_maps(enhancer: Enhancer) -> None:
    preview, recipe = Preview(photograph(), enhancer), Recipe(light=Light(target=0.45))
    plain = preview.map("gain", recipe, 20_000, Progress()).values
    bright = replace(recipe, finish=Finish(exposure_ev=2.0))
    np.testing.assert_array_equal(preview.map("gain", bright, 20_000, Progress()).values, plain)


def test_a_cancelled_request_stops_at_the_next_piece(
    enhancer: Enhancer, counting: Counting
) -> None:
    preview = Preview(photograph(600, 1100), enhancer)
    recipe = Recipe(light=Light(target=0.4))
    preview.visible(recipe, View(Region(0, 0, 9, 9), 1.0), None, Progress())  # surveyed
    calls, token = counting.calls, CancelToken()

    def stop(fraction: float) -> None:
        if fraction > 0:
            token.cancel()

    view = View(Region.whole(600, 1100), 1.0)
    with pytest.raises(Cancelled):
        preview.visible(recipe, view, 100_000_000, Progress(stop, token))
    tiles = counting.calls - calls
    assert 0 < tiles <= 2 * 16  # two of the six pieces, of sixteen tiles each
    done = preview.visible(recipe, view, 100_000_000, Progress())
    assert done.rgb.shape == (600, 1100, 3)


def test_drafts_have_few_sizes_and_follow_the_pace(enhancer: Enhancer) -> None:
    preview, recipe = Preview(photograph(), enhancer), Recipe()
    light = replace(recipe, light=Light(target=0.3))
    finish = replace(recipe, finish=Finish(exposure_ev=1.0))
    first = preview.draft_px(recipe, light)
    assert first < preview.draft_px(recipe, finish), "a network takes longer"
    for i in range(6):
        moved = replace(recipe, light=Light(target=0.3 + 0.01 * i))
        preview.whole(moved, preview.draft_px(recipe, moved), Progress())
    sizes = {2.0 ** (k / 2) for k in range(64)}
    assert any(abs(preview.draft_px(recipe, light) - size) < 1 for size in sizes)


def test_a_closed_photo_is_let_go_of_at_once(enhancer: Enhancer) -> None:
    gc.collect()
    gc.disable()
    try:
        photo = photograph()
        pixels = weakref.ref(photo.image.pixels)
        preview = Preview(photo, enhancer)
        preview.whole(Recipe(light=Light(limits=STROKES)), 20_000, Progress())
        preview.visible(Recipe(), View(REGIONS[0], 1.0), None, Progress())
        preview.map("gain", Recipe(), 20_000, Progress())
        del photo, preview
        assert pixels() is None
    finally:
        gc.enable()


def test_without_light_torch_is_never_imported() -> None:
    program = """
import sys
from tests.studio.test_preview_plain import show
show()
assert "torch" not in sys.modules, "torch was imported"
"""
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root)
