"""Many photos, several at a time: a bad one is reported and the rest goes on."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.naming import taken
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.export_options import Existing, ExportOptions
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export import PhotoReader, export
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped, failure
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.pipeline import run_jobs
from lowlight_desktop.studio.workers import Over

__all__ = ["Failed", "Outcome", "Skipped", "attempt", "enhance_all", "in_order"]


def enhance_all(
    sources: Iterable[Path | Failed],
    names: OutputNames,
    recipe: Recipe,
    enhancer: Enhancer,
    progress: Progress,
    reader: PhotoReader = read_photo,
) -> Generator[Outcome]:
    """Export every photo, whatever is there; yields what became of each, in their order.

    What has failed before, a folder that could not be searched, is told in its turn.

    Args:
        sources: Photos; each is taken when its turn comes.
        names: Gives each an output.
        recipe: The look of all.
        enhancer: The networks.
        progress: Told how many photos are done; one in work counts by its part.
        reader: Reads photos.

    Raises:
        LowlightError: What stops all of them: no model, no device, cancelled.
        BrokenPipeError: If nobody listens to the progress any more.
    """
    jobs = (
        source
        if isinstance(source, Failed)
        else Job(
            source,
            names.name(source),
            recipe,
            names.options,
            again=True,
            target=names.target(source),
        )
        for source in sources
    )
    with closing(run_jobs(jobs, [enhancer], progress, reader=reader)) as overs:
        for over in in_order(overs):
            if over.outcome is not None:
                yield over.outcome


def in_order(overs: Iterable[Over]) -> Iterator[Over]:
    """Jobs that are over, in their order; after an error, those that are left before it."""
    waiting, turn = dict[int, Over](), 0
    try:
        for over in overs:
            waiting[over.number] = over
            while turn in waiting:
                yield waiting.pop(turn)
                turn += 1
    except GeneratorExit:
        raise
    except BaseException:
        yield from (waiting[number] for number in sorted(waiting))
        raise


def attempt(
    source: Path,
    output: Path,
    recipe: Recipe,
    options: ExportOptions,
    enhancer: Enhancer,
    progress: Progress,
) -> Outcome:
    """Export one photo of many: what goes wrong with it alone is its outcome.

    Raises:
        LowlightError: What would stop the others too: no model, no device, cancelled.
        BrokenPipeError: If nobody listens to the progress any more.
    """
    try:
        if options.existing is Existing.SKIP and taken(output):
            return Skipped(source, output)
        return export(source, output, recipe, options, enhancer, progress)
    except Exception as error:  # noqa: BLE001 - the border of the batch: the others go on
        return failure(source, error)
