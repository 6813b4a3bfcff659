from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.training.pictures import picture


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in the layout of the real one, with pictures of our own.

    LOL's 60 is held out, but shows the scene of 59, which is trained on.
    """
    for side in ("low", "high"):
        (tmp_path / "pairs/lol256" / side).mkdir(parents=True)
    for i in (59, 60, 71, 72):
        scene = 59 if i == 60 else i
        cv2.imwrite(str(tmp_path / f"pairs/lol256/low/{i}.webp"), picture(scene, top=20))
        cv2.imwrite(str(tmp_path / f"pairs/lol256/high/{i}.jpg"), picture(scene))
    (tmp_path / "pairs/sice/images").mkdir(parents=True)
    rows = ["scene,dark,target"]
    for scene in (4, 5, 6):
        for name in ("d", "t"):
            cv2.imwrite(str(tmp_path / f"pairs/sice/images/{scene}{name}.jpg"), picture(scene))
        rows.append(f"{scene},{scene}d.jpg,{scene}t.jpg")
    (tmp_path / "pairs/sice/pairs.csv").write_text("\n".join(rows) + "\n")
    for i, folder in enumerate(("bsds500/train", "bsds500/test", "sunhays", "mcmaster")):
        (tmp_path / "clean" / folder).mkdir(parents=True)
        cv2.imwrite(str(tmp_path / "clean" / folder / "1.webp"), picture(i))
    (tmp_path / "raw").mkdir()
    for i, name in enumerate(("Canon_PowerShot_G2_CRW_0304", "nikon_d1_iso200")):
        light = picture(i).astype(np.float32) / np.float32(255)
        cv2.imwrite(str(tmp_path / "raw" / f"{name}.light.tiff"), light)
    return tmp_path
