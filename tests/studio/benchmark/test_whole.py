import pytest

from lowlight_desktop.cli.time_table import table
from lowlight_desktop.photo.errors import LowlightError
from lowlight_desktop.studio.benchmark.memory import Memory
from lowlight_desktop.studio.benchmark.program import Ended, run
from lowlight_desktop.studio.benchmark.whole import ENDING, parts_of


def test_parts_are_those_that_profile_has_printed_and_add_up() -> None:
    told = {"starting": 0.25, "FLW light: tiles": 1.5, "sensor values, repaired": 0.5}
    printed = "INFO: something else\n" + "\n".join(table(told, 2.5))
    parts = parts_of(Ended(2.75, Memory(0, 0, 0), "", printed))
    assert parts == {**told, "everything else": 0.25, ENDING: 0.25}
    assert sum(parts.values()) == 2.75


def test_a_command_that_fails_is_told_in_its_own_words() -> None:
    with pytest.raises(LowlightError, match="no such file"):
        run(["info", "nowhere.jpg"])
