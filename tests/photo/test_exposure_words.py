import pytest

from lowlight_desktop.photo.exposure_words import (
    aperture_words,
    exposure_words,
    focal_length_words,
    iso_words,
    shutter_words,
)
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata


@pytest.mark.parametrize(
    ("exposure_s", "words"),
    [
        (0.166667, "1/6 s"),
        (0.0166667, "1/60 s"),
        (2.0**-13, "1/8192 s"),  # what APEX makes of 1/8000
        (0.25, "1/4 s"),
        (0.29, "0.3 s"),  # a third would be 15 % off
        (0.3, "0.3 s"),
        (0.5, "0.5 s"),
        (0.99996, "1.0 s"),
        (2.0, "2.0 s"),
        (9.97, "10 s"),
        (30.2, "30 s"),
        (1200.0, "1200 s"),
    ],
)
def test_an_exposure_time_is_written_as_on_a_camera(exposure_s: float, words: str) -> None:
    assert shutter_words(exposure_s) == words


@pytest.mark.parametrize(
    ("f_number", "words"),
    [(2.92184, "f/2.9"), (0.95, "f/0.95"), (8.0, "f/8"), (11.3, "f/11"), (160.0, "f/160")],
)
def test_an_f_number_has_two_digits(f_number: float, words: str) -> None:
    assert aperture_words(f_number) == words


@pytest.mark.parametrize(
    ("length_mm", "words"), [(35.2, "35 mm"), (7.09375, "7.1 mm"), (4.0, "4 mm"), (400.4, "400 mm")]
)
def test_a_focal_length_is_whole_but_for_small_cameras(length_mm: float, words: str) -> None:
    assert focal_length_words(length_mm) == words


def test_iso_stands_before_its_number() -> None:
    assert iso_words(400.0) == "ISO 400"


def test_a_line_holds_what_is_known() -> None:
    known = Metadata(iso=400.0, exposure_s=2.0, aperture=2.92184, focal_length_mm=35.0)
    assert exposure_words(known) == "2.0 s, f/2.9, ISO 400, 35 mm"
    assert exposure_words(Metadata(iso=50.0)) == "ISO 50"
    assert exposure_words(NO_METADATA) == ""
