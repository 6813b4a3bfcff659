"""A checkpoint holds everything that a run needs to go on: weights, averages, optimizer, step.

One safetensors file; no pickle. It is written whole or not at all.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from lowlight_desktop.photo.errors import ModelError


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The state of a run after `step` steps.

    Attributes:
        step: Steps done.
        weights: The network as it is being trained.
        average: Its exponential moving average: what is published.
        optimizer: Adam's two moments, by "first.NAME" and "second.NAME", and "momentum.NAME".
        facts: The run's settings, for people and for publishing.
    """

    step: int
    weights: Mapping[str, Tensor]
    average: Mapping[str, Tensor]
    optimizer: Mapping[str, Tensor]
    facts: Mapping[str, object]


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint in place of the last one."""
    tensors = {
        f"{group}/{name}": tensor.detach().cpu().contiguous()
        for group, state in (
            ("weights", checkpoint.weights),
            ("average", checkpoint.average),
            ("optimizer", checkpoint.optimizer),
        )
        for name, tensor in state.items()
    }
    temporary = path.with_suffix(".tmp")
    facts = {"step": str(checkpoint.step), "facts": json.dumps(checkpoint.facts)}
    save_file(tensors, temporary, metadata=facts)
    temporary.replace(path)


def load(path: Path) -> Checkpoint:
    """Read a checkpoint.

    Raises:
        FileNotFoundError: If there is none.
        ModelError: If it is damaged, or no checkpoint.
    """
    groups: dict[str, dict[str, Tensor]] = {"weights": {}, "average": {}, "optimizer": {}}
    try:
        with safe_open(path, framework="pt") as file:
            facts = file.metadata()
            for key in file.keys():  # noqa: SIM118 - it is no mapping
                group, name = key.split("/", 1)
                groups[group][name] = file.get_tensor(key)
        return Checkpoint(int(facts["step"]), **groups, facts=json.loads(facts["facts"]))
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{path}: the checkpoint is damaged ({error}). Begin a new run with --run."
        ) from error


# What optimizers remember of a weight, and how it is called in the file.
_KEPT = {"exp_avg": "first", "exp_avg_sq": "second", "momentum": "momentum"}


def moments(optimizers: Sequence[torch.optim.Optimizer], network: nn.Module) -> dict[str, Tensor]:
    """What the optimizers remember, by parameter name."""
    return {
        f"{kept}.{name}": optimizer.state[parameter][key]
        for optimizer in optimizers
        for name, parameter in network.named_parameters()
        for key, kept in _KEPT.items()
        if key in optimizer.state.get(parameter, {})
    }


def restore_moments(
    optimizers: Sequence[torch.optim.Optimizer],
    network: nn.Module,
    saved: Mapping[str, Tensor],
    step: int,
) -> None:
    """Give the optimizers back what they remembered."""
    of = {id(p): o for o in optimizers for group in o.param_groups for p in group["params"]}
    for name, parameter in network.named_parameters():
        known = {
            # In the weight's own layout: mixed with another one, a step takes half as long again.
            key: torch.empty_like(parameter).copy_(saved[f"{kept}.{name}"])
            for key, kept in _KEPT.items()
            if f"{kept}.{name}" in saved
        }
        if known:
            of[id(parameter)].state[parameter] = {"step": torch.tensor(float(step)), **known}
