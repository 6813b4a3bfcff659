from collections.abc import Callable
from typing import cast

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from lowlight_desktop.engine.backends.by_torch import TorchNetwork
from lowlight_desktop.engine.backends.example import survey_inputs
from lowlight_desktop.engine.tiles import on_grid
from lowlight_desktop.networks.alen import Alen, AlenConfig
from lowlight_desktop.networks.flw import Flw, FlwConfig
from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig
from lowlight_desktop.training.streaming import Streaming, begun, lag_of

CPU = torch.device("cpu")
Answer = Callable[..., Tensor]


def answering(module: torch.nn.Module, step: str) -> tuple[TorchNetwork, Answer]:
    network = TorchNetwork(module.eval(), step, CPU)
    facts = network.facts
    known = network.ask("survey", survey_inputs(step, int(str(facts["grid_px"]))), bfloat16=False)
    survey = network.survey(known)
    render = cast("Answer", network.module.render)
    return network, lambda *tile: render(*tile, survey)


def streamed(answer: Answer, photo: tuple[Tensor, ...], rows: int) -> tuple[Tensor, int]:
    """All answers below one another, and how late they are."""
    carried, made, lag = None, list[Tensor](), 0
    for top in range(0, photo[0].shape[2], rows):
        with Streaming(carried) as streaming:
            out = answer(*(begun(x[:, :, top : top + rows]) for x in photo))
        carried, lag = streaming.left, lag_of(out)
        made.append(out)
    return torch.cat(made, 2), lag


NETWORKS = {
    "alen": lambda: (Alen(AlenConfig(widths=(16, 32, 48))), "raw", (1,)),
    "alen, max-pooling": lambda: (Alen(AlenConfig(widths=(16, 32), pool="max")), "raw", (1,)),
    "sa_unet": lambda: (SaUnet(SaUnetConfig(widths=(16, 32, 48))), "denoise", (3,)),
    "sa_unet, both": lambda: (
        SaUnet(SaUnetConfig(widths=(16, 32), attention="both")),
        "denoise",
        (3,),
    ),
    "flw": lambda: (Flw(FlwConfig(width=16)), "light", (3, 1)),
}


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("rows", [32, 64])
@torch.inference_mode()
def test_a_photo_in_strips_is_the_whole(name: str, rows: int) -> None:
    torch.manual_seed(3)
    module, step, planes = NETWORKS[name]()
    for weight in module.parameters():
        weight += 0.03 * torch.randn_like(weight)  # last layers begin with next to nothing
    network, answer = answering(module, step)
    photo = tuple(0.3 * torch.rand(1, count, 384, 96) for count in planes)
    whole = answer(*photo)
    made, lag = streamed(answer, photo, rows)
    halo, grid = (int(str(network.facts[name])) for name in ("halo_px", "grid_px"))
    halo = on_grid(halo, grid)
    assert 0 < lag <= halo + 32
    assert whole.std() > 1e-3
    off = (made[:, :, lag:] - whole[:, :, :-lag]).abs()
    assert off[:, :, halo:].max() <= 2e-5 * whole.abs().max()
    assert off[:, :, : halo // 2].max() > 1e-4  # zeros were taken for what is above


@torch.inference_mode()
def test_dilated_and_padded_layers_and_maps_of_unequal_lateness() -> None:
    torch.manual_seed(4)
    photo, wide, small = (torch.randn(s) for s in ((1, 2, 96, 20), (2, 2, 3, 3), (3, 4, 3, 3)))

    def network(x: Tensor) -> Tensor:
        y = F.conv2d(x, wide, padding=2, dilation=2)
        y = F.conv2d(F.pad(torch.cat([y, x], 1), (1, 1, 1, 1), mode="replicate"), small)
        return F.avg_pool2d(y, 3, 1, 1, count_include_pad=False) + 2.0 * x.mean(1, keepdim=True)

    whole = network(photo)
    made, lag = streamed(network, (photo,), 8)
    assert lag == 4
    torch.testing.assert_close(made[:, :, 2 * lag :], whole[:, :, lag:-lag])


def halved(x: Tensor) -> Tensor:
    return F.conv2d(x, torch.zeros(2, 2, 3, 3), stride=2, padding=1)


def in_groups(x: Tensor) -> Tensor:
    return F.conv2d(x, torch.zeros(2, 1, 3, 3), padding=1, groups=2)


def pooled(x: Tensor) -> Tensor:
    return F.avg_pool2d(x, 3, 2, 1)


def lower(x: Tensor) -> Tensor:
    return F.pad(x, (0, 0, 1, 0))


@pytest.mark.parametrize("layer", [halved, in_groups, pooled, lower])
def test_what_cannot_be_streamed_says_so(layer: Answer) -> None:
    with Streaming(), pytest.raises(ValueError, match="cannot be streamed"):
        layer(begun(torch.zeros(1, 2, 8, 8)))
