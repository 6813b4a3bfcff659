import shutil
from pathlib import Path

from lowlight_desktop.engine.model_store import MODELS, installed
from lowlight_desktop.studio.model_notes import model_notes, training_data

PAGE = """
# A model

| data | used | terms |
|---|---|---|
| A set | 437 pairs | CC BY-NC 4.0 |
| Laws | | MIT |

| differences | |
|---|--:|
| largest | 1 |
"""


def test_the_table_of_data_ends_where_it_ends() -> None:
    found = training_data(PAGE)
    assert [(d.name, d.used, d.terms) for d in found] == [
        ("A set", "437 pairs", "CC BY-NC 4.0"),
        ("Laws", "", "MIT"),
    ]


def test_a_page_without_the_table_tells_nothing() -> None:
    assert training_data("# A model\n\ntext") == ()


def test_every_network_that_ships_names_the_terms_of_its_data() -> None:
    notes = model_notes()
    assert [note.title for note in notes] == [card.title for card in installed()]
    assert all(note.data and all(d.terms for d in note.data) for note in notes)


def test_a_network_without_its_page_is_named_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "flw").mkdir()
    shutil.copy(MODELS / "flw" / "card.toml", tmp_path / "flw")
    (note,) = model_notes(tmp_path)
    assert note.title == "FLW light"
    assert note.data == ()
