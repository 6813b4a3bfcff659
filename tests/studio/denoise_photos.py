"""A small network that cleans pictures, for tests."""

import hashlib
from pathlib import Path

import torch
from safetensors.torch import save_file

from lowlight_desktop.engine.model_store import MODELS
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
    model = folder / "sa_unet"
    model.mkdir(parents=True)
    weights = model / "weights.safetensors"
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, weights)
    sha = hashlib.sha256(weights.read_bytes()).hexdigest()
    lines = ['title = "Small SA U-Net"', 'step = "denoise"', 'quality = "fast"']
    lines += ['network = "sa_unet"', f'sha256 = "{sha}"', "parameters = 1", 'version = "test"']
    lines += ["[config]", f"widths = {list(WIDTHS)}", f'attention = "{attention}"']
    (model / "card.toml").write_text("\n".join(lines))
    if not (folder / "flw").exists():
        (folder / "flw").symlink_to(MODELS / "flw")
    return folder
