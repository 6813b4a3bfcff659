"""The one table of networks: a card names its network by these words."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from torch import nn

from lowlight_desktop.networks.alen import Alen, AlenConfig
from lowlight_desktop.networks.detail import Detail, DetailConfig
from lowlight_desktop.networks.flw import Flw, FlwConfig
from lowlight_desktop.networks.mirnet import CascadeConfig
from lowlight_desktop.networks.mirnet_denoiser import MirnetDenoiser
from lowlight_desktop.networks.mirnet_light import MirnetLight, MirnetLightConfig
from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig

Config = Mapping[str, Any]


def _flw(config: Config) -> nn.Module:
    return Flw(FlwConfig(**config))


def _alen(config: Config) -> nn.Module:
    sizes = dict(config)
    sizes["widths"] = tuple(config.get("widths", AlenConfig().widths))  # a card has lists
    return Alen(AlenConfig(**sizes))


def _sa_unet(config: Config) -> nn.Module:
    sizes = dict(config)
    sizes["widths"] = tuple(config.get("widths", SaUnetConfig().widths))
    return SaUnet(SaUnetConfig(**sizes))


def _mirnet_denoiser(config: Config) -> nn.Module:
    return MirnetDenoiser(CascadeConfig(**config))


def _mirnet_light(config: Config) -> nn.Module:
    return MirnetLight(MirnetLightConfig(**config))


def _detail(config: Config) -> nn.Module:
    return Detail(DetailConfig(**config))


NETWORKS: Mapping[str, Callable[[Config], nn.Module]] = MappingProxyType(
    {
        "flw": _flw,
        "alen": _alen,
        "sa_unet": _sa_unet,
        "mirnet_denoiser": _mirnet_denoiser,
        "mirnet_light": _mirnet_light,
        "detail": _detail,
    }
)
"""Network name to a function that builds it, untrained, from a card's `config`."""
