from itertools import product
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from lowlight_desktop.formats.name_template import (
    TOKENS,
    NameFacts,
    asks_metadata,
    check_template,
    makes_folders,
    name_from,
)

FACTS = NameFacts(
    "IMG_0112",
    "2026:11:20 23:10:05",
    7,
    "City lights",
    "Canon EOS R6",
    "EOS R6",
    3200.0,
    "100CANON",
)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{stem}", "IMG_0112"),
        ("{stem}-lit", "IMG_0112-lit"),
        ("{date} {stem}", "2026-11-20 IMG_0112"),
        ("{date:%Y%m%d}_{time}", "20261120_23-10-05"),
        ("{time:%Hh%M}", "23h10"),
        ("night_{counter}", "night_007"),
        ("night_{counter:05}", "night_00007"),
        ("{camera}, {model}", "Canon EOS R6, EOS R6"),
        ("ISO {iso}", "ISO 3200"),
        ("{folder}_{stem}", "100CANON_IMG_0112"),
        ("{stem}-{preset}", "IMG_0112-City lights"),
    ],
)
def test_a_template_says_what_is_known_of_a_photo(template: str, name: str) -> None:
    assert name_from(template, FACTS) == name


def test_what_older_versions_called_name_and_number_stays_right() -> None:
    assert name_from("{name}_{number}", FACTS) == name_from("{stem}_{counter}", FACTS)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{date:%Y}/{date:%m-%d}/{stem}", "2026/11-20/IMG_0112"),
        ("{date:%Y/%m}/{stem}", "2026/11/IMG_0112"),
        ("{camera}/ISO {iso} /{stem}", "Canon EOS R6/ISO 3200/IMG_0112"),
    ],
)
def test_slashes_make_folders(template: str, name: str) -> None:
    assert makes_folders(template)
    assert name_from(template, FACTS) == name


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{stem}-{preset}", "IMG"),  # with the sign before it
        ("{preset}-{stem}", "IMG"),
        ("{preset} - {stem}", "IMG"),
        ("{preset}", "IMG"),
        ("{preset}/{stem}", "IMG"),  # no folder without a name
        ("{stem}/{preset}", "IMG/IMG"),
        ("{stem} {time} {iso} {camera} {model} {folder}", "IMG"),
        ("{date}-{stem}", "undated-IMG"),
        ("{date:%Y/%m}/{stem}", "undated/IMG"),
    ],
)
def test_what_a_photo_does_not_have_is_left_out(template: str, name: str) -> None:
    assert name_from(template, NameFacts("IMG")) == name


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ("0000:00:00 00:00:00", "undated"),  # a clock that was never set
        ("2026:02:30", "undated"),
        ("2026:02:28", "2026-02-28"),  # a scanner that knows no time
    ],
)
def test_an_impossible_date_is_none(taken: str, name: str) -> None:
    assert name_from("{date} {time}", NameFacts("a", taken)) == name


def test_signs_that_files_cannot_hold_are_replaced_in_what_is_filled_in() -> None:
    assert name_from("{stem} {preset}", NameFacts("a", preset="High/low: 1")) == "a High-low- 1"


@pytest.mark.parametrize("value", ["..", "../../etc", "/etc/passwd", "C:\\x", ".", "a\\..\\b"])
@pytest.mark.parametrize("template", ["{preset}/{stem}", "{folder}/{preset}", "x{preset}/{stem}"])
def test_no_value_leads_out_of_the_folder_for_results(template: str, value: str) -> None:
    facts = NameFacts("IMG", preset=value, folder=value)
    name = name_from(template, facts)
    for path in (PurePosixPath(name), PureWindowsPath(name)):
        assert not path.is_absolute()
        assert not path.drive
        assert ".." not in path.parts


@pytest.mark.parametrize(
    ("template", "name"), [("con", "_con"), ("console", "console"), ("NUL/{stem}", "_NUL/IMG_0112")]
)
def test_names_of_devices_are_avoided(template: str, name: str) -> None:
    assert name_from(template, FACTS) == name


def test_dots_and_spaces_at_an_end_are_left_out() -> None:
    assert name_from("night. /{stem}. ", FACTS) == "night/IMG_0112"


@pytest.mark.parametrize("sign", ["x", "ü", "夜", "🌃"])  # 1 to 4 bytes in UTF-8
def test_a_long_name_loses_its_end_but_not_its_suffix(sign: str) -> None:
    facts = NameFacts(sign * 300, folder=sign * 300)
    for part in name_from("{folder}/{stem}-lit", facts, ".jpg").split("/"):
        assert 255 - 4 < len(part.encode()) <= 255
    assert name_from("{stem}", facts, ".jpg").endswith(f"{sign}.jpg")


def test_a_name_that_is_no_text_is_shortened_too() -> None:
    name = name_from("{stem}-lit", NameFacts("\udcff" * 300), ".jpg")  # how Python says such bytes
    assert name == "\udcff" * 83 + ".jpg"  # 3 bytes each, 251 in all


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("", "empty"),
        (" .", "empty"),
        ("{lens}", "unknown"),
        ("{stem", "Braces hold"),
        ("{stem!r}", "Braces hold"),
        ("{stem}?", "hold"),
        ("a\\{stem}", r"hold '\\'"),
        ("C:{stem}", "hold ':'"),
        ("/{stem}", "top of a disk"),
        ("../{stem}", "lead out"),
        ("a/../{stem}", "lead out"),
        ("{date:%Y/../..}/{stem}", "lead out"),
        ("a//{stem}", "empty"),
        ("{stem}/", "empty"),
        ("./{stem}", "empty"),
        ("{stem:3}", "takes no format"),
        ("{counter:x}", "digits"),
        ("{counter:04d}", "digits"),
        ("{date:%B}", "%Y"),  # a word, in some language
        ("{date:night}", "%Y"),
        ("{date:%Y%}", "%Y"),
        ("{time:%H:%M}", "hold ':'"),
    ],
)
def test_a_template_that_gives_no_names_is_refused_with_a_reason(template: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_template(template)


def test_only_what_tags_know_asks_for_them() -> None:
    asking = {token for token in TOKENS if asks_metadata(f"{{{token}}}")}
    assert asking == {"date", "time", "camera", "model", "iso"}


def test_every_pair_of_tokens_makes_a_name() -> None:
    for first, second in product(TOKENS, TOKENS):
        for facts in (FACTS, NameFacts("IMG")):
            assert name_from(f"{{{first}}}-{{{second}}}", facts).strip("-_ .")


def test_a_date_without_a_time_gives_no_time() -> None:
    assert name_from("{stem} {time}", NameFacts("a", "2026:11:20")) == "a"
    assert name_from("{stem} {time}", NameFacts("a", "2026:11:20 of a scanner")) == "a"
