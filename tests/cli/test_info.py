import json
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from tests.develop.noise_scenes import light_of, noisy_mosaic
from tests.formats.dng_writing import write_dng
from tests.formats.phone_photo import lens_gains, phone_photo, wall


def _dng(folder: Path) -> Path:
    return write_dng(folder / "night.dng", noisy_mosaic(light_of("dark night"), 6.1, 7.1).data)


def test_info_tells_the_noise_and_where_it_is_known_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", str(_dng(tmp_path))]) == ExitCode.DONE
    (line,) = [part for part in capsys.readouterr().out.splitlines() if "Noise" in part]
    assert line.startswith("Noise:         gain ")
    assert line.endswith(" DN (from the photo)")


def test_info_as_json_has_the_exact_noise_of_each_color(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", "--json", str(_dng(tmp_path))]) == ExitCode.DONE
    (photo,) = json.loads(capsys.readouterr().out)
    assert photo["noise"]["source"] == "photo"
    np.testing.assert_allclose(photo["noise"]["gain_dn_per_electron"], [6.1] * 4, rtol=0.15)
    np.testing.assert_allclose(photo["noise"]["read_dn"], [7.1] * 4, rtol=0.15)


def test_info_tells_that_a_lens_s_shading_is_evened_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phone = phone_photo(tmp_path, wall())
    assert main(["info", str(phone)]) == ExitCode.DONE
    assert "Lens shading:  evened out, by up to 3.2 times\n" in capsys.readouterr().out
    assert main(["info", "--json", str(phone), str(_dng(tmp_path))]) == ExitCode.DONE
    first, second = (photo["sensor"] for photo in json.loads(capsys.readouterr().out))
    assert first["lens_shading"] == pytest.approx(lens_gains().max())
    assert second["lens_shading"] is None


def _png(folder: Path, sigma: float) -> Path:
    """A smooth picture with white noise, in steps of 255."""
    y, x = np.mgrid[0:256, 0:256] / 256.0
    smooth = np.dstack([60 + 90 * x, 80 + 60 * y, 110 + 30 * x * y])
    noisy = smooth + np.random.default_rng(1).normal(0.0, sigma, smooth.shape)
    cv2.imwrite(str(folder / "night.png"), np.clip(noisy, 0, 255).round().astype(np.uint8))
    return folder / "night.png"


def lost_profile(folder: Path) -> Path:
    """A picture whose color profile is none."""
    path = folder / "lost.jpg"
    Image.new("RGB", (64, 48), (40, 50, 60)).save(path, icc_profile=b"no profile" * 20)
    return path


def test_a_profile_that_cannot_be_used_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    path = lost_profile(tmp_path)
    assert main(["info", str(path)]) == ExitCode.DONE
    assert "Remark:        its color profile is damaged" in capsys.readouterr().out
    assert main(["info", "--json", str(path), str(_png(tmp_path, 1.0))]) == ExitCode.DONE
    first, second = json.loads(capsys.readouterr().out)
    assert "color profile" in first["remark"]
    assert second["remark"] is None
    assert main(["enhance", str(path), "--output", str(tmp_path / "out")]) == ExitCode.DONE
    assert f"{path}: its color profile" in caplog.text
    caplog.clear()


def test_info_tells_the_noise_of_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", str(_png(tmp_path, 20.0))]) == ExitCode.DONE
    (line,) = [part for part in capsys.readouterr().out.splitlines() if "Noise" in part]
    assert re.fullmatch(r"Noise: {9}luminance \d+\.\d, color \d+\.\d of 255", line)


@pytest.mark.parametrize("sigma", [5.0, 20.0])
def test_the_noise_of_a_picture_is_about_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sigma: float
) -> None:
    assert main(["info", "--json", str(_png(tmp_path, sigma))]) == ExitCode.DONE
    (photo,) = json.loads(capsys.readouterr().out)
    assert photo["noise"]["luminance"] == pytest.approx(sigma, rel=0.35)
    assert photo["noise"]["color"] == pytest.approx(sigma, rel=0.35)


def _jpeg(folder: Path, quality: int) -> Path:
    """A chart as a JPEG."""
    chart = cv2.imread(str(_png(folder, 2.0)))
    assert chart is not None
    cv2.putText(chart, "night", (20, 140), cv2.FONT_HERSHEY_SIMPLEX, 2.5, (30, 30, 30), 4)
    path = folder / f"{quality}.jpg"
    cv2.imwrite(str(path), chart, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return path


def test_info_tells_how_much_compression_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", "--json", *(str(_jpeg(tmp_path, q)) for q in (95, 50, 15))]) == 0
    found = [photo["compression"]["luminance"] for photo in json.loads(capsys.readouterr().out)]
    assert found == sorted(found)
    assert found[2] > 2.0 * found[0]
    assert main(["info", str(_jpeg(tmp_path, 15))]) == ExitCode.DONE
    assert re.search(r"^Compression: {3}luminance ", capsys.readouterr().out, re.MULTILINE)


def test_sensor_data_was_not_compressed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(_dng(tmp_path))]) == ExitCode.DONE
    assert "Compression" not in capsys.readouterr().out
