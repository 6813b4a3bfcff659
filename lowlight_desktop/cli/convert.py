"""`lowlight convert`: one photo into one file, for programs that hand over two names."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.named_path import named
from lowlight_desktop.cli.recipe_flags import add_engine_flags, begun, tile_from
from lowlight_desktop.cli.stopping import stoppable
from lowlight_desktop.photo.color_space import OUTPUT_SPACES
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL

if TYPE_CHECKING:
    from lowlight_desktop.formats.in_place.notice import Notice

_ABOUT = """\
TARGET's ending says what kind of file it becomes; what is there is written over. A TIFF, PNG or
JPEG that stays one keeps size, depth, color profile and tags, unless a flag says otherwise.
"""

_ENDINGS = {form.suffix: form for form in FileFormat} | {
    ".jpeg": FileFormat.JPEG,
    ".tiff": FileFormat.TIFF,
}


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "convert", "one photo into one file, in a look or as it is", run)
    parser.description = _ABOUT
    parser.add_argument("source", type=named, metavar="SOURCE")
    parser.add_argument("target", type=named, metavar="TARGET")
    for side in ("width", "height"):
        parser.add_argument(
            side, type=int, nargs="?", default=0, metavar=side.upper(), help="fit into this; 0: all"
        )
    look = parser.add_mutually_exclusive_group()
    look.add_argument("--preset", metavar="NAME", help="give it this preset (as it is)")
    look.add_argument("--recipe", type=Path, metavar="FILE", help="give it this recipe")
    parser.add_argument("--depth", type=int, choices=(8, 10, 16), help="bits per channel (most)")
    parser.add_argument("--quality", type=int, metavar="1..100", help="of JPEG, JPEG XL and AVIF")
    parser.add_argument("--space", choices=list(OUTPUT_SPACES), help="color space (srgb)")
    add_engine_flags(parser)


def run(wish: argparse.Namespace) -> int:
    """Do it."""
    form = _ENDINGS.get(wish.target.suffix.lower())
    if form is None:
        endings = ", ".join(_ENDINGS)
        raise UsageError(f"{wish.target}: nothing is written with this ending, but with {endings}.")
    if wish.target.exists() and wish.source.exists() and wish.target.samefile(wish.source):
        raise UsageError(
            f"{wish.target}: it is SOURCE itself; lowlight edit changes files in place."
        )
    options = _options(wish, form)
    says_nothing = wish.preset is None and wish.recipe is None
    recipe, tile = ORIGINAL if says_nothing else begun(wish), tile_from(wish)
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.studio.export import export
    from lowlight_desktop.studio.in_place import edit_in_place
    from lowlight_desktop.studio.outcome import memory_in_words

    enhancer = Enhancer(wish.device, tile)
    with stoppable() as token, memory_in_words(wish.source):
        progress = Progress(token=token)
        if _stays(wish, form):
            edit_in_place(
                wish.source, recipe, enhancer, progress, copy_to=wish.target, told=_keep_quiet
            )
        else:
            export(wish.source, wish.target, recipe, options, enhancer, progress)
    return ExitCode.DONE


def _options(wish: argparse.Namespace, form: FileFormat) -> ExportOptions:
    usual = ExportOptions()
    try:
        return ExportOptions(
            form,
            wish.depth or max(form.depths),
            usual.quality if wish.quality is None else wish.quality,
            OUTPUT_SPACES[wish.space or "srgb"],
            Existing.OVERWRITE,
            long_edge_px=max(wish.width, wish.height) or None,
        )
    except ValueError as error:
        raise UsageError(f"{error}.") from error


def _stays(wish: argparse.Namespace, form: FileFormat) -> bool:
    """Whether the file keeps its kind, and nothing is asked for but other pixels."""
    from lowlight_desktop.formats.container import Container
    from lowlight_desktop.formats.reading import container_at

    asked = (wish.depth, wish.quality, wish.space, wish.width or None, wish.height or None)
    kinds = {
        FileFormat.TIFF: Container.TIFF,
        FileFormat.PNG: Container.PNG,
        FileFormat.JPEG: Container.JPEG,
    }
    is_plain = all(value is None for value in asked)
    return is_plain and form in kinds and container_at(wish.source) is kinds[form]


def _keep_quiet(_notice: "Notice") -> None:
    """Whoever hands over two names knows what is in the first."""
