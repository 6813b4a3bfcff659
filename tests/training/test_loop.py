import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from lowlight_desktop.photo.errors import ModelError, UsageError
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.loop import Batch, Losses, Schedule, train

SCHEDULE = Schedule(steps=12, batch=4, warm_up=2, every=6, average_decay=0.9)
FACTS = {"network": "small", "config": {"width": 16}}


class Small(nn.Module):
    """A convolution, chance and a line: enough to have a state."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(1, 16, 1)
        self.deep = nn.Conv2d(16, 16, 1)
        self.dropout = nn.Dropout(0.3)
        self.line = nn.Linear(48, 1)

    def forward(self, x: Tensor) -> Tensor:
        features = self.deep(self.convolution(x[:, None, None]))
        return self.line(self.dropout(features.flatten(1)))


def batch_at(step: int) -> Batch:
    x = torch.randn(4, 3, generator=torch.Generator().manual_seed(step))
    return x, x.sum(1, keepdim=True)


def losses_of(network: nn.Module, batch: Batch) -> Losses:
    return {"square": (network(batch[0]) - batch[1]).square().mean()}


def run(
    folder: Path,
    batches: Callable[[int], Batch] = batch_at,
    schedule: Schedule = SCHEDULE,
    facts: Mapping[str, object] = FACTS,
) -> nn.Module:
    torch.manual_seed(0)
    return train(
        folder,
        Small(),
        schedule,
        batch_at=batches,
        losses_of=losses_of,
        validate=lambda _: {"figure": 1.0},
        facts=facts,
    )


@pytest.mark.parametrize("muon_rate", [0.0, 0.02])
def test_a_stopped_run_goes_on_as_if_it_had_never_stopped(tmp_path: Path, muon_rate: float) -> None:
    schedule = replace(SCHEDULE, muon_rate=muon_rate)

    def stopping(step: int) -> Batch:
        if step == 8:
            raise KeyboardInterrupt
        return batch_at(step)

    whole = run(tmp_path / "whole", schedule=schedule)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "parts", stopping, schedule)
    assert checkpoint.load(tmp_path / "parts" / "checkpoint.safetensors").step == 6
    parts = run(tmp_path / "parts", schedule=schedule)
    for a, b in zip(whole.parameters(), parts.parameters(), strict=True):
        torch.testing.assert_close(a, b, rtol=1e-6, atol=1e-8)


def test_muon_takes_the_weights_that_suit_it_and_adam_the_others(tmp_path: Path) -> None:
    run(tmp_path, schedule=replace(SCHEDULE, muon_rate=0.02))
    kept = checkpoint.load(tmp_path / "checkpoint.safetensors").optimizer
    assert [name for name in kept if name.startswith("momentum.")] == ["momentum.deep.weight"]
    assert "first.deep.weight" not in kept
    assert {"first.deep.bias", "second.convolution.weight", "first.line.weight"} <= kept.keys()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"seed": 2}, "schedule seed was 1 and is now 2"),
        ({"batch": 8}, "schedule batch"),
        ({"rate": 1e-4}, "schedule rate"),
    ],
)
def test_a_run_does_not_go_on_with_another_schedule(
    tmp_path: Path, change: dict[str, Any], word: str
) -> None:
    run(tmp_path)
    with pytest.raises(UsageError, match=word):
        run(tmp_path, schedule=replace(SCHEDULE, **change))


def test_a_run_does_not_go_on_as_another_network(tmp_path: Path) -> None:
    run(tmp_path)
    with pytest.raises(UsageError, match=r"config width was 16 and is now 32.*--run"):
        run(tmp_path, facts={"network": "small", "config": {"width": 32}})
    with pytest.raises(UsageError, match="noise was unknown"):
        run(tmp_path, facts={**FACTS, "noise": "less"})


def test_a_run_may_go_on_for_longer_and_be_saved_more_often(tmp_path: Path) -> None:
    run(tmp_path)
    run(tmp_path, schedule=replace(SCHEDULE, steps=16, every=2))
    saved = checkpoint.load(tmp_path / "checkpoint.safetensors")
    assert saved.step == 16
    assert saved.facts["lengths"] == [[0, 12], [12, 16]]


def test_a_damaged_checkpoint_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "checkpoint.safetensors").write_bytes(b"no tensors here")
    with pytest.raises(ModelError, match="the checkpoint is damaged"):
        run(tmp_path)


def test_the_log_is_a_line_of_json_for_each_checkpoint(tmp_path: Path) -> None:
    run(tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [6, 12]
    assert all({"loss", "square", "figure"} <= line.keys() for line in lines)


def test_a_loss_that_is_not_finite_stops_the_run(tmp_path: Path) -> None:
    def broken(step: int) -> Batch:
        x, y = batch_at(step)
        return x, y / 0 if step == 3 else y

    with pytest.raises(FloatingPointError, match="learning rate"):
        run(tmp_path, broken)


def test_the_rate_rises_then_falls_to_a_hundredth() -> None:
    schedule = Schedule(steps=1000, rate=1e-3, warm_up=100)
    rates = [schedule.rate_at(step) for step in range(1001)]
    assert rates[0] == pytest.approx(1e-5)
    assert max(rates) == pytest.approx(1e-3)
    assert rates[-1] == pytest.approx(1e-5)
