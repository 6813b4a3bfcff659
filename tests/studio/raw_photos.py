"""RAW photographs and a small RAW network, for tests."""

import hashlib
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from lowlight_desktop.develop.orientation import upright
from lowlight_desktop.engine.model_store import MODELS
from lowlight_desktop.networks.alen import Alen, AlenConfig
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.photograph import Photograph
from tests.engine.scenes import dark_photo

BLACK, WHITE = 256.0, 4095.0
GRBG = np.array([[1, 0], [2, 3]], np.uint8)


def untrained_models(folder: Path, answer: float = 0.05) -> Path:
    """A folder of models: the shipped light network, and a small untrained RAW network.

    Args:
        folder: Where to.
        answer: How much the RAW network says; 0: it is a plain demosaic.
    """
    torch.manual_seed(1)
    network = Alen(AlenConfig(widths=(16, 16), survey_width=16))
    torch.nn.init.normal_(network.head.weight, std=answer)
    raw = folder / "alen"
    raw.mkdir(parents=True)
    save_file(
        {k: v.contiguous() for k, v in network.state_dict().items()}, raw / "weights.safetensors"
    )
    sha = hashlib.sha256((raw / "weights.safetensors").read_bytes()).hexdigest()
    lines = ['title = "Small ALEN"', 'step = "raw"', 'quality = "fast"', 'network = "alen"']
    lines += [f'sha256 = "{sha}"', "parameters = 1", 'version = "test"', "[config]"]
    lines += ["widths = [16, 16]", "survey_width = 16"]
    (raw / "card.toml").write_text("\n".join(lines))
    (folder / "flw").symlink_to(MODELS / "flw")
    return folder


def raw_photo(height: int = 160, width: int = 224, orientation: int = 1) -> Photograph:
    """A dark scene with noise as a Bayer sensor sees it, and a picture made of it.

    Args:
        height: Of the upright photo.
        width: Likewise.
        orientation: How the sensor lay.
    """
    seen = dark_photo(*((width, height) if orientation > 4 else (height, width))).pixels
    rng = np.random.default_rng(4)
    color = GRBG[np.ix_(np.arange(seen.shape[0]) % 2, np.arange(seen.shape[1]) % 2)]
    light = np.take_along_axis(seen, (color % 3)[..., None].astype(np.intp), 2)[..., 0]
    values = BLACK + np.clip(light, 0, 1) * (WHITE - BLACK) + rng.normal(0.0, 12.0, light.shape)
    mosaic = Mosaic(
        np.clip(np.rint(values), 0, WHITE).astype(np.uint16),
        GRBG,
        "RGBG",
        (BLACK,) * 4,
        WHITE,
        (1.8, 1.0, 1.5, 1.0),
        np.zeros((3, 3), np.float32),
        orientation,
        1600.0,
        0.1,
    )
    noisy = seen + rng.normal(0.0, 0.01, seen.shape)
    image = Image(np.ascontiguousarray(upright(noisy, orientation), np.float32), WORKING)
    return Photograph(Path("night.raw"), image, "RAW", 12, mosaic)
