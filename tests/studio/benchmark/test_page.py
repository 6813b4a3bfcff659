from pathlib import Path

import pytest

from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.studio.benchmark.page import (
    BEGIN,
    END,
    PAGE,
    check_marks,
    write_between_marks,
)


def test_what_stands_between_the_marks_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(f"# Ä\r\n\n{BEGIN}\nold\n{END}\n\n## After\n".encode())
    write_between_marks(page, ["| new |"])
    written = f"# Ä\r\n\n{BEGIN}\n\n| new |\n\n{END}\n\n## After\n"
    assert page.read_bytes() == written.encode()
    write_between_marks(page, ["| new |"])
    assert page.read_bytes() == written.encode()  # again and again


def test_the_page_of_the_sources_has_its_marks() -> None:
    check_marks(PAGE)


@pytest.mark.parametrize("text", ["", BEGIN, END, f"{END}\n{BEGIN}"])
def test_a_page_without_marks_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text)
    with pytest.raises(UsageError, match="marks are missing"):
        write_between_marks(page, ["new"])
    assert page.read_text() == text


def test_an_installed_program_has_no_page(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="part of the sources"):
        check_marks(tmp_path / "page.md")
