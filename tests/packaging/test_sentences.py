"""No sentence of an error is overlooked where translators' words are collected."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def collect(tmp_path: Path) -> Callable[..., list[str]]:
    """Finds the templates in a module of that text, at that place."""
    module = runpy.run_path(str(PACKAGING / "sentences.py"))
    templates = cast("Callable[[Path], Iterator[str]]", module["templates"])

    def collect(text: str, place: str = "formats/reading.py") -> list[str]:
        file = tmp_path / place
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
        return list(templates(tmp_path))

    return collect


def refuses(collect: Callable[..., Any], text: str, match: str) -> None:
    with pytest.raises(Exception, match=match) as refused:
        collect(text)
    assert type(refused.value).__name__ == "UnknownTemplateError"


def test_templates_are_literals_or_constants_of_the_module(
    collect: Callable[..., list[str]],
) -> None:
    source = '_A = "it is {0}"\nSentence(_A, 1)\nReadError(p, Sentence("it " "ends"), quoted(x))'
    assert sorted(collect(source)) == ["it ends", "it is {0}"]


def test_templates_without_words_are_nothing_for_translators(
    collect: Callable[..., list[str]],
) -> None:
    assert collect('Sentence("{0}: {1!r}. {2:.1f}", a, b, c)') == []


@pytest.mark.parametrize("made", ['f"it is {x}"', "text", 'a + "b"', "card.title", "str(error)"])
def test_a_template_that_cannot_be_found_fails(
    collect: Callable[..., list[str]], made: str
) -> None:
    refuses(collect, f"\nSentence({made})", "formats/reading.py:2")


@pytest.mark.parametrize("said", ['"No model."', 'f"No {x}."', "said", "str(error)"])
@pytest.mark.parametrize("kind", ["ModelError", "DeviceError", "OutOfMemory", "RecipeError"])
def test_an_error_with_a_bare_text_fails(
    collect: Callable[..., list[str]], kind: str, said: str
) -> None:
    refuses(collect, f"raise {kind}({said})", "formats/reading.py:1")


def test_what_only_the_command_line_shows_may_be_bare(collect: Callable[..., list[str]]) -> None:
    assert collect('raise DeviceError(f"No cluster at {a}.")', "studio/cluster_link.py") == []
