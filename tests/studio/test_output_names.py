from pathlib import Path

import pytest

from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.studio.output_names import OutputNames

PNG = ExportOptions(FileFormat.PNG)
OUT, CARD = Path("out"), Path("card")


def test_beside_their_originals_results_get_a_suffix() -> None:
    assert OutputNames(None, PNG).name(CARD / "a.NEF") == CARD / "a-lowlight.png"


def test_a_template_is_taken_as_it_is() -> None:
    names = OutputNames(None, PNG, template="{stem}-{preset}", preset="Stars")
    assert names.name(CARD / "a.NEF") == CARD / "a-Stars.png"


def test_photos_are_counted() -> None:
    names = OutputNames(OUT, PNG, template="{counter:04}")
    found = [names.name(CARD / f"{stem}.NEF").name for stem in "abc"]
    assert found == ["0001.png", "0002.png", "0003.png"]


def test_the_folders_of_a_card_are_made_again_unless_the_template_makes_folders() -> None:
    photo = CARD / "100CANON" / "a.CR2"
    plain = OutputNames(OUT, PNG, (CARD,), "{stem}")
    assert plain.name(photo) == OUT / "100CANON" / "a.png"
    sorted_ = OutputNames(OUT, PNG, (CARD,), "{folder}-lit/{stem}")
    assert sorted_.name(photo) == OUT / "100CANON-lit" / "a.png"


def test_two_photos_of_one_name_are_numbered() -> None:
    names = OutputNames(OUT, PNG, template="night")
    assert [names.name(Path(f"{stem}.NEF")).name for stem in "ab"] == ["night.png", "night-2.png"]


def test_names_that_differ_by_capitals_alone_are_one_name() -> None:
    names = OutputNames(OUT, PNG)
    found = [names.name(Path(name)).name for name in ("IMG.NEF", "img.NEF")]
    assert found == ["IMG.png", "img-2.png"]


def test_a_template_that_gives_no_names_is_refused() -> None:
    with pytest.raises(ValueError, match="lead out"):
        OutputNames(OUT, PNG, template="../{stem}").name(Path("a.NEF"))


def test_a_way_around_does_not_lead_out_of_the_folder_for_results() -> None:
    names = OutputNames(OUT, PNG, (CARD,))
    assert names.name(CARD / ".." / ".." / "a.NEF") == OUT / "a.png"
    assert names.name(CARD / "100" / ".." / "101" / "b.NEF") == OUT / "b.png"
