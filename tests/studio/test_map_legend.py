"""The legend below a map's picture."""

from dataclasses import replace

import numpy as np
import pytest

from lowlight_desktop.develop.color_map import color_table, stream_colors
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.map_legend import (
    NARROWEST_PX,
    bar_heights,
    legend,
    over_gray,
    scale_words,
)
from lowlight_desktop.studio.view import MapFrame

WIDE = 1600
CHANNELS = np.array([0.0, 0.5, 1.0, 3.0], np.float32)


def shown(low: float = 0.0, high: float = 1.0, unit: str = "") -> MapFrame:
    values = np.zeros((4, 4), np.float32)
    return MapFrame(values, Region.whole(4, 4), low, high, "Light added", unit)


def has_color(pixels: Rgb8) -> bool:
    return bool((pixels.max(2).astype(int) - pixels.min(2) > 40).any())


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 12.0, ("0 EV", "12 EV")),
        (-2.5, 2.5, ("−2.5 EV", "+2.5 EV")),
        (0.25, 0.75, ("0.25 EV", "0.75 EV")),
    ],
)
def test_the_ends_are_told_as_finely_as_the_range_needs(
    low: float, high: float, words: tuple[str, str]
) -> None:
    assert scale_words(shown(low, high, "EV")) == words


def test_a_map_without_unit_has_bare_numbers() -> None:
    assert scale_words(shown()) == ("0.0", "1.0")


def test_the_scale_runs_through_the_colors_of_the_map_over_light_and_dark() -> None:
    pixels = legend(shown(), NARROWEST_PX)
    table = color_table()
    for gray in (0, 255):
        for step in (0, 255):
            color = over_gray(table[step][None, None], np.full((1, 1), gray, np.uint8))[0, 0]
            assert (pixels == color).all(2).any()


def test_three_streams_have_a_color_each() -> None:
    shares = np.full((4, 4, 3), 1 / 3, np.float32)
    frame = replace(shown(), values=shares)
    assert frame.streams == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    pixels = legend(frame, NARROWEST_PX)
    for color in stream_colors():
        drawn = over_gray(color[None, None], np.full((1, 1), 255, np.uint8))[0, 0]
        assert (pixels == drawn).all(2).any()


def test_colors_over_gray_keep_their_order() -> None:
    table = np.ascontiguousarray(color_table()[None])
    for gray in (0, 128, 255):
        over = over_gray(table, np.full((1, 256), gray, np.uint8)).sum(2)[0].astype(int)
        # Lighter over their whole range; a step of 8 bits may be lost in rounding.
        assert (over[32:] > over[:-32]).all()


@pytest.mark.parametrize("other", [{"label": "Light taken"}, {"unit": "EV"}, {"high": 2.0}])
def test_label_unit_and_range_are_to_be_seen(other: dict[str, str | float]) -> None:
    changed = replace(shown(), **other)
    assert not np.array_equal(legend(shown(), WIDE), legend(changed, WIDE))


def test_zero_is_marked_where_it_lies_inside_the_scale() -> None:
    # The same words at both ends, but for the sign: what differs in the middle is the mark.
    middle = slice(NARROWEST_PX // 2 - 10, NARROWEST_PX // 2 + 10)
    marked = legend(shown(-1.0, 1.0), NARROWEST_PX)[:, middle]
    plain = legend(shown(0.0, 1.0), NARROWEST_PX)[:, middle]
    assert not np.array_equal(marked, plain)


def test_bars_stand_as_high_as_their_channels_weigh() -> None:
    # A shut channel still has its pixel; what lies beyond the range ends there.
    assert bar_heights(replace(shown(), channels=CHANNELS), 40) == (1, 20, 40, 40)


def test_channels_are_drawn_beside_the_scale_or_below_it() -> None:
    with_bars = replace(shown(), channels=CHANNELS)
    plain = legend(shown(), WIDE)
    beside = legend(with_bars, WIDE)
    assert beside.shape == plain.shape
    np.testing.assert_array_equal(beside[:, : WIDE // 4], plain[:, : WIDE // 4])
    assert not np.array_equal(beside, plain)
    narrow, below = legend(shown(), NARROWEST_PX), legend(with_bars, NARROWEST_PX)
    assert len(below) > len(narrow)
    # Bars are gray: only the scale has colors.
    assert has_color(below[: len(narrow)])
    assert not has_color(below[len(narrow) :])


def test_more_channels_than_columns_are_drawn_all_the_same() -> None:
    many = np.ones(2000, np.float32)
    pixels = legend(replace(shown(), channels=many), NARROWEST_PX)
    assert pixels.shape[1] == NARROWEST_PX


def test_nothing_touches_the_rim() -> None:
    # The longest label that a network declares, and numbers that are long.
    long = replace(shown(-12.5, 12.5, "EV"), label="Early noise attention, coarsest")
    pixels = legend(replace(long, channels=CHANNELS), NARROWEST_PX)
    ground = pixels[0, 0]
    for rim in (pixels[:8], pixels[-8:], pixels[:, :16], pixels[:, -16:]):
        assert (rim == ground).all()


def test_a_legend_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        legend(shown(), NARROWEST_PX - 1)
