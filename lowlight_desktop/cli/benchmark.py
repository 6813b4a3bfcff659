"""`lowlight benchmark`: what the machine can do and what the program makes of it, or one photo."""

import argparse
from pathlib import Path
from types import MappingProxyType

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.json_file import check_writable
from lowlight_desktop.cli.recipe_flags import add_export_flags, add_work_flags
from lowlight_desktop.photo.errors import UsageError

_EPILOG = (
    "Without FILE: the machine's peaks, each network, the whole command on photos of many sizes; "
    "minutes, on a machine that does nothing else; --raw off leaves RAW photos out. batch: photos "
    "an hour; startup: how soon the program is there. lowlight benchmark preview [FILE...]: frames "
    "while a slider moves; lowlight benchmark gui FILE...: all of the window."
)
_MACHINE, _BATCH, _STARTUP, _PHOTO = "without FILE", "batch", "startup", "with FILE"
_FOR = MappingProxyType(
    {
        "sizes": (_MACHINE, _BATCH),
        "rounds": (_MACHINE, _BATCH, _STARTUP),
        "photos": (_BATCH,),
        "plot": (_MACHINE,),
        "write": (_MACHINE,),
    }
)
"""What can be measured with which flags."""


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "benchmark", "measure speed and memory", run)
    parser.epilog = _EPILOG
    parser.add_argument("what", nargs="?", metavar="FILE|batch|startup")
    parser.add_argument(
        "--json",
        nargs="?",
        const=True,
        type=Path,
        metavar="FILE",
        help="write the figures into this JSON file; without a name print them as JSON",
    )
    how = parser.add_argument_group("measuring")
    how.add_argument("--sizes", metavar="MP,MP", help="of photos (2,12,24,45,61,100; batch: 12)")
    how.add_argument(
        "--rounds", type=int, metavar="N", help="runs of each, the best counts (2); of a batch (3)"
    )
    how.add_argument("--photos", type=int, metavar="N", help="of a batch (8)")
    how.add_argument("--plot", type=Path, metavar="FILE.png", help="draw cost against megapixels")
    how.add_argument(
        "--write",
        action="store_true",
        default=None,
        help="put the figures into docs/benchmarks.md of the sources",
    )
    add_work_flags(parser)
    add_export_flags(parser)


def run(wish: argparse.Namespace) -> int:
    """Measure what the words say."""
    if wish.what is None and isinstance(wish.json, Path) and wish.json.suffix.lower() != ".json":
        wish.what, wish.json = str(wish.json), True  # the photo after a flag without a file
    if isinstance(wish.json, Path):
        check_writable(wish.json)
    kind = _kind(wish.what)
    for name, kinds in _FOR.items():
        if getattr(wish, name) is not None and kind not in kinds:
            raise UsageError(f"--{name} is for lowlight benchmark {' or '.join(kinds)}.")
    if kind == _PHOTO:
        from lowlight_desktop.cli.benchmark_photo import measure_photo

        return measure_photo(wish, Path(str(wish.what)))
    from lowlight_desktop.cli import benchmark_machine

    measure = {
        _MACHINE: benchmark_machine.measure_machine,
        _BATCH: benchmark_machine.measure_many,
        _STARTUP: benchmark_machine.measure_starts,
    }
    return measure[kind](wish)


def _kind(what: str | None) -> str:
    """What is to be measured; a photo that is called like a word is ./batch."""
    if what is None:
        return _MACHINE
    return what if what in (_BATCH, _STARTUP) else _PHOTO
