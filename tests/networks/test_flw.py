import pytest
import torch

from lowlight_desktop.networks.blocks.counting import parameter_count
from lowlight_desktop.networks.flw import Flw, FlwConfig, LocalEnhancement
from lowlight_desktop.networks.light import (
    CURVE_STEPS,
    HISTOGRAM_BINS,
    GlobalFeatures,
    coarse_luminance,
    global_vector,
    light_curve,
)
from lowlight_desktop.networks.registry import NETWORKS


def seeded(config: FlwConfig) -> Flw:
    torch.manual_seed(0)
    network = Flw(config).eval()
    torch.nn.init.normal_(network.len.e7.weight, std=0.05)  # it starts near zero: say something
    return network


def test_the_published_sizes_have_the_published_parameters() -> None:
    # 1,431 and 15,942 in the paper's code; its last layer has six outputs of which three are
    # unused, and ours has the three: 16 * 9 * 3 + 3 = 435 fewer.
    assert parameter_count(GlobalFeatures(16)) == 1431
    published = FlwConfig(width=16, fold=1, global_width=16, modulated=False)
    assert parameter_count(LocalEnhancement(published)) == 15942 - 435


def test_the_shipped_network_has_less_than_100_000_parameters() -> None:
    assert parameter_count(Flw(FlwConfig())) <= 100_000


def test_the_registry_builds_it() -> None:
    network = NETWORKS["flw"]({"width": 16, "fold": 1, "modulated": False})
    assert isinstance(network, Flw)
    assert network.config == FlwConfig(width=16, fold=1, modulated=False)


def test_the_curve_keeps_black_white_and_order() -> None:
    v = torch.linspace(0, 1, 1000).view(1, 1, 1, -1)
    for alphas in (torch.ones(1, CURVE_STEPS), -torch.ones(1, CURVE_STEPS)):
        out = light_curve(v, alphas)
        assert out[..., 0] == 0
        assert out[..., -1] == 1
        assert (out.diff() >= 0).all()


def test_the_curve_is_the_published_formula() -> None:
    alphas, v = torch.tensor([[0.3, -0.2, 0.9, 0.1, 0.5, -0.7, 0.2]]), 0.31
    expected = v
    for a in alphas[0].tolist():
        expected = expected + a * expected * (1 - expected)
    got = light_curve(torch.full((1, 1, 1, 1), v), alphas)
    assert got.item() == pytest.approx(expected, rel=1e-6)


def test_the_histogram_counts_brightness_between_its_ends() -> None:
    thumbnail = torch.zeros(1, 3, 64, 64)
    thumbnail[:, 1, :16] = 0.6  # a quarter of the picture
    vector = global_vector(thumbnail)[0]
    assert vector.shape == (HISTOGRAM_BINS + 2,)
    assert vector[0] == pytest.approx(0.75)
    assert vector[HISTOGRAM_BINS - 1] == pytest.approx(0.25)
    assert vector[-2:].tolist() == pytest.approx([0.0, 0.6])


def test_a_flat_photo_has_a_histogram() -> None:
    vector = global_vector(torch.full((1, 3, 64, 64), 0.2))
    assert torch.isfinite(vector).all()
    assert vector[0, :HISTOGRAM_BINS].sum() == pytest.approx(1.0)


def test_coarse_luminance_averages_before_it_takes_the_brightest_channel() -> None:
    thumbnail = torch.zeros(1, 3, 64, 64)
    thumbnail[0, 0, ::2, ::2] = 1.0  # one red and one blue pixel in each cell of four
    thumbnail[0, 2, 1::2, 1::2] = 1.0
    torch.testing.assert_close(coarse_luminance(thumbnail), torch.full((1, 1, 32, 32), 0.25))


@pytest.mark.parametrize("config", [FlwConfig(), FlwConfig(fold=1)], ids=["fold 2", "fold 1"])
def test_a_pixel_depends_on_nothing_beyond_the_declared_reach(config: FlwConfig) -> None:
    network = seeded(config)
    thumbnail = torch.rand(1, 3, 64, 64)
    survey = network.survey(thumbnail, torch.tensor([0.4]))
    dark = torch.rand(1, 3, 80, 80, requires_grad=True)
    out = network.render(dark, torch.full((1, 1, 80, 80), 0.3), survey)
    out[0, :, 40, 40].sum().backward()
    assert dark.grad is not None
    seen = dark.grad[0].abs().sum(0).nonzero()
    reach = (seen - 40).abs().max().item()
    assert reach <= config.reach_px
    assert reach >= config.reach_px - config.fold, "the declared reach is wastefully large"
    first, last = 40 // config.fold * config.fold, 40 // config.fold * config.fold + config.fold - 1
    assert first - int(seen.min()) == int(seen.max()) - last == config.halo_px


def test_an_untrained_network_answers_with_the_curve_alone() -> None:
    network = Flw(FlwConfig()).eval()
    torch.nn.init.zeros_(network.len.e7.weight)
    survey = network.survey(torch.rand(1, 3, 64, 64), torch.tensor([0.5]))
    dark = torch.rand(1, 3, 8, 8)
    out = network.render(dark, torch.full((1, 1, 8, 8), 0.3), survey)
    lifted = light_curve(dark.amax(1, keepdim=True), survey.alphas)
    torch.testing.assert_close(out, dark * lifted / dark.amax(1, keepdim=True))


def test_the_predicted_brightness_does_not_depend_on_which_side_is_left() -> None:
    predictor = seeded(FlwConfig()).predictor
    thumbnail = torch.rand(2, 3, 64, 64)
    guess = predictor(thumbnail)
    torch.testing.assert_close(predictor(thumbnail.flip(-1)), guess)
    assert guess[0] != guess[1], "it looks at the photo"


def test_the_predicted_brightness_of_black_and_of_white_is_finite() -> None:
    predictor = seeded(FlwConfig()).predictor
    for thumbnail in (torch.zeros(1, 3, 64, 64), torch.ones(1, 3, 64, 64)):
        assert torch.isfinite(predictor(thumbnail)).all()
