import pytest

from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource, PictureNoise
from lowlight_desktop.photo.noise_words import (
    SOURCE_WORDS,
    noise_in_words,
    one_or_all,
    picture_noise_in_words,
)


def test_colors_that_agree_are_told_as_one() -> None:
    level = NoiseLevel((0.82, 0.83, 0.84), (3.1, 3.1, 3.1), NoiseSource.PROFILE)
    assert noise_in_words(level) == "gain 0.83 DN/e−, read 3.1 DN (from the file)"


def test_colors_that_differ_are_told_apart() -> None:
    level = NoiseLevel((1.6, 0.83, 1.2), (12.0, 11.0, 11.0), NoiseSource.TABLE)
    said = "gain 1.6/0.83/1.2 DN/e−, read 11 DN (measured for this camera)"
    assert noise_in_words(level) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0.0, "0"),
        (0.034, "0.034"),
        (0.996, "1"),
        (3.14, "3.1"),
        (9.96, "10"),
        (97.4, "97"),
        (184.2, "184"),
        (1234.0, "1234"),
    ],
)
def test_numbers_have_two_digits_and_never_an_exponent(number: float, said: str) -> None:
    assert one_or_all((number,)) == said


def test_every_source_has_its_words() -> None:
    assert set(SOURCE_WORDS) == set(NoiseSource)
    assert len(set(SOURCE_WORDS.values())) == len(NoiseSource)


@pytest.mark.parametrize(
    ("noise", "said"),
    [
        (PictureNoise(4.21, 0.25), "luminance 4.2, color 0.2 of 255"),
        (PictureNoise(0.36, 0.25), "luminance 0.4, color 0.2 of 255"),
        (PictureNoise(0.25, 0.34), "none found"),
    ],
)
def test_the_noise_of_a_picture(noise: PictureNoise, said: str) -> None:
    assert picture_noise_in_words(noise) == said
