"""`lowlight enhance --attention`: after the photos, what the networks did to them, as pictures."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tqdm import tqdm

from lowlight_desktop.cli.named_path import named_folder
from lowlight_desktop.cli.outcomes import Row, sentence_of
from lowlight_desktop.cli.reporting import Reporter
from lowlight_desktop.cli.terminal import shown
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.timing import part

if TYPE_CHECKING:
    from lowlight_desktop.studio.attention_pictures import Mapless, Mapped
    from lowlight_desktop.studio.export import PhotoReader
    from lowlight_desktop.studio.outcome import Failed


def add_attention_flag(parser: argparse.ArgumentParser) -> None:
    """Declare the flag."""
    parser.add_argument(
        "--attention",
        type=named_folder,
        metavar="DIR",
        help="write there, for every photo that is done, what the networks did place by place: "
        "PNG with a legend, made on this machine",
    )


def check_attention(folder: Path | None, recipe: Recipe) -> None:
    """See before the work that maps can be had.

    Raises:
        UsageError: If no network is wanted, or the folder is a file.
    """
    if folder is None:
        return
    if not recipe.networks:
        raise UsageError("--attention shows the work of networks, and all of them are off.")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--attention wants a folder, and {folder} is a file.")


def done_in(rows: Iterable[Row]) -> list[Path]:
    """The photos that were written, or found done, each once."""
    done = (row for row in rows if row["state"] == "done" or row.get("already_done"))
    return list(dict.fromkeys(Path(str(row["source"])) for row in done))


def draw_maps(
    wish: argparse.Namespace,
    recipe: Recipe,
    tile_px: int | None,
    sources: list[Path],
    roots: Sequence[Path],
    read: "PhotoReader",
    reporter: Reporter,
    bar: "tqdm[NoReturn]",
    token: CancelToken,
) -> bool:
    """Write the maps of photos, and tell.

    Args:
        wish: Its `attention`, `again`, `device` and `cluster` count.
        recipe: The look.
        tile_px: As for `Enhancer`.
        sources: The photos.
        roots: Folders that were searched for them.
        read: Reads one.
        reporter: Told what becomes of each.
        bar: Begins anew.
        token: Raised where the user wants to stop.

    Returns:
        Whether all went well.

    Raises:
        LowlightError: What stops all of them: no model, no device, cancelled.
    """
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.studio.attention_pictures import write_maps_of
    from lowlight_desktop.studio.outcome import Failed

    bar.reset(total=len(sources))
    bar.set_description("maps")

    def show(photos: float) -> None:
        bar.n = photos
        bar.refresh()

    # Device and tile are words about the cluster's machines, where there is one.
    enhancer = Enhancer() if wish.cluster else Enhancer(wish.device, tile_px)
    went_well = True
    progress = Progress(show, token)
    with part("maps of attention"):
        for what in write_maps_of(
            sources, wish.attention, recipe, enhancer, progress, read, roots, again=wish.again
        ):
            is_failure = isinstance(what, Failed)
            went_well = went_well and not is_failure
            reporter.line(_said(what), is_failure=is_failure)
            reporter.event(event="map", **_facts(what))
    return went_well


def _facts(what: "Mapped | Mapless | Failed") -> dict[str, object]:
    from lowlight_desktop.studio.attention_pictures import Mapped
    from lowlight_desktop.studio.outcome import Failed

    source = str(what.source)
    match what:
        case Mapped():
            kept = {"already_done": True} if what.is_same else {}
            return {"source": source, "map": what.map.id, "output": str(what.output), **kept}
        case Failed():
            return {"source": source, "error": str(what.error)}
        case _:
            return {"source": source, "map": None}


def _said(what: "Mapped | Mapless | Failed") -> str:
    from lowlight_desktop.studio.attention_pictures import Mapped
    from lowlight_desktop.studio.outcome import Failed

    match what:
        case Mapped():
            link = "already done," if what.is_same else "→"
            return shown(f"{what.source.name}: {what.map.label} {link} {what.output}")
        case Failed():
            return sentence_of(what)
        case _:
            return shown(f"{what.source.name}: the networks at work on it have no maps")
