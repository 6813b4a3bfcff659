"""Doing one photo of a watched folder."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import OutOfMemory, ReadError
from lowlight_desktop.photo.export_options import Existing
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import said_by
from lowlight_desktop.studio.export import READ, RENDERED, PhotoReader
from lowlight_desktop.studio.job import Found, Job, make, open_job, write_job
from lowlight_desktop.studio.lost_device import computed
from lowlight_desktop.studio.outcome import Failed, Outcome, failure
from lowlight_desktop.studio.output_names import OutputNames

if TYPE_CHECKING:
    from lowlight_desktop.engine.device import Device

logger = logging.getLogger(__name__)


def developer(
    names: OutputNames,
    recipe: Recipe,
    enhancer: Enhancer,
    progress: Progress,
    reader: PhotoReader = read_photo,
) -> Callable[[Path], Outcome]:
    """What `Watch` does with each photo.

    A result that is there and was made of the same photo in the same way is left as it is. A photo
    that comes again, since a newer one has taken its name, asks for the same name as before; where
    names that are taken are to be left alone, it is numbered: it is another photo. A device that
    fails is left for good, and the processor goes on.

    Args:
        names: Of the results.
        recipe: The look.
        enhancer: The networks; it and what is returned belong to one thread.
        progress: Told how far each photo is.
        reader: Reads photos.
    """
    given: dict[Path, Path] = {}
    done: set[Path] = set()

    def leave(failed: "Device", processor: Enhancer) -> None:
        nonlocal enhancer
        enhancer = processor
        logger.warning("%s has failed; the processor goes on.", failed.name)

    def do(source: Path) -> Outcome:
        options = names.options
        if source in done and options.existing is Existing.SKIP:
            options = replace(options, existing=Existing.NUMBER)
        try:
            if source not in given:
                given[source] = names.name(source)
            job = Job(source, given[source], recipe, options, target=names.target(source))
            outcome = _done(job, enhancer, leave, progress, reader)
        except OutOfMemory as error:  # the next photo may be smaller, and nobody is there to see
            return Failed(source, ReadError(source, said_by(error)))
        except Exception as error:  # noqa: BLE001 - the border of the watch: the others go on
            return failure(source, error)
        done.add(source)
        return outcome

    return do


def _done(
    job: Job,
    enhancer: Enhancer,
    leave: Callable[["Device", Enhancer], None],
    progress: Progress,
    reader: PhotoReader,
) -> Outcome:
    progress.at(0.0)
    opened = open_job(job, reader)
    if isinstance(opened, Found):
        return opened.outcome
    progress.at(READ)
    part = progress.part(READ, RENDERED)
    made = computed(lambda networks: make(job, opened, networks, part), enhancer, leave)
    exported, _ = write_job(job, made)
    progress.at(1.0)
    return exported


def check_networks(recipe: Recipe, enhancer: Enhancer) -> None:
    """Find out before hours of waiting whether photos could be done at all; may import torch.

    Raises:
        ModelError: If the recipe asks for a network that is not installed.
        DeviceError: If the device does not exist.
    """
    for step, quality in recipe.networks.items():
        find(step, quality.value)
    if recipe.networks:
        _ = enhancer.device
