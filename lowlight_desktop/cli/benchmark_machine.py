"""`lowlight benchmark` without a file, of a batch, of the start: it makes its photos itself."""

import argparse
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.figures_out import put_out, say
from lowlight_desktop.cli.recipe_flags import export_options_from, recipe_from, tile_from
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Recipe

if TYPE_CHECKING:
    from lowlight_desktop.studio.benchmark.machine import Circumstances

_LEAST_MP, _MOST_MP = 0.1, 400.0
_BATCH_MP = "12"
_PHOTOS, _ROUNDS, _BATCH_ROUNDS = 8, 2, 3


def measure_machine(wish: argparse.Namespace) -> int:
    """The machine's peaks, each network, the whole command."""
    from lowlight_desktop.engine.device import choose
    from lowlight_desktop.studio.benchmark.networks import measure_networks
    from lowlight_desktop.studio.benchmark.page import PAGE, check_marks, write_between_marks
    from lowlight_desktop.studio.benchmark.peaks import measure_peaks
    from lowlight_desktop.studio.benchmark.photos import sample_pieces
    from lowlight_desktop.studio.benchmark.plot import check_plot, write_plot
    from lowlight_desktop.studio.benchmark.report import Report, as_json
    from lowlight_desktop.studio.benchmark.tables import report_lines
    from lowlight_desktop.studio.benchmark.whole import SIZES_MP, measure_whole

    _no_file_flags(wish)
    recipe, tile, rounds = recipe_from(wish), tile_from(wish), count(wish, "rounds", _ROUNDS)
    sizes = SIZES_MP if wish.sizes is None else sizes_from(wish.sizes)
    if wish.plot is not None:
        check_plot(wish.plot, sizes)
    if wish.write:
        check_marks(PAGE)
    pieces, device, about = sample_pieces(), choose(wish.device), _about(wish)
    say("the machine at its best")
    peaks = measure_peaks(device)
    networks = measure_networks(device, peaks, pieces, say, tile)
    whole = measure_whole(sizes, pieces, recipe, rounds, _engine(wish), say)
    report = Report(about, rounds, peaks, networks, whole)
    put_out(as_json(report), report_lines(report), wish.json)
    if wish.plot is not None:
        write_plot(wish.plot, report)
    if wish.write:
        write_between_marks(PAGE, report_lines(report))
    return ExitCode.DONE


def measure_many(wish: argparse.Namespace) -> int:
    """Photos an hour, beside what computing alone would do."""
    from lowlight_desktop.studio.benchmark.batch import measure_batch
    from lowlight_desktop.studio.benchmark.photos import sample_pieces
    from lowlight_desktop.studio.benchmark.tables import batch_lines

    _no_file_flags(wish)
    recipe, tile = recipe_from(wish), tile_from(wish)
    photos = count(wish, "photos", _PHOTOS)
    rounds = count(wish, "rounds", _BATCH_ROUNDS)
    (size,) = one_size(wish.sizes or _BATCH_MP)
    about = _about(wish)
    figures = measure_batch(
        sample_pieces(),
        recipe,
        photos=photos,
        megapixels=size,
        rounds=rounds,
        device=wish.device,
        tile_px=tile,
        say=say,
    )
    facts = {"photos": photos, "megapixels": size, "rounds": rounds}
    ways = [asdict(each) for each in figures]
    put_out({"about": asdict(about), **facts, "ways": ways}, batch_lines(figures), wish.json)
    return ExitCode.DONE


def measure_starts(wish: argparse.Namespace) -> int:
    """How soon the program is there."""
    from lowlight_desktop.studio.benchmark.photos import sample_pieces
    from lowlight_desktop.studio.benchmark.startup import PHOTO_MP, measure_start
    from lowlight_desktop.studio.benchmark.tables import start_lines

    _no_file_flags(wish)
    if recipe_from(wish) != Recipe():
        raise UsageError("lowlight benchmark startup has the standard look; leave its flags out.")
    rounds, about = count(wish, "rounds", _ROUNDS), _about(wish)
    figures = measure_start(sample_pieces(), rounds, _engine(wish), say)
    facts = {"about": asdict(about), "rounds": rounds, **asdict(figures)}
    put_out(facts, start_lines(figures, PHOTO_MP), wish.json)
    return ExitCode.DONE


def sizes_from(text: str) -> tuple[float, ...]:
    """Megapixels, as `--sizes` has them.

    Args:
        text: "2,24".

    Raises:
        UsageError: If a size is none, or out of reason.
    """
    try:
        sizes = tuple(float(word) for word in text.split(","))
    except ValueError:
        sizes = (0.0,)
    if not all(_LEAST_MP <= size <= _MOST_MP for size in sizes):
        raise UsageError(
            f"--sizes takes megapixels from {_LEAST_MP:g} to {_MOST_MP:g} with commas between "
            f"them, such as 2,24, not {text!r}."
        )
    return sizes


def one_size(text: str) -> tuple[float]:
    """The same, of a batch.

    Raises:
        UsageError: If there are several, too.
    """
    sizes = sizes_from(text)
    if len(sizes) != 1:
        raise UsageError("The photos of lowlight benchmark batch have one size: --sizes 12.")
    return (sizes[0],)


def count(wish: argparse.Namespace, name: str, usual: int) -> int:
    """A number of rounds or photos.

    Raises:
        UsageError: If it is less than one.
    """
    number = getattr(wish, name)
    if number is not None and number < 1:
        raise UsageError(f"--{name} takes a number of at least 1, not {number}.")
    return usual if number is None else number


def _no_file_flags(wish: argparse.Namespace) -> None:
    """See that nothing is asked for that only one photo's file could have.

    Raises:
        UsageError: If it is.
    """
    if export_options_from(wish) != ExportOptions():
        raise UsageError("Flags of the file are for lowlight benchmark FILE; leave them out.")


def _engine(wish: argparse.Namespace) -> tuple[str, ...]:
    return "--device", wish.device, "--tile", wish.tile


def _about(wish: argparse.Namespace) -> "Circumstances":
    from lowlight_desktop.engine.device import choose
    from lowlight_desktop.studio.benchmark.machine import circumstances

    return circumstances(choose(wish.device), sys.argv[1:])
