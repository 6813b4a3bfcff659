from pathlib import Path

import pytest

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.hosts.external_editor import apply_to_all
from lowlight_desktop.photo.errors import Cancelled, ModelError
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.outcome import Failed
from tests.host_files import BRIGHTER, lightroom_tiff


def test_a_file_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    first, missing = lightroom_tiff(tmp_path / "a.tif"), tmp_path / "gone.tif"
    last = lightroom_tiff(tmp_path / "z.tif")
    paths = [first, missing, last]
    outcomes = list(
        apply_to_all(paths, BRIGHTER, Enhancer("cpu"), Progress(), lambda _path, _said: None)
    )
    assert [type(outcome) for outcome in outcomes] == [Exported, Failed, Exported]
    assert [outcome.source for outcome in outcomes] == paths


def test_cancelling_leaves_the_file_that_was_in_work(tmp_path: Path) -> None:
    paths = [lightroom_tiff(tmp_path / f"{name}.tif") for name in "ab"]
    before, token = paths[1].read_bytes(), CancelToken()
    outcomes = apply_to_all(
        paths, BRIGHTER, Enhancer("cpu"), Progress(token=token), lambda _path, _said: None
    )
    next(outcomes)
    token.cancel()
    with pytest.raises(Cancelled):
        next(outcomes)
    assert paths[1].read_bytes() == before


def test_without_a_network_nothing_is_touched(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before, no_models = path.read_bytes(), tmp_path / "models"
    no_models.mkdir()
    enhancer = Enhancer("cpu", models=no_models)
    with pytest.raises(ModelError):
        next(apply_to_all([path], Recipe(), enhancer, Progress(), lambda _path, _said: None))
    assert path.read_bytes() == before
