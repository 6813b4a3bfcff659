"""A RAW developed by the network instead of LibRaw: clean, in the working space."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from lowlight_desktop.develop.lens_shading import gains_at
from lowlight_desktop.develop.noise_mix import cleaned_as_far, is_whole
from lowlight_desktop.develop.orientation import as_stored, place_as_stored, upright
from lowlight_desktop.develop.sensor_light import sensor_light
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.raw_color import working_rgb
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Noise, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.room import room_for
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.photo.timing import part
from lowlight_desktop.studio.noise import noise_of
from lowlight_desktop.studio.pieces import PieceWork

_MOST_OF_RANGE = 0.25  # of the sensor's steps: with more noise there is no photo


def can_clean(photo: Photograph) -> bool:
    """Whether the RAW network knows what to do with a photo: a Bayer sensor saw it."""
    mosaic = photo.mosaic
    if mosaic is None or not mosaic.is_bayer:
        return False
    # Sensors that lie askew (Fuji's SuperCCD) have pictures of another shape.
    size = upright(mosaic.data, mosaic.orientation).shape
    return size == (photo.image.height, photo.image.width)


def needs_picture(recipe: Recipe) -> bool:
    """Whether the RAW step, where there is one, looks at what LibRaw would make of the mosaic."""
    return recipe.raw is Quality.OFF or not is_whole(recipe.noise)


def noise_for(photo: Photograph, wish: Noise, found: NoiseLevel | None = None) -> NoiseLevel | None:
    """The noise of a photo, before `Noise.noise_level` scales it.

    Args:
        photo: Of any kind.
        wish: The photographer's.
        found: What `noise_of(photo)` has said, where it was asked before.

    Returns:
        None for photos without a mosaic.

    Raises:
        ReadError: If what the photographer says cannot be true of this sensor.
    """
    said = None if photo.mosaic is None else _said(wish, photo.path, photo.mosaic)
    return said or found or noise_of(photo)


def _said(wish: Noise, path: Path, mosaic: Mosaic) -> NoiseLevel | None:
    if wish.profile is None:
        return None
    gain, read = wish.profile
    steps = mosaic.white_level - min(mosaic.black_level)
    if max(gain, read) > _MOST_OF_RANGE * max(steps, 1.0):
        raise ReadError(
            path,
            Sentence(
                "a noise profile of {0:g},{1:g} cannot be true of its sensor, which has "
                "{2:.0f} steps",
                gain,
                read,
                steps,
            ),
            Sentence("Give smaller numbers, or auto."),
        )
    colors = len(mosaic.colors)
    return NoiseLevel((gain,) * colors, (read,) * colors, NoiseSource.PHOTOGRAPHER)


class Development:
    """The RAW step of one photo, piece by piece: who stops in between can go on later.

    Lives in one thread.

    Args:
        photo: One that `can_clean`.
        noise: Of its mosaic.
        recipe: Only `raw`, which is not off, and the strengths of `noise` matter.
        enhancer: The networks.

    Raises:
        ModelError: If the recipe asks for a network that is not installed.
        OutOfMemory: If not even the processor has enough memory.
    """

    def __init__(
        self, photo: Photograph, noise: NoiseLevel, recipe: Recipe, enhancer: Enhancer
    ) -> None:
        assert photo.mosaic is not None
        self._photo, self._mosaic, self._wish = photo, photo.mosaic, recipe.noise
        light = sensor_light(photo.mosaic, noise)
        level = recipe.noise.noise_level
        # What stands out of the noise is judged by what the noise is, not by how it shall count.
        light = replace(light, gain=light.gain * level**2, read=light.read * level)
        self._cleaning = enhancer.survey_raw(light, recipe.raw)
        self._out: Pixels = room_for(photo.image.pixels.shape)
        rows, columns = photo.mosaic.data.shape
        blocks = None if self._cleaning is None else self._cleaning.blocks
        self._work = blocks and PieceWork(blocks, rows * columns)
        self._image: Image | None = photo.image if self._cleaning is None else None

    @property
    def model(self) -> str | None:
        """Id of the network at work; None for a photo too small to look at, which stays."""
        return None if self._cleaning is None else self._cleaning.model

    @property
    def image(self) -> Image | None:
        """The clean photo, or None while there is work to do."""
        return self._image

    def go_on(self, progress: Progress) -> Image:
        """Do what is left to do; after an error, all of it.

        Raises:
            OutOfMemory: If not even the processor has enough memory.
            Cancelled: If the user wants to stop; what is done stays done.
        """
        if self._image is None:
            assert self._work is not None  # else the photo stays
            self._work.go_on(self._put, progress)
            source = self._photo.image
            self._image = Image(self._out, source.space, source.alpha)
        progress.at(1.0)
        return self._image

    def attended(self, row: int, column: int) -> Pixels | None:
        """Where the network looks from a pixel of the upright photo: (16, 16), upright, or None.

        Args:
            row: Of the upright photo.
            column: Likewise.
        """
        if self._cleaning is None:
            return None
        turn, (height, width, _) = self._mosaic.orientation, self._out.shape
        place = place_as_stored((row, column), (height, width), turn)
        return upright(self._cleaning.attended(*place), turn)

    @part("color of the sensor")
    def _put(self, region: Region, camera: Pixels) -> None:
        mosaic = self._mosaic
        noisy, clean = (
            as_stored(p, mosaic.orientation)[region.slices]
            for p in (self._photo.image.pixels, self._out)
        )
        balance = np.asarray(mosaic.white_balance[:3], np.float32)
        gains = mosaic.shading and gains_at(mosaic.shading, region, mosaic.data.shape)

        def put(rows: slice) -> None:
            # What the network guesses above a full sensor is neither smooth nor neutral.
            full = np.minimum(camera[rows], np.float32(1.0))
            even = None if gains is None else gains[rows]
            developed = working_rgb(full, balance, mosaic.camera_matrix, even)
            clean[rows] = cleaned_as_far(noisy[rows], developed, self._wish)

        for_each_strip(put, region.height)
