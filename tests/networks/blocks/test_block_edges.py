import cv2
import numpy as np
import pytest
import torch
from torch import Tensor

from lowlight_desktop.networks.blocks.block_edges import ANSWERS, block_edges
from lowlight_desktop.training.synthesis import jpeg

SMALL_COLORS = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420


def scene() -> np.ndarray:
    """Soft shapes with a little grain, (128, 128, 3) uint8."""
    chance = np.random.default_rng(3)
    coarse = chance.uniform(40, 200, (9, 9, 3)).astype(np.float32)
    soft = cv2.resize(coarse, (128, 128), interpolation=cv2.INTER_CUBIC)
    return np.clip(soft + chance.normal(0, 2, soft.shape), 0, 255).astype(np.uint8)


def asked(photo: np.ndarray) -> Tensor:
    crop = torch.from_numpy(np.ascontiguousarray(photo)).permute(2, 0, 1)[None].float() / 255.0
    return block_edges(crop)[0]


def test_the_more_a_photo_is_compressed_the_more_it_steps() -> None:
    steps = [float(asked(jpeg(scene(), q, SMALL_COLORS))[0]) for q in (90, 50, 20, 8)]
    assert steps == sorted(steps)
    assert steps[-1] > steps[0] + 2.0  # four times


@pytest.mark.parametrize("place", [(0, 0), (3, 5), (7, 1)])
def test_where_the_blocks_begin_does_not_matter(place: tuple[int, int]) -> None:
    stored = jpeg(scene(), 20, SMALL_COLORS)
    top, left = place
    cut = asked(stored[top : top + 112, left : left + 112])
    torch.testing.assert_close(cut, asked(stored[:112, :112]), rtol=0, atol=0.4)


def test_a_photo_that_was_never_compressed_steps_nowhere_more_than_elsewhere() -> None:
    whole, stored = asked(scene()), asked(jpeg(scene(), 20, SMALL_COLORS))
    assert float(stored[2]) > float(whole[2]) + 2.0
    assert whole.shape == (ANSWERS,)
    assert asked(np.zeros((16, 16, 3), np.uint8)).isfinite().all()
