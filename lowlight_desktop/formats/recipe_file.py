"""A recipe out of any file of ours that holds one: a recipe alone, a sidecar, a preset."""

from pathlib import Path
from typing import cast

from lowlight_desktop.formats.json_object import read_json
from lowlight_desktop.formats.recipe_json import checked_entries, recipe_from_json
from lowlight_desktop.photo.errors import ReadError, RecipeError
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence, said_by


def read_recipe(path: Path) -> Recipe:
    """The recipe in a JSON file.

    Raises:
        ReadError: If there is no such file, or no recipe in it.
    """
    try:
        entries = checked_entries(read_json(path), Sentence("a recipe"))
        return recipe_from_json(entries.get("recipe", cast("object", entries)))
    except FileNotFoundError as error:
        raise ReadError(path, Sentence("there is no such file")) from error
    except RecipeError as error:
        raise ReadError(path, said_by(error)) from error
