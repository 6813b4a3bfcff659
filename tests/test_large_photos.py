"""The generator of the speed and memory figures, on a tiny size."""

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.studio.benchmark.photos import tiled
from tests.large_photos import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two photographs of unlike sizes, whose neighboring pixels are unlike as well."""
    photos = tmp_path / "photos"
    photos.mkdir()
    for name, size in (("a.png", (40, 60)), ("b.png", (36, 64))):
        values = np.random.default_rng(len(name) + size[0]).integers(90, 250, (*size, 3))
        assert cv2.imwrite(str(photos / name), values.astype(np.uint8))
    return photos


def generate(monkeypatch: pytest.MonkeyPatch, folder: Path, output: Path, *flags: str) -> None:
    words = ["--megapixels", "0.02", "--output", str(output), "--photos", str(folder), *flags]
    monkeypatch.setattr(sys, "argv", ["large_photos", *words])
    main()


def test_photos_meet_without_an_edge() -> None:
    piece = np.random.default_rng(0).random((20, 30, 3)).astype(np.float32)
    laid = tiled([piece], 50, 70)
    for top in (20, 40):
        np.testing.assert_array_equal(laid[top - 1], laid[top])
    for left in (30, 60):
        np.testing.assert_array_equal(laid[:, left - 1], laid[:, left])
    np.testing.assert_array_equal(laid[:20, :30], piece)


def test_a_jpeg_has_the_size_and_is_darker_by_the_exposure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    means: list[float] = []
    for exposure in ("-1", "-3"):
        output = tmp_path / f"dark{exposure}.jpg"
        generate(monkeypatch, folder, output, "--exposure", exposure)
        image = read_photo(output).image
        assert image.width * image.height == pytest.approx(0.02e6, rel=0.04)  # even sides
        assert image.width / image.height == pytest.approx(1.5, abs=0.02)
        means.append(float(image.pixels.mean()))
    assert means[0] / means[1] == pytest.approx(4.0, rel=0.05)  # two stops, 8 bits


def test_a_dng_is_a_mosaic_that_reads_as_its_photo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    generate(monkeypatch, folder, tmp_path / "dark.dng", "--gain", "1")
    generate(monkeypatch, folder, tmp_path / "dark.jpg")
    raw, plain = read_photo(tmp_path / "dark.dng"), read_photo(tmp_path / "dark.jpg")
    assert raw.mosaic is not None
    assert raw.mosaic.data.shape == plain.image.pixels.shape[:2]
    np.testing.assert_allclose(
        raw.image.pixels.mean((0, 1)), plain.image.pixels.mean((0, 1)), rtol=0.1
    )
