import numpy as np
import pytest

from lowlight_desktop.studio.benchmark.chart import Line, chart

ORANGE = (27, 100, 200)


@pytest.mark.parametrize("scale", [0.01, 1.0, 3000.0])
def test_a_line_rises_over_its_points_whatever_their_size(scale: float) -> None:
    line = Line("x", ORANGE, ((2.0, 2 * scale), (100.0, 100 * scale)))
    picture = chart("Seconds", "megapixels", [line], 460, 360)
    assert picture.shape == (360, 460, 3)
    rows, columns = np.nonzero((picture == ORANGE).all(2))
    left, right = rows[columns < np.quantile(columns, 0.1)], rows[columns > columns.max() - 5]
    assert left.mean() > right.mean() + 150  # rows count from above
    # The end of both axes is 100: the last point lies in the far corner.
    assert columns.max() == pytest.approx(460 - 24, abs=8)
    assert rows.min() == pytest.approx(60, abs=8)


def test_one_point_is_a_chart_too() -> None:
    picture = chart("Seconds", "megapixels", [Line("x", ORANGE, ((2.0, 0.5),))], 460, 360)
    assert (picture == ORANGE).all(2).any()
