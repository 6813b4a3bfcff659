import json
from pathlib import Path

import pytest
import torch

from lowlight_desktop.networks.blocks.noise_head import NoiseHead
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.train_noise_head import noise_head_losses_of, train_noise_head
from tests.training.denoiser_data import small_data

SCHEDULE = Schedule(steps=3, batch=2, warm_up=1, every=3)


@pytest.fixture(scope="module")
def denoiser_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_data(tmp_path_factory.mktemp("data"))


def test_a_run_ends_with_a_head_and_figures_of_real_photos(
    denoiser_data: Path, tmp_path: Path
) -> None:
    head = train_noise_head(denoiser_data, tmp_path / "run", SCHEDULE, Mix(), crops=5)
    assert isinstance(head, NoiseHead)
    (line,) = map(json.loads, (tmp_path / "run/log.jsonl").read_text().splitlines())
    assert line["step"] == 3
    assert line["polyu_luminance"] > 0
    assert line["polyu_color"] > 0


def test_it_learns_how_noisy_a_picture_is() -> None:
    torch.manual_seed(0)
    head = NoiseHead(width=16)
    optimizer = torch.optim.AdamW(head.parameters(), lr=3e-3)
    levels = torch.tensor([2.0, 5.0, 12.0, 30.0])[:, None, None, None, None] / 255.0
    gray = torch.full((4, 1, 3, 64, 64), 0.5)
    losses: list[float] = []
    for _ in range(60):
        noisy = (gray + levels * torch.randn_like(gray)).flatten(0, 1)
        batch = head.numbers(noisy), levels.flatten(1).expand(-1, 2)
        loss = noise_head_losses_of(head, batch)["level"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.3 * losses[0]
