"""Links in target folders and in folders of photos: nothing is written or searched behind them."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
)
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.finding import find_photos
from lowlight_desktop.studio.job import Job, Opened, check_place, make, open_job, write_job
from lowlight_desktop.studio.journal import IN_MEMORY, Journal
from lowlight_desktop.studio.outcome import Failed, Outcome
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.watch_work import developer
from tests.studio.batches import resume_all

OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
PNG = ExportOptions(FileFormat.PNG)


def photo(path: Path, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 60, (23, 31, 3)).astype(np.uint8)
    assert cv2.imwrite(str(path), pixels)
    return path


def linked(link: Path, place: Path) -> Path:
    """A link to a place; skips where the system lets nobody make one."""
    link.parent.mkdir(parents=True, exist_ok=True)
    try:
        link.symlink_to(place, target_is_directory=place.is_dir())
    except OSError:
        pytest.skip("links need a privilege here")
    return link


def run(sources: Sequence[Path | Failed], names: OutputNames) -> list[Outcome]:
    with Journal(IN_MEMORY) as journal:
        return list(resume_all(journal, sources, names, OFF, [Enhancer()], Progress()))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder into which nothing may come."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def test_a_folder_in_the_target_that_leads_elsewhere_is_refused_in_words(
    tmp_path: Path, elsewhere: Path
) -> None:
    good, bad = photo(tmp_path / "in" / "a" / "x.png"), photo(tmp_path / "in" / "b" / "y.png")
    linked(tmp_path / "out" / "b", elsewhere)
    names = OutputNames(tmp_path / "out", PNG, (tmp_path / "in",))
    done, failed = run([good, bad], names)
    assert isinstance(done, Exported)
    assert isinstance(failed, Failed)
    assert "leads out of" in str(failed.error)
    assert str(elsewhere) in str(failed.error)
    assert names_in(elsewhere) == []


def test_a_template_does_not_lead_through_a_link_and_makes_no_folder_behind_it(
    tmp_path: Path, elsewhere: Path
) -> None:
    source = photo(tmp_path / "in" / "x.png")
    linked(tmp_path / "in" / "lit", elsewhere)
    names = OutputNames(None, PNG, template="lit/{preset}/{stem}", preset="Stars")
    (failed,) = run([source], names)
    assert isinstance(failed, Failed)
    assert names_in(elsewhere) == []


def test_a_watch_does_not_lead_through_a_link_either(tmp_path: Path, elsewhere: Path) -> None:
    source = photo(tmp_path / "in" / "b" / "x.png")
    linked(tmp_path / "out" / "b", elsewhere)
    names = OutputNames(tmp_path / "out", PNG, (tmp_path / "in",))
    outcome = developer(names, OFF, Enhancer(), Progress())(source)
    assert isinstance(outcome, Failed)
    assert names_in(elsewhere) == []


def test_a_link_that_appears_while_a_photo_is_computed_is_refused_too(
    tmp_path: Path, elsewhere: Path
) -> None:
    out = tmp_path / "out"
    job = Job(photo(tmp_path / "x.png"), out / "b" / "x.png", OFF, PNG, target=out)
    opened = open_job(job, read_photo)
    assert isinstance(opened, Opened)
    made = make(job, opened, Enhancer(), Progress())
    (out / "b").rmdir()
    linked(out / "b", elsewhere)
    with pytest.raises(WriteError, match="leads out of"):
        write_job(job, made)
    assert names_in(elsewhere) == []


def test_a_link_to_a_place_in_the_target_and_a_target_that_is_a_link_are_fine(
    tmp_path: Path,
) -> None:
    (tmp_path / "disk" / "nights").mkdir(parents=True)
    out = linked(tmp_path / "out", tmp_path / "disk")
    linked(out / "b", tmp_path / "disk" / "nights")
    source = photo(tmp_path / "in" / "b" / "x.png")
    (done,) = run([source], OutputNames(out, PNG, (tmp_path / "in",)))
    assert isinstance(done, Exported)
    assert (tmp_path / "disk" / "nights" / "x.png").is_file()


def test_links_that_lead_to_each_other_are_refused_in_words(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    linked(one, other)
    linked(other, one)
    source = photo(tmp_path / "in" / "x.png")
    assert list(find_photos([tmp_path / "in"], one)) == [source]
    (failed,) = run([source], OutputNames(one, PNG))
    assert isinstance(failed, Failed)
    assert str(one) in str(failed.error)


@pytest.mark.parametrize("existing", [Existing.NUMBER, Existing.OVERWRITE])
@pytest.mark.parametrize("is_dangling", [True, False])
def test_a_link_that_has_the_name_of_a_result_is_not_written_through(
    tmp_path: Path, elsewhere: Path, existing: Existing, is_dangling: bool
) -> None:
    behind = elsewhere / "private.png"
    if not is_dangling:
        behind.write_bytes(b"private")
    linked(tmp_path / "out" / "x.png", behind)
    options = ExportOptions(FileFormat.PNG, existing=existing)
    (done,) = run([photo(tmp_path / "x.png")], OutputNames(tmp_path / "out", options))
    assert isinstance(done, Exported)
    assert done.output.name == ("x-2.png" if existing is Existing.NUMBER else "x.png")
    assert done.output.is_file()
    assert not done.output.is_symlink()
    assert names_in(elsewhere) == ([] if is_dangling else ["private.png"])
    assert is_dangling or behind.read_bytes() == b"private"


def test_a_link_to_a_new_result_is_not_taken_for_its_twin(tmp_path: Path) -> None:
    # Results that tell nothing are compared with what an earlier try has left.
    options = ExportOptions(FileFormat.PNG, metadata=MetadataPolicy.NOTHING)
    out = tmp_path / "out"
    linked(out / "x.png", out / "x-2.png")
    source = photo(tmp_path / "x.png")
    with Journal(tmp_path / "j.sqlite") as journal:
        names = OutputNames(out, options)
        outcomes = resume_all(journal, [source], names, OFF, [Enhancer()], Progress())
        assert [type(outcome) for outcome in outcomes] == [Exported]
        (entry,) = journal.changes().entries
        (out / "x-2.png").unlink()
        journal.begin(entry.id)
        journal.release([entry.id])  # as after a crash
        names = OutputNames(out, options)
        (done,) = resume_all(journal, [source], names, OFF, [Enhancer()], Progress())
    assert isinstance(done, Exported)
    assert (out / "x-2.png").is_file()


def test_a_search_does_not_follow_links_to_folders_and_comes_to_an_end(tmp_path: Path) -> None:
    source = photo(tmp_path / "in" / "a" / "x.png")
    linked(tmp_path / "in" / "a" / "again", tmp_path / "in")
    linked(tmp_path / "in" / "b", photo(tmp_path / "private" / "y.png").parent)
    assert list(find_photos([tmp_path / "in"])) == [source]


def test_a_file_that_is_a_link_to_itself_fails_in_words(tmp_path: Path) -> None:
    link = linked(tmp_path / "in" / "x.png", tmp_path / "in" / "x.png")
    (failed,) = run(list(find_photos([tmp_path / "in"])), OutputNames(tmp_path / "out", PNG))
    assert isinstance(failed, Failed)
    assert failed.source == link


def test_a_photo_named_by_a_way_around_stays_in_the_target(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    source = folder / ".." / "private" / "x.png"
    photo(tmp_path / "private" / "x.png")
    names = OutputNames(tmp_path / "out", PNG, (folder,))
    (done,) = run([source], names)
    assert isinstance(done, Exported)
    assert done.output == tmp_path / "out" / "x.png"


def test_without_a_chosen_folder_nothing_is_asked(tmp_path: Path) -> None:
    check_place(Job(tmp_path / "x.png", tmp_path / ".." / "x.png", OFF, PNG))
