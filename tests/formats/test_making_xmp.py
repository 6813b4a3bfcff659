from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making, key_in, making_to_xmp
from lowlight_desktop.formats.recipe_xmp import recipe_from_xmp, recipe_to_xmp
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat, MetadataPolicy
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata
from lowlight_desktop.photo.recipe import Recipe
from tests.formats.finished_formats import FINISHED, fitting_values, shallowest

MADE = Making(("flw 2026-11-20", "sa-unet 2"), 0.38125)


def _written(folder: Path, form: FileFormat, making: Making, metadata: Metadata) -> Metadata:
    path = write_photo(
        folder / f"photo{form.suffix}",
        fitting_values(np.zeros((8, 8, 3), np.uint8), shallowest(form)),
        shallowest(form),
        metadata=metadata,
        recipe=Recipe(),
        making=making,
    )
    return read_metadata(path)


@pytest.mark.parametrize("form", FINISHED)
def test_models_and_brightness_stand_in_the_file_beside_the_recipe(
    tmp_path: Path, form: FileFormat
) -> None:
    xmp = _written(tmp_path, form, MADE, NO_METADATA).xmp
    assert xmp["Xmp.lowlight.MadeModels"] == MADE.models
    assert xmp["Xmp.lowlight.MadeTarget"] == "0.3812"
    assert recipe_from_xmp(xmp) == Recipe()


def test_without_networks_nothing_is_said_not_even_what_an_earlier_result_said(
    tmp_path: Path,
) -> None:
    first = _written(tmp_path, FileFormat.PNG, MADE, NO_METADATA)
    second = _written(tmp_path, FileFormat.PNG, WITHOUT_NETWORKS, first)
    assert not [key for key in second.xmp if "lowlight.Made" in key]


def test_no_decision_of_the_recipe_has_one_of_these_names() -> None:
    assert not making_to_xmp(MADE).keys() & recipe_to_xmp(Recipe()).keys()


@pytest.mark.parametrize("form", FINISHED)
def test_a_result_tells_what_it_was_made_of(tmp_path: Path, form: FileFormat) -> None:
    _written(tmp_path, form, Making(key="0a" * 32), NO_METADATA)
    assert key_in(tmp_path / f"photo{form.suffix}") == "0a" * 32


def test_the_key_of_an_original_is_not_taken_over(tmp_path: Path) -> None:
    first = _written(tmp_path, FileFormat.PNG, Making(key="0a" * 32), NO_METADATA)
    _written(tmp_path, FileFormat.JPEG, WITHOUT_NETWORKS, first)
    assert key_in(tmp_path / "photo.jpg") == ""


def test_who_wants_no_tags_gets_no_key(tmp_path: Path) -> None:
    path = write_photo(
        tmp_path / "photo.jpg",
        np.zeros((8, 8, 3), np.uint8),
        ExportOptions(metadata=MetadataPolicy.NOTHING),
        metadata=NO_METADATA,
        recipe=Recipe(),
        making=Making(key="0a" * 32),
    )
    assert key_in(path) == ""


def test_a_file_that_is_none_of_ours_has_no_key(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"no photo")
    assert key_in(tmp_path / "x.jpg") == key_in(tmp_path / "nowhere.jpg") == ""
