"""Arguments of a command that names files: also files whose names begin with a dash."""

import argparse
import os
from collections.abc import Iterable, Sequence
from pathlib import Path


class FileParser(argparse.ArgumentParser):
    """Takes a word for a file where it is no flag of ours and there is a file of that name.

    Hosts hand over "-name.tif" as they find it, and few can be told to put "--" before it.
    """

    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride] - one for all of them
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As its parent's; None for the arguments of the process."""
        words = None if args is None else self._with_files_marked(args)
        return super().parse_known_args(words, namespace or argparse.Namespace())

    def _with_files_marked(self, words: Sequence[str]) -> list[str]:
        end = words.index("--") if "--" in words else len(words)
        begin = (self._marked(word) for word in words[:end])
        return [*begin, *words[end:]]

    def _marked(self, word: str) -> str:
        """The word, or another name of the file that no parser takes for a flag."""
        is_file = word.startswith("-") and not is_flag(word, self._option_string_actions)
        return os.path.join(os.curdir, word) if is_file and Path(word).is_file() else word  # noqa: PTH118 - pathlib drops the dot


def is_flag(word: str, flags: Iterable[str]) -> bool:
    """Whether a word is one of these flags, the beginning of a long one, or one with its value."""
    name = word.partition("=")[0]
    return any(flag.startswith(name) if name.startswith("--") else flag == name for flag in flags)
