import torch

from lowlight_desktop.networks.blocks.excitation import Excitation


@torch.inference_mode()
def test_an_untrained_gate_passes_what_it_gets_and_a_trained_one_can_close() -> None:
    torch.manual_seed(0)
    gate = Excitation(squeezed=16, channels=32)
    gains = gate(torch.rand(2, 16))
    assert gains.shape == (2, 32)
    torch.testing.assert_close(gains, torch.ones(2, 32), rtol=0, atol=0.1)
    gate.second.bias.fill_(-20.0)
    assert float(gate(torch.rand(2, 16)).max()) < 1e-6
