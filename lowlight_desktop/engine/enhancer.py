"""The networks on one device: chosen by a recipe, loaded when first needed.

Importing this file imports neither torch nor OpenVINO: who needs none never waits for them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lowlight_desktop.develop.blocks import PixelMemory
from lowlight_desktop.develop.develop import Networks, Step
from lowlight_desktop.engine.cleaning import PictureCleaner, RawCleaner
from lowlight_desktop.engine.model_store import MODELS, find, usable
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.errors import OutOfMemory
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.network_map import GAIN, LOCAL, NetworkMap
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.sentence import Sentence

if TYPE_CHECKING:
    from lowlight_desktop.develop.sensor_light import SensorLight
    from lowlight_desktop.engine.device import Device
    from lowlight_desktop.engine.light import SurveyedLight
    from lowlight_desktop.engine.light_facts import LightFacts
    from lowlight_desktop.engine.loading import Loaded
    from lowlight_desktop.engine.memory import Appetite

logger = logging.getLogger(__name__)

LIGHT_MAPS = (GAIN, LOCAL)
"""What every light network can show of its work."""

# As most photos are shaped: the size in which results are tried is often the same.
_PRACTICE = (342, 512, 3)
_GRAY = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Lighting:
    """A light network that has seen a photo: what a preview wants of it besides `develop()`.

    Attributes:
        target: Mean brightness that it aims at; with a curve of the photographer's, reaches.
        curve: The seven parameters of the curve that is at work.
        maps: What it can show of its work.
    """

    target: float
    curve: tuple[float, ...]
    maps: tuple[NetworkMap, ...]
    _light: SurveyedLight
    _tile_px: int
    _on_cpu: Callable[[], Loaded]

    def full(self, before: Step, size: tuple[int, int], memory: PixelMemory | None = None) -> Step:
        """The photo lit at full strength, without brush; equal places, equal pixels.

        Args:
            before: The photo before the light step, in any size.
            size: (H, W) of it in that size.
            memory: Where the finished pixels are remembered; None: a little memory of its own.
        """
        from lowlight_desktop.engine.light import full_light

        return full_light(
            self._in(size), before, tile_px=self._tile_px, on_cpu=self._on_cpu, memory=memory
        )

    def map(
        self, name: str, before: Step, after: Step, region: Region, size: tuple[int, int]
    ) -> Pixels:
        """One of `maps`, (h, w) float32 in its unit, for a region of the photo in any size.

        Args:
            name: The map's id.
            before: The photo before the light step.
            after: The photo after it.
            region: In that size.
            size: (H, W) of it.
        """
        from lowlight_desktop.engine.attention import light_map

        return light_map(self._in(size), name, before, after, region)

    def quick_facts(self, facts: LightFacts) -> LightFacts:
        """Facts that make surveys of this photo several times faster, and a little less exact.

        Args:
            facts: What the photo was surveyed with.
        """
        from lowlight_desktop.engine.light import quick_facts

        return quick_facts(self._light, facts)

    def _in(self, size: tuple[int, int]) -> SurveyedLight:
        return replace(self._light, survey=replace(self._light.survey, size=size))


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A photo that the networks have looked at.

    Attributes:
        networks: For `develop()`.
        target: The brightness that the light step aims at, or None where it is off.
        models: Ids of the models at work.
        light: More of the light step; None where it is off.
    """

    networks: Networks
    target: float | None = None
    models: tuple[str, ...] = ()
    light: Lighting | None = None

    @property
    def curve(self) -> tuple[float, ...] | None:
        """The seven parameters of the light curve at work, or None where the step is off."""
        return None if self.light is None else self.light.curve


class Enhancer:
    """Networks on one device; for one thread, beside which `practise` alone may run.

    Args:
        device: "auto", or an id of `engine.device.available()`.
        tile_px: Side of a tile, or None: as large as is good and memory allows.
        budget_bytes: Memory that tiles are planned for at most, or None: what is free.
        models: The folder of models.
    """

    def __init__(
        self,
        device: str = "auto",
        tile_px: int | None = None,
        budget_bytes: int | None = None,
        models: Path = MODELS,
    ) -> None:
        self._models = models
        self._wish = device
        self._tile_px = tile_px
        self._budget_bytes = budget_bytes
        self._device: Device | None = None
        self._loaded: dict[tuple[str, str, str], Loaded] = {}
        self._loading = threading.Lock()

    @property
    def device(self) -> Device:
        """Where the networks work; the first question may import torch."""
        if self._device is None:
            from lowlight_desktop.engine.device import choose

            self._device = choose(self._wish)
        return self._device

    def ready_device(self) -> Device:
        """The same, with the libraries loaded that compute there: the first photo finds them."""
        from lowlight_desktop.engine.loading import get_ready

        get_ready(self.device)
        return self.device

    def practise(self, recipe: Recipe) -> None:
        """Look at a small gray photo: what a network makes once, it has made for the first one.

        For another thread, while that photo is read: OpenVINO takes 70 ms for the first question
        that has an answer kept on disk. Others, who want one thread at a time, do not practise.

        Args:
            recipe: Its light network is asked.

        Raises:
            LowlightError: As `survey`.
        """
        device = self.ready_device()
        if recipe.light.quality is Quality.OFF:
            return
        model = self._model("light", recipe.light.quality, device)
        if model.way.backend == "openvino":
            from lowlight_desktop.engine.light import practise

            practise(model, Image(np.full(_PRACTICE, _GRAY, np.float32), WORKING))

    def on_processor(self) -> Enhancer:
        """The same on the processor, for when the device has failed."""
        return Enhancer("cpu", self._tile_px, self._budget_bytes, self._models)

    def has(self, step: str, quality: Quality) -> bool:
        """Whether a network for a step can be computed here; torch is not imported."""
        cards = usable(self._models)
        return any((card.step, card.quality) == (step, quality.value) for card in cards)

    def look_at(self, photo: Image) -> LightFacts:
        """What `survey` needs of the whole photo, whatever the recipe."""
        from lowlight_desktop.engine.light_facts import look_at

        return look_at(photo)

    def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
        """Let every network of the recipe after the cleaning look at the photo, once.

        Args:
            photo: Upright, in the working space; it is clean already.
            recipe: What the photographer wants.
            facts: What `look_at(photo)` has said, where it was asked before.

        Raises:
            ModelError: If the recipe asks for a network that is not installed.
            DeviceError: If the device does not exist.
            OutOfMemory: If not even the processor has enough memory.
        """
        if recipe.light.quality is Quality.OFF:
            return Surveyed(Networks())
        return self._survey_light(photo, recipe.light, facts)

    def survey_raw(self, light: SensorLight, quality: Quality) -> RawCleaner | None:
        """Let the RAW network look at the sensor's data, once.

        Args:
            light: Of a Bayer sensor.
            quality: Which network; not off.

        Returns:
            None for a photo too small to look at.

        Raises:
            ModelError: If there is no such network.
            DeviceError: If the device does not exist.
            OutOfMemory: If not even the processor has enough memory.
        """
        from lowlight_desktop.engine.memory import RAW
        from lowlight_desktop.engine.raw import least_side, survey_raw
        from lowlight_desktop.engine.way_out import surveyed

        on_cpu = self._on_cpu("raw", quality)
        model = self._model("raw", quality, self.device)
        height, width = light.values.shape
        if min(height, width) < least_side(model):
            return None
        model, raw = surveyed(model, on_cpu, lambda there: survey_raw(there, light))
        tile_px = self._tile_size(model.device, (height, width), RAW)
        logger.info("raw: tiles of %d, bfloat16 %s", tile_px, raw.fast)
        return RawCleaner(model.card.id, raw, tile_px, on_cpu)

    def picture_noise(
        self,
        photo: Image,
        quality: Quality,
        *,
        step: str = "denoise",
        look: Callable[[], None] | None = None,
    ) -> PictureNoise:
        """How noisy a developed picture is.

        Args:
            photo: In the working space.
            quality: Of the network that is asked; not off.
            step: As for `survey_picture`.
            look: Likewise.

        Raises:
            ModelError: If there is no such network.
            DeviceError: If the device does not exist.
        """
        from lowlight_desktop.engine.denoise import noise_of_picture
        from lowlight_desktop.engine.way_out import surveyed

        on_cpu = self._on_cpu(step, quality)
        model = self._model(step, quality, self.device)
        return surveyed(model, on_cpu, lambda there: noise_of_picture(there, photo), look)[1]

    def survey_picture(
        self,
        photo: Image,
        quality: Quality,
        noise_level: float = 1.0,
        *,
        step: str = "denoise",
        look: Callable[[], None] | None = None,
    ) -> PictureCleaner:
        """Let a network that cleans look at a developed picture, once.

        Args:
            photo: In the working space.
            quality: Which network; not off.
            noise_level: The noise is taken to be this much of what is found.
            step: "denoise", or "detail": what is found is then what compression has changed.
            look: Raises what stops the work, a few times a second; None: nothing does.

        Raises:
            ModelError: If there is no such network.
            DeviceError: If the device does not exist.
            OutOfMemory: If not even the processor has enough memory.
        """
        from lowlight_desktop.engine.denoise import survey_picture
        from lowlight_desktop.engine.memory import DENOISE, DETAIL
        from lowlight_desktop.engine.way_out import surveyed

        on_cpu = self._on_cpu(step, quality)
        model = self._model(step, quality, self.device)
        model, picture = surveyed(
            model, on_cpu, lambda there: survey_picture(there, photo, noise_level), look
        )
        appetite = DETAIL if step == "detail" else DENOISE
        tile_px = self._tile_size(model.device, (photo.height, photo.width), appetite)
        logger.info("%s: %s, tiles of %d, bfloat16 %s", step, picture.noise, tile_px, picture.fast)
        maps = picture.maps
        return PictureCleaner(model.card.id, picture.noise, maps, picture, tile_px, on_cpu)

    def _survey_light(self, photo: Image, wish: Light, facts: LightFacts | None) -> Surveyed:
        from lowlight_desktop.engine.light import SurveyedLight, light_step, survey_light
        from lowlight_desktop.engine.memory import LIGHT
        from lowlight_desktop.engine.way_out import surveyed

        on_cpu = self._on_cpu("light", wish.quality)
        model = self._model("light", wish.quality, self.device)
        model, survey = surveyed(
            model, on_cpu, lambda there: survey_light(there, photo, wish, facts)
        )
        tile_px = self._tile_size(model.device, (photo.height, photo.width), LIGHT, model.lanes)
        fast = model.way.bfloat16
        logger.info("light: target %.3f, tiles of %d, bfloat16 %s", survey.target, tile_px, fast)

        def step(before: Step) -> Step:
            return light_step(
                model, survey, wish, before, tile_px=tile_px, fast=fast, on_cpu=on_cpu
            )

        at_work = SurveyedLight(model, survey, wish, fast)
        light = Lighting(survey.target, survey.curve, LIGHT_MAPS, at_work, tile_px, on_cpu)
        return Surveyed(Networks(step), survey.target, (model.card.id,), light)

    def _on_cpu(self, step: str, quality: Quality) -> Callable[[], Loaded]:
        def loaded() -> Loaded:
            from lowlight_desktop.engine.device import choose

            return self._model(step, quality, choose("cpu"))

        return loaded

    def _model(self, step: str, quality: Quality, device: Device) -> Loaded:
        from lowlight_desktop.engine.device import choose
        from lowlight_desktop.engine.loading import load

        key = (step, quality.value, device.id)
        with self._loading:
            if key in self._loaded:
                return self._loaded[key]
            card = find(step, quality.value, self._models)
            try:
                return self._loaded.setdefault(key, load(card, device))
            except OutOfMemory:
                if device.id == "cpu":
                    raise
            logger.warning("%s has no room for %s; the CPU goes on", device.name, card.title)
        return self._model(step, quality, choose("cpu"))  # the next photo may find room

    def _tile_size(
        self, device: Device, size: tuple[int, int], appetite: Appetite, at_once: int = 1
    ) -> int:
        from lowlight_desktop.engine.memory import tile_size
        from lowlight_desktop.engine.tiles import out_of_memory_as_event

        if self._tile_px is not None:
            return self._tile_px
        with out_of_memory_as_event(Sentence("The device does not say how much memory it has")):
            return tile_size(device, size, appetite, self._budget_bytes, at_once)
