"""Recipes for tests."""

from typing import Any

import numpy as np

from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import CURVE_STEPS, Finish, Light, Noise, Quality, Recipe
from lowlight_desktop.photo.stroke import Stroke


def random_recipe(seed: int) -> Recipe:
    """Any recipe there is: every declared number anywhere in its range."""
    rng = np.random.default_rng(seed)

    def numbers(declaring: type) -> dict[str, Any]:
        return {p.name: float(rng.uniform(p.low, p.high)) for p in params_of(declaring)}

    def quality() -> Quality:
        return list(Quality)[rng.integers(len(Quality))]

    def stroke() -> Stroke:
        points = rng.uniform(-0.2, 1.2, (rng.integers(1, 9), 2)).tolist()
        return Stroke(
            tuple((x, y) for x, y in points), **numbers(Stroke), erases=bool(rng.random() < 0.3)
        )

    target = float(rng.uniform(0.01, 0.99)) if rng.random() < 0.7 else None
    curve = tuple(rng.uniform(-1, 1, CURVE_STEPS).tolist()) if rng.random() < 0.5 else None
    profile = tuple(rng.uniform(0.01, 9.0, 2).tolist()) if rng.random() < 0.5 else None
    return Recipe(
        raw=quality(),
        denoise=quality(),
        noise=Noise(**numbers(Noise), profile=profile),
        detail=quality(),
        light=Light(
            quality(),
            target,
            **numbers(Light),
            curve=curve,
            limits=tuple(stroke() for _ in range(rng.integers(4))),
        ),
        finish=Finish(**numbers(Finish)),
    )
