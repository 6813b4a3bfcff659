import pickle
from copy import deepcopy

import pytest

from lowlight_desktop.photo.errors import RecipeError
from lowlight_desktop.photo.sentence import (
    NOTHING,
    Sentence,
    declared,
    packed,
    quoted,
    said_by,
    unpacked,
)

NESTED = Sentence(
    "{0}: {1}, more than {2:.1f} GB, not {3!r}", "a{b}.jpg", Sentence("it is cut off"), 2.25, "ö"
)
SAID = "a{b}.jpg: it is cut off, more than 2.2 GB, not 'ö'"


def knows(sentence: str) -> tuple[str, tuple[object, ...]]:
    assert isinstance(sentence, Sentence)
    return sentence.text, sentence.values


def test_it_is_its_english_wherever_a_text_is_wanted() -> None:
    assert NESTED == SAID
    assert f"{NESTED}" == SAID
    assert type(str(NESTED)) is str


def test_a_copy_of_it_knows_what_it_was_made_of() -> None:
    assert knows(pickle.loads(pickle.dumps(NESTED))) == knows(NESTED)
    assert knows(deepcopy(NESTED)) == knows(NESTED)


@pytest.mark.parametrize("sentence", [NESTED, NOTHING, quoted('["text"]'), declared("Exposure")])
def test_it_comes_whole_out_of_another_process(sentence: Sentence) -> None:
    there = unpacked(packed(sentence))
    assert there == sentence
    assert knows(there) == knows(sentence)


def test_its_parts_are_sentences_there_too() -> None:
    _, cause, *_ = unpacked(packed(NESTED)).values
    assert isinstance(cause, Sentence)


@pytest.mark.parametrize(
    "text", ["", "a.jpg: it is cut off.", "{", "7", '"a"', "[]", '["{5}"]', '["{0.x}", 1]', "[[]]"]
)
def test_what_is_no_sentence_comes_out_as_it_is(text: str) -> None:
    assert packed(text) == text
    assert unpacked(text) == text


def test_an_error_says_its_sentence_or_words_of_others() -> None:
    assert said_by(RecipeError(NESTED)) is NESTED
    assert knows(said_by(OSError(2, "No such file"))) == ("{0}", ("[Errno 2] No such file",))
    assert said_by(ValueError()) == ""
