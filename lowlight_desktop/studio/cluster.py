"""Photos done by other machines, over Dask distributed, which is imported only here and from here.

`cluster_run.py` is the side that asks, `cluster_work.py` what a machine does with a photo,
`cluster_link.py` the line between them. Start reading at `cluster_run.py`; docs/cluster.md says
how a cluster is started.
"""

from collections.abc import Generator, Iterable

from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.cluster_address import address_in_words_of_dask
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.outcome import Early
from lowlight_desktop.studio.pipeline import Runner
from lowlight_desktop.studio.workers import Over


def cluster_runner(address: str, device: str = "auto", tile_px: int | None = None) -> Runner:
    """What does jobs on a cluster; it is called up when the first job is wanted.

    Args:
        address: See `address_in_words_of_dask`.
        device: "auto", or what every machine shall compute on.
        tile_px: Side of a tile, or None: as large as is good on each machine.

    Raises:
        UsageError: If Dask is not installed, or that is no address.
    """
    address_in_words_of_dask(address)
    try:
        from lowlight_desktop.studio.cluster_link import Link
        from lowlight_desktop.studio.cluster_run import run_on_cluster
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        raise UsageError(
            "--cluster needs Dask, which this edition does not bring: with the sources, "
            "pip install 'lowlight[cluster]' (docs/cluster.md)."
        ) from error

    def run(jobs: Iterable[Job | Early], *, progress: Progress) -> Generator[Over]:
        with Link(address) as link:
            yield from run_on_cluster(link, jobs, progress, device=device, tile_px=tile_px)

    return run
