import torch

from lowlight_desktop.networks.blocks.quantiles import quantiles

AT = (0.0, 0.01, 0.3, 0.5, 0.95, 1.0)


def test_they_are_what_torch_says() -> None:
    x = torch.randn(3, 5, 41, generator=torch.Generator().manual_seed(0))
    wanted = torch.quantile(x, torch.tensor(AT), dim=-1).movedim(0, -1)
    torch.testing.assert_close(quantiles(x, AT), wanted, atol=1e-6, rtol=0)


def test_what_does_not_count_is_left_out() -> None:
    chance = torch.Generator().manual_seed(0)
    x, says = torch.randn(4, 30, generator=chance), torch.rand(4, 30, generator=chance) < 0.4
    says[0] = False
    says[0, 7] = True  # a single value is every quantile
    wanted = torch.nanquantile(x.masked_fill(~says, float("nan")), torch.tensor(AT), dim=-1).T
    found = quantiles(x, AT, says)
    torch.testing.assert_close(found, wanted, atol=1e-6, rtol=0)
    assert (found[0] == x[0, 7]).all()
