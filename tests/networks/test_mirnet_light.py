import torch
from torch import Tensor

from lowlight_desktop.networks.blocks.counting import multiplications, parameter_count
from lowlight_desktop.networks.light import LightGlobals
from lowlight_desktop.networks.mirnet_light import MirnetLight, MirnetLightConfig
from lowlight_desktop.networks.registry import NETWORKS

SMALL = MirnetLightConfig(width=8, factor=1.0, blocks=1)
TARGET = torch.tensor([0.4])


def seeded(config: MirnetLightConfig) -> MirnetLight:
    """A network that says something: as it begins, it only follows the curve."""
    torch.manual_seed(0)
    network = MirnetLight(config).eval()
    torch.nn.init.normal_(network.head.weight, std=0.05)
    return network


def seen(network: MirnetLight, height: int, width: int) -> tuple[Tensor, Tensor, LightGlobals]:
    """A photo, its coarse luminance and its survey."""
    photo = torch.rand(1, 3, height, width) * 0.3
    thumbnail = torch.nn.functional.interpolate(photo, (64, 64), mode="area")
    known = network.survey(thumbnail, TARGET)
    coarse = torch.nn.functional.interpolate(known.coarse, (height, width), mode="bilinear")
    return photo, coarse, known


@torch.inference_mode()
def test_the_shipped_network_is_small_enough_for_a_processor() -> None:
    network = seeded(MirnetLightConfig())
    assert parameter_count(network) <= 1_500_000
    photo, coarse, known = seen(network, 256, 256)
    assert multiplications(lambda: network.render(photo, coarse, known)) / 256**2 <= 60_000


def test_the_registry_builds_it_from_what_a_card_can_say() -> None:
    network = NETWORKS["mirnet_light"]({"width": 8, "factor": 2.0})
    assert isinstance(network, MirnetLight)
    assert network.config == MirnetLightConfig(width=8, factor=2.0)


@torch.inference_mode()
def test_a_part_looks_as_it_does_in_the_whole_photo() -> None:
    network = seeded(SMALL)
    photo, coarse, known = seen(network, 256, 64)
    whole = network.render(photo, coarse, known)
    part = network.render(photo[:, :, 64:], coarse[:, :, 64:], known)
    far = SMALL.reach_px
    torch.testing.assert_close(part[:, :, far:], whole[:, :, 64 + far :], atol=1e-6, rtol=1e-5)


def test_nothing_reaches_farther_than_declared() -> None:
    network = seeded(SMALL)
    with torch.no_grad():
        photo, coarse, known = seen(network, 256, 16)
    farthest = 0
    for row in range(128, 128 + SMALL.grid_px):
        leaf = photo.clone().requires_grad_()
        out = network.render(leaf, coarse, known)
        (slope,) = torch.autograd.grad(out[:, :, row].sum(), leaf)
        touched = slope.abs().amax((0, 1, 3)).nonzero()
        farthest = max(farthest, int(touched.max()) - row, row - int(touched.min()))
    assert farthest == SMALL.reach_px


@torch.inference_mode()
def test_the_wanted_brightness_reaches_the_local_half() -> None:
    network, thumbnail = seeded(SMALL), torch.rand(2, 3, 64, 64)[:1].expand(2, -1, -1, -1) * 0.2
    known = network.survey(thumbnail, torch.tensor([0.2, 0.6]))
    assert any(not torch.equal(t[0], t[1]) for t in known.taken)


def test_every_number_but_the_predictor_learns() -> None:
    torch.manual_seed(1)
    network = MirnetLight(MirnetLightConfig(width=32, factor=1.0, blocks=1)).train()
    photo, coarse, known = seen(network, 32, 32)
    network.render(photo, coarse, known).square().mean().backward()
    idle = [name for name, p in network.named_parameters() if p.grad is None or not p.grad.any()]
    assert all(name.startswith("predictor.") for name in idle)
