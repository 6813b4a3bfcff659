"""`lowlight benchmark FILE`: where the time and the memory of a photo go."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.figures_out import put_out
from lowlight_desktop.cli.recipe_flags import export_options_from, recipe_from, tile_from


def measure_photo(wish: argparse.Namespace, photo_file: Path) -> int:
    """Do the whole way once, as `enhance` does, and print the seconds of each part.

    Args:
        wish: The flags.
        photo_file: The photo.
    """
    recipe, options, tile = recipe_from(wish), export_options_from(wish), tile_from(wish)
    marks: list[tuple[str, float]] = [("start", time.perf_counter())]

    def mark(name: str) -> None:
        marks.append((name, time.perf_counter()))

    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.formats.reading import read_photo
    from lowlight_desktop.photo.progress import Progress
    from lowlight_desktop.studio.export import finish_photo, write_finished
    from lowlight_desktop.studio.raw_development import needs_picture

    mark("import")
    photo = read_photo(photo_file, develop=needs_picture(recipe))
    megapixels = round(photo.image.width * photo.image.height / 1e6, 2)
    mark("read")
    enhancer = Enhancer(wish.device, tile)
    device = enhancer.device
    mark("device")
    finished = finish_photo(photo, recipe, options, enhancer, Progress())
    del photo  # as `export` lets go of it before it writes
    mark("survey and render")
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / f"photo{options.format.suffix}"
        write_finished(output, finished, recipe, options)
    mark("write")
    seconds = {b[0]: round(b[1] - a[1], 3) for a, b in pairwise(marks)}
    facts: dict[str, object] = {
        "photo": photo_file.name,
        "megapixels": megapixels,
        "device": f"{device.id} ({device.name})",
        "seconds": seconds,
        "total_s": round(marks[-1][1] - marks[0][1], 3),
        "peak_mib": _peak_mib(),
    }
    put_out(facts, _lines(facts), wish.json)
    return ExitCode.DONE


def _peak_mib() -> int:
    """Largest resident memory of this process so far."""
    if sys.platform == "win32":
        import psutil

        return round(psutil.Process().memory_info().peak_wset / 2**20)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10))


def _lines(facts: Mapping[str, object]) -> Iterator[str]:
    for name, value in facts.items():
        if isinstance(value, dict):
            for part, seconds in value.items():
                yield f"  {part:24} {seconds:8.2f} s"
        else:
            yield f"{name:26} {value}"
