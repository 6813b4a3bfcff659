import torch
import torch.nn.functional as F
from torch import nn

from lowlight_desktop.networks.blocks.dual_attention import (
    ChannelAttention,
    DualAttention,
    SpatialAttention,
)
from lowlight_desktop.networks.blocks.recall import Taking


@torch.inference_mode()
def test_channels_are_weighed_by_the_photo_s_mean() -> None:
    torch.manual_seed(0)
    layer, x = ChannelAttention(16), torch.randn(1, 16, 3, 5)
    narrow = [max(0.0, float(row @ x[0].mean((1, 2)))) for row in layer.squeeze.weight]
    gates = torch.sigmoid(layer.excite.weight @ torch.tensor(narrow))
    torch.testing.assert_close(layer(x, Taking(crops=1))[0], x[0] * gates[:, None, None])


@torch.inference_mode()
def test_places_are_weighed_by_the_greatest_and_the_mean_of_their_channels() -> None:
    torch.manual_seed(0)
    layer, x = SpatialAttention(), torch.randn(1, 4, 9, 9)
    row, column = 4, 5  # far from the edges
    said = 0.0
    for plane, seen in enumerate((x[0].amax(0), x[0].mean(0))):
        near = seen[row - 2 : row + 3, column - 2 : column + 3]
        said = said + (layer.look.weight[0, plane] * near).sum()
    expected = x[0, :, row, column] * torch.sigmoid(torch.as_tensor(said))
    torch.testing.assert_close(layer(x)[0, :, row, column], expected)


@torch.inference_mode()
def test_both_are_mixed_and_added() -> None:
    torch.manual_seed(0)
    unit, x = DualAttention(8, nn.PReLU()), torch.randn(1, 8, 6, 6)
    seen = unit.second(F.prelu(unit.first(x), torch.tensor(0.25)))
    both = torch.cat([unit.places(seen), unit.channels(seen, Taking(crops=1))], 1)
    torch.testing.assert_close(unit(x, Taking(crops=1)), x + unit.mix(both))
    nn.init.zeros_(unit.mix.weight)
    assert torch.equal(unit(x, Taking(crops=1)), x)
