"""What publishing a model begins with: the run it comes from, the weights, a folder for it."""

import hashlib
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from safetensors.torch import save_file
from torch import nn

from lowlight_desktop.networks.alen import Alen
from lowlight_desktop.networks.blocks.counting import parameter_count
from lowlight_desktop.networks.detail import Detail
from lowlight_desktop.networks.flw import Flw
from lowlight_desktop.networks.mirnet_denoiser import MirnetDenoiser
from lowlight_desktop.networks.mirnet_light import MirnetLight
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.networks.sa_unet import SaUnet
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.run_facts import planned_steps

Network = TypeVar("Network", bound=nn.Module)
AnyNetwork = Alen | Detail | Flw | MirnetDenoiser | MirnetLight | SaUnet


@dataclass(frozen=True, slots=True)
class Publication:
    """What is made of runs.

    Attributes:
        data: The data folder, for the figures.
        runs: Folder of the runs.
        models: Folder of the models.
        version: Of the weights: a date.
        unfinished: Publish runs that are not at their end.
        machine: What they were trained on, and for how long, in words for the page.
    """

    data: Path
    runs: Path
    models: Path
    version: str
    unfinished: bool = False
    machine: str = ""

    def run(self, name: str) -> checkpoint.Checkpoint:
        """The last checkpoint of a run, as `trained_run`."""
        return trained_run(self.runs / name, unfinished=self.unfinished)


def trained_run(run: Path, *, unfinished: bool = False) -> checkpoint.Checkpoint:
    """The last checkpoint of a run.

    Args:
        run: Its folder.
        unfinished: Take it although training goes on.

    Raises:
        UsageError: If there is none, or if it is not the last of its schedule.
        ModelError: If it is damaged.
    """
    file = run / "checkpoint.safetensors"
    if not file.is_file():
        raise UsageError(f"{file} is missing; train first: lowlight train {run.name}.")
    found = checkpoint.load(file)
    steps = planned_steps(found)
    if found.step < steps and not unfinished:
        raise UsageError(
            f"{run} has done {found.step:,} of {steps:,} steps. Let the training end, or publish "
            "what there is with --unfinished."
        )
    return found


def network_of(run: checkpoint.Checkpoint) -> nn.Module:
    """The network that a run trains, without its weights."""
    config = cast("dict[str, Any]", run.facts["config"])
    return NETWORKS[str(run.facts["network"])](config)


def averaged(run: checkpoint.Checkpoint) -> nn.Module:
    """The network of a run with the average of its weights over time: what is published."""
    network = network_of(run)
    network.load_state_dict(run.average)
    return network.eval().requires_grad_(requires_grad=False)


def joined(
    network: Network, run: checkpoint.Checkpoint, part: str, of_part: checkpoint.Checkpoint
) -> Network:
    """A network with the average of a run, as `averaged`, and a part trained in a run of its own.

    Args:
        network: Without weights; they become its own.
        run: Whatever it carries along of the part was never trained: it does not count.
        part: The name of the part in the network.
        of_part: Its run.
    """
    prefix = f"{part}."
    weights = {name: w for name, w in run.average.items() if not name.startswith(prefix)}
    weights |= {prefix + name: weight for name, weight in of_part.average.items()}
    network.load_state_dict(weights)
    return network.eval().requires_grad_(requires_grad=False)


def write_weights(network: nn.Module, file: Path) -> str:
    """Write the weights of a network.

    Returns:
        The SHA-256 of the file, in hexadecimal.
    """
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, file)
    file.chmod(0o644)  # safetensors lets nobody else read them
    return hashlib.sha256(file.read_bytes()).hexdigest()


def published(
    network: AnyNetwork,
    file: Path,
    version: str,
    *,
    title: str,
    step: str,
    quality: str,
) -> ModelCard:
    """Write the weights of a network and describe them.

    Args:
        network: Trained.
        file: For the weights, in the model's folder; its name is the model's id.
        version: Of the weights: a date.
        title: For people.
        step: What it does.
        quality: How well.
    """
    name = file.parent.name
    return ModelCard(
        id=name,
        title=title,
        step=step,
        quality=quality,
        network=name,
        config=asdict(network.config),
        weights=file,
        sha256=write_weights(network, file),
        parameters=parameter_count(network),
        version=version,
        measured={},
    )


@contextmanager
def new_model(models: Path, name: str) -> Generator[Path]:
    """A folder to write a model into; in place of the last one when it is whole, else gone.

    Args:
        models: Folder of the models.
        name: The model's id.
    """
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".publishing-", dir=models) as work:
        folder = Path(work) / name
        folder.mkdir()
        yield folder
        _put_in_place(folder, models / name, aside=Path(work) / "before")


def _put_in_place(new: Path, folder: Path, *, aside: Path) -> None:
    """Exchange the model's folder for the new one; if that fails, the old one stays."""
    if folder.exists():
        folder.rename(aside)
    try:
        new.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
