from pathlib import Path

from lowlight_desktop.gui.guide.pages import Page
from lowlight_desktop.gui.guide.search import MOST, find

LIGHT = Page(Path("light.md"), "Light", "# Light\nLamps stay lamps.\n## Brush\nPaint over the sky.")
NOISE = Page(Path("noise.md"), "Noise", "# Noise\nGrain of the brush, and Sky glow.")


def headings(wanted: str) -> list[str]:
    return [hit.section.heading for hit in find((LIGHT, NOISE), wanted)]


def test_a_word_is_found_in_capitals_or_not_and_inside_others() -> None:
    assert headings("LAMP") == ["Light"]


def test_headings_come_before_texts() -> None:
    assert headings("brush") == ["Brush", "Noise"]


def test_every_word_must_be_there_in_any_order() -> None:
    assert headings("sky paint") == ["Brush"]
    assert headings("sky lamps") == []


def test_nothing_is_found_where_nothing_is_asked() -> None:
    assert headings("  ") == []


def test_the_excerpt_shows_the_word_among_its_neighbors() -> None:
    long = Page(Path("x.md"), "X", "# X\n" + "word " * 60 + "needle in hay " + "word " * 60)
    (hit,) = find((long,), "needle")
    assert hit.excerpt.startswith("… word")
    assert "needle in hay" in hit.excerpt
    assert hit.excerpt.endswith("…")


def test_the_excerpt_of_a_table_begins_with_its_words_not_with_its_head() -> None:
    table = Page(
        Path("x.md"), "X", "# X\n| message | what to do |\n|---|---|\n| full | free some |"
    )
    (hit,) = find((table,), "full")
    assert hit.excerpt == "full free some"


def test_a_word_of_every_page_brings_no_endless_list() -> None:
    many = tuple(Page(Path(f"{i}.md"), f"P{i}", f"# P{i}\nlight") for i in range(2 * MOST))
    assert len(find(many, "light")) == MOST


def test_the_guide_answers_what_people_ask(pages: tuple[Page, ...]) -> None:
    for asked, page in (
        ("stars", "noise-and-detail.md"),
        ("disk is full", "troubleshooting.md"),
        ("watch folder", "exporting.md"),
        ("place metadata", "privacy.md"),
        ("undo", "presets.md"),
    ):
        found = {hit.section.page.path.name for hit in find(pages, asked)}
        assert page in found
