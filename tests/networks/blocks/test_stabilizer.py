import numpy as np
import pytest
import torch

from lowlight_desktop.develop.noise import SensorNoise, add_sensor_noise
from lowlight_desktop.networks.blocks.stabilizer import dark_deviation, restored, stabilized

# Gain and read noise of ISO 100 by day and of ISO 25600 at night, 14-bit steps over the range.
SENSORS = [(0.1 / 15871, 1.0 / 15871), (24.5 / 15871, 26.0 / 15871)]


@pytest.mark.parametrize("sensor", SENSORS)
def test_restoring_undoes_stabilizing_below_black_too(sensor: tuple[float, float]) -> None:
    gain, read = (torch.tensor(x) for x in sensor)
    dark = dark_deviation(gain, read)
    light = torch.linspace(-0.01, 4.0, 10_001)
    again = restored(stabilized(light, gain, dark), gain, dark)
    torch.testing.assert_close(again, light, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("sensor", SENSORS)
@pytest.mark.parametrize("electrons", [0.0, 3.0, 40.0, 400.0])
def test_noise_is_about_one_at_every_brightness(
    sensor: tuple[float, float], electrons: float
) -> None:
    gain, read = sensor
    light = np.full((200, 200), electrons * gain, np.float32)
    noise, rng = SensorNoise(gain, read), np.random.default_rng(0)
    noisy = add_sensor_noise(light, noise, np.zeros(light.shape, np.uint8), rng)
    numbers = torch.tensor(gain), torch.tensor(read)
    units = stabilized(torch.from_numpy(noisy), numbers[0], dark_deviation(*numbers))
    # In the dark 3/8 of an electron is too much: noise of one electron and more is 0.79 then.
    assert float(units.std()) == pytest.approx(1.0, abs=0.22)


def test_a_sensor_without_noise_is_no_division_by_zero() -> None:
    nothing = torch.tensor(0.0)
    units = stabilized(torch.tensor([0.0, 1.0, -1.0]), nothing, dark_deviation(nothing, nothing))
    assert units.isfinite().all()
