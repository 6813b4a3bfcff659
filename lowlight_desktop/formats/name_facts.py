"""What a name can say of a photo; the file is only opened for what the template asks."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.name_template import NameFacts, asks_metadata

Look = Callable[[Path], NameFacts]
"""Says what the tags of a photo know; it does not fail."""


def tags_of(source: Path) -> NameFacts:
    """What the tags of a photo know for its name."""
    metadata = read_metadata(source)
    return NameFacts(
        source.stem,
        taken=metadata.taken,
        camera=metadata.camera,
        model=str(metadata.exif.get("Exif.Image.Model", "")).strip(" \0"),
        iso=metadata.iso,
    )


def completed(facts: NameFacts, source: Path, template: str, look: Look | None = None) -> NameFacts:
    """Facts about a photo, with all that a template asks for.

    Args:
        facts: What is known so far; it is believed.
        source: The photo.
        template: How the result is called.
        look: As for `with_metadata`.
    """
    facts = replace(facts, folder=facts.folder or source.absolute().parent.name)
    return with_metadata(facts, source, look) if asks_metadata(template) else facts


def with_metadata(facts: NameFacts, source: Path, look: Look | None = None) -> NameFacts:
    """Facts about a photo, with what its tags know where nothing is known yet.

    Args:
        facts: What is known so far; it is believed.
        source: The photo.
        look: Reads the tags; None: `tags_of`, in this process.
    """
    if facts.taken and facts.camera and facts.model and facts.iso is not None:
        return facts
    found = (look or tags_of)(source)
    return replace(
        facts,
        taken=facts.taken or found.taken,
        camera=facts.camera or found.camera,
        model=facts.model or found.model,
        iso=found.iso if facts.iso is None else facts.iso,
    )
