import subprocess
import sys
from pathlib import Path

from tests.screen import environment_of, needs_xvfb, virtual_screen

WHOLE = Path(__file__).with_name("test_main_window.py")


@needs_xvfb
def test_the_whole_window_passes_its_tests_on_a_screen() -> None:
    with virtual_screen() as screen:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(WHOLE)],
            cwd=Path(__file__).parents[2],
            env=environment_of(screen),
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stdout[-10_000:]
