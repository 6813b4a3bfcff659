import pytest
import torch
from torch import Tensor

from lowlight_desktop.engine.tiles import plan
from lowlight_desktop.networks.blocks.counting import multiplications, parameter_count
from lowlight_desktop.networks.detail import Detail, DetailConfig
from lowlight_desktop.networks.picture_denoiser import FOLD, DenoiserSurvey
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.photo.region import Region

SMALL = DetailConfig(width=16, blocks=1, narrow=4, window=4, halo=2)
DAMAGE = 8 / 255
TOLD = DenoiserSurvey(torch.full((1, 2), DAMAGE), ())


def seeded(config: DetailConfig) -> Detail:
    torch.manual_seed(0)
    network = Detail(config).eval()
    torch.nn.init.normal_(network.head.weight, std=0.1)
    return network


def picture(height: int, width: int) -> Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(1))


def test_the_shipped_network_is_small_enough_for_a_processor() -> None:
    network, photo = seeded(DetailConfig()), picture(256, 256)
    assert parameter_count(network) <= 1_500_000
    with torch.inference_mode():
        work = multiplications(lambda: network.render(photo, TOLD))
    assert work / 256**2 <= 60_000


def test_the_registry_builds_it_from_what_a_card_can_say() -> None:
    network = NETWORKS["detail"]({"width": 16, "blocks": 1})
    assert isinstance(network, Detail)
    assert network.config == DetailConfig(width=16, blocks=1)


def test_sizes_that_make_no_network_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        DetailConfig(blocks=0)


@torch.inference_mode()
def test_at_first_a_picture_stays_nearly_as_it_is() -> None:
    torch.manual_seed(0)
    photo, network = picture(64, 64), Detail(DetailConfig()).eval()
    # Noise is the worst of pictures.
    assert float((network.render(photo, TOLD) - photo).square().mean().sqrt()) < DAMAGE / 4


@torch.inference_mode()
def test_a_picture_that_is_told_to_be_whole_stays_so() -> None:
    network, photo = seeded(DetailConfig()), picture(64, 64)
    whole = network.render(photo, DenoiserSurvey(torch.full((1, 2), 1e-6), ()))
    assert float((whole - photo).abs().max()) < 1e-4


@torch.inference_mode()
def test_a_survey_asks_nothing_of_the_photo_but_what_is_told() -> None:
    survey = seeded(SMALL).survey(picture(64, 64)[:, None], TOLD.level)
    assert survey.taken == ()
    assert torch.equal(survey.level, TOLD.level)


@pytest.mark.parametrize("tile_px", [32, 96])
@torch.inference_mode()
def test_tiles_are_the_whole(tile_px: int) -> None:
    network, photo = seeded(SMALL), picture(288, 352)
    whole, worst = network.render(photo, TOLD), 0.0
    for tile in plan(
        Region(130, 97, 260, 300),  # off every grid
        height=288,
        width=352,
        size_px=tile_px,
        grid_px=SMALL.grid_px,
        halo_px=SMALL.halo_px,
    ):
        rows, columns = tile.seen.slices
        part = network.render(photo[:, :, rows, columns], TOLD)
        inner = part[(..., *tile.core.inside(tile.seen).slices)]
        worst = max(worst, float((inner - whole[(..., *tile.core.slices)]).abs().max()))
    assert worst <= 1e-5


@pytest.mark.parametrize(
    "config", [SMALL, DetailConfig(8, 1, 4, 3, 3), DetailConfig(8, 1, 4, 4, 2, 1)]
)
def test_nothing_reaches_farther_than_declared(config: DetailConfig) -> None:
    grid = config.grid_px
    network, photo = seeded(config), picture(11 * grid, grid)
    far, middle = 0, 5 * grid
    # The slopes of a place's first row are those of its others, but for the row itself.
    for row in (*range(middle, middle + grid, FOLD), middle + grid - 1):
        leaf = photo.clone().requires_grad_()
        (slope,) = torch.autograd.grad(network.render(leaf, TOLD)[:, :, row].sum(), leaf)
        touched = slope.abs().amax((0, 1, 3)).nonzero()
        far = max(far, int(touched.max()) - row, row - int(touched.min()))
    assert far == config.reach_px
