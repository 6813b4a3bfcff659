"""What computes on this machine, and how fast it lights photos."""

import logging
import threading
import time
from dataclasses import dataclass

import numpy as np

from lowlight_desktop.develop.develop import develop
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.region import Region

logger = logging.getLogger(__name__)

_BACKENDS = {
    "cuda": "CUDA",
    "xpu": "XPU",
    "mps": "Metal",
    "dml": "DirectML",
    "coreml": "Core ML",
    "cpu": "oneDNN",
}
# Photos at a time: one keeps busy the cores that the other leaves idle while it works on few.
_ON_A_PROCESSOR = 2
_TRIAL = (1024, 1536)
_MEGA = 1e6


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """Something that computes.

    Attributes:
        id: What the settings keep: "cpu", "cuda:0".
        name: What people call it.
        backend: Through what it is computed there.
        memory_bytes: Its memory in all; 0 where nobody tells.
    """

    id: str
    name: str
    backend: str
    memory_bytes: int


def devices_here() -> tuple[DeviceFacts, ...]:
    """Every device, the one to prefer first."""
    from lowlight_desktop.engine.device import available

    return tuple(
        DeviceFacts(d.id, d.name, _BACKENDS[d.id.split(":")[0]], d.memory_bytes)
        for d in available()
    )


def ids_for_many(device: str = "auto") -> tuple[str, ...]:
    """The device of each photo that is computed at a time.

    Args:
        device: "auto" is every accelerator, or else the processor; or an id.

    Returns:
        Each accelerator once, the processor as often as is good.
    """
    if device == "auto":
        found = tuple(facts.id for facts in devices_here() if facts.id != "cpu") or ("cpu",)
    else:
        found = (device,)
    return found * _ON_A_PROCESSOR if found == ("cpu",) else found


def enhancers_for(
    recipe: Recipe, device: str = "auto", tile_px: int | None = None, *, has_raw: bool = True
) -> tuple[Enhancer, ...]:
    """Networks for many photos at a time.

    Args:
        recipe: Without networks nobody is asked.
        device: As for `ids_for_many`.
        tile_px: As for `Enhancer`.
        has_raw: Whether there are RAW photos; others do not ask for the network of that step.
    """
    wanted = recipe.networks.keys() if has_raw else recipe.networks.keys() - {"raw"}
    ids = ids_for_many(device) if wanted else (device,)
    enhancers = tuple(Enhancer(id_, tile_px) for id_ in ids)
    if wanted:  # while the first photo is read elsewhere; whoever stops before does not wait for it
        practice = threading.Thread(target=_get_ready, args=(enhancers[0], recipe), daemon=True)
        practice.start()
    return enhancers


def _get_ready(enhancer: Enhancer, recipe: Recipe) -> None:
    try:
        enhancer.practise(recipe)
    except Exception as error:  # noqa: BLE001 - it will fail again with a photo, which can be told
        logger.info("what computes is not ready: %s", error)


def megapixels_per_s(device: str) -> float:
    """How fast a device lights photos, from looking at one to its pixels; 1.6 megapixels are tried.

    Args:
        device: An id of `devices_here()`.

    Raises:
        DeviceError: If it does not exist or fails.
        ModelError: If there is no network.
    """
    enhancer = Enhancer(device)
    _light_one(enhancer, 0)  # the first loads kernels and finds out formats
    begin = time.perf_counter()
    _light_one(enhancer, 1)  # another photo: what was computed of the first is remembered
    return _TRIAL[0] * _TRIAL[1] / _MEGA / (time.perf_counter() - begin)


def _light_one(enhancer: Enhancer, seed: int) -> None:
    noise = np.random.default_rng(seed).random((*_TRIAL, 3), np.float32)
    photo, recipe = Image(noise * np.float32(0.05), WORKING), Recipe()
    step = develop(photo, recipe, enhancer.survey(photo, recipe).networks)
    step(Region.whole(*_TRIAL))
