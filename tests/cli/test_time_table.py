import subprocess
import sys
import time

import pytest

from lowlight_desktop.cli.time_table import ELSE, table


def test_a_table_adds_up_to_the_clock() -> None:
    rows = [line.rsplit(maxsplit=3) for line in table({"reading": 1.5, "network": 2.0}, 4.0)]
    names, seconds = [row[0] for row in rows], [float(row[1]) for row in rows]
    assert names == ["reading", "network", ELSE, "whole"]
    assert sum(seconds[:-1]) == pytest.approx(seconds[-1])
    assert rows[1][3] == "50.0%"


def test_starting_is_what_has_passed_since_the_process_began() -> None:
    # Told by the process itself, and by the one that has started it.
    code = "import psutil; from lowlight_desktop.formats import owner; "
    code += "print(owner.age(psutil.Process()))"
    begun = time.perf_counter()
    told = float(subprocess.check_output([sys.executable, "-c", code], text=True))
    taken = time.perf_counter() - begun
    assert 0.0 < told <= taken + 0.02  # the system counts in hundredths
