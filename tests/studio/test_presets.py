import pytest

from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.photo.recipe import Finish, Light, Noise, Quality, Recipe
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.presets import BUILT_IN, Preset, find_preset

STROKE = Stroke(((0.5, 0.5),))


def test_five_looks_come_with_the_program_each_described_in_a_line() -> None:
    names = ["City lights", "Indoor", "Stars", "Concert", "High-ISO portrait"]
    assert [preset.name for preset in BUILT_IN] == names
    assert all(20 < len(preset.about) <= 90 and preset.about.endswith(".") for preset in BUILT_IN)
    assert len({preset.recipe for preset in BUILT_IN}) == len(BUILT_IN)


def test_no_look_of_the_program_asks_for_a_network_that_there_is_not() -> None:
    there_is = {(card.step, card.quality) for card in installed()}
    for preset in BUILT_IN:
        recipe = preset.recipe
        steps = {"raw": recipe.raw, "denoise": recipe.denoise, "detail": recipe.detail}
        asked = steps | {"light": recipe.light.quality}
        assert {(s, q.value) for s, q in asked.items() if q is not Quality.OFF} <= there_is


def test_every_look_of_the_program_cleans_a_raw_and_lights_it() -> None:
    for preset in BUILT_IN:
        assert (preset.recipe.raw, preset.recipe.light.quality) == (Quality.FAST, Quality.FAST)


def test_a_preset_carries_no_brush_strokes() -> None:
    assert Preset("x", Recipe(light=Light(strength=0.5, limits=(STROKE,)))).recipe == Recipe(
        light=Light(strength=0.5)
    )


def test_a_photo_keeps_its_own_strokes_and_nothing_else() -> None:
    photo = Recipe(light=Light(limits=(STROKE,)), finish=Finish(contrast=1.0))
    preset = Preset("x", Recipe(light=Light(strength=0.5)))
    assert preset.on(photo) == Recipe(light=Light(strength=0.5, limits=(STROKE,)))


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "two\nlines", "...", "tab\tbed", "_"])
def test_a_name_that_says_nothing_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Preset(name, Recipe())


@pytest.mark.parametrize("typed", ["City lights", "city-lights", "CITY_LIGHTS", " city  lights "])
def test_a_preset_is_found_however_its_name_is_typed(typed: str) -> None:
    found = find_preset(typed, BUILT_IN)
    assert found is not None
    assert found.name == "City lights"


def test_an_unknown_name_finds_nothing() -> None:
    assert find_preset("city", BUILT_IN) is None


def test_a_preset_says_nothing_about_a_sensor() -> None:
    known = Recipe(noise=Noise(profile=(2.0, 3.0), luminance_noise=0.5))
    preset = Preset("Night", known)
    assert preset.recipe.noise == Noise(luminance_noise=0.5)
    assert preset.on(known).noise == known.noise
