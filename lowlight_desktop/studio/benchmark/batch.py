"""How near a batch comes to what the networks alone could do.

The same photos go three ways: their computing alone, with the photo in memory; one after the other
from file to file; and through the pipeline, which reads the next, in a process of its own, and
writes the last meanwhile. The ways take turns, round by round, so that a busy machine is busy for
all of them; the processor's time, the other process's included, is told beside that of the clock.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import LowlightError
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.benchmark.photos import write_dark_jpeg
from lowlight_desktop.studio.devices import enhancers_for
from lowlight_desktop.studio.export import export, finish_photo
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.pipeline import run_jobs

COMPUTE, SERIAL, PIPELINE = "computing alone", "one after the other", "pipeline"

_DARKER = np.float32(0.97)  # from photo to photo: no two are the same file
_HOUR_S = 3600.0
_OPTIONS = ExportOptions(FileFormat.JPEG, existing=Existing.OVERWRITE)


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """One way of doing the photos.

    Attributes:
        way: `COMPUTE`, `SERIAL` or `PIPELINE`.
        photos_per_hour: Of the median round.
        seconds_per_photo: Likewise.
        processor_s_per_photo: Of all processors.
        share: Of the photos an hour that computing alone would do.
    """

    way: str
    photos_per_hour: float
    seconds_per_photo: float
    processor_s_per_photo: float
    share: float


def measure_batch(
    pieces: Sequence[Pixels],
    recipe: Recipe,
    *,
    photos: int,
    megapixels: float,
    rounds: int,
    device: str,
    tile_px: int | None = None,
    say: Callable[[str], None],
) -> tuple[BatchFigures, ...]:
    """Measure, from JPEG to JPEG.

    Args:
        pieces: Of which the photos are made.
        recipe: Their look.
        photos: How many.
        megapixels: Of each.
        rounds: How often.
        device: Where networks work.
        tile_px: As for `Enhancer`.
        say: Told which round begins.
    """
    with tempfile.TemporaryDirectory() as folder, IsolatedReader() as decoder:
        sources = _photos(Path(folder), pieces, photos, megapixels)
        enhancers = enhancers_for(recipe, device, tile_px, has_raw=False)
        ways = _ways(sources, recipe, enhancers, decoder)
        _timed(ways[COMPUTE])  # loads networks
        decoder.read_photo(sources[0])  # and the other process is ready
        taken: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for number in range(rounds):
            say(f"round {number + 1} of {rounds}")
            for way, work in ways.items():
                taken[way].append(_timed(work))
    alone = statistics.median(clock for clock, _ in taken[COMPUTE])
    return tuple(_figures(way, times, photos, alone) for way, times in taken.items())


def _photos(
    folder: Path, pieces: Sequence[Pixels], photos: int, megapixels: float
) -> tuple[Path, ...]:
    darker = [[piece * _DARKER**number for piece in pieces] for number in range(photos)]
    return tuple(
        write_dark_jpeg(folder / f"{number}.jpg", megapixels, each)
        for number, each in enumerate(darker)
    )


def _ways(
    sources: Sequence[Path],
    recipe: Recipe,
    enhancers: Sequence[Enhancer],
    decoder: IsolatedReader,
) -> Mapping[str, Callable[[], None]]:
    out, enhancer, photo = sources[0].with_name("out"), enhancers[0], read_photo(sources[0])

    def compute() -> None:
        for _ in sources:
            finish_photo(photo, recipe, _OPTIONS, enhancer, Progress())

    def serial() -> None:
        for source in sources:
            export(source, out / source.name, recipe, _OPTIONS, enhancer, Progress())

    def pipeline() -> None:
        jobs = [Job(s, out / s.name, recipe, _OPTIONS, again=True) for s in sources]
        for over in run_jobs(jobs, enhancers, Progress(), reader_for=decoder.reader_for):
            if over.written is None:
                raise LowlightError(f"A photo of the batch failed ({over.outcome}).")

    return {COMPUTE: compute, SERIAL: serial, PIPELINE: pipeline}


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds of the clock, and of the processors.

    In a thread that ends: torch's threads belong to the one that computes, and where two of those
    are alive, there are more than cores, and they sleep between their tasks.
    """
    clock, processors = time.perf_counter(), _processor_s()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(work).result()
    return time.perf_counter() - clock, _processor_s() - processors


def _processor_s() -> float:
    """Seconds that processors have spent on this process and those that it has started."""
    here = psutil.Process()
    used = [process.cpu_times() for process in (here, *here.children())]
    return sum(times.user + times.system for times in used)


def _figures(
    way: str, times: Sequence[tuple[float, float]], photos: int, alone: float
) -> BatchFigures:
    clock = statistics.median(clock for clock, _ in times)
    processors = statistics.median(processors for _, processors in times)
    return BatchFigures(
        way, _HOUR_S * photos / clock, clock / photos, processors / photos, alone / clock
    )
