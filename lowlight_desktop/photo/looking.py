"""What is where, asked of disks that may not answer: shares sleep, and rights are taken away."""

from pathlib import Path


def is_gone(path: Path) -> bool:
    """Whether nothing has this name, for certain: who may not look does not know."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder that can be reached."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether there is a file that can be reached, and neither a folder nor a pipe."""
    try:
        return path.is_file()
    except OSError:
        return False
