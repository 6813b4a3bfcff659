"""A checkpoint holds everything that a run needs to go on: weights, averages, optimizer, step.

One safetensors file; no pickle. It is written whole or not at all.
"""

import json
from collections.abc import Mapping
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
        optimizer: Adam's two moments, by "first.NAME" and "second.NAME".
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


def moments(optimizer: torch.optim.AdamW, network: nn.Module) -> dict[str, Tensor]:
    """Adam's state by parameter name."""
    found: dict[str, Tensor] = {}
    for name, parameter in network.named_parameters():
        state = optimizer.state.get(parameter)
        if state:
            found[f"first.{name}"] = state["exp_avg"]
            found[f"second.{name}"] = state["exp_avg_sq"]
    return found


def restore_moments(
    optimizer: torch.optim.AdamW, network: nn.Module, saved: Mapping[str, Tensor], step: int
) -> None:
    """Put Adam's state back."""
    for name, parameter in network.named_parameters():
        if f"first.{name}" in saved:
            optimizer.state[parameter] = {
                "step": torch.tensor(float(step)),
                "exp_avg": saved[f"first.{name}"].to(parameter.device),
                "exp_avg_sq": saved[f"second.{name}"].to(parameter.device),
            }
