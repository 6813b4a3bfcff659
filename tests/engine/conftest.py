import pytest
import torch

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import find


@pytest.fixture(scope="session")
def model() -> Loaded:
    """The shipped light network on the CPU."""
    torch.set_num_threads(2)
    return load(find("light", "fast"), choose("cpu"))
