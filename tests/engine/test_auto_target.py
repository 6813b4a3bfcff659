import numpy as np
import pytest

from lowlight_desktop.engine.auto_target import auto_target, night_share


def brightness(ground: float, lamps: float, share: float) -> np.ndarray:
    out = np.full(10_000, ground, np.float32)
    out[: round(share * out.size)] = lamps
    return out.reshape(100, 100)


def test_an_underexposed_day_is_no_night_however_dark() -> None:
    for stops in range(8):
        day = np.linspace(0.1, 1.0, 10_000, dtype=np.float32).reshape(100, 100) / 2**stops
        assert night_share(day) == 0


def test_lights_under_a_black_sky_are_a_night() -> None:
    assert night_share(brightness(0.008, 0.9, 0.02)) == 1
    assert 0 < night_share(brightness(0.008, 0.4, 0.02)) < 1


def test_black_and_white_photos_are_answered() -> None:
    assert night_share(np.zeros((8, 8), np.float32)) == 0
    assert night_share(np.ones((8, 8), np.float32)) == 0


@pytest.mark.parametrize("own", [0.02, 0.06, 0.13])
def test_a_night_stays_darker_than_the_network_would_have_it(own: float) -> None:
    assert own < auto_target(0.45, own, 1.0) < 0.35
    assert auto_target(0.45, own, 0.0) == 0.45


def test_no_photo_is_darkened() -> None:
    assert auto_target(0.4, 0.7, 0.0) == 0.7
    assert auto_target(0.4, 0.99, 1.0) == 0.95  # white itself is out of the network's reach
