"""What goes to a machine of a cluster, and what comes back: files and words, never pixels."""

from dataclasses import dataclass

from lowlight_desktop import __version__
from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """What must be the same on all machines, so that it does not matter which one does a photo.

    Attributes:
        version: Of Lowlight.
        models: Id and SHA-256 of the weights of every model, by id.
    """

    version: str
    models: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A photo to be made on another machine: a closed envelope.

    Attributes:
        number: Its place among the photos, for the progress.
        source: Its path where it was asked for; a word, since another system may read it.
        content: SHA-256 of its bytes.
        data: They; None: they are expected at `source` there, too.
        recipe: The look.
        options: The file.
        key: What its result is made of, see `studio.photo_key`.
        standing: What the machine must have.
        device: "auto", or an id of `engine.device.available()` there.
        tile_px: Side of a tile, or None: as large as is good and memory allows.
        topic: Where to tell how far it is.
    """

    number: int
    source: str
    content: str
    data: bytes | None
    recipe: Recipe
    options: ExportOptions
    key: str
    standing: Standing
    device: str
    tile_px: int | None
    topic: str


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """A photo that is done.

    Attributes:
        data: The file.
        target: As in `Exported`.
        models: As in `Exported`.
        seconds: What reading, computing and writing took there.
    """

    data: bytes
    target: float | None
    models: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    """A photo that fails alone, wherever it is tried.

    Attributes:
        kind: "read", "write", or "" for neither: the name of the error.
        cause: As in `PhotoError`.
        advice: Likewise.
    """

    kind: str
    cause: Sentence
    advice: Sentence


@dataclass(frozen=True, slots=True)
class NotHere:
    """The machine cannot read the photo, or finds other bytes there: they must be sent."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """The photo was given up; nobody waits for this answer."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """This machine cannot go on; another one may.

    Attributes:
        machine: Its address.
        why: A sentence.
        is_memory: Whether memory is what it lacks.
    """

    machine: str
    why: str
    is_memory: bool = False


@dataclass(frozen=True, slots=True)
class Hopeless:
    """No machine can go on: they all have the same models, and one is missing or damaged.

    Attributes:
        why: A sentence.
    """

    why: Sentence


Answer = Finished | Refused | NotHere | Recalled | Unfit | Hopeless


def standing() -> Standing:
    """What this machine has.

    Raises:
        ModelError: If a model's card cannot be read.
    """
    return Standing(__version__, tuple((card.id, card.sha256) for card in installed()))


def difference(here: Standing, there: Standing) -> str:
    """What a machine has that makes other pixels: a clause as "has other weights of flw", or ""."""
    if here.version != there.version:
        return f"has Lowlight {there.version}, not {here.version}"
    mine, its = dict(here.models), dict(there.models)
    if lacking := mine.keys() - its.keys():
        return f"lacks the model {_listed(lacking)}"
    if additional := its.keys() - mine.keys():
        return f"has one more model, {_listed(additional)}"
    if other := {id_ for id_, digest in mine.items() if its[id_] != digest}:
        return f"has other weights of {_listed(other)}"
    return ""


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))
