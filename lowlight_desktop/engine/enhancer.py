"""The networks on one device: chosen by a recipe, loaded when first needed.

Importing this file does not import torch: a recipe with every network off never waits for it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lowlight_desktop.develop.develop import Networks, Step
from lowlight_desktop.photo.errors import ModelError, OutOfMemory
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.recipe import Light, Quality, Recipe

if TYPE_CHECKING:
    from lowlight_desktop.engine.device import Device
    from lowlight_desktop.engine.loading import Loaded

logger = logging.getLogger(__name__)

_NETWORK_STEPS = ("raw", "denoise", "detail")


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A photo that the networks have looked at.

    Attributes:
        networks: For `develop()`.
        target: The brightness that the light step aims at, or None where it is off.
        models: Ids of the models at work.
    """

    networks: Networks
    target: float | None = None
    models: tuple[str, ...] = ()


class Enhancer:
    """Networks on one device; not to be shared between threads.

    Args:
        device: "auto", or an id of `engine.device.available()`.
        tile_px: Side of a tile, or None: as large as is good and memory allows.
    """

    def __init__(self, device: str = "auto", tile_px: int | None = None) -> None:
        self._wish = device
        self._tile_px = tile_px
        self._device: Device | None = None
        self._loaded: dict[tuple[str, str, str], Loaded] = {}

    @property
    def device(self) -> Device:
        """Where the networks work; the first question imports torch."""
        if self._device is None:
            from lowlight_desktop.engine.device import choose

            self._device = choose(self._wish)
        return self._device

    def survey(self, photo: Image, recipe: Recipe) -> Surveyed:
        """Let every network of the recipe look at the whole photo, once.

        Raises:
            ModelError: If the recipe asks for a network that is not installed.
            DeviceError: If the device does not exist.
            OutOfMemory: If not even the processor has enough memory.
        """
        for step in _NETWORK_STEPS:
            quality: Quality = getattr(recipe, step)
            if quality is not Quality.OFF:
                self._model(step, quality, self.device)
        if recipe.light.quality is Quality.OFF:
            return Surveyed(Networks())
        return self._survey_light(photo, recipe.light)

    def _survey_light(self, photo: Image, wish: Light) -> Surveyed:
        import torch

        from lowlight_desktop.engine.device import choose
        from lowlight_desktop.engine.light import light_step, survey_light
        from lowlight_desktop.engine.loading import fastest_format
        from lowlight_desktop.engine.tiles import out_of_memory_as_event

        def on_cpu() -> Loaded:
            return self._model("light", wish.quality, choose("cpu"))

        model = self._model("light", wish.quality, self.device)
        try:
            with out_of_memory_as_event("The photo could not be surveyed"):
                survey = survey_light(model, photo, wish)
        except OutOfMemory:
            if model.device.id == "cpu":
                raise
            logger.warning("%s has too little memory; the CPU goes on", model.device.name)
            model = on_cpu()
            with out_of_memory_as_event("The photo could not be surveyed"):
                survey = survey_light(model, photo, wish)
        tile_px = self._tile_size(model.device, photo)
        fast = fastest_format(model.device) is torch.bfloat16
        logger.info("light: target %.3f, tiles of %d, bfloat16 %s", survey.target, tile_px, fast)

        def step(before: Step) -> Step:
            return light_step(
                model, survey, wish, before, tile_px=tile_px, fast=fast, on_cpu=on_cpu
            )

        return Surveyed(Networks(step), survey.target, (model.card.id,))

    def _model(self, step: str, quality: Quality, device: Device) -> Loaded:
        from lowlight_desktop.engine.loading import load
        from lowlight_desktop.engine.model_store import find

        key = (step, quality.value, device.id)
        if key not in self._loaded:
            card = find(step, quality.value)
            if step != "light":
                raise ModelError(f"{card.title} cannot be used by this version.")
            self._loaded[key] = load(card, device)
        return self._loaded[key]

    def _tile_size(self, device: Device, photo: Image) -> int:
        from lowlight_desktop.engine.memory import tile_size

        if self._tile_px is not None:
            return self._tile_px
        return tile_size(device, photo.height, photo.width)
