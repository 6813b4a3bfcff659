import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.defects import MEASURES, find_defects
from tests.develop.defects.scene import dark_photo, encode, finding, lit_light

SIX = ["clipped lights", "color", "black", "texture and halos", "color noise", "no signal"]


def test_the_list_has_the_six_kinds_in_order() -> None:
    assert list(dict.fromkeys(measure.kind for measure in MEASURES)) == SIX


def test_a_photo_that_nobody_touched_has_no_defect() -> None:
    dark = dark_photo()
    assert [d.measure for d in find_defects(dark, dark) if not d.passed] == []


@pytest.mark.parametrize("with_reference", [False, True])
def test_a_photo_that_was_lit_well_has_no_defect(with_reference: bool) -> None:
    lit = encode(lit_light())
    found = find_defects(dark_photo(), lit, lit if with_reference else None)
    assert [(d.measure, d.value) for d in found if not d.passed] == []


def test_a_reference_judges_color_and_tells_its_own_numbers() -> None:
    lit = lit_light()
    gray = encode(np.repeat(lit.mean(axis=2, keepdims=True), 3, axis=2))
    # The input is as colorful as the lit photo, but the reference is gray: nothing to bleach.
    chroma = finding(find_defects(dark_photo(), gray, gray), "chroma loss")
    assert chroma.value == 0.0
    assert chroma.reference is not None
    assert chroma.reference > 90.0
    blind = finding(find_defects(dark_photo(), gray), "chroma loss")
    assert blind.value == pytest.approx(chroma.reference)
    assert blind.reference is None


def test_sentences_name_the_number_when_a_limit_is_passed() -> None:
    dark = dark_photo()
    burned = finding(find_defects(dark, np.full_like(dark, 255)), "newly clipped pixels")
    assert burned.sentence == "100.0 % of the photo burned out that had tones in the input."
    kept = finding(find_defects(dark, dark), "newly clipped pixels")
    assert kept.sentence == "Bright places keep their tones."


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (5, 3), (17, 33)])
def test_tiny_photos_are_measured_too(shape: tuple[int, int]) -> None:
    tiny = np.random.default_rng(3).integers(0, 256, (*shape, 3), np.uint8)
    found = find_defects(tiny, tiny, tiny)
    assert len(found) == len(MEASURES)
    assert all(np.isfinite(d.value) for d in found)


def test_photos_of_two_sizes_are_refused() -> None:
    dark = dark_photo()
    with pytest.raises(ValueError, match="one size"):
        find_defects(dark, dark[1:])
    with pytest.raises(ValueError, match="one size"):
        find_defects(dark, dark, dark[1:])


def test_a_reference_shows_texture_that_the_input_does_not() -> None:
    lit = encode(lit_light())
    black = np.zeros_like(lit)
    smooth = np.asarray(cv2.GaussianBlur(lit, (0, 0), 2.5), np.uint8)
    assert finding(find_defects(black, smooth), "texture loss").passed
    assert not finding(find_defects(black, smooth, lit), "texture loss").passed
