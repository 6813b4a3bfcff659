"""Where licenses are looked for on systems that have no dpkg, or another Python."""

import shutil
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def licenses(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(PACKAGING)
    monkeypatch.delitem(sys.modules, "license_texts", raising=False)
    import license_texts  # pyright: ignore[reportMissingImports]

    return license_texts


@pytest.fixture
def without_dpkg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("dpkg") is None


@pytest.mark.usefixtures("without_dpkg")
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macos_need_no_dpkg(
    licenses: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    sysconfig.get_config_vars()  # remembered: it is looked up by the true system's name
    monkeypatch.setattr(sys, "platform", system)
    copies = licenses.collect(["numpy"], [Path("/usr/lib/libz.so.1")], tmp_path / "licenses")
    assert {copy.parent.name for copy in copies} == {"numpy", "Python", "Lowlight"}


@pytest.mark.usefixtures("without_dpkg")
@pytest.mark.skipif(sys.platform != "linux", reason="libraries of the system are bundled there")
def test_a_library_of_the_system_whose_package_nobody_knows_is_not_given_away(
    licenses: ModuleType, tmp_path: Path
) -> None:
    library = Path("/usr/lib/libunknown.so.1")
    with pytest.raises(FileNotFoundError, match=r"libunknown\.so\.1 without dpkg"):
        licenses.collect([], [library], tmp_path / "licenses")


@pytest.mark.usefixtures("without_dpkg")
def test_without_libraries_of_the_system_no_dpkg_is_needed(
    licenses: ModuleType, tmp_path: Path
) -> None:
    own = [tmp_path / "cv2.so"]
    assert licenses.collect(["numpy"], own, tmp_path / "licenses")


@pytest.mark.parametrize("place", ["LICENSE.txt", "Lib/LICENSE.txt"])
def test_pythons_license_lies_in_its_library_or_beside_it(
    licenses: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "Lib").mkdir()
    (tmp_path / place).write_text("the PSF's")
    monkeypatch.setattr(sysconfig, "get_path", {"stdlib": str(tmp_path / "Lib")}.__getitem__)
    copies = licenses.collect([], [], tmp_path / "licenses")
    (python,) = [copy for copy in copies if copy.parent.name == "Python"]
    assert python.read_text() == "the PSF's"
