"""Small JSON files of ours, read with care and written whole or not at all."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.placing import place
from lowlight_desktop.photo.errors import ReadError, RecipeError
from lowlight_desktop.photo.export_options import Existing
from lowlight_desktop.photo.sentence import Sentence

_LARGEST_BYTES = 64 << 20  # hundreds of thousands of brush points; a photo is larger


def read_json(path: Path) -> object:
    """What a JSON file holds.

    Raises:
        FileNotFoundError: If there is no such file.
        ReadError: If it cannot be read.
        RecipeError: If it can, and is no JSON.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise RecipeError(Sentence("it is far too large for settings"))
        return json.loads(path.read_text(encoding="utf-8-sig"))  # editors on Windows add a mark
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileNotFoundError(str(path)) from error
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise ReadError(path, Sentence("it cannot be read ({0})", said)) from error
    except (ValueError, RecursionError) as error:
        raise RecipeError(Sentence("it is damaged, or not JSON")) from error


def write_json(path: Path, data: Mapping[str, object]) -> None:
    """Put a JSON file in its place, over an older one.

    Raises:
        WriteError: If the disk refuses; the older one is as it was then.
    """
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def write(file: BinaryIO) -> None:
        file.write(text.encode("utf-8", "surrogatepass"))

    try:
        place(path, Existing.OVERWRITE, write)
    except (OSError, ValueError) as error:
        raise write_error(path, error) from error
