"""How near a batch comes to what the networks alone could do. Minutes.

    python -m tests.batch_throughput --photos 8 --megapixels 12

The same photos go three ways: their computing alone, with the photo in memory; one after the other
from file to file; and through the pipeline, which reads the next, in a process of its own, and
writes the last meanwhile. The ways take turns, round by round, so that a busy machine is busy for
all of them; the processor's time, the other process's included, is told beside that of the clock.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import psutil

from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.studio.devices import enhancers_for
from lowlight_desktop.studio.export import export, finish_photo
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.pipeline import run_jobs

_COMPUTE, _SERIAL, _PIPELINE = "computing alone", "one after the other", "pipeline"


def make_photo(path: Path, megapixels: float, seed: int) -> None:
    """A dark JPEG with structure and noise, 3:2."""
    dice = np.random.default_rng(seed)
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    width = round(height * 1.5)
    coarse = dice.gamma(0.6, 14.0, (height // 40, width // 40, 3)).astype(np.float32)
    smooth = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    grain = dice.normal(0.0, 4.0, smooth.shape).astype(np.float32)
    assert cv2.imwrite(str(path), np.clip(smooth + grain, 0, 255).astype(np.uint8))


def processor_s() -> float:
    """Seconds that processors have spent on this process and those that it has started."""
    here = psutil.Process()
    used = [process.cpu_times() for process in (here, *here.children())]
    return sum(times.user + times.system for times in used)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock, and of the processors.

    In a thread that ends: torch's threads belong to the one that computes, and where two of those
    are alive, there are more than cores, and they sleep between their tasks.
    """
    clock, processors = time.perf_counter(), processor_s()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(work).result()
    return time.perf_counter() - clock, processor_s() - processors


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=8)
    parser.add_argument("--megapixels", type=float, default=12.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--denoise", action="store_true", help="clean the pictures, too")
    wish = parser.parse_args(arguments)
    recipe = Recipe(denoise=Quality.FAST if wish.denoise else Quality.OFF)
    options = ExportOptions(FileFormat.JPEG, existing=Existing.OVERWRITE)
    seconds: dict[str, list[tuple[float, float]]] = {_COMPUTE: [], _SERIAL: [], _PIPELINE: []}
    with tempfile.TemporaryDirectory() as folder, IsolatedReader() as decoder:
        sources = [Path(folder) / f"{n}.jpg" for n in range(wish.photos)]
        for seed, source in enumerate(sources):
            make_photo(source, wish.megapixels, seed)
        enhancers, out = enhancers_for(recipe), Path(folder) / "out"
        enhancer, photo = enhancers[0], read_photo(sources[0])

        def compute() -> None:
            for _ in sources:
                finish_photo(photo, recipe, options, enhancer, Progress())

        def serial() -> None:
            for source in sources:
                export(source, out / source.name, recipe, options, enhancer, Progress())

        def pipeline() -> None:
            jobs = [Job(s, out / s.name, recipe, options, again=True) for s in sources]
            for over in run_jobs(jobs, enhancers, Progress(), reader_for=decoder.reader_for):
                assert over.written is not None, over.outcome

        timed(lambda: finish_photo(photo, recipe, options, enhancer, Progress()))  # loads networks
        decoder.read_photo(sources[0])  # and the other process is ready
        for _ in range(wish.rounds):
            for way, work in ((_COMPUTE, compute), (_SERIAL, serial), (_PIPELINE, pipeline)):
                seconds[way].append(timed(work))
    alone = statistics.median(clock for clock, _ in seconds[_COMPUTE])
    print("| way | seconds a photo | processor seconds a photo | of the throughput |")  # noqa: T201
    print("|---|---|---|---|")  # noqa: T201
    for way, measured in seconds.items():
        clock = statistics.median(c for c, _ in measured)
        processors = statistics.median(p for _, p in measured) / wish.photos
        cells = (f"{clock / wish.photos:.2f}", f"{processors:.2f}", f"{alone / clock:.0%}")
        print(f"| {way} | {' | '.join(cells)} |")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
