import hashlib
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from lowlight_desktop.engine.backends import by_openvino, compiled
from lowlight_desktop.engine.backends.arrays import STREAM, Floats
from lowlight_desktop.engine.denoise import clean_picture_blocks, survey_picture
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.engine.stopping import watched
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.image import Pixels
from tests.engine.backends.shipped import (
    OPENVINO,
    ROUNDED,
    TORCH,
    example,
    model_by,
    needs_openvino,
)
from tests.engine.scenes import dark_photo

pytestmark = needs_openvino

_CROPS = np.random.default_rng(6).random((1, 64, 3, 128, 128), np.float32)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """The light network by OpenVINO, with nothing compiled yet."""
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    return model_by(find("light", "fast"), OPENVINO)


def rendered(model: Loaded, side_px: int = 64) -> Floats:
    tile, survey = example(model, side_px)
    return model.render(tile, survey, fast=False)


def test_pixels_may_lie_in_memory_as_they_like(model: Loaded) -> None:
    tile, survey = example(model, 64)
    wanted = model.by(TORCH, tile, survey)
    turned = tuple(
        np.ascontiguousarray(t.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2) for t in tile
    )
    apart = tuple(np.repeat(t, 2, axis=3)[..., ::2] for t in tile)
    for given in (tile, turned, apart):
        np.testing.assert_allclose(model.by(OPENVINO, given, survey), wanted, atol=1e-5)


def test_what_is_asked_once_a_photo_keeps_no_memory() -> None:
    denoiser = model_by(find("denoise", "fast"), OPENVINO)
    denoiser.ask("level", np.zeros((1, 1, 3, 128, 128), np.float32))
    me = psutil.Process()
    before = me.memory_info().rss
    found = [denoiser.ask("level", _CROPS)[0] for _ in range(2)]
    assert me.memory_info().rss - before < 100 << 20, "its layers need 250 MB"
    np.testing.assert_array_equal(found[0], found[1])


def test_an_answer_outlives_the_next_tile(model: Loaded) -> None:
    first = rendered(model)
    kept = first.copy()
    tile, survey = example(model, 64)
    model.render(tuple(t + np.float32(0.5) for t in tile), survey, fast=False)
    assert np.array_equal(first, kept)


def test_work_ends_within_a_tile(model: Loaded) -> None:
    (tile, survey), asked = example(model, 64), list[int]()

    def look() -> None:
        asked.append(1)
        if len(asked) == 2:  # a small tile is done before anybody is asked again
            raise Cancelled("Stopped.")

    with watched(model, look):
        model.render(tile, survey, fast=False)
        with pytest.raises(Cancelled):
            model.render(tile, survey, fast=False)
    assert np.isfinite(rendered(model)).all()  # the next photo is as good as any
    assert len(asked) == 2


def test_two_photos_at_a_time_come_out_as_one_by_one(model: Loaded) -> None:
    wanted, made = rendered(model, 128), list[Floats]()

    def work() -> None:
        own = model_by(model.card, OPENVINO)
        made.extend(rendered(own, 128) for _ in range(3))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert all(np.array_equal(each, wanted) for each in made)


def test_out_of_memory_the_tiles_get_smaller_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model, photo = model_by(find("denoise", "fast"), OPENVINO), dark_photo(400, 420)
    tiles = {name: graph for name, graph in model.graphs.items() if name != STREAM}
    model = replace(model, graphs=tiles)  # of streams tells test_streamed.py
    surveyed, render, refused = survey_picture(model, photo), by_openvino.computed, list[int]()

    def small_only(request: Any, look: Callable[[], None] | None) -> None:
        if request.get_output_tensor(0).get_size() > 3 * 300 * 300:  # more than a tile of 64 sees
            refused.append(1)
            raise RuntimeError("Failed to allocate 2348810240 bytes of memory")
        render(request, look)

    def cleaned(tile_px: int) -> Pixels:
        out = np.full(photo.pixels.shape, np.nan, np.float32)
        for region, pixels in clean_picture_blocks(surveyed, tile_px=tile_px):
            out[region.slices] = pixels
        return out

    wanted = cleaned(32)
    monkeypatch.setattr(by_openvino, "computed", small_only)
    np.testing.assert_allclose(cleaned(128), wanted, atol=1e-4)
    assert refused


def test_what_was_compiled_is_found_by_the_next_start(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = rendered(model)

    def anew(file: Path, _made: io.BytesIO) -> None:
        pytest.fail(f"{file} was compiled anew")

    monkeypatch.setattr(compiled, "keep", anew)
    assert np.array_equal(rendered(model_by(model.card, OPENVINO)), wanted)


def test_a_damaged_file_is_compiled_anew(model: Loaded, tmp_path: Path) -> None:
    wanted = rendered(model)
    (file,) = (tmp_path / "lowlight" / "compiled").iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert np.array_equal(rendered(model_by(model.card, OPENVINO)), wanted)


def test_a_library_that_does_not_know_the_file_compiles_anew(model: Loaded, tmp_path: Path) -> None:
    wanted = rendered(model)
    (file,) = (tmp_path / "lowlight" / "compiled").iterdir()
    content = b"of another build"
    file.write_bytes(hashlib.sha256(content).digest() + content)
    assert np.array_equal(rendered(model_by(model.card, OPENVINO)), wanted)


def test_files_that_nobody_used_for_long_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    files = [compiled.file_for(b"graph", number) for number in range(30)]
    for age, file in enumerate(files):
        compiled.keep(file, io.BytesIO(b"compiled"))
        os.utime(file, (age, age))
    kept = [file for file in files if compiled.read(file) is not None]
    assert kept == files[-compiled.KEPT :]


@pytest.mark.parametrize(("room", "goes"), [(by_openvino.SHOWN, False), (1, True)])
def test_sizes_that_photos_are_shown_in_stay_and_large_ones_go(
    model: Loaded, monkeypatch: pytest.MonkeyPatch, room: int, goes: bool
) -> None:
    monkeypatch.setattr(by_openvino, "SHOWN", room)
    sides = (256, 240, 224)  # tiles of two of them are more than twice the largest
    for side_px in sides:
        rendered(model, side_px)
    asked, read = list[Path](), compiled.read

    def watched_read(file: Path) -> io.BytesIO | None:
        asked.append(file)
        return read(file)

    monkeypatch.setattr(compiled, "read", watched_read)
    for side_px in sides:
        rendered(model, side_px)
    assert bool(asked) == goes


ALONE = """
import json, sys
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find
model = load(find("raw", "fast"), choose("cpu"))
unasked = [m for m in sys.modules if m.startswith("openvino")]
known = model.ask("survey", *survey_inputs("raw", model.grid_px))
out = model.render(tile_inputs("raw", 64), known, fast=model.way.bfloat16)
print(json.dumps({
    "way": str(model.way), "sum": float(out.sum()), "unasked": unasked,
    "torch": "torch" in sys.modules,
    "telling": [m for m in sys.modules if "telemetry" in m and sys.modules[m] is not None],
}))
"""


def alone(cache: Path, **environment: str) -> dict[str, object]:
    """What a process of its own says."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        env={**os.environ, "LOWLIGHT_CACHE": str(cache), **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_on_a_processor_with_avx2_alone_it_works_and_does_not_round(tmp_path: Path) -> None:
    said = alone(tmp_path, ONEDNN_MAX_CPU_ISA="AVX2")
    assert str(said["way"]).endswith("float32")
    exact = alone(tmp_path, LOWLIGHT_BACKEND="torch", ONEDNN_MAX_CPU_ISA="AVX2")
    assert said["sum"] == pytest.approx(exact["sum"], rel=1e-5)


def test_openvino_is_imported_when_it_is_needed_and_tells_nobody(tmp_path: Path) -> None:
    said = alone(tmp_path, LOWLIGHT_BACKEND="openvino")
    assert str(said["way"]).startswith("openvino")
    assert said["unasked"] == []
    assert said["telling"] == []  # it would report each start to its makers


def test_torch_is_imported_neither_to_be_compared_with_nor_later(tmp_path: Path) -> None:
    first = alone(tmp_path, LOWLIGHT_BACKEND="openvino")
    again = alone(tmp_path, LOWLIGHT_BACKEND="openvino")
    assert not first["torch"]
    assert not again["torch"]
    assert again["sum"] == first["sum"]


def test_the_marked_graph_is_kept_and_read_again(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    tile, survey = example(model, 64)
    first = model.by(ROUNDED, tile, survey)

    def never(_graph: by_openvino.Graph) -> None:
        raise AssertionError("it was kept")

    monkeypatch.setattr(by_openvino.Graph, "_marked", never)
    again = model_by(model.card, OPENVINO)
    tile, survey = example(again, 96)  # another size is compiled anew, from the graph
    again.by(ROUNDED, tile, survey)
    tile, survey = example(again, 64)
    assert np.array_equal(again.by(ROUNDED, tile, survey), first)
