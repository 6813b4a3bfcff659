import math

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from lowlight_desktop.networks.blocks.counting import parameter_count
from lowlight_desktop.networks.blocks.pyramid_attention import SCALES, PyramidAttention


def seeded(channels: int, narrow: int, window: int = 0, halo: int = 0) -> PyramidAttention:
    torch.manual_seed(0)
    return PyramidAttention(channels, narrow, window, halo).eval()


def patch(features: Tensor, row: int, column: int) -> Tensor:
    """The 3x3 patch of (C, H, W) around a place; zeros beyond the edges."""
    return F.pad(features, (1, 1, 1, 1))[:, row : row + 3, column : column + 3]


def slow(layer: PyramidAttention, x: Tensor) -> Tensor:
    """The formula of the paper, patch by patch."""
    sizes = [x if s == 1 else F.interpolate(x, scale_factor=s, mode="bicubic") for s in SCALES]
    known: list[tuple[Tensor, Tensor]] = []
    for size in sizes:
        keys, values = layer.key(size)[0], layer.value(size)[0]
        for row in range(size.shape[2]):
            for column in range(size.shape[3]):
                key = patch(keys, row, column).flatten()
                known.append((key / max(float(key.norm()), 1e-4), patch(values, row, column)))
    queries, (height, width) = layer.query(x)[0], x.shape[2:]
    out = torch.zeros(x.shape[1], height + 2, width + 2)
    for row in range(height):
        for column in range(width):
            query = patch(queries, row, column).flatten()
            scores = [10 * float(query @ key) for key, _ in known]
            top = max(scores)
            weights = [math.exp(score - top) for score in scores]
            mixed = [w / sum(weights) * v for w, (_, v) in zip(weights, known, strict=True)]
            out[:, row : row + 3, column : column + 3] += torch.stack(mixed).sum(0)
    return x + out[None, :, 1:-1, 1:-1] / 4


@torch.inference_mode()
def test_it_is_the_published_formula() -> None:
    layer, x = seeded(4, 2), torch.rand(1, 4, 6, 5)
    torch.testing.assert_close(layer(x), slow(layer, x), atol=1e-5, rtol=1e-5)


def test_the_published_size_has_the_published_parameters() -> None:
    assert parameter_count(PyramidAttention(64, 32)) == 8323


@torch.inference_mode()
def test_in_a_window_it_finds_what_it_would_find_in_its_surroundings_alone() -> None:
    layer, x = seeded(4, 2, window=4, halo=3), torch.rand(1, 4, 12, 12)
    whole = PyramidAttention(4, 2).eval()
    whole.load_state_dict(layer.state_dict())
    area = x[..., 1:11, 1:11]  # the middle window with its halo
    torch.testing.assert_close(layer(x)[..., 4:8, 4:8], whole(area)[..., 3:7, 3:7])


@torch.inference_mode()
def test_windows_do_not_know_in_which_tile_they_are() -> None:
    layer, x = seeded(4, 2, window=4, halo=2), torch.rand(2, 4, 16, 20)
    part = layer(x[..., 4:16, 4:16])
    torch.testing.assert_close(part[..., 4:8, 4:8], layer(x)[..., 8:12, 8:12])


@torch.inference_mode()
def test_few_scores_at_once_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    layer, x = seeded(4, 2), torch.rand(1, 4, 8, 8)
    before = layer(x)
    monkeypatch.setattr("lowlight_desktop.networks.blocks.pyramid_attention._AT_ONCE", 1000)
    torch.testing.assert_close(layer(x), before)


def test_a_halo_without_room_for_a_patch_is_refused() -> None:
    with pytest.raises(ValueError, match="halo"):
        PyramidAttention(4, 2, window=8, halo=1)


@pytest.mark.parametrize("window", [0, 4])
@torch.inference_mode()
def test_what_a_place_looks_at_is_what_it_is_made_of(window: int) -> None:
    layer, x = seeded(3, 2, window, 3 if window else 0), torch.rand(1, 3, 8, 8)
    row, column = 5, 6
    shares = layer.affinity(x, row, column)
    assert len(shares) == len(SCALES)
    assert float(sum(s.sum() for s in shares)) == pytest.approx(1.0, abs=1e-5)
    # The best-looking key of the formula, patch by patch, has the largest share of its scale.
    area = F.pad(x, [3] * 4)[..., 4:14, 4:14] if window else x
    at = (row - 4 + 3, column - 4 + 3) if window else (row, column)
    query = patch(layer.query(area)[0], *at).flatten()
    for scale, share in zip(SCALES, shares, strict=True):
        size = area if scale == 1 else F.interpolate(area, scale_factor=scale, mode="bicubic")
        keys = layer.key(size)[0]
        assert share.shape == keys.shape[1:]
        scores = torch.tensor(
            [
                [
                    float(query @ (key := patch(keys, r, c).flatten()))
                    / max(float(key.norm()), 1e-4)
                    for c in range(keys.shape[2])
                ]
                for r in range(keys.shape[1])
            ]
        )
        ratios = (share.log() - 10 * scores).flatten()
        # A softmax: the logarithm of a share is its score, and one number for all.
        torch.testing.assert_close(ratios, ratios.mean().expand_as(ratios), atol=1e-3, rtol=0)
