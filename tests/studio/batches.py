"""Batches on this machine, as `lowlight enhance` does them."""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.batch import resume_with
from lowlight_desktop.studio.export import PhotoReader
from lowlight_desktop.studio.journal import IN_MEMORY, Journal
from lowlight_desktop.studio.outcome import Failed, Outcome
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.pipeline import run_jobs


def resume_all(
    journal: Journal,
    sources: Sequence[Path | Failed],
    names: OutputNames,
    recipe: Recipe,
    enhancers: Sequence[Enhancer],
    progress: Progress,
    *,
    reader: PhotoReader = read_photo,
    again: bool = False,
) -> Generator[Outcome]:
    """What becomes of photos, by networks and a reader of this process."""
    run = partial(run_jobs, enhancers=enhancers, reader_for=lambda _: reader)
    return resume_with(run, journal, sources, names, recipe, progress, again=again)


def enhance_all(
    sources: Sequence[Path | Failed],
    names: OutputNames,
    recipe: Recipe,
    enhancer: Enhancer,
    progress: Progress,
) -> Generator[Outcome]:
    """The same, whatever was done before."""
    with Journal(IN_MEMORY) as journal:
        yield from resume_all(journal, sources, names, recipe, [enhancer], progress, again=True)
