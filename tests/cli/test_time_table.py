import pytest

from lowlight_desktop.cli.time_table import ELSE, table


def test_a_table_adds_up_to_the_clock() -> None:
    rows = [line.rsplit(maxsplit=3) for line in table({"reading": 1.5, "network": 2.0}, 4.0)]
    names, seconds = [row[0] for row in rows], [float(row[1]) for row in rows]
    assert names == ["reading", "network", ELSE, "whole"]
    assert sum(seconds[:-1]) == pytest.approx(seconds[-1])
    assert rows[1][3] == "50.0%"
