import json
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from tests.develop.noise_scenes import light_of, noisy_mosaic
from tests.formats.dng_writing import write_dng


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
