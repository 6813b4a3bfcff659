from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import pytest

from lowlight_desktop import __version__
from lowlight_desktop.studio.licenses import LICENSE, license_files, text_of, works


def _without(tmp_path: Path) -> Path:
    return tmp_path / "none"


def test_the_program_comes_first_then_python_then_the_rest_by_name(tmp_path: Path) -> None:
    own, python, *rest = works(_without(tmp_path))
    assert (own.name, own.version, own.license) == ("Lowlight", __version__, LICENSE)
    assert "GNU GENERAL PUBLIC LICENSE" in text_of(own)
    assert python.name == "Python"
    names = [work.name.lower() for work in rest]
    assert names == sorted(names)


def test_packages_that_photos_need_are_told_with_those_that_they_need(tmp_path: Path) -> None:
    known = {work.name: work for work in works(_without(tmp_path))}
    assert {"numpy", "torch", "shiboken6"} <= known.keys()  # shiboken6: PySide6 needs it
    assert "pytest" not in known  # an extra
    assert "BSD" in known["numpy"].license
    assert known["numpy"].version
    assert "Redistribution" in text_of(known["numpy"])


def test_each_license_has_a_name_of_one_line(tmp_path: Path) -> None:
    said = {work.name: work.license for work in works(_without(tmp_path))}
    assert not [name for name, words in said.items() if not words or "\n" in words]


def test_an_installed_program_tells_what_lies_in_its_folder(tmp_path: Path) -> None:
    for name in ("zlib", "Python", "Lowlight"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "LICENSE.txt").write_text(f"That of {name}.\n")
    (tmp_path / "zlib" / "AUTHORS.txt").write_text("Two people.")
    found = works(tmp_path)
    assert [work.name for work in found] == ["Lowlight", "Python", "zlib"]
    assert text_of(found[1]) == "That of Python."
    assert text_of(found[2]) == "[AUTHORS.txt]\n\nTwo people.\n\n\n[LICENSE.txt]\n\nThat of zlib."


def test_bytes_that_are_no_utf_8_do_not_hide_a_license(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "COPYING").write_bytes(b"\xa9 somebody")
    (work,) = works(tmp_path)
    assert text_of(work).endswith(" somebody")


@pytest.mark.skipif(find_spec("onnxruntime") is None, reason="ONNX Runtime is not here")
def test_a_package_may_keep_its_license_beside_its_modules() -> None:
    files = {file.name for file in license_files(distribution("onnxruntime"))}
    assert files == {"LICENSE", "ThirdPartyNotices.txt"}


def test_libraries_that_a_package_has_taken_in_bring_their_licenses() -> None:
    files = {file.name for file in license_files(distribution("imagecodecs"))}
    assert {"LICENSE", "LICENSE-libjxl", "LICENSE-libjpeg-turbo"} <= files


def test_code_about_licenses_is_not_one() -> None:
    assert all(file.suffix != ".py" for file in license_files(distribution("packaging")))
