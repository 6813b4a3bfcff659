from pathlib import Path

import numpy as np
import torch

from tests.beside_ffdnet import ffdnet, told


def test_pixels_and_the_level_go_in_and_come_out_where_they_belong(tmp_path: Path) -> None:
    """Two convolutions that hand on their input, with the level taken from it."""
    first, second = torch.zeros(13, 13, 3, 3), torch.zeros(12, 13, 3, 3)
    first[:, :, 1, 1] = torch.eye(13)
    second[:, :, 1, 1] = torch.eye(13)[:12]
    second[:, 12, 1, 1] = -1.0
    tensors = {
        "model.0.weight": first,
        "model.0.bias": torch.zeros(13),
        "model.2.weight": second,
        "model.2.bias": torch.zeros(12),
    }
    torch.save(tensors, tmp_path / "weights.pth")
    photo = np.random.default_rng(1).integers(20, 255, (12, 18, 3), dtype=np.uint8)
    out = told(ffdnet(tmp_path / "weights.pth"), photo, 10)
    np.testing.assert_allclose(out, photo - 10.0, atol=1e-3)
