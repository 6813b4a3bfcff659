from dataclasses import replace

import pytest
import torch
from torch import Tensor

from lowlight_desktop.networks.blocks.counting import multiplications, parameter_count
from lowlight_desktop.networks.blocks.shuffle_attention import ShuffleAttention
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.networks.sa_unet import PLACES, SaUnet, SaUnetConfig
from tests.networks.denoisers import LEVEL, farthest, noisy_photo, surveyed, worst_of_tiles

SMALL = SaUnetConfig(widths=(16, 16, 16))
VARIANTS = [*(replace(SMALL, attention=place) for place in PLACES), SaUnetConfig()]


def seeded(config: SaUnetConfig) -> SaUnet:
    """A network that says something: as it begins, much of it is silent."""
    torch.manual_seed(0)
    network = SaUnet(config).eval()
    for module in network.up:
        assert isinstance(module, torch.nn.ConvTranspose2d)
        torch.nn.init.kaiming_normal_(module.weight)
    for module in network.modules():
        if isinstance(module, ShuffleAttention):
            torch.nn.init.normal_(module.channel_weight)
            torch.nn.init.normal_(module.spatial_weight)
    return network


def test_the_shipped_network_is_small_enough_for_a_processor() -> None:
    network, photo = seeded(SaUnetConfig()), noisy_photo(256, 256)
    assert parameter_count(network) <= 1_500_000
    survey = surveyed(network, photo)
    with torch.inference_mode():
        work = multiplications(lambda: network.render(photo, survey))
    assert work / 256**2 <= 40_000


def test_the_registry_builds_it_from_what_a_card_can_say() -> None:
    network = NETWORKS["sa_unet"]({"widths": [16, 32], "attention": "both"})
    assert isinstance(network, SaUnet)
    assert network.config == SaUnetConfig(widths=(16, 32), attention="both")


@pytest.mark.parametrize("widths", [(16,), (16, 24), (16, 0)])
def test_widths_that_do_not_compute_well_are_refused(widths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="multiples of 16"):
        SaUnetConfig(widths=widths)


def test_attention_at_an_unknown_place_is_refused() -> None:
    with pytest.raises(ValueError, match="attention must be one of"):
        SaUnetConfig(attention="everywhere")


@pytest.mark.parametrize(
    ("place", "count"), [("none", 0), ("decoder", 2), ("encoder", 3), ("both", 5)]
)
def test_the_attention_stands_where_it_is_asked_for(place: str, count: int) -> None:
    network = seeded(replace(SMALL, attention=place))
    assert len(network.attentions()) == len(network.maps) == count
    survey = surveyed(network, noisy_photo(64, 64))
    assert len(survey.taken) == count


def test_all_variants_have_nearly_the_same_size() -> None:
    counts = [parameter_count(SaUnet(SaUnetConfig(attention=place))) for place in PLACES]
    assert max(counts) - min(counts) < 0.001 * min(counts)


@pytest.mark.parametrize("config", VARIANTS)
@pytest.mark.parametrize("tile_px", [32, 96, 160])
def test_tiles_are_the_whole(config: SaUnetConfig, tile_px: int) -> None:
    assert worst_of_tiles(seeded(config), tile_px) <= 1e-5


@pytest.mark.parametrize("config", [SMALL, replace(SMALL, attention="both")])
def test_nothing_reaches_farther_than_declared(config: SaUnetConfig) -> None:
    assert farthest(seeded(config), 256) == (config.reach_px, config.halo_px)


@torch.inference_mode()
def test_without_noise_next_to_nothing_is_taken_away() -> None:
    network, photo = seeded(SMALL), noisy_photo(64, 64)
    little = torch.full((1, 2), 1e-4)
    out = network.render(photo, network.survey(photo[:, None], little))
    spoken = network.render(photo, surveyed(network, photo))
    assert float((out - photo).abs().max()) < 0.02 * float((spoken - photo).abs().max())


@torch.inference_mode()
def test_as_it_begins_all_fine_detail_counts_as_noise() -> None:
    torch.manual_seed(0)
    network, photo = SaUnet(SMALL).eval(), noisy_photo(64, 64)
    torch.nn.init.zeros_(network.head.weight[:, : SMALL.widths[0]])
    # Told much, so that nothing is too high to be noise.
    out = network.render(photo, network.survey(photo[:, None], torch.full((1, 2), 0.2)))
    fine = [
        x - torch.nn.functional.avg_pool2d(x, 2).repeat_interleave(2, 2).repeat_interleave(2, 3)
        for x in (photo, out)
    ]
    assert float(fine[1].std()) < 1e-4 * float(fine[0].std())


@torch.inference_mode()
def test_what_is_told_of_color_changes_color_only() -> None:
    network, photo = seeded(replace(SMALL, attention="none")), noisy_photo(64, 64)
    torch.nn.init.zeros_(network.head.weight)
    network.head.bias = torch.nn.Parameter(torch.ones(12))
    levels = torch.tensor([[0.02, 0.02], [0.02, 0.04]])
    one, other = (
        network.render(photo, network.survey(photo[:, None], level[None])) for level in levels
    )
    torch.testing.assert_close(one.mean(1), other.mean(1))
    assert not torch.allclose(one, other)


@torch.inference_mode()
def test_half_precision_does_not_touch_what_passes() -> None:
    network, photo = seeded(SMALL), noisy_photo(64, 64)
    torch.nn.init.zeros_(network.head.weight)
    with torch.autocast("cpu", torch.bfloat16):
        out = network.render(photo, surveyed(network, photo))
    assert torch.equal(out, photo)


@torch.inference_mode()
def test_training_and_product_compute_the_same() -> None:
    network, photo = seeded(SMALL), noisy_photo(64, 64)
    trained = network.clean(photo[:, None], LEVEL)[:, 0]
    rendered = network.render(photo, network.survey(photo[:, None], LEVEL))
    torch.testing.assert_close(trained, rendered)


@pytest.mark.parametrize("value", [0.0, 1.0])
@torch.inference_mode()
def test_black_and_white_stay_finite(value: float) -> None:
    network, photo = seeded(SMALL), torch.full((1, 3, 64, 64), value)
    assert network.render(photo, surveyed(network, photo)).isfinite().all()
    assert network.level(photo[:, None]).isfinite().all()


@torch.inference_mode()
def test_spatial_gates_are_shares_at_the_size_of_their_level() -> None:
    network, photo = seeded(SMALL), noisy_photo(64, 96)
    gates = network.spatial_gates(photo, surveyed(network, photo))
    assert [tuple(g.shape) for g in gates] == [(1, 16, 24), (1, 32, 48)]  # coarse to fine
    for gate in gates:
        assert 0.0 <= float(gate.min()) < float(gate.max()) <= 1.0


def test_half_precision_has_the_gradients_of_full_precision() -> None:
    network, photo = seeded(SaUnetConfig()), noisy_photo(96, 96, batch=2)

    def gradients(*, fast: bool) -> list[Tensor]:
        network.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=fast):
            out = network.clean(photo[:, None], LEVEL.expand(2, -1))
        (out - photo[:, None]).square().mean().backward()
        weights = [m.weight for m in network.modules() if isinstance(m, torch.nn.Conv2d)]
        return [w.grad.clone() for w in weights if w.grad is not None]

    for half, full in zip(gradients(fast=True), gradients(fast=False), strict=True):
        # Measured 1 to 13 %; the bug of torch 2.13 that this watches for was 81 %.
        assert float((half - full).norm() / full.norm()) < 0.25
