"""`lowlight train NAME` and `lowlight publish NAME`.

The two parts of FLW are trained apart: `train flw-target` (the brightness predictor, at once)
and `train flw` (the light, hours); `publish flw` joins them. `train alen` trains the RAW network,
`train sa_unet` the denoiser of finished pictures; `train mirnet_light` and `train mirnet_denoiser`
are larger networks for light and noise; `train detail` repairs compression, and
`train detail_level` its head, which tells how much there is to repair.
A run that was stopped goes on when the same command is given again.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import torch

from lowlight_desktop.networks.alen import AlenConfig
from lowlight_desktop.networks.detail import DetailConfig
from lowlight_desktop.networks.flw import FlwConfig
from lowlight_desktop.networks.mirnet import CascadeConfig
from lowlight_desktop.networks.mirnet_light import MirnetLightConfig
from lowlight_desktop.networks.sa_unet import PLACES, SaUnetConfig
from lowlight_desktop.photo.errors import LowlightError, UsageError
from lowlight_desktop.training.denoiser_facts import DENOISERS
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.publish_alen import publish_alen
from lowlight_desktop.training.publish_denoiser import publish_denoiser
from lowlight_desktop.training.publish_detail import publish_detail
from lowlight_desktop.training.publish_flw import publish_flw
from lowlight_desktop.training.publish_graph import add_graphs
from lowlight_desktop.training.publish_mirnet_light import publish_mirnet_light
from lowlight_desktop.training.publishing import Publication
from lowlight_desktop.training.train_alen import ALEN_SCHEDULE, train_alen
from lowlight_desktop.training.train_damage_head import train_damage_head
from lowlight_desktop.training.train_denoiser import DENOISER_SCHEDULE, train_denoiser
from lowlight_desktop.training.train_detail import DETAIL_SCHEDULE, train_detail
from lowlight_desktop.training.train_flw import WEIGHTS, LossWeights, train_flw
from lowlight_desktop.training.train_mirnet_light import (
    MIRNET_LIGHT_SCHEDULE,
    train_mirnet_light,
)
from lowlight_desktop.training.train_noise_head import train_noise_head
from lowlight_desktop.training.train_target import train_target

T = TypeVar("T")

SCHEDULES = {
    "flw": Schedule(steps=38000, every=2000),
    "mirnet_light": MIRNET_LIGHT_SCHEDULE,
    "alen": ALEN_SCHEDULE,
    "sa_level": Schedule(steps=10000, batch=64, rate=3e-3, warm_up=50, every=5000),
    "sa_unet": DENOISER_SCHEDULE,
    "mirnet_denoiser": DENOISER_SCHEDULE,
    "detail": DETAIL_SCHEDULE,
    "detail_level": Schedule(
        steps=2000, batch=16, rate=3e-3, warm_up=50, average_decay=0.99, every=500
    ),
}
# The exit status is that of the other commands (`cli/exit_codes.py`).
_DONE, _FAILED, _USAGE, _CANCELLED = 0, 1, 2, 5


def _whole(text: str, least: int) -> int:
    if not text.isdecimal() or not least <= int(text) < 2**31:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least {least}, got {text}")
    return int(text)


def _positive(text: str) -> int:
    return _whole(text, 1)


def _seed(text: str) -> int:
    return _whole(text, 0)


def _width(text: str) -> int:
    if _whole(text, 16) % 16:
        raise argparse.ArgumentTypeError(f"must be a multiple of 16, got {text}")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 1, got {text}")
    return share


def _rate(text: str) -> float:
    if not (rate := _share(text)):
        raise argparse.ArgumentTypeError("must be above 0")
    return rate


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="lowlight", description=__doc__)
    commands = top.add_subparsers(dest="word", required=True)
    training = commands.add_parser("train")
    training.add_argument("name", choices=["flw-target", *SCHEDULES])
    training.add_argument("--run", type=Path, help="folder of the run (runs/NAME)")
    training.add_argument("--steps", type=_positive, help="instead of the recipe's")
    training.add_argument("--seed", type=_seed, default=1)
    training.add_argument("--threads", type=_positive, help="processor threads for torch")
    training.add_argument("--every", type=_positive, help="steps between checkpoints")
    training.add_argument(
        "--start",
        type=Path,
        metavar="MODEL",
        help="alen, sa_unet, mirnet_denoiser, detail: train its weights further; "
        "mirnet_light: the FLW that it goes on from (models/flw)",
    )
    training.add_argument(
        "--rate", type=_rate, default=1.0, help="of the recipe's learning rates, for training on"
    )
    sizes = training.add_argument_group("for the ablation of flw")
    sizes.add_argument("--width", type=_width, default=FlwConfig().width)
    sizes.add_argument("--fold", type=int, choices=[1, 2, 4], default=FlwConfig().fold)
    sizes.add_argument("--unmodulated", action="store_true")
    sizes.add_argument("--published-losses", action="store_true", help="all weights 1")
    parts = training.add_argument_group("for the ablation of alen")
    parts.add_argument("--max-pool", action="store_true", help="not the inverted shuffle layer")
    parts.add_argument("--local-only", action="store_true", help="no non-local attention")
    parts.add_argument("--unconditioned", action="store_true", help="noise levels are not told")
    parts.add_argument("--exposures", action="store_true", help="stacked, as published")
    places = training.add_argument_group("for the ablation of sa_unet")
    places.add_argument("--attention", choices=PLACES, default=SaUnetConfig().attention)
    places.add_argument(
        "--gaussian", type=_share, default=Mix().gaussian, help="share with Gaussian noise, 0 to 1"
    )
    streams = training.add_argument_group("size of mirnet_denoiser, mirnet_light")
    streams.add_argument("--channels", type=_positive, help="of the finest stream")
    streams.add_argument("--factor", type=float, help="how many times more in each coarser one")
    streams.add_argument("--mixup", type=_share, default=0.0, help="mirnet_light: of the batches")
    streams.add_argument("--blocks", type=_positive)
    publishing = commands.add_parser("publish")
    publishing.add_argument("name", choices=["flw", "mirnet_light", "alen", "detail", *DENOISERS])
    publishing.add_argument("--runs", type=Path, default=Path("runs"))
    publishing.add_argument("--models", type=Path, default=Path("models"))
    publishing.add_argument("--version", help="of the weights: a date")
    publishing.add_argument(
        "--graph-only",
        action="store_true",
        help="write graphs and golden picture of a published model anew; needs no run and no data",
    )
    publishing.add_argument(
        "--unfinished", action="store_true", help="although training has not come to its end"
    )
    publishing.add_argument(
        "--machine", default="", help="not flw: what trained it for how long, in words for its page"
    )
    for parser in (training, publishing):
        parser.add_argument(
            "--data",
            type=Path,
            default=os.environ.get("LOWLIGHT_DATA"),
            help="the data folder ($LOWLIGHT_DATA)",
        )
    return top


def _train(wish: argparse.Namespace) -> None:
    if wish.threads:
        torch.set_num_threads(wish.threads)
    run = wish.run or Path("runs") / wish.name
    if wish.name == "flw-target":
        train_target(wish.data, run, FlwConfig().predictor_width, wish.seed)
        return
    recipe = SCHEDULES[wish.name]
    schedule = replace(
        recipe,
        steps=wish.steps or recipe.steps,
        every=wish.every or recipe.every,
        seed=wish.seed,
        rate=wish.rate * recipe.rate,
        muon_rate=wish.rate * recipe.muon_rate,
    )
    if wish.name == "flw":
        config = FlwConfig(width=wish.width, fold=wish.fold, modulated=not wish.unmodulated)
        weights = LossWeights() if wish.published_losses else WEIGHTS
        train_flw(wish.data, run, schedule, config, weights)
    elif wish.name == "mirnet_light":
        begun = wish.start or Path("models/flw")
        config = _checked(MirnetLightConfig, wish)
        train_mirnet_light(wish.data, run, schedule, config, begun, wish.mixup)
    elif wish.name == "alen":
        train_alen(wish.data, run, schedule, _alen_config(wish), start=wish.start)
    elif wish.name == "detail":
        train_detail(wish.data, run, schedule, DetailConfig(), start=wish.start)
    elif wish.name == "detail_level":
        train_damage_head(wish.data, run, schedule)
    elif wish.name == "sa_level":
        train_noise_head(wish.data, run, schedule, Mix(gaussian=wish.gaussian))
    else:
        mix = Mix(gaussian=wish.gaussian)
        train_denoiser(wish.data, run, schedule, _denoiser_config(wish), mix, start=wish.start)


def _denoiser_config(wish: argparse.Namespace) -> SaUnetConfig | CascadeConfig:
    if wish.name == "sa_unet":
        return SaUnetConfig(attention=wish.attention)
    return _checked(CascadeConfig, wish)


def _checked(config: Callable[..., T], wish: argparse.Namespace) -> T:
    """Sizes of a MIRNet; what is not said is as in the recipe.

    Raises:
        UsageError: If they make no network.
    """
    said = {"width": wish.channels, "factor": wish.factor, "blocks": wish.blocks}
    sizes = {name: value for name, value in said.items() if value is not None}
    try:
        return config(**sizes)
    except ValueError as error:
        raise UsageError(f"--channels, --factor, --blocks: {error}.") from error


def _alen_config(wish: argparse.Namespace) -> AlenConfig:
    return AlenConfig(
        pool="max" if wish.max_pool else "shuffle",
        attention_width=0 if wish.local_only else AlenConfig().attention_width,
        exposures=wish.exposures,
        conditioned=not wish.unconditioned,
    )


def _publish(wish: argparse.Namespace) -> None:
    if wish.version is None:
        raise UsageError("--version is missing: the date of the weights.")
    order = Publication(
        wish.data, wish.runs, wish.models, wish.version, wish.unfinished, wish.machine
    )
    own = {
        "flw": publish_flw,
        "alen": publish_alen,
        "detail": publish_detail,
        "mirnet_light": publish_mirnet_light,
    }
    publish = own.get(wish.name) or partial(publish_denoiser, wish.name)
    publish(order)


def _run(wish: argparse.Namespace) -> None:
    if wish.word == "publish" and wish.graph_only:
        add_graphs(wish.models / wish.name)
        return
    if wish.data is None:
        raise UsageError(
            "--data is missing, the folder of the photos; $LOWLIGHT_DATA names it too."
        )
    if not wish.data.is_dir():
        raise UsageError(f"{wish.data} is no folder; --data names the folder of the photos.")
    if wish.word == "train":
        _train(wish)
    else:
        _publish(wish)


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: As typed, without the program's name.

    Returns:
        The exit code.
    """
    wish = _parser().parse_args(arguments)
    try:
        _run(wish)
    except UsageError as error:
        return _say(str(error), _USAGE)
    except (LowlightError, OSError, FloatingPointError) as error:
        return _say(str(error), _FAILED)
    except KeyboardInterrupt:
        if wish.word == "train":
            return _say("stopped; the same command goes on.", _CANCELLED)
        return _say("stopped; nothing was changed.", _CANCELLED)
    return _DONE


def _say(sentence: str, code: int) -> int:
    print(f"lowlight: {sentence}", file=sys.stderr)  # noqa: T201
    return code


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
