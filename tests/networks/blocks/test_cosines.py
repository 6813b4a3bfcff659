import cv2
import numpy as np
import torch

from lowlight_desktop.networks.blocks.cosines import ANSWERS, BLOCK_PX, cosine_levels
from lowlight_desktop.networks.blocks.opponent import to_opponent

BANDS = ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 14))


def crop(seed: int = 1) -> torch.Tensor:
    return 0.5 + 0.1 * torch.randn(1, 3, 32, 40, generator=torch.Generator().manual_seed(seed))


def all_of(x: torch.Tensor) -> torch.Tensor:
    return torch.ones(len(x), x.shape[2] * x.shape[3] // BLOCK_PX**2, dtype=torch.bool)


def slow(x: torch.Tensor) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The same, block by block and cosine by cosine, (2, 6, 6)."""
    planes = to_opponent(x)[0].numpy().astype(np.float64) * 255
    height, width = planes.shape[1:]
    blocks = np.array(
        [
            [
                cv2.dct(plane[top : top + 8, left : left + 8])
                for top in range(0, height, 8)
                for left in range(0, width, 8)
            ]
            for plane in planes
        ]
    )
    out = np.empty((2, 6, 6))
    for kind, own in enumerate((blocks[:1], blocks[1:])):
        for band, (low, high) in enumerate(BANDS):
            places = [(u, v) for u in range(8) for v in range(8) if low <= u + v <= high]
            held = [
                np.mean([(c**2).mean() for c in (own[:, b, u, v] for u, v in places)])
                for b in range(own.shape[1])
            ]
            out[kind, band, :4] = np.quantile(
                np.log2(np.array(held) + 0.05**2) / 2, (0.02, 0.1, 0.3, 0.5)
            )
            for i, at in enumerate((0.25, 0.5)):
                each = [
                    np.mean([np.log2(np.quantile(abs(plane[:, u, v]), at) + 0.05) for plane in own])
                    for u, v in places
                ]
                out[kind, band, 4 + i] = min(each)
    return out


@torch.inference_mode()
def test_it_is_the_formula_block_by_block() -> None:
    x = crop()
    found = cosine_levels(x, all_of(x))
    assert found.shape == (1, 2, ANSWERS // 2)
    np.testing.assert_allclose(found[0].reshape(2, 6, 6).numpy(), slow(x), atol=1e-4)


@torch.inference_mode()
def test_twice_the_contrast_is_one_more() -> None:
    x = crop()
    twice = cosine_levels(0.5 + 2 * (x - 0.5), all_of(x))
    torch.testing.assert_close(twice, cosine_levels(x, all_of(x)) + 1.0, atol=0.02, rtol=0)


@torch.inference_mode()
def test_texture_leaves_cosines_alone_that_noise_is_in() -> None:
    rows = torch.arange(64.0)[:, None]
    stripes = (0.5 + 0.14 * torch.sin(rows * 1.9)).expand(64, 64)
    texture = stripes.expand(1, 3, -1, -1).contiguous()
    noise = 0.5 + 0.1 * torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(2))
    weakest = [cosine_levels(x, all_of(x)).reshape(2, 6, 6)[0, :, 5] for x in (texture, noise)]
    assert float(weakest[0].max()) < float(weakest[1].min()) - 4
    assert abs(float(texture.std() / noise.std()) - 1) < 0.05  # as strong, seen by its deviation


@torch.inference_mode()
def test_blocks_that_do_not_count_change_nothing() -> None:
    x, says = crop(), all_of(crop())
    says[:, :5] = False  # the uppermost row of blocks
    other = x.clone()
    other[:, :, :8] = crop(seed=9)[:, :, :8]
    torch.testing.assert_close(cosine_levels(other, says), cosine_levels(x, says))
    assert not torch.equal(cosine_levels(other, all_of(x)), cosine_levels(x, all_of(x)))
