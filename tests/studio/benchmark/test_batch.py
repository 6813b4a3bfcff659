import pytest

from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.benchmark.batch import COMPUTE, PIPELINE, SERIAL, measure_batch
from lowlight_desktop.studio.benchmark.photos import sample_pieces


def test_a_batch_is_measured_in_three_ways() -> None:
    said: list[str] = []
    figures = measure_batch(
        sample_pieces(),
        Recipe(),
        photos=2,
        megapixels=0.3,
        rounds=1,
        device="cpu",
        say=said.append,
    )
    assert [each.way for each in figures] == [COMPUTE, SERIAL, PIPELINE]
    assert said == ["round 1 of 1"]
    assert figures[0].share == 1.0
    for each in figures:
        assert each.photos_per_hour * each.seconds_per_photo == pytest.approx(3600)
        assert each.processor_s_per_photo > 0
