"""What tells one denoiser of finished pictures from another, in words for its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from lowlight_desktop.networks.mirnet import CascadeConfig
from lowlight_desktop.networks.sa_unet import SaUnetConfig
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.run_facts import flags_told, rate_flag
from lowlight_desktop.training.train_denoiser import DENOISER_SCHEDULE

_PLACES = {
    "none": "no attention",
    "decoder": "shuffle attention in the decoder",
    "encoder": "shuffle attention in the encoder",
    "both": "shuffle attention in both",
}


@dataclass(frozen=True, slots=True)
class DenoiserFacts:
    """One of them.

    Attributes:
        title: For people.
        quality: Of its card.
        about: Says what it is, in sentences of Markdown.
    """

    title: str
    quality: str
    about: Callable[[Mapping[str, Any]], str]


def attention_told(place: str) -> str:
    """Where the attention of an SA U-Net stands: "shuffle attention in the decoder"."""
    return _PLACES[place]


def _about_sa_unet(config: Mapping[str, Any]) -> str:
    return (
        f"A U-Net (Ronneberger et al., arXiv 1505.04597) with {attention_told(config['attention'])}"
        ' (Zhang, Yang, "SA-Net",\nICASSP 2021, arXiv 2102.00240). No paper joins the two for '
        "denoising; the weights are ours."
    )


def _about_mirnet(config: Mapping[str, Any]) -> str:
    blocks = config["groups"] * config["blocks"]
    return (
        'The trunk of MIRNet (Zamir et al., "Learning Enriched Features", ECCV 2020, arXiv '
        "2003.06792), slim: "
        f"{blocks} blocks of\nthree streams, at full, half and quarter size, with "
        f"{config['width']} channels in the finest and {config['factor']:g} times as many in each "
        "coarser one.\nThe streams exchange what they see through selective-kernel fusion, coarse "
        "to fine as in MIRNet-v2 (TPAMI 2022, arXiv\n2205.01649), and each has dual attention: "
        "gates for places and for channels. The weights are ours."
    )


DENOISERS: Mapping[str, DenoiserFacts] = MappingProxyType(
    {
        "sa_unet": DenoiserFacts("SA U-Net noise", "fast", _about_sa_unet),
        "mirnet_denoiser": DenoiserFacts("MIRNet noise", "best", _about_mirnet),
    }
)
"""By the name of the network, which is that of its run and its model."""


def flags_of(run: Checkpoint) -> str:
    """What the command of a run has to say besides its defaults."""
    config = cast("Mapping[str, Any]", run.facts["config"])
    return flags_told(
        *_sizes(config),
        (f"--gaussian {gaussian_share(run):g}", gaussian_share(run) != Mix().gaussian),
        (f"--start models/{run.facts['network']}", "start" in run.facts),
        rate_flag(run, DENOISER_SCHEDULE.rate),
    )


def head_flags_of(head: Checkpoint) -> str:
    """Likewise, of a run of the noise head."""
    gaussian = gaussian_share(head)
    return flags_told((f"--gaussian {gaussian:g}", gaussian != Mix().gaussian))


def gaussian_share(run: Checkpoint) -> float:
    """The share of photos that got Gaussian noise."""
    return cast("dict[str, float]", run.facts["mix"])["gaussian"]


def _sizes(config: Mapping[str, Any]) -> tuple[tuple[str, bool], ...]:
    """Flags for the sizes, each with whether it is given."""
    if "attention" in config:
        place = config["attention"]
        return ((f"--attention {place}", place != SaUnetConfig().attention),)
    return mirnet_flags(config, CascadeConfig())


def mirnet_flags(config: Mapping[str, Any], usual: CascadeConfig) -> tuple[tuple[str, bool], ...]:
    """Flags for the sizes of a MIRNet, each with whether it is given."""
    width, factor, blocks = config["width"], config["factor"], config["blocks"]
    return (
        (f"--channels {width}", width != usual.width),
        (f"--factor {factor:g}", factor != usual.factor),
        (f"--blocks {blocks}", blocks != usual.blocks),
    )
