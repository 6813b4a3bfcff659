import subprocess
import sys
import threading

import pytest

from lowlight_desktop.studio.benchmark.memory import watched

_CHILD = "import sys; held = bytes(50_000_000); print(flush=True); sys.stdin.read()"
_PARENT = f"""
import subprocess, sys
held = bytearray(100_000_000)
child = subprocess.Popen([sys.executable, "-c", {_CHILD.replace("bytes", "bytearray")!r}],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(flush=True)
sys.stdin.read()
child.communicate()
"""


def test_a_process_and_what_it_starts_are_told_apart() -> None:
    command = [sys.executable, "-c", _PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        over = threading.Event()
        threading.Timer(0.5, over.set).start()
        memory = watched(process.pid, over)
        process.communicate()
    # An interpreter is 10 MB or so.
    assert memory.program_mb == pytest.approx(110, abs=15)
    assert memory.decoder_mb == pytest.approx(60, abs=15)
    assert memory.together_mb == pytest.approx(170, abs=25)
