import json
from typing import Any

import pytest

from lowlight_desktop.formats.recipe_json import recipe_from_json, recipe_to_json
from lowlight_desktop.photo.errors import NewerRecipeError, RecipeError
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.photo.stroke import Stroke
from tests.formats.recipes import random_recipe


@pytest.mark.parametrize("seed", range(50))
def test_a_recipe_reads_back_as_itself(seed: int) -> None:
    recipe = random_recipe(seed)
    assert recipe_from_json(json.loads(json.dumps(recipe_to_json(recipe)))) == recipe


def test_it_is_written_so_that_people_can_read_it() -> None:
    stroke = Stroke(((0.25, 0.5), (0.75, 0.5)), radius=0.1, erases=True)
    data = recipe_to_json(Recipe(light=Light(limits=(stroke,)), finish=Finish(exposure_ev=-0.5)))
    assert data["version"] == 1
    assert data["raw"] == "fast"
    assert data["denoise"] == "off"
    assert data["light"]["target"] is None
    assert data["light"]["limits"] == [
        {"points": [[0.25, 0.5], [0.75, 0.5]], "radius": 0.1, "softness": 0.5, "strength": 1.0,
         "erases": True}
    ]  # fmt: skip
    assert data["finish"]["exposure_ev"] == -0.5


def test_what_is_missing_takes_its_default() -> None:
    assert recipe_from_json({"version": 1}) == Recipe()
    data = {"version": 1, "detail": "best", "light": {"strength": 1}, "finish": {}}
    assert recipe_from_json(data) == Recipe(detail=Quality.BEST)


def test_a_photo_that_was_edited_before_raws_were_cleaned_looks_as_it_did() -> None:
    """Files of that time have no group for noise, and say that the RAW network is off."""
    older = recipe_to_json(Recipe(raw=Quality.OFF, finish=Finish(exposure_ev=1.0)))
    del older["noise"]
    assert older["raw"] == "off"
    assert recipe_from_json(older) == Recipe(raw=Quality.OFF, finish=Finish(exposure_ev=1.0))


@pytest.mark.parametrize(
    "data",
    [
        {"version": 2},
        {"version": 2, "raw": 7},
        {"version": 1, "glow": 1.0},
        {"version": 1, "light": {"glow": 1.0}},
        {"version": 1, "light": {"limits": [{"points": [[0, 0]], "shape": "round"}]}},
    ],
)
def test_a_newer_version_is_told_apart(data: dict[str, Any]) -> None:
    with pytest.raises(NewerRecipeError, match="newer version of Lowlight"):
        recipe_from_json(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"version": 1, "finish": {"contrast": 7}}, "Contrast must be between -1 and 1, got 7"),
        ({"version": 1, "finish": {"contrast": float("nan")}}, "Contrast must be"),
        ({"version": 1, "finish": {"contrast": 10**400}}, "finish.contrast must be a number"),
        (
            {"version": 1, "finish": {"contrast": True}},
            "contrast must be a number, not True",
        ),
        (
            {"version": 1, "finish": {"contrast": None}},
            "contrast must be a number, not None",
        ),
        ({"version": 1, "finish": [1]}, "finish must be a group of entries"),
        ({"version": 1, "raw": "magic"}, "raw must be one of off, fast, best, not 'magic'"),
        ({"version": 1, "raw": ["off"]}, "raw must be one of"),
        ({"version": 1, "light": {"curve": [0.1] * 6}}, "7 numbers"),
        ({"version": 1, "light": {"curve": [0.1] * 6 + ["x"]}}, "light.curve 7 must be a number"),
        ({"version": 1, "light": {"curve": 3}}, "light.curve must be a list"),
        ({"version": 1, "light": {"limits": [{}]}}, "light.limits 1 lacks points"),
        ({"version": 1, "light": {"limits": [{"points": []}]}}, "at least one point"),
        ({"version": 1, "light": {"limits": [{"points": [[0, 0, 0]]}]}}, "list of 2, not of 3"),
        ({"version": 1, "light": {"limits": [{"points": [[9, 9]]}]}}, "must lie on its photo"),
        (
            {"version": 1, "light": {"limits": [{"points": [[0, 0]], "erases": "no"}]}},
            "limits 1.erases must be true or false",
        ),
        ({"version": "1"}, "not a recipe"),
        ({"version": True}, "not a recipe"),
        ({"version": 0}, "not a recipe"),
        ({"raw": "off"}, "not a recipe"),
        ([], "not a recipe"),
        (None, "not a recipe"),
    ],
)
def test_what_is_no_recipe_is_refused_and_said(data: object, said: str) -> None:
    with pytest.raises(RecipeError) as raised:
        recipe_from_json(data)
    assert said in str(raised.value)
    assert not isinstance(raised.value, NewerRecipeError)
