"""A photo computed from top to bottom, so that it is never whole in floats."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from lowlight_desktop.develop.color import Stored, encode
from lowlight_desktop.develop.develop import Networks, Step
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.room import room_for
from lowlight_desktop.studio.reduction import crisp_bands

# A multiple of every tile size that the planner chooses, so that no tile is computed twice.
_BAND_ROWS = 512


@dataclass(slots=True)
class Reached:
    """How far a photo is, for who looks up more often than there is news.

    Attributes:
        progress: Is told.
        fraction: That it was told last, 0 to 1.
    """

    progress: Progress
    fraction: float = 0.0

    def at(self, fraction: float) -> None:
        """As `Progress.at`."""
        self.fraction = fraction
        self.progress.at(fraction)

    def look(self) -> None:
        """See whether to stop.

        Raises:
            Cancelled: If the user wants to stop.
        """
        self.progress.at(self.fraction)


def watched(networks: Networks, look: Callable[[], None]) -> Networks:
    """The same networks; they look up before every tile.

    Args:
        networks: Of one photo.
        look: Raises what stops the work.
    """
    light = networks.light
    if light is None:
        return networks

    def after_a_look(before: Step) -> Step:
        def step(region: Region) -> Pixels:
            look()
            return before(region)

        return light(step)

    return replace(networks, light=after_a_look)


def rendered(photo: Image, step: Step, options: ExportOptions, reached: Reached) -> Stored:
    """The finished photo in the file's numbers.

    Args:
        photo: Before it was developed, for its size.
        step: Gives the developed pixels.
        options: Space and depth.
        reached: Is told after every band.

    Returns:
        (H, W, 3) uint8 or uint16.
    """
    shape = (photo.height, photo.width, 3)
    values = room_for(shape, np.uint8 if options.depth == 8 else np.uint16)

    def store(top: int, light: Pixels) -> None:
        place = values[top : top + len(light)]
        encode(light, options.space, options.depth, top=top, out=place)

    storing = Future[None]()
    storing.set_result(None)
    with ThreadPoolExecutor(1) as pool:  # while the next band is computed
        for top, light in crisp_bands(step, bands(photo, reached), options.sharpening):
            storing.result()
            storing = pool.submit(store, top, light)
        storing.result()
    return values


def bands(photo: Image, reached: Reached) -> Iterator[Region]:
    """The photo from top to bottom; reports each when the next is asked for."""
    for top in range(0, photo.height, _BAND_ROWS):
        band = Region(top, 0, min(top + _BAND_ROWS, photo.height), photo.width)
        yield band
        reached.at(band.bottom / photo.height)


def stored_alpha(alpha: Pixels, depth: int) -> Stored:
    """Coverage in the file's numbers.

    Args:
        alpha: (H, W) in [0, 1].
        depth: Bits of the file; more than 8 fill 16, as `encode` has it.
    """
    scale = np.float32(0xFF if depth == 8 else 0xFFFF)
    return (alpha * scale + np.float32(0.5)).astype(np.uint8 if depth == 8 else np.uint16)
