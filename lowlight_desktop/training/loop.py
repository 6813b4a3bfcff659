"""The training loop of every network: schedule, averaging, checkpoints, log.

The same command goes on where it was stopped, on a CPU or a GPU: a batch and the chance inside
the network (dropout) are pure functions of the seed and the step.
"""

import copy
import json
import math
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from tqdm import tqdm

from lowlight_desktop.engine.device import Device, choose
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.muon import Muon, suits
from lowlight_desktop.training.resuming import check_same_run, lengths

_READ_AHEAD = 6  # batches being made while one is trained on


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast.

    Attributes:
        steps: Steps in all.
        batch: Examples a step.
        rate: Highest learning rate; it falls to a hundredth on a cosine.
        warm_up: Steps of linear rise at the start.
        average_decay: Of the exponential moving average of the weights.
        clip: Largest norm of a step's gradient.
        weight_decay: Decoupled from the gradient, as in AdamW.
        every: Steps between two checkpoints and validations.
        seed: Of weights and data.
        muon_rate: Highest learning rate of Muon for the weights that it suits; 0: AdamW for all.
    """

    steps: int
    batch: int = 8
    rate: float = 1e-3
    warm_up: int = 500
    average_decay: float = 0.999
    clip: float = 1.0
    weight_decay: float = 0.0
    every: int = 2000
    seed: int = 1
    muon_rate: float = 0.0

    def rate_at(self, step: int) -> float:
        """The learning rate of a step."""
        if step < self.warm_up:
            return self.rate * (step + 1) / self.warm_up
        done = (step - self.warm_up) / max(self.steps - self.warm_up, 1)
        return self.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


Batch = tuple[Tensor, ...]
Losses = Mapping[str, Tensor]


def pick_device() -> Device:
    """CUDA where there is one, else the CPU."""
    return choose("cuda" if torch.cuda.is_available() else "cpu")


def train(
    run: Path,
    network: nn.Module,
    schedule: Schedule,
    *,
    batch_at: Callable[[int], Batch],
    losses_of: Callable[[nn.Module, Batch], Losses],
    validate: Callable[[nn.Module], Mapping[str, float]],
    facts: Mapping[str, object],
) -> nn.Module:
    """Train, or go on training, until the schedule ends.

    Args:
        run: Folder of the run: `checkpoint.safetensors` and `log.jsonl`.
        network: Freshly initialized; replaced by the checkpoint where there is one.
        schedule: How long and how fast.
        batch_at: Makes the batch of a step, on the CPU; called from other threads.
        losses_of: The named losses of a batch; their sum is trained on.
        validate: Figures of the averaged network.
        facts: The settings; kept in the checkpoint.

    Returns:
        The averaged network.

    Raises:
        FloatingPointError: At the first loss that is not finite.
        UsageError: If the folder holds a run with other facts or another schedule; only the
            number of steps and the steps between checkpoints may differ.
    """
    run.mkdir(parents=True, exist_ok=True)
    # Momentum of what gets no gradient fades to denormal numbers, and processors crawl on them.
    torch.set_flush_denormal(True)
    device = pick_device().torch
    facts = {**facts, "schedule": asdict(schedule)}
    network = network.to(device).to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    average = copy.deepcopy(network).eval()
    optimizers = _optimizers(network, schedule)
    file = run / "checkpoint.safetensors"
    saved = checkpoint.load(file) if file.exists() else None
    if saved is not None:
        check_same_run(run, saved.facts, facts)
        _restore(saved, network, average, optimizers)
    step = saved.step if saved is not None else 0
    facts["lengths"] = lengths(saved, schedule.steps)
    running = _Running()
    with (
        (run / "log.jsonl").open("a") as log,
        tqdm(total=schedule.steps, initial=step, unit="step", mininterval=2.0) as bar,
    ):
        for batch in _read_ahead(batch_at, step, schedule.steps):
            share = schedule.rate_at(step) / schedule.rate
            for group in (g for optimizer in optimizers for g in optimizer.param_groups):
                group["lr"] = share * group["initial_lr"]
            torch.manual_seed((schedule.seed << 32) + step)
            losses = _step(network, optimizers, batch, losses_of, schedule.clip, device)
            _follow(average, network, min(schedule.average_decay, (1 + step) / (10 + step)))
            running.add(losses)
            step += 1
            bar.update()
            if step % 50 == 0:
                rate = bar.format_dict["rate"] or 0.0
                images = f"{rate * schedule.batch:.0f} images/s"
                bar.set_postfix_str(f"loss {running.mean()['loss']:.4f}, {images}")
            if step % schedule.every == 0 or step == schedule.steps:
                figures = validate(average)
                state = checkpoint.Checkpoint(
                    step,
                    network.state_dict(),
                    average.state_dict(),
                    checkpoint.moments(optimizers, network),
                    {**facts, "figures": dict(figures)},
                )
                checkpoint.save(file, state)
                line = {"step": step, **running.mean(), **figures}
                log.write(json.dumps({k: round(v, 5) for k, v in line.items()}) + "\n")
                log.flush()
                running = _Running()
    return average


def _optimizers(network: nn.Module, schedule: Schedule) -> tuple[torch.optim.Optimizer, ...]:
    """Those of all weights; what a rate begins with is its highest."""
    weights = list(network.parameters())
    suited = [w for w in weights if schedule.muon_rate and suits(w)]
    others = [w for w in weights if not any(w is s for s in suited)]
    adam = torch.optim.AdamW(others, lr=schedule.rate, weight_decay=schedule.weight_decay)
    muon = (Muon(suited, schedule.muon_rate),) if suited else ()
    for group in (g for optimizer in (adam, *muon) for g in optimizer.param_groups):
        group["initial_lr"] = group["lr"]
    return adam, *muon


class _Running:
    """Means of the losses since it was made."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = {}
        self._count = 0

    def add(self, losses: Mapping[str, float]) -> None:
        for name, value in losses.items():
            self._sums[name] = self._sums.get(name, 0.0) + value
        self._count += 1

    def mean(self) -> dict[str, float]:
        return {name: value / self._count for name, value in self._sums.items()}


def _step(
    network: nn.Module,
    optimizers: Sequence[torch.optim.Optimizer],
    batch: Batch,
    losses_of: Callable[[nn.Module, Batch], Losses],
    clip: float,
    device: torch.device,
) -> dict[str, float]:
    network.train()
    moved = tuple(t.to(device, non_blocking=True) for t in batch)
    losses = losses_of(network, moved)
    loss = torch.stack(list(losses.values())).sum()
    if not torch.isfinite(loss):
        raise FloatingPointError(f"the loss is {float(loss.detach())}; lower the learning rate")
    for optimizer in optimizers:
        optimizer.zero_grad(set_to_none=True)
    loss.backward()  # pyright: ignore[reportUnknownMemberType]
    nn.utils.clip_grad_norm_(network.parameters(), clip)
    for optimizer in optimizers:
        optimizer.step()  # pyright: ignore[reportUnknownMemberType]
    parts = {name: float(value.detach()) for name, value in losses.items()}
    return {"loss": float(loss.detach()), **parts}


@torch.no_grad()
def _follow(average: nn.Module, network: nn.Module, decay: float) -> None:
    for slow, fast in zip(average.parameters(), network.parameters(), strict=True):
        slow.lerp_(fast, 1.0 - decay)


def _restore(
    saved: checkpoint.Checkpoint,
    network: nn.Module,
    average: nn.Module,
    optimizers: Sequence[torch.optim.Optimizer],
) -> None:
    network.load_state_dict(saved.weights)
    average.load_state_dict(saved.average)
    checkpoint.restore_moments(optimizers, network, saved.optimizer, saved.step)


def _read_ahead(batch_at: Callable[[int], Batch], first: int, end: int) -> Iterator[Batch]:
    """The batches of the steps [first, end), made by two threads ahead of time."""
    with ThreadPoolExecutor(2) as pool:
        waiting: deque[Future[Batch]] = deque()
        for step in range(first, end):
            waiting.append(pool.submit(batch_at, step))
            if len(waiting) == _READ_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
