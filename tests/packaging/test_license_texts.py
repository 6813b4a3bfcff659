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


def test_a_license_that_debian_only_points_to_comes_along(
    licenses: ModuleType, tmp_path: Path
) -> None:
    common = tmp_path / "common"
    common.mkdir()
    (common / "LGPL-2.1").write_text("the lesser one")
    (common / "GPL-3").write_text("the general one")
    (common / "GPL").symlink_to("GPL-3")
    page = tmp_path / "copyright"
    page.write_text(
        "On Debian systems: /usr/share/common-licenses/GPL, or `/usr/share/common-licenses/GPL-3',"
        " and /usr/share/common-licenses/LGPL-2.1."
    )
    assert [f.name for f in licenses.texts_named_by(page, common)] == ["GPL-3", "LGPL-2.1"]


def test_what_is_copied_ends_with_what_opens_it(licenses: ModuleType, tmp_path: Path) -> None:
    named = {"LGPL-2.1": "LGPL-2.1.txt", "LICENSE.md": "LICENSE.md", "COPYING": "COPYING.txt"}
    for name, copied in named.items():
        (tmp_path / name).write_text(name)
        assert licenses._copied(tmp_path / name, tmp_path / "to").name == copied
