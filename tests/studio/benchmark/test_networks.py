import pytest

from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.device import processor
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find, usable
from lowlight_desktop.networks.sa_unet import SaUnet
from lowlight_desktop.studio.benchmark.networks import (
    NetworkFigures,
    measure_networks,
    multiplications_per_px,
    strip_extent,
    tile_extent,
    with_share,
)
from lowlight_desktop.studio.benchmark.peaks import (
    BFLOAT16,
    FLOAT32,
    Convolution,
    Extent,
    Peaks,
    measure_peaks,
)
from lowlight_desktop.studio.benchmark.photos import sample_pieces
from lowlight_desktop.training.denoiser_figures import work_per_px

# Large enough to be near what a processor can do: smaller ones are mostly beginnings and ends.
PEAK = Extent(matrix=256, products=2, pictures=((64, 256),), layers=6, copied_bytes=2**22)
FIGURES = NetworkFigures(
    "x", "X", "torch float32", (64, 64), (100, 100), 1, 10.0, 0.4, 1.0, 0.1, 1.2
)


def test_every_network_is_measured_and_its_figures_are_plausible() -> None:
    said: list[str] = []
    device = processor()
    peaks = measure_peaks(device, PEAK)
    measured = measure_networks(device, peaks, sample_pieces(), said.append, tile_px=64)
    assert {each.id for each in measured} == {card.id for card in usable()}
    assert len(said) == len(measured)
    for each in measured:
        assert each.seen[0] >= each.tile[0]
        assert each.seen[1] > each.tile[1] >= 64
        core_px = each.tile[0] * each.tile[1]
        assert each.megapixels_per_s == pytest.approx(core_px / each.tile_ms / 1e3)
        assert each.halo_share > 0
        assert each.around_share >= 0
        assert each.overhead_share >= each.halo_share
        assert each.peak_share is not None
        assert 0 < each.peak_share < 1.2


def test_a_share_is_that_of_the_convolutions_in_the_same_numbers() -> None:
    rates = {FLOAT32: 100.0, BFLOAT16: 400.0}
    peaks = Peaks("torch", {}, (Convolution(32, 64, rates),), 10.0)
    # 100² pixels of 25,000 multiplications and additions in 10 ms are 50 GFLOP/s.
    assert with_share(FIGURES, 25_000, peaks).peak_share == pytest.approx(0.5)
    assert with_share(FIGURES, None, peaks).peak_share is None


def test_multiplications_are_counted_as_for_the_cards() -> None:
    model = load(find("denoise", "fast"), processor())
    assert isinstance(model.network, SaUnet)
    assert multiplications_per_px(model) == work_per_px(model.network)


def test_a_halo_is_what_tiles_compute_again() -> None:
    model = load(find("light", "fast"), processor())
    core, seen, share = tile_extent(model, 512)
    # Nine folded pixels of two on each side.
    assert (core, seen) == ((512, 512), (512 + 2 * 18, 512 + 2 * 18))
    assert share > (seen[0] / core[0]) ** 2 - 1  # tiles at the far edges are smaller


@pytest.mark.skipif(not by_openvino.is_here(), reason="OpenVINO is not here")
@pytest.mark.parametrize("step", ["raw", "denoise"])
def test_a_stream_computes_little_beside_the_photo(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOWLIGHT_BACKEND", "openvino")
    model = load(find(step, "fast"), processor())
    assert model.streams
    strip, seen, share = strip_extent(model, 1024)
    assert strip[0] == seen[0] <= 256
    assert 0.06 < share < 0.11  # the photo's own edges
