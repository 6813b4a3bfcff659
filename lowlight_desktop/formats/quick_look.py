"""Something to see of a photo at once: previews that cameras embed, coarse decoding, ratings.

Right in content and orientation, near in color; what is worked on and written comes from
`reading.py` alone.
"""

from pathlib import Path
from typing import TypeVar, cast

import cv2
import numpy as np
import rawpy
from numpy.typing import NDArray

from lowlight_desktop.develop.color import encode
from lowlight_desktop.develop.resize import fitted
from lowlight_desktop.formats import exiv2, icc
from lowlight_desktop.formats.color_decoding import to_working
from lowlight_desktop.formats.container import HEAD_BYTES, Container, container_of
from lowlight_desktop.formats.gain_maps import read_lens_shading
from lowlight_desktop.formats.jpeg_segments import read_header
from lowlight_desktop.formats.raw import opened
from lowlight_desktop.formats.raw_color import camera_to_working, develop_camera_rgb
from lowlight_desktop.formats.raw_sensor import black_levels, camera_matrix, white_balance
from lowlight_desktop.formats.raw_structure import holds_sensor_data
from lowlight_desktop.formats.reading import RAW_SUFFIXES, read_photo
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.image import Pixels, Rgb8
from lowlight_desktop.photo.lens_shading import LensShading
from lowlight_desktop.photo.looking import is_file

_REDUCED = (
    (8, cv2.IMREAD_REDUCED_COLOR_8),
    (4, cv2.IMREAD_REDUCED_COLOR_4),
    (2, cv2.IMREAD_REDUCED_COLOR_2),
    (1, cv2.IMREAD_COLOR),
)
# What LibRaw's flip is made of.
_ACROSS, _DOWN, _SWAPPED = 1, 2, 4
# A preview smaller than this share of what is wanted is not worth showing.
_LEAST_SHARE = 0.2
_RATING = "Xmp.xmp.Rating"
_STARS = 5


def quick_look(path: Path, longest_px: int) -> Rgb8:
    """A photo as fast as it can be seen.

    Args:
        path: The file.
        longest_px: The longer side is at most this; an embedded preview may be smaller.

    Returns:
        (h, w, 3) uint8 sRGB, upright; of a damaged file perhaps a part, or its intact preview.

    Raises:
        ReadError: If there is no photo, or nothing of it can be seen.
    """
    container = _container(path)
    found: Rgb8 | None = None
    if container is Container.RAW:
        preview = _embedded(path, longest_px)
        enough = preview is not None and max(preview.shape) >= _LEAST_SHARE * longest_px
        found = preview if enough else _developed_coarsely(path, longest_px)
    elif container is Container.JPEG:
        found = _decoded(path.read_bytes(), longest_px)
    if found is None:
        photo = read_photo(path).image.pixels  # says what is wrong, where something is
        found = _encoded(_fitted(photo, longest_px))
    return _fitted(found, longest_px)


def camera_jpeg(path: Path) -> Rgb8 | None:
    """The camera's own JPEG of a RAW, in full.

    Returns:
        (h, w, 3) uint8 sRGB, upright; None where the file holds none, or is no RAW.
    """
    return _embedded(path, None) if _container(path) is Container.RAW else None


def rating(path: Path) -> int | None:
    """A photo's stars, 0 to 5, from the XMP beside it or in it; None where nothing is said.

    Beside it lies `photo.xmp` (Adobe) or `photo.cr2.xmp` (darktable); it is newer than what the
    file itself says. A rejected photo (-1) has no stars.
    """
    beside = (path.with_suffix(".xmp"), path.with_suffix(".XMP"), Path(f"{path}.xmp"))
    for file in (f for f in (*(f for f in beside if f != path), path) if is_file(f)):
        try:
            said = exiv2.read_tags(file).xmp.get(_RATING)
            if said is not None:
                return min(max(round(float(str(said))), 0), _STARS)
        except (*exiv2.FAILURES, OverflowError):
            continue
    return None


def _container(path: Path) -> Container | None:
    """What a file is; None also where it cannot be read: `read_photo` will say why."""
    if not is_file(path):  # a pipe would be waited for, for ever
        return None
    try:
        with path.open("rb") as file:
            container = container_of(file.read(HEAD_BYTES))
    except OSError:
        return None
    if container is Container.TIFF:
        is_raw = path.suffix.lower() in RAW_SUFFIXES or holds_sensor_data(path)
        return Container.RAW if is_raw else container
    return container


def _decoded(data: bytes, longest_px: int | None, *, is_upright: bool = False) -> Rgb8 | None:
    """A JPEG at a fraction of its size, in sRGB; None where OpenCV cannot decode it.

    Args:
        data: The file's bytes.
        longest_px: The longer side that is wanted; None: all that there is.
        is_upright: Whether to pass over what EXIF says about its orientation.
    """
    try:
        header = read_header(data)
    except (ValueError, EOFError):
        return None
    if header.channels == 4 or header.bits != 8:
        return None
    longest = max(header.width, header.height)
    mode = next(m for k, m in _REDUCED if k == 1 or (longest_px and longest >= k * longest_px))
    mode |= cv2.IMREAD_IGNORE_ORIENTATION if is_upright else 0
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), mode)
    if bgr is None:  # pyright: ignore[reportUnnecessaryComparison] - it is for damaged data
        return None
    rgb = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)
    rgb = rgb if longest_px is None else _fitted(rgb, longest_px)
    return rgb if header.icc is None else _in_srgb(rgb, header.icc)


def _in_srgb(rgb: Rgb8, profile: bytes) -> Rgb8:
    """Colors of an embedded profile; most of those are sRGB and cost nothing."""
    if icc.profile_channels(profile) != 3 or not icc.is_usable(profile):
        return rgb
    if icc.is_additive(profile) and icc.known_space(profile) == SRGB:
        return rgb
    return _encoded(to_working(rgb, profile))


def _embedded(path: Path, longest_px: int | None) -> Rgb8 | None:
    """The largest picture that a RAW embeds, upright; None where there is none."""
    try:
        with rawpy.imread(str(path)) as raw:
            thumb, sizes = raw.extract_thumb(), raw.sizes
    except rawpy.LibRawError:  # no preview, an unknown kind of preview, or no RAW at all
        return None
    if thumb.format == rawpy.ThumbFormat.JPEG:
        assert isinstance(thumb.data, bytes)
        picture = _decoded(thumb.data, longest_px, is_upright=True)
    else:
        picture = np.asarray(thumb.data, np.uint8)
    if picture is None or picture.ndim != 3 or picture.shape[2] != 3:
        return None
    lies = picture.shape[1] >= picture.shape[0]
    if sizes.flip & _SWAPPED and lies != (sizes.raw_width >= sizes.raw_height):
        return picture  # the camera has turned its preview already
    return _upright(picture, sizes.flip)


def _upright(stored: NDArray[np.uint8], flip: int) -> Rgb8:
    """Turn a picture as LibRaw's flip bits say."""
    picture = stored[::-1] if flip & _DOWN else stored
    picture = picture[:, ::-1] if flip & _ACROSS else picture
    return np.ascontiguousarray(picture.swapaxes(0, 1) if flip & _SWAPPED else picture)


def _developed_coarsely(path: Path, longest_px: int) -> Rgb8:
    """A RAW without a preview: from a Bayer sensor every so many cells, else LibRaw's half size."""
    with opened(path) as raw:
        is_flat = raw.raw_type == rawpy.RawType.Flat and raw.raw_pattern is not None
        if is_flat and np.asarray(raw.raw_pattern).shape == (2, 2) and raw.num_colors == 3:
            cells = _cells(raw, longest_px, read_lens_shading(path))
            return _upright(_encoded(cells), raw.sizes.flip)
        half = raw.postprocess(half_size=True, use_camera_wb=True, no_auto_bright=True)
    return np.repeat(half, 3, axis=2) if half.shape[2] == 1 else half


def _cells(raw: rawpy.RawPy, longest_px: int, shading: LensShading | None) -> Pixels:
    """The mean color of every so many cells of a Bayer sensor, (h, w, 3) linear Rec. 2020."""
    data, pattern = raw.raw_image_visible, np.asarray(raw.raw_pattern)
    apart = 2 * -(-max(data.shape) // (2 * longest_px))
    height, width = (side // 2 * 2 for side in data.shape)
    black, balance = black_levels(raw), np.array(white_balance(raw)[:3], np.float32)
    names = raw.color_desc.decode("ascii")
    sums = np.zeros((*data[:height:apart, :width:apart].shape, 3), np.float32)
    for row, column in np.ndindex(2, 2):
        filter_ = int(pattern[row, column])
        color = "RGB".index(names[filter_])
        share = np.float32(1 / np.count_nonzero([names[f] == names[filter_] for f in pattern.flat]))
        values = data[row:height:apart, column:width:apart].astype(np.float32)
        sums[..., color] += (values - np.float32(black[filter_])) * share
    full = np.float32(raw.white_level - min(black[:3]))
    stored = sums * (balance / (full * balance.max())) * np.float32(65535)
    stored = np.clip(stored, 0, 65535).astype(np.uint16)
    matrix = camera_to_working(camera_matrix(raw))
    return develop_camera_rgb(stored, balance, matrix, shading)


S = TypeVar("S", np.uint8, np.float32)


def _fitted(picture: NDArray[S], longest_px: int) -> NDArray[S]:
    """Reduced by area averaging until its longer side has at most so many pixels."""
    height, width = fitted(picture.shape[0], picture.shape[1], longest_px)
    if (height, width) == picture.shape[:2]:
        return picture
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return cast("NDArray[S]", small)


def _encoded(light: Pixels) -> Rgb8:
    return encode(light, SRGB, 8).astype(np.uint8, copy=False)
