import math

import numpy as np
import pytest

from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Finish, Light, Recipe


def test_every_number_of_a_recipe_is_declared_with_its_default() -> None:
    names = [p.name for p in (*params_of(Light), *params_of(Finish))]
    assert names == [
        "strength", "protect_highlights", "keep_black",
        "exposure_ev", "contrast", "highlights", "shadows",
        "temperature", "tint", "saturation", "sharpening"
    ]  # fmt: skip
    for declared in (Light, Finish):
        made = declared()
        for p in params_of(declared):
            assert getattr(made, p.name) == p.default
            assert p.low <= p.default <= p.high


@pytest.mark.parametrize("value", [-5.01, 5.01, math.nan, math.inf])
def test_a_number_out_of_its_range_is_refused_by_name(value: float) -> None:
    with pytest.raises(ValueError, match="Exposure must be between -5 and 5"):
        Finish(exposure_ev=value)


def test_numpy_scalars_become_plain_floats() -> None:
    assert type(Finish(exposure_ev=float(np.float64(1.0))).exposure_ev) is float


@pytest.mark.parametrize("target", [0.0, 1.0, -0.2, math.nan])
def test_a_target_outside_of_zero_to_one_is_refused(target: float) -> None:
    with pytest.raises(ValueError, match=r"Brightness must be between 0\.01 and 0\.99"):
        Light(target=target)


def test_equal_recipes_are_equal() -> None:
    assert Recipe(light=Light(target=0.4)) == Recipe(light=Light(target=0.4))
    assert Recipe(light=Light(target=0.4)) != Recipe()
