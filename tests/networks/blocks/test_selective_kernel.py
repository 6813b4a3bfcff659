import math

import torch
from torch import nn

from lowlight_desktop.networks.blocks.recall import Taking
from lowlight_desktop.networks.blocks.selective_kernel import (
    SelectiveKernelFusion,
    stream_shares,
)


@torch.inference_mode()
def test_it_is_the_published_formula() -> None:
    torch.manual_seed(0)
    fusion = SelectiveKernelFusion(8, 3, nn.LeakyReLU(0.2))
    a, b, c = streams = [torch.randn(1, 8, 2, 3) for _ in range(3)]
    got = fusion(streams, Taking(crops=1))[0]
    squeezed = [sum(float((a + b + c)[0, i].mean()) * float(w[i]) for i in range(8))
                for w in fusion.squeeze.weight]  # fmt: skip
    z = [v if v > 0 else 0.2 * v for v in squeezed]
    for channel in range(8):
        said = [choose(torch.tensor(z)) for choose in fusion.choose]
        scores = [float(words[channel]) for words in said]
        whole = sum(math.exp(s) for s in scores)
        expected = sum(
            math.exp(s) / whole * stream[0, channel]
            for s, stream in zip(scores, streams, strict=True)
        )
        torch.testing.assert_close(got[channel], expected)


@torch.inference_mode()
def test_of_equal_streams_it_makes_the_stream() -> None:
    fusion, x = SelectiveKernelFusion(16, 2, nn.PReLU()), torch.randn(2, 16, 4, 4)
    torch.testing.assert_close(fusion([x, x], Taking(crops=1)), x)


@torch.inference_mode()
def test_who_looks_is_told_how_strong_each_weighed_stream_is() -> None:
    torch.manual_seed(0)
    fusion, told = SelectiveKernelFusion(8, 2, nn.PReLU()), list[torch.Tensor]()
    fine, risen = torch.randn(1, 8, 2, 3), torch.randn(1, 8, 2, 3)
    taking = Taking(crops=1)
    fusion([fine, risen], taking, told.append)
    share = taking.taken[0][0]
    for y in range(2):
        for x in range(3):
            for i, stream in enumerate((fine, risen)):
                sizes = [abs(float(stream[0, c, y, x] * share[i, c])) for c in range(8)]
                assert math.isclose(float(told[0][0, i, y, x]), sum(sizes) / 8, rel_tol=1e-5)


def test_shares_of_a_cascade_follow_what_has_risen() -> None:
    medium = torch.tensor([3.0, 1.0])[None, :, None, None]  # of it and of the coarse stream
    fine = torch.tensor([1.0, 1.0])[None, :, None, None].expand(1, 2, 2, 2)
    shares = stream_shares([medium, fine])
    assert tuple(shares.shape) == (1, 3, 2, 2)
    assert shares[0, :, 1, 0].tolist() == [0.5, 0.375, 0.125]


def test_where_nothing_is_nothing_fails() -> None:
    assert torch.isfinite(stream_shares([torch.zeros(1, 2, 4, 4)])).all()
