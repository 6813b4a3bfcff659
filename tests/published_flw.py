"""How much faster the light is than FLW-Net as it was published, in one run.

    python -m tests.published_flw [--megapixels 24]

Both light the same photo in turn, three times, and the best of each counts. Published: its sizes
(16 channels, no folding), the whole photo at once through torch in float32, untrained: numbers cost
the same. Ours: the installed network in tiles as an export computes them, conversions included,
without the color around them.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
import torch

from lowlight_desktop.develop.strips import in_lanes
from lowlight_desktop.engine.backends.example import survey_inputs
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.flw_region import LightKnown, run
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.engine.tiles import Tile, plan
from lowlight_desktop.networks.flw import Flw, FlwConfig
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.benchmark.networks import usual_tile
from lowlight_desktop.studio.benchmark.photos import size_of

_TURNS = 3


def published(photo: Pixels) -> Callable[[], object]:
    """The whole photo, (H, W, 3), through the published network."""
    torch.manual_seed(1)
    network = Flw(FlwConfig(width=16, fold=1, modulated=False)).eval()
    rgb = torch.from_numpy(photo).permute(2, 0, 1)[None].contiguous()
    coarse = torch.full((1, 1, *photo.shape[:2]), 0.1)
    thumbnail = torch.full((1, 3, 64, 64), 0.1)

    @torch.inference_mode()
    def light() -> object:
        return network.render(rgb, coarse, network.survey(thumbnail, torch.tensor([0.5])))

    return light


def ours(photo: Pixels) -> Callable[[], object]:
    """The same photo through the installed network, in tiles."""
    model = load(find("light", "fast"), choose("cpu"))
    height, width = size = photo.shape[0], photo.shape[1]
    known = LightKnown(model.ask("survey", *survey_inputs("light", model.grid_px)))
    way = Way(model.way.backend, model.way.bfloat16, model.lanes)
    tiles = plan(
        Region.whole(height, width),
        height=height,
        width=width,
        size_px=usual_tile(model),
        grid_px=model.grid_px,
        halo_px=model.halo_px,
    )
    cut = list(tiles)
    out = np.empty_like(photo)

    def one(tile: Tile) -> None:
        answer = run(model, photo[tile.seen.slices], known, tile, size, way)
        out[tile.core.slices] = answer[tile.core.inside(tile.seen).slices]

    def light() -> object:
        return list(in_lanes(one, cut, model.lanes))

    return light


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure both in turn, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megapixels", type=float, default=24.0)
    size = size_of(parser.parse_args().megapixels)
    photo = np.random.default_rng(1).random((*size, 3), np.float32) * np.float32(0.1)
    theirs_s, ours_s = zip(
        *((_seconds(a), _seconds(b)) for a, b in [(published(photo), ours(photo))] * _TURNS),
        strict=True,
    )
    print(f"published  {min(theirs_s):6.2f} s   {[round(s, 2) for s in theirs_s]}")  # noqa: T201
    print(f"ours       {min(ours_s):6.2f} s   {[round(s, 2) for s in ours_s]}")  # noqa: T201
    print(f"ratio      {min(theirs_s) / min(ours_s):6.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
