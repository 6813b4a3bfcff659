"""The gate: every check and every test, in one command: `./lowlight test [pytest's arguments]`.

All steps run even if one fails. Each tells its seconds, the checks also their output if they fail;
pytest comes last and speaks for itself, so that its closing line is the last one of a good run.
Without arguments tests run side by side, a file at a time in each of a few processes.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "ruff check": ["-m", "ruff", "check", "."],
    "lint-imports": ["-c", LINT_IMPORTS],
    "pyright": ["-m", "pyright"],
}
# Each process of tests has up to 2 GB of networks.
PROCESSES = min(os.cpu_count() or 1, 4)
# Torch's threads wait by turning in circles: two processes with two each take twice as long.
ALONE = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
# Pyright would ask the network whether there is a newer one.
ENVIRONMENT = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}


def passes(name: str, arguments: list[str]) -> bool:
    """Run one check and tell how it went."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    verdict = "FAILED" if done.returncode else "passed"
    sys.stdout.write(f"{name:<13}{verdict} {time.monotonic() - start:6.1f} s\n")
    if done.returncode:
        sys.stdout.write(done.stdout)
    sys.stdout.flush()
    return done.returncode == 0


def main() -> None:
    """Run everything; the exit code is 0 if all of it passed."""
    failed = [name for name, arguments in CHECKS.items() if not passes(name, arguments)]
    side_by_side = ["--numprocesses", str(PROCESSES), "--dist", "loadfile"]
    wish = sys.argv[1:]
    pytest = [sys.executable, "-m", "pytest", *(wish or side_by_side)]
    environment = dict(os.environ) if wish else {**os.environ, **ALONE}
    if subprocess.run(pytest, cwd=ROOT, env=environment, check=False).returncode:
        failed.append("pytest")
    if failed:
        sys.exit(f"FAILED: {', '.join(failed)}")


if __name__ == "__main__":
    main()
