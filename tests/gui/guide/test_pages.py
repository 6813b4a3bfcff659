"""What the pages of the guide lean on is there, and comes along."""

import re
import runpy
from pathlib import Path

import pytest

from lowlight_desktop.gui.guide.pages import GUIDE, Page, guide_pages, read_page, sections, slug
from lowlight_desktop.photo.errors import ReadError

ROOT = GUIDE.parents[1]
MOST_BYTES = 4_000_000


def targets(page: Page) -> list[str]:
    """Links and pictures."""
    return re.findall(r"\]\(([^)\s]+)\)", page.text)


def files(page: Page) -> list[Path]:
    local = [t.partition("#")[0] for t in targets(page) if not t.startswith("http")]
    return [(page.path.parent / name).resolve() for name in local if name]


def test_the_index_names_every_page(pages: tuple[Page, ...]) -> None:
    assert {page.path for page in pages} == {*GUIDE.glob("*.md"), ROOT / "docs" / "hosts.md"}


def test_every_link_and_every_picture_exists(pages: tuple[Page, ...]) -> None:
    missing = [(p.path.name, str(file)) for p in pages for file in files(p) if not file.is_file()]
    assert sum(len(files(page)) for page in pages) > 80
    assert missing == []


def test_every_heading_that_is_linked_exists(pages: tuple[Page, ...]) -> None:
    for page in pages:
        for target in targets(page):
            name, _, anchor = target.partition("#")
            if anchor and not name.startswith("http"):
                aim = read_page((page.path.parent / name).resolve()) if name else page
                assert anchor in {section.anchor for section in sections(aim)}, target


def test_every_picture_is_shown_somewhere_and_all_are_small(pages: tuple[Page, ...]) -> None:
    pictures = set((GUIDE / "images").iterdir())
    assert pictures == {file for page in pages for file in files(page) if file.suffix != ".md"}
    assert sum(picture.stat().st_size for picture in pictures) < MOST_BYTES


def test_every_picture_says_in_words_what_it_shows(pages: tuple[Page, ...]) -> None:
    said = [words for page in pages for words in re.findall(r"!\[([^]]*)\]", page.text)]
    assert said
    assert all(said)


def test_a_frozen_program_has_every_file_of_the_guide(
    pages: tuple[Page, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    data = runpy.run_path(str(ROOT / "packaging" / "contents.py"))["data"]
    lies = {Path(to) / Path(file).name for file, to in data()}
    needed = {file.relative_to(ROOT) for page in pages for file in (page.path, *files(page))}
    assert needed <= lies


def test_a_page_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# Guide\n[gone](gone.md)\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"gone\.md: this page of the guide cannot be read .*anew"):
        guide_pages(tmp_path)


def test_sections_have_plain_text_and_the_anchors_of_web_pages(tmp_path: Path) -> None:
    text = "# Top\nOne *two*, `three`.\n\n## What's 100 %?\n| a | [b](c.md) |\n|---|---|\n- d\n"
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    top, below = sections(read_page(tmp_path / "page.md"))
    assert (top.heading, top.text) == ("Top", "One two , three .")
    assert (below.anchor, below.text) == ("whats-100-", "d")


@pytest.mark.parametrize(
    ("heading", "anchor"), [("GIMP 3", "gimp-3"), ("RAW and DNG", "raw-and-dng")]
)
def test_anchors_are_those_that_links_use(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor
