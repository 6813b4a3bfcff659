import torch
import torch.nn.functional as F

from lowlight_desktop.networks.blocks.global_context import ContextBlock, GlobalContext
from lowlight_desktop.networks.blocks.recall import Taking


def test_every_place_gets_the_mean_of_the_places_that_matter() -> None:
    torch.manual_seed(0)
    layer, x = GlobalContext(4), torch.randn(1, 4, 3, 2)
    places = [x[0, :, i, j] for i in range(3) for j in range(2)]
    scores = torch.stack([layer.mask.weight[0, :, 0, 0] @ place for place in places])
    weights = scores.exp() / scores.exp().sum()
    mean = torch.stack([w * place for w, place in zip(weights, places, strict=True)]).sum(0)
    added = layer.second.weight @ F.leaky_relu(layer.first.weight @ mean, 0.2)
    torch.testing.assert_close(layer(x, Taking(crops=1))[0], x[0] + added[:, None, None])


def test_crops_of_one_photo_matter_together() -> None:
    torch.manual_seed(0)
    layer, photo = GlobalContext(4), torch.randn(1, 4, 4, 6)
    crops = torch.cat([photo[..., :3], photo[..., 3:]])
    torch.testing.assert_close(layer.context(crops, 2), layer.context(photo, 1))


def test_a_block_adds_to_what_came_in() -> None:
    torch.manual_seed(0)
    block, x = ContextBlock(8, groups=2), torch.randn(1, 8, 5, 5)
    torch.nn.init.zeros_(block.second.weight)
    assert torch.equal(block(x, Taking(crops=1)), x)
