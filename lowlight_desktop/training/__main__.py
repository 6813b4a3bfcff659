"""`lowlight train NAME` and `lowlight publish NAME`.

The two parts of FLW are trained apart: `train flw-target` (the brightness predictor, minutes)
and `train flw` (the light, hours); `publish flw` joins them. A run that was stopped goes on when
the same command is given again.
"""

import argparse
import os
from dataclasses import replace
from pathlib import Path

import torch

from lowlight_desktop.networks.flw import FlwConfig
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.publish_flw import publish_flw
from lowlight_desktop.training.train_flw import WEIGHTS, LossWeights, train_flw
from lowlight_desktop.training.train_target import train_target

SCHEDULES = {
    "flw-target": Schedule(
        steps=2000,
        batch=64,
        rate=2e-3,
        warm_up=200,
        average_decay=0.998,
        weight_decay=0.1,
        every=500,
    ),
    "flw": Schedule(steps=42000, every=4000),
}


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="lowlight", description=__doc__)
    commands = top.add_subparsers(dest="word", required=True)
    training = commands.add_parser("train")
    training.add_argument("name", choices=list(SCHEDULES))
    training.add_argument("--run", type=Path, help="folder of the run (runs/NAME)")
    training.add_argument("--steps", type=int, help="instead of the recipe's")
    training.add_argument("--seed", type=int, default=1)
    training.add_argument("--threads", type=int, help="processor threads for torch")
    training.add_argument("--every", type=int, help="steps between checkpoints")
    sizes = training.add_argument_group("for the ablation of flw")
    sizes.add_argument("--width", type=int, default=FlwConfig().width)
    sizes.add_argument("--fold", type=int, default=FlwConfig().fold)
    sizes.add_argument("--unmodulated", action="store_true")
    sizes.add_argument("--published-losses", action="store_true", help="all weights 1")
    publishing = commands.add_parser("publish")
    publishing.add_argument("name", choices=["flw"])
    publishing.add_argument("--runs", type=Path, default=Path("runs"))
    publishing.add_argument("--models", type=Path, default=Path("models"))
    publishing.add_argument("--version", required=True, help="of the weights: a date")
    for parser in (training, publishing):
        parser.add_argument(
            "--data",
            type=Path,
            default=os.environ.get("LOWLIGHT_DATA"),
            required="LOWLIGHT_DATA" not in os.environ,
            help="the data folder ($LOWLIGHT_DATA)",
        )
    return top


def _train(wish: argparse.Namespace) -> None:
    if wish.threads:
        torch.set_num_threads(wish.threads)
    recipe = SCHEDULES[wish.name]
    schedule = replace(
        recipe,
        steps=wish.steps or recipe.steps,
        every=wish.every or recipe.every,
        seed=wish.seed,
    )
    run = wish.run or Path("runs") / wish.name
    if wish.name == "flw":
        config = FlwConfig(width=wish.width, fold=wish.fold, modulated=not wish.unmodulated)
        weights = LossWeights() if wish.published_losses else WEIGHTS
        train_flw(wish.data, run, schedule, config, weights)
    else:
        train_target(wish.data, run, schedule, FlwConfig().predictor_width)


def main() -> None:
    """Run one command."""
    wish = _parser().parse_args()
    if wish.word == "train":
        _train(wish)
    else:
        publish_flw(wish.data, wish.runs, wish.models, wish.version)


if __name__ == "__main__":
    main()
