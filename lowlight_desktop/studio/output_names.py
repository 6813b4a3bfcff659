"""The names of the results of one call."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lowlight_desktop.formats.name_facts import Look, completed
from lowlight_desktop.formats.name_template import PLAIN_TEMPLATE, NameFacts, makes_folders
from lowlight_desktop.formats.naming import numbered, output_path, same_name
from lowlight_desktop.photo.export_options import ExportOptions

BESIDE_SUFFIX = "-lowlight"
"""What a result beside its original is called, after the original's name."""


@dataclass(slots=True)
class OutputNames:
    """Gives every photo of one call an output of its own.

    Attributes:
        folder: Where outputs go, or None: beside each original.
        options: Decide the ending and what happens with names that are taken.
        roots: As for `mirrored`; they do not count where the template makes folders.
        template: How results are called, see `formats.name_template`; "": as their photos, with a
            suffix where they lie beside them.
        preset: The look's name, for the template, or "".
        look: Reads the tags that the template asks for, see `formats.name_facts.with_metadata`.
    """

    folder: Path | None
    options: ExportOptions
    roots: tuple[Path, ...] = ()
    template: str = ""
    preset: str = ""
    look: Look | None = None
    _given: set[str] = field(default_factory=set[str])
    _counter: int = 0

    def name(self, source: Path) -> Path:
        """The output of a photo, numbered if this call has used that name.

        Raises:
            ValueError: If the template gives no names.
        """
        self._counter += 1
        template = self.template or self._usual_template()
        facts = NameFacts(source.stem, number=self._counter, preset=self.preset)
        facts = completed(facts, source, template, self.look)
        folder = self._folder_of(source, template)
        wanted = output_path(folder, source, self.options, template=template, facts=facts)
        name = next(name for name in numbered(wanted) if same_name(name) not in self._given)
        self._given.add(same_name(name))
        return name

    def target(self, source: Path) -> Path:
        """The folder out of which the output of a photo must not lead."""
        return source.parent if self.folder is None else self.folder

    def _usual_template(self) -> str:
        return PLAIN_TEMPLATE if self.folder else PLAIN_TEMPLATE + BESIDE_SUFFIX

    def _folder_of(self, source: Path, template: str) -> Path:
        if self.folder is None or makes_folders(template):
            return self.target(source)
        return mirrored(self.folder, source, self.roots)


def mirrored(folder: Path, source: Path, roots: Iterable[Path]) -> Path:
    """Where in a folder that belongs which is made of a photo.

    Args:
        folder: Where all goes.
        source: The photo.
        roots: Folders that were searched: their own folders are made again, since cameras use a
            number once a folder.
    """
    searched = (root for root in roots if root in source.parents)
    below = next((source.parent.relative_to(root) for root in searched), Path())
    # "card/../b.jpg" begins with "card" and lies elsewhere.
    return folder if ".." in below.parts else folder / below
