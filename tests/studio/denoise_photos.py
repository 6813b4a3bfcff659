"""Small networks that clean and repair pictures, for tests."""

import hashlib
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

from lowlight_desktop.engine.model_store import MODELS
from lowlight_desktop.networks.detail import Detail, DetailConfig
from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig

WIDTHS = (16, 16)


def untrained_denoiser(folder: Path, attention: str = "decoder") -> Path:
    """A folder of models: the shipped light network, and a small untrained denoising network.

    Its gates are open to different degrees, and differ from place to place.

    Args:
        folder: Where to; it may exist, and hold other models.
        attention: Where it has shuffle attention.
    """
    torch.manual_seed(2)
    network = SaUnet(SaUnetConfig(widths=WIDTHS, attention=attention))
    for gate in network.attentions():
        torch.nn.init.normal_(gate.channel_weight, std=4.0)
        torch.nn.init.normal_(gate.spatial_weight, std=2.0)
    config = [f"widths = {list(WIDTHS)}", f'attention = "{attention}"']
    _write(folder / "sa_unet", network, "denoise", config)
    if not (folder / "flw").exists():
        (folder / "flw").symlink_to(MODELS / "flw")
    return folder


def untrained_detail(folder: Path) -> Path:
    """Add a small untrained network that repairs pictures, and does change them."""
    torch.manual_seed(3)
    network = Detail(DetailConfig(width=16, blocks=1, narrow=4, window=4, halo=2))
    torch.nn.init.normal_(network.head.weight, std=0.1)
    config = ["width = 16", "blocks = 1", "narrow = 4", "window = 4", "halo = 2"]
    _write(folder / "detail", network, "detail", config)
    return folder


def _write(model: Path, network: nn.Module, step: str, config: list[str]) -> None:
    model.mkdir(parents=True)
    weights = model / "weights.safetensors"
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, weights)
    sha = hashlib.sha256(weights.read_bytes()).hexdigest()
    lines = [f'title = "Small {model.name}"', f'step = "{step}"', 'quality = "fast"']
    lines += [f'network = "{model.name}"', f'sha256 = "{sha}"', "parameters = 1"]
    lines += ['version = "test"', "[config]", *config]
    (model / "card.toml").write_text("\n".join(lines))
