import torch

from lowlight_desktop.networks.blocks.excitation import Excitation


@torch.inference_mode()
def test_an_untrained_gate_passes_what_it_gets() -> None:
    torch.manual_seed(0)
    gains = Excitation(squeezed=16, channels=32)(torch.rand(2, 16))
    assert gains.shape == (2, 32)
    torch.testing.assert_close(gains, torch.ones(2, 32), rtol=0, atol=0.1)


@torch.inference_mode()
def test_no_gate_closes_however_it_is_pushed() -> None:
    gate = Excitation(squeezed=16, channels=32)
    gate.second.bias.fill_(-20.0)
    # Closed once, it would stay closed: what nobody listens to does not learn.
    torch.testing.assert_close(gate(1e6 * torch.rand(2, 16)), torch.full((2, 32), 0.25))


@torch.inference_mode()
def test_the_size_of_the_summary_does_not_matter() -> None:
    torch.manual_seed(0)
    gate, summary = Excitation(squeezed=16, channels=32), torch.rand(2, 16)
    torch.nn.init.normal_(gate.second.weight)
    torch.testing.assert_close(gate(1000.0 * summary), gate(summary), rtol=1e-3, atol=1e-3)
