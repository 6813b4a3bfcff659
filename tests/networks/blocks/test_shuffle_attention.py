import pytest
import torch
from torch import Tensor

from lowlight_desktop.networks.blocks.counting import parameter_count
from lowlight_desktop.networks.blocks.shuffle_attention import ShuffleAttention, gate_of


def taught(channels: int, groups: int) -> ShuffleAttention:
    """A layer whose numbers all matter; as it begins, half of them are 0."""
    torch.manual_seed(3)
    layer = ShuffleAttention(channels, groups)
    for number in layer.parameters():
        torch.nn.init.normal_(number)
    return layer


def plainly(layer: ShuffleAttention, x: Tensor) -> Tensor:
    """The formula of the paper, one photo, one group, one channel at a time."""
    photos, channels, height, width = x.shape
    in_group = channels // layer.groups
    half = in_group // 2
    out = torch.empty_like(x)
    for photo in range(photos):
        for group in range(layer.groups):
            for k in range(half):
                c = group * in_group + k
                mean = x[photo, c].sum() / (height * width)
                gate = 1 / (
                    1 + torch.exp(-(layer.channel_weight[k] * mean + layer.channel_bias[k]))
                )
                out[photo, c] = x[photo, c] * gate
                c = group * in_group + half + k
                mean = x[photo, c].sum() / (height * width)
                variance = ((x[photo, c] - mean) ** 2).sum() / (height * width)
                normal = (x[photo, c] - mean) / torch.sqrt(variance + 1e-5)
                normal = normal * layer.norm_weight[k] + layer.norm_bias[k]
                gate = layer.spatial_weight[k] * normal + layer.spatial_bias[k]
                out[photo, c] = x[photo, c] / (1 + torch.exp(-gate))
    shuffled = torch.empty_like(out)
    for c in range(channels):  # two groups, read across
        shuffled[:, c] = out[:, (c % 2) * (channels // 2) + c // 2]
    return shuffled


@pytest.mark.parametrize(("channels", "groups"), [(16, 8), (48, 8), (12, 2), (8, 1)])
@torch.inference_mode()
def test_it_is_the_formula_of_the_paper(channels: int, groups: int) -> None:
    layer = taught(channels, groups)
    x = torch.randn(2, channels, 7, 5) + 0.3
    torch.testing.assert_close(layer(x, layer.gates(x, 1)), plainly(layer, x))


@pytest.mark.parametrize(("channels", "groups"), [(16, 8), (48, 8), (128, 64)])
def test_it_has_the_published_number_of_parameters(channels: int, groups: int) -> None:
    assert parameter_count(ShuffleAttention(channels, groups)) == 3 * channels // groups


def test_every_gate_begins_at_the_published_value() -> None:
    layer, x = ShuffleAttention(16, 8), torch.randn(1, 16, 4, 4)
    gate = gate_of(x, layer.gates(x, 1))
    torch.testing.assert_close(gate, torch.full_like(x, 0.7311), rtol=0, atol=1e-4)  # sigmoid(1)


def test_channels_that_do_not_divide_are_refused() -> None:
    with pytest.raises(ValueError, match="24 channels"):
        ShuffleAttention(24, 8)


@torch.inference_mode()
def test_crops_of_a_photo_share_their_statistics() -> None:
    layer = taught(16, 4)
    x = torch.randn(4, 16, 6, 6)
    x[1] += 2.0  # the second crop of the first photo is brighter
    gates = layer.gates(x, crops=2)
    assert gates.shape == (2, 2, 16)
    side_by_side = torch.cat([x[0::2], x[1::2]], 3)  # each photo in one picture
    torch.testing.assert_close(layer.gates(side_by_side, 1), gates)


@torch.inference_mode()
def test_a_tile_needs_nothing_but_the_gates() -> None:
    layer = taught(16, 8)
    x = torch.randn(1, 16, 9, 9)
    gates = layer.gates(x, 1)
    torch.testing.assert_close(layer(x[..., 2:5, 3:8], gates), layer(x, gates)[..., 2:5, 3:8])


@torch.inference_mode()
def test_half_precision_does_not_disturb_the_statistics() -> None:
    layer = taught(16, 8)
    x = (torch.randn(1, 16, 32, 32) + 4.0).bfloat16()
    with torch.autocast("cpu", torch.bfloat16):
        half = layer.gates(x, 1)
    full = layer.gates(x.float(), 1)
    assert torch.equal(half, full)


def test_half_of_the_channels_are_weighed_place_by_place() -> None:
    layer = taught(16, 4)
    gates = layer.gates(torch.randn(1, 16, 4, 4), 1)
    assert torch.equal(gates[0, 0] != 0, layer.is_spatial())
    assert int(layer.is_spatial().sum()) == 8
