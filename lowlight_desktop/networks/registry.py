"""The one table of networks: a card names its network by these words."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from torch import nn

from lowlight_desktop.networks.flw import Flw, FlwConfig

Config = Mapping[str, Any]


def _flw(config: Config) -> nn.Module:
    return Flw(FlwConfig(**config))


NETWORKS: Mapping[str, Callable[[Config], nn.Module]] = MappingProxyType({"flw": _flw})
"""Network name to a function that builds it, untrained, from a card's `config`."""
