import shutil
from pathlib import Path

import pytest
import torch

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import MODELS, find
from lowlight_desktop.networks.flw import Flw
from lowlight_desktop.networks.mirnet_light import MirnetLight, MirnetLightConfig
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.train_mirnet_light import (
    PATCHES,
    mixed,
    patches_at,
    train_mirnet_light,
)

SCHEDULE = Schedule(steps=2, batch=2, warm_up=1, every=2, muon_rate=0.01)
SMALL = MirnetLightConfig(width=8, factor=1.0, blocks=1)


def trained(data: Path, run: Path, mixup: float = 0.0) -> MirnetLight:
    network = train_mirnet_light(data, run, SCHEDULE, SMALL, MODELS / "flw", mixup)
    assert isinstance(network, MirnetLight)
    return network


def test_what_follows_on_flw_learns_and_flw_stays_as_it_is(data: Path, tmp_path: Path) -> None:
    network = trained(data, tmp_path / "run")
    flw = load(find("light", "fast"), choose("cpu")).network
    assert isinstance(flw, Flw)
    for name, tensor in flw.state_dict().items():
        assert torch.equal(network.state_dict()[name], tensor)
    saved = checkpoint.load(tmp_path / "run" / "checkpoint.safetensors")
    moved = {name.split(".")[1] for name in saved.optimizer if saved.optimizer[name].any()}
    assert moved >= {"trunk", "head", "told"}
    assert not moved & {"gfe", "len", "predictor"}
    assert saved.facts["start"] == f"flw {find('light', 'fast').version}"


@torch.inference_mode()
def test_it_begins_as_flw() -> None:
    torch.manual_seed(1)
    network = MirnetLight(SMALL).eval()
    flw = load(find("light", "fast"), choose("cpu")).network
    assert isinstance(flw, Flw)
    network.load_state_dict({**network.state_dict(), **flw.state_dict()})
    torch.nn.init.zeros_(network.head.weight)
    photo, thumbnail = torch.rand(1, 3, 32, 32) * 0.2, torch.rand(1, 3, 64, 64) * 0.2
    coarse, target = photo[:, :1], torch.tensor([0.4])
    made = [n.render(photo, coarse, n.survey(thumbnail, target)) for n in (network, flw)]
    torch.testing.assert_close(*made)


def test_patches_grow_while_batches_shrink() -> None:
    schedule = Schedule(steps=100, batch=8)
    stages = [patches_at(schedule, step) for step in (0, 39, 40, 79, 80, 99)]
    assert stages == [(80, 16), (80, 16), (112, 8), (112, 8), (160, 4), (160, 4)]
    work = [side**2 * crops for side, crops in stages]
    assert max(work) < 1.05 * min(work)
    assert all(side % SMALL.grid_px == 0 for _, side, _ in PATCHES)


def test_a_mixed_batch_is_its_examples_laid_over_each_other() -> None:
    batch = torch.rand(3, 3, 8, 8), torch.rand(3)
    picture, number = mixed(batch, 0.25)
    torch.testing.assert_close(picture[1], 0.25 * batch[0][1] + 0.75 * batch[0][0])
    torch.testing.assert_close(number[0], 0.25 * batch[1][0] + 0.75 * batch[1][2])
    assert all(torch.equal(a, b) for a, b in zip(mixed(batch, 1.0), batch, strict=True))


def test_mixtures_are_trained_on_where_they_are_wanted(data: Path, tmp_path: Path) -> None:
    plain, mixture = (
        trained(data, tmp_path / name, mixup) for name, mixup in (("plain", 0.0), ("mixed", 1.0))
    )
    assert not torch.equal(plain.head.weight, mixture.head.weight)


def test_a_model_of_other_sizes_is_a_sentence(data: Path, tmp_path: Path) -> None:
    config = MirnetLightConfig(width=8, factor=1.0, blocks=1, len_width=16)
    with pytest.raises(ModelError, match="do not fit"):
        train_mirnet_light(data, tmp_path / "run", SCHEDULE, config, MODELS / "flw")


def test_a_damaged_model_to_begin_with_is_a_sentence(data: Path, tmp_path: Path) -> None:
    shutil.copytree(MODELS / "flw", tmp_path / "flw")
    (tmp_path / "flw" / "weights.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="card describes"):
        train_mirnet_light(data, tmp_path / "run", SCHEDULE, SMALL, tmp_path / "flw")
