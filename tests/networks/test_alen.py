from dataclasses import replace

import pytest
import torch
from torch import Tensor

from lowlight_desktop.engine.tiles import plan
from lowlight_desktop.networks.alen import Alen, AlenConfig, AlenSurvey
from lowlight_desktop.networks.blocks.bayer import cell_means
from lowlight_desktop.networks.blocks.counting import multiplications, parameter_count
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.survey_sizes import SURVEY_CELLS

SMALL = AlenConfig(widths=(16, 16, 16), survey_width=16)
VARIANTS = [
    SMALL,
    replace(SMALL, pool="max"),
    replace(SMALL, attention_width=0),
    replace(SMALL, exposures=True),
    replace(SMALL, conditioned=False),
    AlenConfig(),
]
# Light of an electron and read noise at ISO 3200, 14-bit steps over the range; a photo of which
# white would be a hundred times brighter.
GAIN, READ, WHITE = 3.06 / 15871, 6.2 / 15871, 0.01


def seeded(config: AlenConfig) -> Alen:
    torch.manual_seed(0)
    network = Alen(config).eval()
    torch.nn.init.normal_(network.head.weight, std=0.05)  # it starts near zero: say something
    return network


def dark_photo(height: int, width: int, batch: int = 1) -> Tensor:
    chance = torch.Generator().manual_seed(1)
    small = torch.rand(batch, 1, 9, 9, generator=chance)
    light = torch.nn.functional.interpolate(small, (height, width), mode="bicubic")
    return WHITE * light + READ * torch.randn(light.shape, generator=chance)


def surveyed(network: Alen, mosaic: Tensor) -> AlenSurvey:
    batch = len(mosaic)
    gain, read = torch.full((batch,), GAIN), torch.full((batch,), READ)
    balance = torch.tensor([[2.0, 1.0, 1.7]]).repeat(batch, 1)
    return network.survey(cell_means(mosaic, SURVEY_CELLS), gain, read, balance)


def test_the_shipped_network_is_small_enough_for_a_processor() -> None:
    network = seeded(AlenConfig())
    assert parameter_count(network) <= 1_000_000
    mosaic = dark_photo(256, 256)
    survey = surveyed(network, mosaic)
    with torch.inference_mode():
        work = multiplications(lambda: network.render(mosaic, survey))
    assert work / 256**2 <= 20_000  # for a pixel of the mosaic


def test_the_registry_builds_it_from_what_a_card_can_say() -> None:
    network = NETWORKS["alen"]({"widths": [16, 32], "pool": "max"})
    assert isinstance(network, Alen)
    assert network.config == AlenConfig(widths=(16, 32), pool="max")


@pytest.mark.parametrize("widths", [(16,), (16, 24), (16, 0)])
def test_widths_that_do_not_compute_well_are_refused(widths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="multiples of 16"):
        AlenConfig(widths=widths)


@pytest.mark.parametrize("config", VARIANTS)
@torch.inference_mode()
def test_every_variant_makes_full_size_color(config: AlenConfig) -> None:
    network, mosaic = seeded(config), dark_photo(64, 96, batch=2)
    out = network.render(mosaic, surveyed(network, mosaic))
    assert out.shape == (2, 3, 64, 96)
    assert out.dtype == torch.float32
    assert out.isfinite().all()


@pytest.mark.parametrize("config", VARIANTS)
@pytest.mark.parametrize("tile_px", [32, 64, 160])
@torch.inference_mode()
def test_tiles_are_the_whole(config: AlenConfig, tile_px: int) -> None:
    height, width = 288, 352
    network, mosaic = seeded(config), dark_photo(height, width)
    survey = surveyed(network, mosaic)
    whole = network.render(mosaic, survey)
    wanted = Region(130, 97, 260, 300)  # off every grid
    tiles = plan(
        wanted,
        height=height,
        width=width,
        size_px=tile_px,
        grid_px=config.grid_px,
        halo_px=config.halo_px,
    )
    worst = 0.0
    for tile in tiles:
        rows, columns = tile.seen.slices
        part = network.render(mosaic[:, :, rows, columns], survey)
        (inner_rows, inner_columns), (rows, columns) = (
            tile.core.inside(tile.seen).slices,
            tile.core.slices,
        )
        off = part[..., inner_rows, inner_columns] - whole[..., rows, columns]
        worst = max(worst, float(off.abs().max()))
    assert worst <= 1e-4 * WHITE


@pytest.mark.parametrize("config", [SMALL, replace(SMALL, attention_width=0)])
def test_nothing_reaches_farther_than_declared(config: AlenConfig) -> None:
    network, height = seeded(config), 256
    mosaic = dark_photo(height, 64)
    survey = surveyed(network, mosaic)
    farthest = beyond = 0
    for row in range(128, 128 + config.grid_px):
        leaf = mosaic.clone().requires_grad_()
        out = network.render(leaf, survey)
        (slope,) = torch.autograd.grad(out[:, :, row].sum(), leaf)
        touched = slope.abs().amax((0, 1, 3)).nonzero()
        first, last = int(touched.min()), int(touched.max())
        farthest = max(farthest, last - row, row - first)
        beyond = max(beyond, 128 - first, last - (127 + config.grid_px))
    assert farthest == config.reach_px
    assert beyond == config.halo_px


@torch.inference_mode()
def test_untrained_it_is_a_demosaic() -> None:
    torch.manual_seed(0)
    network = Alen(SMALL).eval()
    mosaic = torch.full((1, 1, 64, 64), 0.3)
    out = network.render(mosaic, surveyed(network, mosaic))
    torch.testing.assert_close(out, torch.full((1, 3, 64, 64), 0.3), rtol=0.05, atol=0)


@torch.inference_mode()
def test_half_precision_does_not_touch_what_passes() -> None:
    network, mosaic = seeded(SMALL), 100 * dark_photo(64, 64)
    torch.nn.init.zeros_(network.head.weight)
    survey = surveyed(network, mosaic)
    full = network.render(mosaic, survey)
    with torch.autocast("cpu", torch.bfloat16):
        half = network.render(mosaic, survey)
    assert torch.equal(half, full)


@pytest.mark.parametrize("level", [-0.05, 0.0, 1.0, 1.3])
@torch.inference_mode()
def test_black_white_and_beyond_stay_finite(level: float) -> None:
    network, mosaic = seeded(SMALL), torch.full((1, 1, 64, 64), level)
    assert network.render(mosaic, surveyed(network, mosaic)).isfinite().all()


@torch.inference_mode()
def test_highlights_above_the_sensors_range_pass() -> None:
    network = seeded(SMALL)
    mosaic = torch.full((1, 1, 64, 64), 0.01)
    survey = surveyed(network, mosaic)
    torch.nn.init.zeros_(network.head.weight)
    out = network.render(torch.full((1, 1, 64, 64), 1.5), survey)
    torch.testing.assert_close(out, torch.full((1, 3, 64, 64), 1.5), rtol=1e-4, atol=0)


@torch.inference_mode()
def test_twice_the_exposure_with_the_same_electrons_is_the_same_photo() -> None:
    """ISO is no variable: gain, read noise and light in another unit change nothing else."""
    network, mosaic = seeded(SMALL), dark_photo(64, 64)
    cells, balance = cell_means(mosaic, SURVEY_CELLS), torch.tensor([[2.0, 1.0, 1.7]])
    gain, read = torch.tensor([GAIN]), torch.tensor([READ])
    one = network.render(mosaic, network.survey(cells, gain, read, balance))
    other = network.render(2 * mosaic, network.survey(2 * cells, 2 * gain, 2 * read, balance))
    torch.testing.assert_close(other, 2 * one, rtol=1e-3, atol=1e-6)


@torch.inference_mode()
def test_affinity_is_a_distribution_over_the_photo_that_a_tile_agrees_with() -> None:
    network, mosaic = seeded(SMALL), dark_photo(256, 256)
    survey = surveyed(network, mosaic)
    seen = network.affinity(mosaic, survey, 130, 97)
    assert seen.shape == (1, 16, 16)
    assert float(seen.sum()) == pytest.approx(1.0, abs=1e-5)
    tile = network.affinity(mosaic[..., 64:208, 32:176], survey, 130 - 64, 97 - 32)
    torch.testing.assert_close(tile, seen, rtol=1e-4, atol=1e-6)


@torch.inference_mode()
def test_without_attention_there_is_no_affinity() -> None:
    network, mosaic = seeded(replace(SMALL, attention_width=0)), dark_photo(64, 64)
    with pytest.raises(ValueError, match="no attention"):
        network.affinity(mosaic, surveyed(network, mosaic), 0, 0)


def test_half_precision_has_the_gradients_of_full_precision() -> None:
    network, mosaic = seeded(AlenConfig()), dark_photo(96, 96, batch=2)
    network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]

    def gradients(*, fast: bool) -> dict[str, Tensor]:
        network.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=fast):
            out = network.render(mosaic, surveyed(network, mosaic))
        (out / WHITE).square().mean().backward()
        return {n: p.grad.clone() for n, p in network.named_parameters() if p.grad is not None}

    full, half = gradients(fast=False), gradients(fast=True)
    for name, wanted in full.items():
        if not name.endswith("weight") or ".excitation." in name or ".attention." in name:
            continue  # small sums of many terms that cancel
        error = float((half[name] - wanted).norm() / wanted.norm().clamp_min(1e-12))
        assert error < 0.15, name  # 8 significant bits through 14 layers; a wrong kernel gives 0.8
