from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.training.alen_photos import CleanPhotos, training_photos
from lowlight_desktop.training.denoiser_samples import (
    CLEAN_CHANCE,
    DenoiserSample,
    Mix,
    crop,
    draw,
)

SIZE, CROPS = 64, 2
GAUSSIAN, DEVELOPED = Mix(gaussian=1.0), Mix(gaussian=0.0)


@pytest.fixture
def photos(data: Path) -> CleanPhotos:
    return training_photos(data)


@pytest.mark.parametrize("mix", [Mix(), GAUSSIAN, DEVELOPED])
def test_crops_fit_together(photos: CleanPhotos, mix: Mix) -> None:
    for seed in range(25):
        sample = draw(photos, mix, SIZE, CROPS, np.random.default_rng(seed))
        for side in (sample.noisy, sample.clean):
            assert side.shape == (CROPS, SIZE, SIZE, 3)
            assert side.dtype == np.float32
            assert 0 <= side.min() <= side.max() <= 1


def test_the_same_chance_gives_the_same_sample(photos: CleanPhotos) -> None:
    for seed in range(5):
        one, other = (draw(photos, Mix(), SIZE, CROPS, np.random.default_rng(seed)) for _ in "ab")
        np.testing.assert_array_equal(one.noisy, other.noisy)
        np.testing.assert_array_equal(one.clean, other.clean)


def test_both_crops_are_of_one_photo_with_one_kind_of_noise(photos: CleanPhotos) -> None:
    off: list[float] = []
    for seed in range(20):
        sample = draw(photos, GAUSSIAN, SIZE, CROPS, np.random.default_rng(seed))
        assert not np.array_equal(sample.clean[0], sample.clean[1])
        one, other = (float((n - c).std()) for n, c in zip(sample.noisy, sample.clean, strict=True))
        off.append(abs(np.log(one / other)))
    # What is cut at black and white differs from crop to crop; levels span two decades.
    assert np.median(off) < 0.1


def test_gaussian_noise_is_rounded_to_8_bits_and_as_strong_as_said(photos: CleanPhotos) -> None:
    levels: list[float] = []
    for seed in range(60):
        sample = draw(photos, GAUSSIAN, SIZE, 1, np.random.default_rng(seed))
        steps = sample.noisy * np.float32(255)
        np.testing.assert_allclose(steps, np.rint(steps), atol=1e-4)
        levels.append(float((sample.noisy - sample.clean).std()) * 255)
    # From 1 to 75 steps, half of them log-uniform: the middle one is 22; cutting moves the ends.
    assert 0.8 < min(levels) < 3
    assert 30 < max(levels) < 76
    assert 12 < np.median(levels) < 32


def test_half_of_the_photos_with_gaussian_noise_are_as_they_are(photos: CleanPhotos) -> None:
    seeds = range(150)
    kept = [_is_a_part(draw(photos, GAUSSIAN, SIZE, 1, np.random.default_rng(s))) for s in seeds]
    # 75 of 150 are expected, with a deviation of 6.
    assert 55 <= sum(kept) <= 95


def _is_a_part(sample: DenoiserSample) -> bool:
    """Whether all its numbers are those of a file: what was made smaller has others."""
    steps = sample.clean * np.float32(255)
    return bool(np.abs(steps - np.rint(steps)).max() < 1e-2)


def test_a_few_photos_have_no_noise_at_all(photos: CleanPhotos) -> None:
    seeds = range(150)
    clean = [_is_clean(draw(photos, Mix(0.5), SIZE, 1, np.random.default_rng(s))) for s in seeds]
    # 7.5 of 150 are expected, with a deviation of 2.7.
    assert 1 <= sum(clean) <= 16
    assert pytest.approx(0.05) == CLEAN_CHANCE


def _is_clean(sample: DenoiserSample) -> bool:
    return bool(np.array_equal(sample.noisy, sample.clean))


def test_developed_noise_is_correlated_and_gaussian_noise_mostly_not(photos: CleanPhotos) -> None:
    def neighbors(mix: Mix) -> float:
        """Median correlation of the noise of two neighbors in a row."""
        found: list[float] = []
        for seed in range(40):
            sample = draw(photos, mix, SIZE, 1, np.random.default_rng(seed))
            noise = (sample.noisy - sample.clean)[0, ..., 1]
            pair = noise[:, :-1].ravel(), noise[:, 1:].ravel()
            if min(side.std() for side in pair) > 0:
                found.append(float(np.corrcoef(*pair)[0, 1]))
        return float(np.median(found))

    assert abs(neighbors(GAUSSIAN)) < 0.1
    assert neighbors(DEVELOPED) > 0.2


def test_a_photo_smaller_than_a_crop_is_enlarged(photos: CleanPhotos) -> None:
    # The pictures have 256 pixels a side; developed crops need a margin, and up to 2.2 times that.
    for seed in range(12):
        sample = draw(photos, DEVELOPED, 250, 1, np.random.default_rng(seed))
        assert sample.noisy.shape == (1, 250, 250, 3)


def test_a_part_that_is_made_larger_is_softer_and_has_no_negative_light(
    photos: CleanPhotos,
) -> None:
    def steepest(shrink: float) -> float:
        rng = np.random.default_rng(5)
        parts = [crop(photos.any(rng), SIZE, shrink, rng, toned=False) for _ in range(20)]
        assert all(part.shape == (SIZE, SIZE, 3) and part.min() >= 0 for part in parts)
        return float(np.mean([np.abs(np.diff(part, axis=1)).mean() for part in parts]))

    assert steepest(0.2) < 0.5 * steepest(1.0)
