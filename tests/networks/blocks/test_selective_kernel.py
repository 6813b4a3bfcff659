import math

import torch
from torch import nn

from lowlight_desktop.networks.blocks.recall import Taking
from lowlight_desktop.networks.blocks.selective_kernel import SelectiveKernelFusion


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
