"""The formats of finished photos: a DNG holds sensor data, and has tests of its own."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat

FINISHED = tuple(form for form in FileFormat if form is not FileFormat.DNG)
WITHOUT_IPTC = frozenset({FileFormat.JXL, FileFormat.AVIF})
"""They say it in XMP."""


def shallowest(form: FileFormat) -> ExportOptions:
    """A format with its fewest bits."""
    return ExportOptions(form, min(form.depths))


def fitting_values(values: NDArray[np.uint8], options: ExportOptions) -> Stored:
    """Values of 8 bits as a file of that depth is given them."""
    return values if options.depth == 8 else values.astype(np.uint16) * 257
