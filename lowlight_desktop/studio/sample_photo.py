"""The photo that comes with the program, to try it on: CC0, taken in little light."""

import shutil
from pathlib import Path

_SAMPLE = "Canon_PowerShot_S40_CRW_0117.CRW"
_SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


def sample_photo(folder: Path = _SAMPLES) -> Path | None:
    """The photo as it was installed, from where it is only read; None: it was left out.

    Args:
        folder: Of the samples.
    """
    path = folder / _SAMPLE
    return path if path.is_file() else None


def own_copy(sample: Path, pictures: Path) -> Path:
    """A copy that belongs to the user: edits and exports come to lie beside it.

    Args:
        sample: The photo.
        pictures: The user's folder of pictures.

    Returns:
        The copy, which may be from another time; where the disk refuses one, the photo itself.
    """
    copy = pictures / "Lowlight" / sample.name
    try:
        if not copy.is_file() or copy.stat().st_size != sample.stat().st_size:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(sample, copy)
    except OSError:
        return sample
    return copy
