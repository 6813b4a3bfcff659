import torch

from lowlight_desktop.networks.blocks.counting import parameter_count
from lowlight_desktop.networks.panet import PANET, Panet, PanetConfig

SMALL = PanetConfig(width=8, blocks=1, narrow=4, window=8, halo=4)


def small() -> Panet:
    torch.manual_seed(0)
    return Panet(SMALL)


def test_the_published_size_has_the_published_parameters() -> None:
    # 5,957,279 in the released program, 24 of them a shift of the mean that is switched off.
    with torch.device("meta"):
        assert parameter_count(Panet(PANET)) == 5_957_279 - 24


@torch.inference_mode()
def test_a_part_looks_as_it_does_in_the_whole_photo() -> None:
    network, photo = small().eval(), torch.rand(1, 3, 64, 64)
    part = network(photo[..., 16:64, :48])
    # Three convolutions before, five after, a window and its halo: less than 24 pixels.
    torch.testing.assert_close(
        part[..., 24:, :24], network(photo)[..., 40:, :24], atol=1e-6, rtol=1e-5
    )


def test_every_number_learns() -> None:
    network = small().train()
    network(torch.rand(1, 3, 16, 16)).square().mean().backward()
    idle = [name for name, p in network.named_parameters() if p.grad is None or not p.grad.any()]
    assert idle == []


def test_weights_are_saved_once() -> None:
    state = Panet(SMALL).state_dict()
    assert len({tensor.data_ptr() for tensor in state.values()}) == len(state)
