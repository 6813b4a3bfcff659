import torch

from lowlight_desktop.networks.blocks.damage_head import DamageHead
from lowlight_desktop.photo.noise_level import LEAST_TOLD, MOST_TOLD


def test_it_asks_more_than_the_noise_head_and_answers_alike() -> None:
    torch.manual_seed(0)
    head, crops = DamageHead(width=8), torch.rand(2, 3, 3, 32, 48)
    level = head(crops)
    assert level.shape == (2, 2)
    assert bool(((level >= LEAST_TOLD) & (level <= MOST_TOLD)).all())
    level.log2().sum().backward()
    for name, weight in head.members.named_parameters():
        if name.endswith(".0.weight"):
            assert weight.grad is not None
            assert bool(weight.grad[:, -head.more :].any())


@torch.inference_mode()
def test_the_middle_crop_speaks_for_the_photo() -> None:
    torch.manual_seed(0)
    head = DamageHead(width=8)
    calm, wild = 0.5 + 0.01 * torch.randn(1, 4, 3, 32, 32), torch.rand(1, 1, 3, 32, 32)
    both = head(torch.cat([calm, wild], 1))
    torch.testing.assert_close(both, head(calm), rtol=0.2, atol=0)
