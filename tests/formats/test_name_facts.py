from pathlib import Path

import pytest

from lowlight_desktop.formats import name_facts
from lowlight_desktop.formats.name_facts import completed, with_metadata
from lowlight_desktop.formats.name_template import NameFacts, name_from

CRW = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"


def test_a_photos_tags_are_there_for_the_template_that_asks() -> None:
    template = "{date}/{camera} {iso}/{folder} {stem}"
    facts = completed(NameFacts(CRW.stem), CRW, template)
    name = "2021-03-26/Canon PowerShot S40 50/samples Canon_PowerShot_S40_CRW_0112"
    assert name_from(template, facts) == name
    assert facts.model == "Canon PowerShot S40"  # what Canon calls it


def test_a_photo_is_not_opened_for_a_template_that_does_not_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = list[Path]()
    monkeypatch.setattr(name_facts, "read_metadata", opened.append)
    facts = completed(NameFacts("a"), Path("shoot/a.jpg"), "{stem}-{counter}-{preset}")
    assert facts.folder == "shoot"
    assert not opened


def test_what_is_known_already_is_believed() -> None:
    facts = with_metadata(NameFacts("a", taken="2020:01:01", camera="Mine"), CRW)
    assert (facts.taken, facts.camera, facts.iso) == ("2020:01:01", "Mine", 50)


def test_a_photo_that_cannot_be_read_has_only_its_name(tmp_path: Path) -> None:
    facts = completed(NameFacts("a"), tmp_path / "a.jpg", "{date} {camera} {stem}")
    assert facts == NameFacts("a", folder=tmp_path.name)
