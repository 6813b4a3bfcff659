"""A photo as a linear DNG holds it: what the sensor saw, for a host to develop.

Light and finish are not in its pixels; a finished preview shows them.
"""

from dataclasses import dataclass, replace

import numpy as np

from lowlight_desktop.develop.orientation import upright
from lowlight_desktop.formats.dng_camera import CameraTags, camera_tags
from lowlight_desktop.formats.dng_layout import LinearRaw
from lowlight_desktop.formats.dng_pixels import BLACK, WHITE, documented_white, sensor_values
from lowlight_desktop.formats.noise_profile import profile_of
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.noise import noise_of

_ADVICE = Sentence("Choose TIFF with 16 bits.")


@dataclass(frozen=True, slots=True, eq=False)
class SensorPicture:
    """What a linear DNG holds beside its preview and the tags of the original.

    Attributes:
        raw: The pixels.
        camera: What is said about the camera.
    """

    raw: LinearRaw
    camera: CameraTags


def preview_options(options: ExportOptions) -> ExportOptions:
    """How the finished preview inside a DNG is made: as large as the photo, 8-bit sRGB."""
    full = options.in_full_size()
    return replace(full, format=FileFormat.JPEG, depth=8, space=SRGB)


def sensor_mosaic(photo: Photograph) -> Mosaic:
    """The sensor data of a photo that a linear DNG can be made of.

    Raises:
        WriteError: If it has none, or of other colors than red, green and blue.
    """
    mosaic = photo.mosaic
    if mosaic is None:
        kind = photo.source_format
        cause = Sentence(
            "a DNG is made of sensor data under a color filter, and this {0} holds none", kind
        )
        raise WriteError(photo.path, cause, _ADVICE)
    if mosaic.camera_matrix.shape != (3, 3) or not set("RGB") <= set(mosaic.colors):
        cause = Sentence(
            "a linear DNG holds red, green and blue, and its sensor has {0}", mosaic.colors
        )
        raise WriteError(photo.path, cause, _ADVICE)
    return mosaic


def sensor_picture(photo: Photograph, noise_left: float = 1.0) -> SensorPicture:
    """What a linear DNG of a photo holds.

    Args:
        photo: Developed, by LibRaw or by a network; not lit yet.
        noise_left: How much of the sensor's noise a network has left, in [0, 1]. At 0 nothing is
            known of the rest; else it is stated as the sensor has it, though the demosaic has
            spread it.

    Raises:
        WriteError: As `sensor_mosaic`.
    """
    mosaic = sensor_mosaic(photo)
    noise = noise_of(photo) if noise_left else None
    white = documented_white(photo.path, mosaic)
    raw = LinearRaw(
        sensor_values(photo.image, mosaic, white),
        black=BLACK,
        white=WHITE,
        orientation=mosaic.orientation,
        noise_profile=() if noise is None else _noise_profile(noise, noise_left, mosaic, white),
        is_clean=not noise_left,
        original_name=photo.path.name,
    )
    camera = camera_tags(photo.path, mosaic, photo.metadata)
    if upright(mosaic.data, mosaic.orientation).shape != (photo.image.height, photo.image.width):
        # LibRaw made the pixels square, or turned them: what counts the sensor's is wrong now.
        camera = replace(camera, picture=())
    return SensorPicture(raw, camera)


def _noise_profile(
    noise: NoiseLevel, left: float, mosaic: Mosaic, white: float
) -> tuple[float, ...]:
    """Of red, green and blue; where a lens's shading was evened out, on the average."""
    places = [mosaic.colors.index(letter) for letter in "RGB"]
    lifted = np.ones(3) if mosaic.shading is None else mosaic.shading.gains.mean((0, 1))
    gain = [noise.gain[i] * left**2 * lift for i, lift in zip(places, lifted, strict=True)]
    read = [noise.read[i] * left * lift for i, lift in zip(places, lifted, strict=True)]
    return profile_of(gain, read, min(mosaic.black_level[:3]), white)
