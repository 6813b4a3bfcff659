import pytest

from lowlight_desktop.engine import memory
from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.memory import LIGHT, RAW, Appetite, tile_size

CPU = Device("cpu", "a processor", 0)
PLENTY, LITTLE = 1 << 40, 100_000_000


@pytest.fixture(autouse=True)
def much_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    def free_bytes(device: Device) -> int:
        del device
        return PLENTY

    monkeypatch.setattr(memory, "free_bytes", free_bytes)


def side(size: tuple[int, int], appetite: Appetite, budget_bytes: int = PLENTY) -> int:
    return tile_size(CPU, size, appetite, budget_bytes)


@pytest.mark.parametrize(
    ("size", "light", "raw"),
    [((4000, 6000), 500, 1000), ((2828, 4243), 472, 944), ((1155, 1732), 436, 868)],
)
def test_tiles_divide_a_photo_evenly(size: tuple[int, int], light: int, raw: int) -> None:
    assert side(size, LIGHT) == light
    assert side(size, RAW) == raw


@pytest.mark.parametrize("size", [(1, 1), (600, 800), (3000, 2000), (11546, 17318)])
@pytest.mark.parametrize("budget_bytes", [LITTLE, PLENTY])
def test_no_more_tiles_than_the_largest_would_make(
    size: tuple[int, int], budget_bytes: int
) -> None:
    found, largest = side(size, RAW, budget_bytes), side((10**6, 10**6), RAW, budget_bytes)
    assert found <= largest
    assert found % 4 == 0
    for length in size:
        assert -(-length // found) == -(-length // largest)


def test_a_photo_that_fits_is_one_tile() -> None:
    assert side((600, 800), RAW) == 800


def test_a_little_less_memory_changes_nothing() -> None:
    budget_bytes = 1_000_000_000
    one, other = (side((4000, 6000), RAW, b) for b in (budget_bytes, budget_bytes * 95 // 100))
    assert one == other < side((4000, 6000), RAW)
