from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.develop.noise import DN_RANGE_14_BIT, SensorNoise
from lowlight_desktop.training import alen_samples
from lowlight_desktop.training.alen_photos import (
    SHARES,
    CleanPhotos,
    training_photos,
    validation_photos,
)
from lowlight_desktop.training.alen_samples import AlenPhotos, draw, exposed
from lowlight_desktop.training.sensor_photos import sensor_photos
from lowlight_desktop.training.unprocess import mosaic_of


def all_photos(data: Path) -> AlenPhotos:
    return AlenPhotos(training_photos(data), sensor_photos(data))


def test_samples_fit_together(data: Path) -> None:
    photos = all_photos(data)
    for seed in range(40):
        sample = draw(photos, 64, np.random.default_rng(seed))
        assert sample.mosaic.shape == (64, 64)
        assert sample.clean.shape == (64, 64, 3)
        assert sample.cells.shape == (64, 64, 3)
        for array in (sample.mosaic, sample.clean, sample.cells, sample.white_balance):
            assert array.dtype == np.float32
            assert np.isfinite(array).all()
        assert sample.gain > 0
        assert sample.read > 0
        assert sample.clean.min() >= 0
        assert sample.mosaic.max() <= 1


def test_the_same_chance_gives_the_same_sample(data: Path) -> None:
    photos = all_photos(data)
    one, other = (draw(photos, 64, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(one.mosaic, other.mosaic)
    np.testing.assert_array_equal(one.clean, other.clean)


def test_the_noise_is_as_strong_as_is_told(data: Path) -> None:
    """In units of the noise that the network is told, the mosaic is about 1 off the truth."""
    photos = all_photos(data)
    off: list[float] = []
    for seed in range(60):
        sample = draw(photos, 64, np.random.default_rng(seed))
        light = np.minimum(mosaic_of(sample.clean), 1.0)
        below = light < 0.9
        deviation = np.sqrt(sample.gain * light + sample.read**2)
        off.append(float(((sample.mosaic - light) / deviation)[below].std()))
    # Estimates are a tenth off, and the tails are long.
    assert 0.85 < np.median(off) < 1.15


def test_light_of_raw_files_is_among_them(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alen_samples, "SENSOR_CHANCE", 1.0)
    raw_alone = AlenPhotos(CleanPhotos({}), sensor_photos(data))
    sample = draw(raw_alone, 64, np.random.default_rng(3))
    assert sample.clean.shape == (64, 64, 3)
    assert sample.clean.dtype == sample.cells.dtype == np.float32


def test_the_sensor_cuts_light_and_counts_in_steps() -> None:
    clean = np.full((64, 64, 3), 2.0, np.float32)
    clean[:32] = 0.0
    noise = SensorNoise(gain=2.0 / DN_RANGE_14_BIT, read=4.0 / DN_RANGE_14_BIT)
    mosaic = exposed(clean, noise, np.random.default_rng(0))
    assert mosaic.max() == 1.0
    assert (mosaic[32:] > 0.9).all()
    assert mosaic[:32].min() < 0  # black is not cut
    steps = mosaic * np.float32(DN_RANGE_14_BIT)
    np.testing.assert_allclose(steps, np.rint(steps), atol=2e-3)


def test_all_sources_are_read_and_validation_is_apart(data: Path) -> None:
    photos = training_photos(data)
    assert photos.sizes().keys() == SHARES.keys()
    # SICE's scene 5 is held out by FLW, whose split is kept.
    assert photos.sizes() == {"bsds500": 2, "sunhays": 1, "sice": 2}
    known = [p.srgb.tobytes() for group in photos.of.values() for p in group]
    assert not [p for p in validation_photos(data) if p.tobytes() in known]
