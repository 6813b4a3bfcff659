"""What the denoiser trains on and is judged by, by chance, laid out like the data folder."""

from pathlib import Path

import cv2
import numpy as np

from tests.training.pictures import picture

NAMES = ("Canon600D_1", "NikonD800_2")


def with_real_noise(data: Path) -> Path:
    """The data folder with two pairs of noisy photo and mean, the second noisier."""
    folder = data / "real-noise/polyu"
    folder.mkdir(parents=True)
    for i, name in enumerate(NAMES):
        clean = picture(20 + i)
        noise = np.random.default_rng(i).normal(0.0, 4.0 + 4.0 * i, clean.shape)
        noisy = np.clip(clean + noise + 0.5, 0, 255).astype(np.uint8)
        cv2.imwrite(str(folder / f"{name}_real.png"), noisy)
        cv2.imwrite(str(folder / f"{name}_mean.png"), clean)
    return data


def small_data(folder: Path) -> Path:
    """The smallest data folder that the denoiser can be trained on and published with."""
    for i, name in enumerate(("bsds500/train", "bsds500/test", "sunhays", "mcmaster")):
        (folder / "clean" / name).mkdir(parents=True)
        cv2.imwrite(str(folder / "clean" / name / "1.webp"), picture(i))
    (folder / "pairs/sice/images").mkdir(parents=True)
    cv2.imwrite(str(folder / "pairs/sice/images/4t.jpg"), picture(4))
    (folder / "pairs/sice/pairs.csv").write_text("scene,dark,target\n4,4t.jpg,4t.jpg\n")
    return with_real_noise(folder)
