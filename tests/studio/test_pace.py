import pytest

from lowlight_desktop.studio.pace import Pace, Work


def test_a_pace_is_the_median_of_what_was_measured() -> None:
    pace = Pace()
    for seconds in (0.1, 0.1, 5.0):  # once another program was busy
        pace.note(Work.LIGHT, seconds, px=1_000_000)
    assert pace.of(Work.LIGHT) == pytest.approx(1e-7)


def test_what_fits_into_a_time_counts_the_survey_once() -> None:
    pace = Pace()
    pace.note(Work.SURVEY, 0.013)
    pace.note(Work.LIGHT, 0.1, px=1_000_000)
    pace.note(Work.FINISH, 0.1, px=1_000_000)
    px = pace.px_in(0.033, Work.SURVEY, Work.LIGHT, Work.FINISH)
    assert px == pytest.approx(0.020 / 2e-7, abs=1)
    assert pace.px_in(0.010, Work.SURVEY, Work.LIGHT) == 0


def test_old_measurements_are_forgotten() -> None:
    pace = Pace()
    for seconds in (9.0, 9.0, 9.0, 1.0, 1.0, 1.0, 1.0, 1.0):
        pace.note(Work.FINISH, seconds)
    assert pace.of(Work.FINISH) == 1.0
