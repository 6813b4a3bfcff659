import dataclasses
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.recipe_xmp import recipe_from_xmp, recipe_to_xmp
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.metadata import NO_METADATA
from lowlight_desktop.photo.recipe import Finish, Light, Noise, Quality, Recipe
from tests.formats.recipes import random_recipe


@pytest.mark.parametrize("seed", range(50))
def test_a_recipe_reads_back_as_itself(seed: int) -> None:
    recipe = random_recipe(seed)
    assert recipe_from_xmp(recipe_to_xmp(recipe)) == recipe


def test_a_recipe_reads_back_from_a_file(tmp_path: Path) -> None:
    recipe = random_recipe(99)
    path = write_photo(
        tmp_path / "lit.jpg",
        np.zeros((8, 8, 3), np.uint8),
        ExportOptions(),
        metadata=NO_METADATA,
        recipe=recipe,
    )
    assert recipe_from_xmp(read_metadata(path).xmp) == recipe


def test_every_decision_is_written() -> None:
    changed = recipe_to_xmp(Recipe())
    parts = {"noise": Noise, "light": Light, "finish": Finish}
    decisions = [f.name for f in dataclasses.fields(Recipe) if f.name not in parts]
    decisions += [
        f"{name}_{f.name}" for name, kind in parts.items() for f in dataclasses.fields(kind)
    ]
    assert len(changed) == len(decisions) + 1  # and the version


def test_a_missing_decision_is_read_as_its_default() -> None:
    tags = recipe_to_xmp(Recipe(detail=Quality.BEST))
    del tags["Xmp.lowlight.Detail"]
    assert recipe_from_xmp(tags) == Recipe()


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"Xmp.lowlight.SchemaVersion": "2"},
        {"Xmp.lowlight.SchemaVersion": "new"},
        {"Xmp.lowlight.SchemaVersion": "1", "Xmp.lowlight.FinishExposureEv": "99"},
        {"Xmp.lowlight.SchemaVersion": "1", "Xmp.lowlight.FinishExposureEv": "nan"},
        {"Xmp.lowlight.SchemaVersion": "1", "Xmp.lowlight.Raw": "magic"},
        {"Xmp.lowlight.SchemaVersion": "1", "Xmp.lowlight.LightTarget": "1.5"},
        {"Xmp.lowlight.SchemaVersion": "1", "Xmp.lowlight.LightCurve": "[0.1, 0.2"},
        {"Xmp.lowlight.SchemaVersion": "1", "Xmp.lowlight.LightLimits": "[" * 100_000},
    ],
)
def test_what_is_not_understood_is_no_recipe(tags: dict[str, str]) -> None:
    assert recipe_from_xmp(tags) is None
