import pytest
from PySide6.QtCore import QLocale

from lowlight_desktop.gui.panel.scale import linear, logarithmic
from lowlight_desktop.gui.panel.value_text import text_of, value_of
from lowlight_desktop.photo.param import Param, params_of
from lowlight_desktop.photo.recipe import Finish, Light
from lowlight_desktop.photo.stroke import Stroke

ALL = {p.name: p for p in (*params_of(Light), *params_of(Finish))}
EXPOSURE, SHARE, WARMTH = ALL["exposure_ev"], ALL["strength"], ALL["temperature"]


@pytest.mark.parametrize(
    ("param", "value", "text"),
    [
        (EXPOSURE, 0.35, "+0.35\xa0EV"),
        (EXPOSURE, -1.0, "−1.00\xa0EV"),
        (EXPOSURE, -0.001, "0.00\xa0EV"),  # no minus before a zero
        (SHARE, 0.85, "85%"),
        (ALL["contrast"], -0.2, "−20%"),
        (ALL["contrast"], 0.0, "0%"),
        (ALL["saturation"], 1.1, "110%"),  # a factor is shown as a share too
        (WARMTH, 12.0, "+12\xa0mired"),
        (ALL["tint"], -4.0, "−4"),
    ],
)
def test_numbers_are_shown_as_photographers_read_them(
    param: Param, value: float, text: str
) -> None:
    assert text_of(param, value) == text


@pytest.mark.parametrize(
    ("param", "typed", "value"),
    [
        (EXPOSURE, "1.5", 1.5),
        (EXPOSURE, " +1,5 ev ", 1.5),
        (EXPOSURE, "−0.25\xa0EV", -0.25),
        (SHARE, "40", 0.4),
        (SHARE, "40 %", 0.4),
        (ALL["saturation"], "150%", 1.5),
        (WARMTH, "-12 mired", -12.0),
        (EXPOSURE, "99", 5.0),  # the end of its range
        (EXPOSURE, "", None),
        (EXPOSURE, "bright", None),
        (EXPOSURE, "nan", None),
        (EXPOSURE, "1e9", None),
    ],
)
def test_typed_numbers_follow_the_unit_that_is_shown(
    param: Param, typed: str, value: float | None
) -> None:
    assert value_of(param, typed) == (None if value is None else pytest.approx(value))


def test_numbers_are_written_as_in_the_users_country() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        assert text_of(EXPOSURE, 0.35) == "+0,35\xa0EV"
        assert value_of(EXPOSURE, "0,35") == pytest.approx(0.35)
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize("param", ALL.values(), ids=ALL.keys())
def test_what_is_shown_can_be_typed(param: Param) -> None:
    for value in (param.low, param.default, param.high):
        assert value_of(param, text_of(param, value)) == pytest.approx(value)


@pytest.mark.parametrize("param", ALL.values(), ids=ALL.keys())
def test_every_place_of_a_slider_is_a_value_that_can_be_shown(param: Param) -> None:
    scale = linear(param)
    assert scale.value_at(0) == param.low
    assert scale.value_at(scale.places) == param.high
    shown = {text_of(param, scale.value_at(i)) for i in range(scale.places + 1)}
    assert len(shown) == scale.places + 1
    assert all(scale.place_of(scale.value_at(i)) == i for i in range(scale.places + 1))


def test_on_a_logarithmic_scale_the_middle_is_the_geometric_mean() -> None:
    size = params_of(Stroke)[0]
    scale = logarithmic(size)
    assert (scale.value_at(0), scale.value_at(scale.places)) == (size.low, size.high)
    middle = (size.low * size.high) ** 0.5
    assert scale.value_at(scale.places // 2) == pytest.approx(middle, abs=0.0005)  # 0.1% is shown
