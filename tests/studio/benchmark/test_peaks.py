import pytest

from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.device import processor
from lowlight_desktop.studio.benchmark.peaks import (
    BFLOAT16,
    FLOAT32,
    Convolution,
    Extent,
    Peaks,
    measure_peaks,
)

SMALL = Extent(matrix=256, products=2, pictures=((16, 64),), layers=2, copied_bytes=2**22)


@pytest.mark.parametrize("wish", ["torch", "auto"])
def test_every_rate_is_that_of_a_machine(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_BACKEND", wish)
    peaks = measure_peaks(processor(), SMALL)
    assert peaks.backend == ("openvino" if wish == "auto" and by_openvino.is_here() else "torch")
    rates = [peaks.matrices_gflops, *(c.gflops for c in peaks.convolutions)]
    # A slow core does a billion a second, no processor a million billions.
    assert all(0.1 < rate < 1e6 for each in rates for rate in each.values())
    assert all(FLOAT32 in each for each in rates)
    assert 0.1 < peaks.copy_gb_s < 1e4


def test_the_fastest_convolution_in_the_same_numbers_is_the_peak() -> None:
    slow = Convolution(16, 64, {FLOAT32: 100.0})
    fast = Convolution(32, 64, {FLOAT32: 150.0})
    peaks = Peaks("torch", {}, (slow, fast), 10.0)
    assert peaks.convolution_gflops(FLOAT32) == 150.0
    assert peaks.convolution_gflops(BFLOAT16) is None
