"""What a result is made of, in one word: equal keys, equal results."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.formats.recipe_json import recipe_to_json
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.studio.export_wish import ExportWish, wish_to_json

# They decide where a result goes, not what it is.
_PLACES = ("existing", "folder", "template")


def photo_key(source: Path, recipe: Recipe, options: ExportOptions) -> str:
    """The key of a photo under a recipe, with the weights that are installed now.

    Args:
        source: Its bytes count, its name does not.
        recipe: The look.
        options: The file.

    Returns:
        SHA-256 in hexadecimal, or "" where the photo cannot be read: who reads it will say why.

    Raises:
        ModelError: If a model's card cannot be read.
    """
    content = file_digest(source)
    if not content:
        return ""
    file = {k: v for k, v in wish_to_json(ExportWish(options)).items() if k not in _PLACES}
    parts = [content, recipe_to_json(recipe), file, _weights(recipe)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal; "" where there is no file, or it cannot be read."""
    with suppress(OSError, ValueError):  # a null character in the name
        if path.is_file():  # a pipe would not end
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def _weights(recipe: Recipe) -> list[str]:
    """The networks that a recipe may set to work, by their hashes."""
    steps = {
        "light": recipe.light.quality,
        "denoise": recipe.denoise,
        "raw": recipe.raw,
        "detail": recipe.detail,
    }
    # A RAW that the network for sensors cannot read is cleaned as a picture.
    wanted = set(steps.items())
    if recipe.raw is not Quality.OFF:
        wanted.add(("denoise", recipe.raw))
    names = {(step, quality.value) for step, quality in wanted}
    return [card.sha256 for card in installed() if (card.step, card.quality) in names]
