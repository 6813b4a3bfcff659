from pathlib import Path

from lowlight_desktop.photo.errors import ReadError, taken_apart
from lowlight_desktop.photo.sentence import Sentence, packed, quoted, said_by, unpacked

CAUSE, ADVICE = Sentence("the file is empty"), Sentence("Copy it once more from the camera.")


def test_an_error_names_the_file_the_cause_and_what_to_do() -> None:
    path = Path("night {1}.CRW")
    assert str(ReadError(path, CAUSE)) == "night {1}.CRW: the file is empty."
    advised = str(ReadError(path, CAUSE, ADVICE))
    assert advised == "night {1}.CRW: the file is empty. Copy it once more from the camera."


def test_a_whole_sentence_keeps_its_one_period() -> None:
    error = ReadError(Path("a"), Sentence("Memory ran out. Close other programs."))
    assert str(error) == "a: Memory ran out. Close other programs."
    assert taken_apart(said_by(error)) == (error.cause, error.advice)


def test_what_was_kept_of_an_error_can_be_taken_apart() -> None:
    for error in (ReadError(Path("a"), CAUSE), ReadError(Path("a"), CAUSE, ADVICE)):
        kept = unpacked(packed(said_by(error)))
        assert taken_apart(kept) == (error.cause, error.advice)


def test_other_sentences_are_not_taken_apart() -> None:
    assert taken_apart(quoted("a: it is cut off.")) is None
    assert taken_apart(Sentence("{0}: memory ran out. Close other programs.", CAUSE)) is None
