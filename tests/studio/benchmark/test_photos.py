import numpy as np
import pytest

from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.studio.benchmark import photos


def test_bands_are_rows_of_the_whole_picture() -> None:
    chance = np.random.default_rng(0)
    pieces = [chance.random((20, 30, 3)).astype(np.float32) for _ in range(2)]
    whole = photos.tiled(pieces, 90, 70)
    for top in (0, 7, 33, 60):
        np.testing.assert_array_equal(photos.tiled(pieces, 30, 70, top), whole[top : top + 30])


@pytest.mark.parametrize("megapixels", [0.3, 24, 100])
def test_sides_are_even_and_three_to_two(megapixels: float) -> None:
    height, width = photos.size_of(megapixels)
    assert height % 2 == width % 2 == 0
    assert width / height == pytest.approx(1.5, abs=0.01)
    assert height * width / 1e6 == pytest.approx(megapixels, rel=0.01)  # even sides


def test_an_installation_without_samples_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def left_out() -> None:
        return None

    monkeypatch.setattr(photos, "sample_photo", left_out)
    with pytest.raises(UsageError, match="no sample photos"):
        photos.sample_pieces()
