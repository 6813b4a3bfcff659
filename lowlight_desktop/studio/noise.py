"""The noise of a photo, from whoever knows best."""

from lowlight_desktop.develop.noise_estimate import estimate_noise
from lowlight_desktop.formats.noise_profile import read_noise_profile
from lowlight_desktop.formats.noise_table import known_noise
from lowlight_desktop.photo.noise_level import NoiseLevel
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.timing import part


@part("noise of the sensor")
def noise_of(photo: Photograph, progress: Progress | None = None) -> NoiseLevel | None:
    """How noisy the sensor's values of a photo are.

    A profile in the file comes first, then the table of measured sensors, then an estimate from
    the photo itself.

    Args:
        photo: Of any kind.
        progress: Looked at again and again.

    Returns:
        None for photos without a mosaic.

    Raises:
        Cancelled: If the user wants to stop.
    """
    mosaic = photo.mosaic
    if mosaic is None:
        return None
    return (
        read_noise_profile(photo.path, mosaic)
        or known_noise(photo.metadata.camera, mosaic)
        or estimate_noise(mosaic, (progress or Progress()).look)
    )
