import pytest
import torch
from torch import Tensor

from lowlight_desktop.networks.blocks.counting import parameter_count
from lowlight_desktop.networks.blocks.recall import Taking, known
from lowlight_desktop.networks.mirnet import MIRNET, MIRNET_V2, Mirnet, MirnetConfig

SMALL = {
    "mesh": MirnetConfig(32, "mesh", "dual", groups=(1,), blocks=1),
    "cascade": MirnetConfig(8, "cascade", "context", groups=(1, 2), blocks=1, factor=1.5),
}


def small(block: str) -> Mirnet:
    torch.manual_seed(0)
    return Mirnet(SMALL[block]).eval()


@pytest.mark.parametrize(("config", "count"), [(MIRNET, 31_787_419), (MIRNET_V2, 5_858_560)])
def test_the_published_sizes_have_the_published_parameters(
    config: MirnetConfig, count: int
) -> None:
    with torch.device("meta"):  # 128 MB that nobody needs
        assert parameter_count(Mirnet(config)) == count


@pytest.mark.parametrize("block", SMALL)
@torch.inference_mode()
def test_a_part_looks_as_it_does_in_the_whole_photo(block: str) -> None:
    network, photo = small(block), torch.rand(1, 3, 128, 128)
    survey = Taking(crops=1)
    whole = network(photo, survey)
    part = network(photo[..., 32:128, :96], known(survey.taken))
    # Three streams and two rounds see less than 40 pixels far.
    torch.testing.assert_close(part[..., 40:, :56], whole[..., 72:, :56], atol=1e-6, rtol=1e-5)


@pytest.mark.parametrize("block", SMALL)
@torch.inference_mode()
def test_crops_of_a_photo_are_known_together_and_photos_apart(block: str) -> None:
    network, crops = small(block), torch.rand(4, 3, 32, 32)
    both, first = Taking(crops=2), Taking(crops=2)
    out = network(crops, both)
    alone = network(crops[:2], first)
    torch.testing.assert_close(out[:2], alone)

    def apart(a: Tensor, b: Tensor) -> bool:
        return not torch.allclose(a, b, rtol=1e-4)

    shared = network(torch.cat([crops[:1], crops[2:3]]), Taking(crops=2))
    assert apart(shared[0], alone[0])


@pytest.mark.parametrize("block", SMALL)
def test_every_number_learns(block: str) -> None:
    network = small(block).train()
    network(torch.rand(2, 3, 16, 16), Taking(crops=2)).square().mean().backward()
    idle = [name for name, p in network.named_parameters() if p.grad is None or not p.grad.any()]
    assert idle == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 12, "block": "mesh", "unit": "dual", "groups": (1,)},
        {"width": 8, "block": "grid", "unit": "dual", "groups": (1,)},
        {"width": 8, "block": "mesh", "unit": "dual", "groups": ()},
        {"width": 8, "block": "mesh", "unit": "dual", "groups": (2,)},
        {"width": 8, "block": "cascade", "unit": "triple", "groups": (1,)},
    ],
)
def test_sizes_that_make_no_network_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be"):
        MirnetConfig(**wrong)  # pyright: ignore[reportArgumentType]


def test_weights_are_saved_once() -> None:
    state = Mirnet(SMALL["mesh"]).state_dict()
    assert len({tensor.data_ptr() for tensor in state.values()}) == len(state)
