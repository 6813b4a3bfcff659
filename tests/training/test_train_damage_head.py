import json
from pathlib import Path

import torch

from lowlight_desktop.networks.blocks.damage_head import DamageHead
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.train_damage_head import damage_head_losses_of, train_damage_head
from tests.training.denoiser_data import small_data


def test_a_run_ends_with_a_head_and_figures_of_photos_never_seen(tmp_path: Path) -> None:
    data = small_data(tmp_path / "data")
    schedule = Schedule(steps=3, batch=2, warm_up=1, every=3)
    head = train_damage_head(data, tmp_path / "run", schedule)
    assert isinstance(head, DamageHead)
    (line,) = map(json.loads, (tmp_path / "run/log.jsonl").read_text().splitlines())
    assert line["step"] == 3
    assert line["jpeg30 luminance"] > 0
    assert line["clean color, most"] >= line["clean color"] > 0


def test_it_learns_how_much_is_wrong_with_a_picture() -> None:
    torch.manual_seed(0)
    head = DamageHead(width=16)
    optimizer = torch.optim.AdamW(head.parameters(), lr=3e-3)
    levels = torch.tensor([1.0, 3.0, 9.0])[:, None, None, None, None] / 255.0
    gray = torch.full((3, 1, 3, 64, 64), 0.5)
    losses: list[float] = []
    for _ in range(60):
        batch = (gray + levels * torch.randn_like(gray), gray, torch.ones(3, 2))
        loss = damage_head_losses_of(head, batch)["level"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.3 * losses[0]
