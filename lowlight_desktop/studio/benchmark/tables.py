"""Figures as tables: in Markdown, which people read on a terminal too."""

import re
from collections.abc import Iterator, Sequence

from lowlight_desktop.studio.benchmark.batch import BatchFigures
from lowlight_desktop.studio.benchmark.networks import NetworkFigures
from lowlight_desktop.studio.benchmark.peaks import BFLOAT16, FLOAT32, Peaks, Rates
from lowlight_desktop.studio.benchmark.report import Report
from lowlight_desktop.studio.benchmark.startup import StartFigures
from lowlight_desktop.studio.benchmark.whole import WholeFigures

_NOTHING = "—"
_NAMED_PARTS = 6
_NUMBER = re.compile(rf"[\d.,]+( %)?|{_NOTHING}|")
_QUIET_LOAD = 0.3


def report_lines(report: Report) -> Iterator[str]:
    """All of it: circumstances, then a table each for peaks, networks, the whole command."""
    yield from _about(report)
    yield from ("", "**The machine at its best**", "")
    yield from _peaks(report.peaks)
    yield from ("", "**Each network**", "")
    yield from _networks(report.networks)
    if report.whole:
        yield from ("", "**The whole command**, a fresh process from file to file", "")
        yield from _whole(report.whole)


def batch_lines(figures: Sequence[BatchFigures]) -> Iterator[str]:
    """One row for each way."""
    head = ("way", "photos an hour", "seconds a photo", "processor seconds", "of computing alone")
    rows = (
        (
            each.way,
            f"{each.photos_per_hour:,.0f}",
            f"{each.seconds_per_photo:.2f}",
            f"{each.processor_s_per_photo:.2f}",
            _percent(each.share),
        )
        for each in figures
    )
    return table(head, list(rows))


def start_lines(figures: StartFigures, size_mp: float) -> Iterator[str]:
    """One row for each start."""
    window = _NOTHING if figures.window_s is None else f"{figures.window_s:.2f}"
    return table(
        ("what", "seconds"),
        [
            ("`lowlight --help`", f"{figures.help_s:.2f}"),
            (f"`lowlight enhance` of a {size_mp:g} MP JPEG, warm", f"{figures.photo_s:.2f}"),
            ("the window, painted", window),
        ],
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown, its columns aligned for those who read it as it is.

    Args:
        head: Of the columns.
        rows: Cells; a column of numbers goes to the right.
    """
    columns = [_column(name, cells) for name, *cells in zip(head, *rows, strict=True)]
    for cells in zip(*columns, strict=True):
        yield f"| {' | '.join(cells)} |"


def _column(name: str, cells: Sequence[str]) -> list[str]:
    """Its head, the rule below and its cells, all of the same width."""
    width = max(map(len, (name, *cells, "--:")))
    if all(_NUMBER.fullmatch(cell) for cell in cells):
        return [name.rjust(width), "-" * (width - 1) + ":", *(c.rjust(width) for c in cells)]
    return [name.ljust(width), "-" * width, *(cell.ljust(width) for cell in cells)]


def _about(report: Report) -> Iterator[str]:
    about = report.about
    where = f"{about.device}, {about.threads} threads, {about.memory_gib:.0f} GiB, {about.system}"
    yield f"{where}. {about.date}, Lowlight {about.program}: `{about.command}`."
    if about.load is not None and about.load > _QUIET_LOAD:
        yield f"Others were at work there: {about.load:.1f} processes on the average before it."
    yield (
        f"Real photographs, tiled. The quickest of {report.rounds}; memory is resident, "
        "in millions of bytes, at its most."
    )


def _peaks(peaks: Peaks) -> Iterator[str]:
    rows = [("products of matrices, GFLOP/s", *_rates(peaks.matrices_gflops))]
    rows += [
        (f"convolution 3x3, {c.channels} channels, {c.side_px}², GFLOP/s", *_rates(c.gflops))
        for c in peaks.convolutions
    ]
    rows.append(("copy, read and written, GB/s", f"{peaks.copy_gb_s:.0f}", ""))
    yield from table((f"by {peaks.backend}", FLOAT32, BFLOAT16), rows)


def _rates(rates: Rates) -> tuple[str, str]:
    one, other = (f"{rates[n]:,.0f}" if n in rates else _NOTHING for n in (FLOAT32, BFLOAT16))
    return one, other


def _sides(size: tuple[int, int]) -> str:
    height, width = size
    return f"{width}²" if height == width else f"{width}x{height}"


def _networks(networks: Sequence[NetworkFigures]) -> Iterator[str]:
    head = (
        *("network", "by", "tile", "ms a tile", "MP/s", "multiplications a pixel"),
        *("of the convolution peak", "halo", "around", "overhead"),
    )
    yield from table(
        head,
        [
            (
                each.title,
                each.way,
                f"{_sides(each.tile)} in {_sides(each.seen)}",
                f"{each.tile_ms:,.1f}",
                f"{each.megapixels_per_s:.2f}",
                _NOTHING if (work := each.multiplications_per_px) is None else f"{work:,}",
                _NOTHING if each.peak_share is None else _percent(each.peak_share),
                _percent(each.halo_share),
                _percent(each.around_share),
                _percent(each.overhead_share),
            )
            for each in networks
        ],
    )
    yield ""
    yield (
        "*Tile*: of tiles their core, of a stream the strips of a 24 MP photo, in what is seen. "
        "*Halo*: pixels beside those of such a photo that are computed, or computed again. "
        "*Around*: color, guards, joining, as a share of the network's seconds. *Overhead*: both."
    )


def _whole(whole: Sequence[WholeFigures]) -> Iterator[str]:
    head = (
        *("from, to", "MP", "seconds", "seconds a MP", "memory", "decoder's", "together"),
        "where the seconds went",
    )
    yield from table(
        head,
        [
            (
                each.kind,
                f"{each.megapixels:.0f}",
                f"{each.seconds:.2f}",
                f"{each.seconds_per_megapixel:.3f}",
                f"{each.memory.program_mb:,.0f}",
                f"{each.memory.decoder_mb:,.0f}",
                f"{each.memory.together_mb:,.0f}",
                _longest(each),
            )
            for each in whole
        ],
    )


def _longest(figures: WholeFigures) -> str:
    """The longest parts; what is left is one number."""
    by_length = sorted(figures.parts.items(), key=lambda part: -part[1])
    named, rest = by_length[:_NAMED_PARTS], by_length[_NAMED_PARTS:]
    words = [f"{name} {seconds:.2f}" for name, seconds in named]
    return ", ".join([*words, f"others {sum(seconds for _, seconds in rest):.2f}"])


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
