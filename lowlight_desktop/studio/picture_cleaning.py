"""A developed picture cleaned by a network: of its noise, or of what compression has made of it."""

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np

from lowlight_desktop.develop.blend import blend
from lowlight_desktop.develop.noise_mix import cleaned_as_far
from lowlight_desktop.develop.resize import fitted
from lowlight_desktop.engine.cleaning import PictureCleaner
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.network_map import NetworkMap
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.room import room_for
from lowlight_desktop.studio.pieces import PieceWork

Mix = Callable[[Pixels, Pixels], Pixels]
"""A picture before and after, (h, w, 3) linear Rec. 2020, to what is wished of both."""


class PictureCleaning:
    """One such step of one photo, piece by piece: who stops in between can go on later.

    Lives in one thread.

    Args:
        photo: In the working space.
        cleaner: The network, which has looked at it.
        mix: How far it goes.
    """

    def __init__(self, photo: Image, cleaner: PictureCleaner, mix: Mix) -> None:
        self._photo, self._cleaner, self._mix = photo, cleaner, mix
        self._out: Pixels = room_for(photo.pixels.shape)
        self._work = PieceWork(self._cleaner.blocks, photo.height * photo.width)
        self._image: Image | None = None

    @property
    def model(self) -> str | None:
        """Id of the network at work; None: there is nothing to do for it."""
        return None if self._cleaner.is_clean else self._cleaner.model

    @property
    def noise(self) -> PictureNoise:
        """That was found, before `Noise.noise_level` scales it."""
        return self._cleaner.noise

    @property
    def image(self) -> Image | None:
        """The clean photo, or None while there is work to do."""
        return self._image

    @property
    def maps(self) -> tuple[NetworkMap, ...]:
        """The network's gates, place by place."""
        return self._cleaner.maps

    def attended(self, row: int, column: int) -> tuple[Region, Pixels] | None:
        """What the network compares one place with; as `denoise.attended`."""
        return self._cleaner.attended(row, column)

    def channel_gates(self) -> tuple[Pixels, ...]:
        """How far the channels weighed as wholes may pass, (n,) in [0, 1], for each of `maps`."""
        return self._cleaner.channel_gates()

    def go_on(self, progress: Progress) -> Image:
        """Do what is left to do; after an error, all of it.

        Raises:
            OutOfMemory: If not even the processor has enough memory.
            Cancelled: If the user wants to stop; what is done stays done.
        """
        if self._image is None:
            self._work.go_on(self._put, progress)
            self._image = Image(self._out, self._photo.space, self._photo.alpha)
        progress.at(1.0)
        return self._image

    def map(self, name: str, budget_px: int, progress: Progress) -> Pixels:
        """One of `maps` over the whole photo; the network works as long as it does to clean it.

        Args:
            name: The map's id.
            budget_px: About how many values there may be.
            progress: Looked at between pieces.

        Returns:
            (h, w) float32 in [0, 1], in the photo's shape; (h, w, 3) for shares of three streams.

        Raises:
            Cancelled: If the user wants to stop.
        """
        height, width = self._photo.height, self._photo.width
        longest = round((budget_px * max(height, width) / min(height, width)) ** 0.5)
        size = fitted(height, width, longest)
        out = np.empty(size, np.float32)
        down, across = size[0] / height, size[1] / width

        def put(region: Region, gate: Pixels) -> None:
            nonlocal out
            if out.ndim < gate.ndim:  # the network alone knows, and has not been asked before
                out = np.empty((*size, gate.shape[2]), np.float32)
            top, bottom = round(region.top * down), max(round(region.bottom * down), 1)
            left, right = round(region.left * across), max(round(region.right * across), 1)
            if top < bottom and left < right:
                room = (right - left, bottom - top)
                out[top:bottom, left:right] = cv2.resize(gate, room, interpolation=cv2.INTER_AREA)

        work = PieceWork(partial(self._cleaner.gate_blocks, name), height * width)
        work.go_on(put, progress)
        return out

    def _put(self, region: Region, clean: Pixels) -> None:
        self._out[region.slices] = self._mix(self._photo.pixels[region.slices], clean)


def denoising(
    photo: Image, recipe: Recipe, enhancer: Enhancer, progress: Progress
) -> PictureCleaning:
    """The denoise step of a photo.

    Args:
        photo: In the working space.
        recipe: Only `denoise`, which is not off, and `noise` matter.
        enhancer: The networks.
        progress: Looked at while the network looks at the photo.

    Raises:
        ModelError: If the recipe asks for a network that is not installed.
        OutOfMemory: If not even the processor has enough memory.
        Cancelled: If the user wants to stop.
    """
    wish, look = recipe.noise, progress.look
    cleaner = enhancer.survey_picture(photo, recipe.denoise, wish.noise_level, look=look)
    return PictureCleaning(photo, cleaner, lambda a, b: cleaned_as_far(a, b, wish))


def repairing(
    photo: Image, recipe: Recipe, enhancer: Enhancer, progress: Progress
) -> PictureCleaning:
    """The detail step of a photo; as `denoising`, of `detail` and `repair`."""
    strength = recipe.repair.detail_strength
    cleaner = enhancer.survey_picture(photo, recipe.detail, step="detail", look=progress.look)
    return PictureCleaning(photo, cleaner, lambda a, b: blend(a, b, strength))
