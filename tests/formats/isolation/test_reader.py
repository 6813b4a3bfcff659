import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from lowlight_desktop.formats.isolation.endings import DecoderError, Ending
from lowlight_desktop.formats.isolation.limits import Limits
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.name_facts import tags_of
from lowlight_desktop.formats.name_template import NameFacts
from lowlight_desktop.formats.quick_look import quick_look, rating
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo.errors import Cancelled, ReadError, TooLargeError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.metadata import NO_METADATA
from lowlight_desktop.photo.progress import CancelToken
from lowlight_desktop.photo.recipe import Recipe
from tests.formats.isolation.poor_decoder import COMMAND as POOR
from tests.formats.isolation.unruly_decoder import COMMAND
from tests.formats.sample_files import ENCODERS, quadrants, write_mosaic_dng

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
CRW = SAMPLES / "Canon_PowerShot_S40_CRW_0112.CRW"
SHORT = Limits(base_s=1.0, per_megabyte_s=0.0)  # a good file of 9 KB takes some milliseconds
STARS = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="{}"/></rdf:RDF></x:xmpmeta>"""
GONE_S = 30.0  # for a process to end: at once, or 5 s after its limit of 1 s; more if busy

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the decoders of these tests use signals")


@pytest.fixture
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader() as one:
        yield one


@pytest.fixture
def unruly() -> Iterator[IsolatedReader]:
    with IsolatedReader(command=COMMAND) as one:
        yield one


def _photo(folder: Path, name: str = "good.jpg") -> Path:
    path = folder / name
    path.write_bytes(ENCODERS["baseline.jpg"](quadrants()))
    return path


def _children() -> list[psutil.Process]:
    return psutil.Process().children()


@pytest.mark.parametrize("develop", [True, False])
def test_a_raw_is_what_direct_reading_makes_of_it(reader: IsolatedReader, develop: bool) -> None:
    there, here = reader.read_photo(CRW, develop=develop), read_photo(CRW, develop=develop)
    np.testing.assert_array_equal(there.image.pixels, here.image.pixels)
    assert there.mosaic is not None
    assert here.mosaic is not None
    np.testing.assert_array_equal(there.mosaic.data, here.mosaic.data)
    assert there.metadata == here.metadata
    assert there.is_developed == here.is_developed == develop


@pytest.mark.parametrize("name", ENCODERS)
def test_every_format_is_what_direct_reading_makes_of_it(
    tmp_path: Path, reader: IsolatedReader, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(ENCODERS[name](quadrants()))
    there, here = reader.read_photo(path), read_photo(path)
    np.testing.assert_array_equal(there.image.pixels, here.image.pixels)
    assert (there.path, there.source_format, there.bit_depth) == (
        path,
        here.source_format,
        here.bit_depth,
    )


def test_a_refusal_says_what_direct_reading_says(tmp_path: Path, reader: IsolatedReader) -> None:
    path = write_mosaic_dng(tmp_path / "a.dng")
    path.write_bytes(path.read_bytes()[:3000])
    for bad in (path, tmp_path / "gone.jpg", tmp_path):
        with pytest.raises(ReadError) as direct:
            read_photo(bad)
        with pytest.raises(ReadError) as isolated:
            reader.read_photo(bad)
        assert str(isolated.value) == str(direct.value)
        assert not isinstance(isolated.value, DecoderError)


def test_names_that_are_not_text_are_read(tmp_path: Path, reader: IsolatedReader) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 \n.jpg"))  # Latin-1, a line feed
    path.write_bytes(ENCODERS["baseline.jpg"](quadrants()))
    assert reader.read_photo(path).path == path


def test_a_relative_path_is_read_from_where_the_program_is(
    tmp_path: Path, reader: IsolatedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.start()  # while the program is elsewhere
    _photo(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert reader.read_photo(Path("good.jpg")).path == Path("good.jpg")


def test_one_process_reads_all(tmp_path: Path, reader: IsolatedReader) -> None:
    reader.start()
    (process,) = _children()
    for _ in range(3):
        reader.read_photo(_photo(tmp_path))
    assert _children() == [process]


def test_closing_leaves_no_process_and_no_handle(tmp_path: Path) -> None:
    handles = psutil.Process().num_fds()
    with IsolatedReader() as reader:
        reader.read_photo(_photo(tmp_path))
    assert _children() == []
    assert psutil.Process().num_fds() == handles


_IMPORTED = """
import sys
import lowlight_desktop.formats.isolation.worker
print([name for name in ("torch", "PySide6") if name in sys.modules])
"""


def test_the_decoder_imports_neither_torch_nor_qt() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _IMPORTED], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(("name", "said"), [("crash", "crashed over it"), ("killed", "memory")])
def test_a_crash_is_one_failure_and_the_next_photo_is_read(
    tmp_path: Path, unruly: IsolatedReader, name: str, said: str
) -> None:
    with pytest.raises(DecoderError, match=said) as failure:
        unruly.read_photo(_photo(tmp_path, f"{name}.jpg"))
    assert failure.value.ending is Ending.CRASHED
    assert failure.value.path == tmp_path / f"{name}.jpg"
    assert unruly.read_photo(_photo(tmp_path)).image.height == 48


def test_a_crash_that_does_not_come_again_is_none(tmp_path: Path, unruly: IsolatedReader) -> None:
    _photo(tmp_path)
    (tmp_path / "once.jpg").write_text(str(tmp_path / "mark"))
    assert unruly.read_photo(tmp_path / "once.jpg").image.height == 48
    assert (tmp_path / "mark").exists()


def test_a_process_that_was_killed_between_two_photos_is_replaced(
    tmp_path: Path, reader: IsolatedReader
) -> None:
    reader.read_photo(_photo(tmp_path))
    (process,) = _children()
    process.kill()
    assert reader.read_photo(_photo(tmp_path)).image.height == 48
    assert process not in _children()


def test_a_hang_ends_at_the_limit(tmp_path: Path) -> None:
    with IsolatedReader(SHORT, COMMAND) as reader:
        with pytest.raises(DecoderError, match="longer than 1 seconds") as failure:
            reader.read_photo(_photo(tmp_path, "hang.jpg"))
        assert failure.value.ending is Ending.TOO_SLOW
        assert reader.read_photo(_photo(tmp_path)).image.height == 48


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody limits a process's memory")
@pytest.mark.parametrize("name", ["baseline.jpg", "8.png", "deflate.tif", "lossy.webp"])
def test_a_file_for_which_memory_is_lacking_is_refused_as_such_and_the_next_is_read(
    tmp_path: Path, name: str
) -> None:
    small, large = tmp_path / f"small-{name}", tmp_path / f"large-{name}"
    small.write_bytes(ENCODERS[name](quadrants()))
    large.write_bytes(ENCODERS[name](np.full((3000, 3000, 3), 20, np.uint8)))
    with IsolatedReader(command=(*POOR, str(small))) as reader:
        with pytest.raises(TooLargeError, match="not enough free memory"):
            reader.read_photo(large)
        assert reader.read_photo(small).source_format == read_photo(small).source_format


def test_a_file_that_takes_all_memory_is_stopped(tmp_path: Path) -> None:
    share = 300e6 / psutil.virtual_memory().available  # far more than a small photo takes
    with IsolatedReader(Limits(memory_share=share), COMMAND) as reader:
        with pytest.raises(DecoderError, match=r"more than the 0\.\d GB of memory") as failure:
            reader.read_photo(_photo(tmp_path, "flood.jpg"))
        assert failure.value.ending is Ending.TOO_LARGE
        assert reader.read_photo(_photo(tmp_path)).image.height == 48


def test_an_error_that_nobody_has_foreseen_is_a_sentence_and_the_process_lives(
    tmp_path: Path, unruly: IsolatedReader
) -> None:
    unruly.start()
    (process,) = _children()
    with pytest.raises(DecoderError, match="KeyError: 'a table without its row'") as failure:
        unruly.read_photo(_photo(tmp_path, "mistake.jpg"))
    assert failure.value.ending is Ending.MISTAKEN
    assert _children() == [process]


def test_the_tags_for_a_name_come_as_from_this_process(reader: IsolatedReader) -> None:
    assert reader.name_facts(CRW) == tags_of(CRW)
    assert tags_of(CRW).camera == "Canon PowerShot S40"


@pytest.mark.parametrize("name", ["crash", "mistake", "nowhere"])
def test_tags_that_the_process_fails_over_are_not_known_and_the_next_are(
    tmp_path: Path, unruly: IsolatedReader, name: str
) -> None:
    if name != "nowhere":
        _photo(tmp_path, f"{name}.jpg")
    assert unruly.name_facts(tmp_path / f"{name}.jpg") == NameFacts(name)
    (tmp_path / "good.CRW").symlink_to(CRW)
    assert unruly.name_facts(tmp_path / "good.CRW").iso == 50


@pytest.mark.parametrize("name", ["quadrants.jpg", "x.dng"])
def test_a_small_picture_comes_as_from_this_process(
    tmp_path: Path, reader: IsolatedReader, name: str
) -> None:
    path = tmp_path / name
    if name.endswith("dng"):
        write_mosaic_dng(path)
    else:
        _photo(tmp_path, name)
    there = reader.quick_look(path, 20)
    np.testing.assert_array_equal(there, quick_look(path, 20))
    assert 0 < max(there.shape) <= 20


def test_a_picture_that_crashes_the_process_is_a_failure_and_the_next_is_seen(
    tmp_path: Path, unruly: IsolatedReader
) -> None:
    with pytest.raises(DecoderError, match="crashed over it"):
        unruly.quick_look(_photo(tmp_path, "crash.jpg"), 20)
    with pytest.raises(ReadError) as direct:
        quick_look(tmp_path / "gone.jpg", 20)
    with pytest.raises(ReadError) as isolated:
        unruly.quick_look(tmp_path / "gone.jpg", 20)
    assert str(isolated.value) == str(direct.value)
    assert max(unruly.quick_look(_photo(tmp_path), 20).shape) == 20


def test_stars_are_told_and_of_what_crashes_the_process_none_are_known(
    tmp_path: Path, unruly: IsolatedReader
) -> None:
    photo = _photo(tmp_path)
    assert unruly.rating(photo) is None
    photo.with_suffix(".xmp").write_text(STARS.format(4))
    assert unruly.rating(photo) == rating(photo) == 4
    photo.replace(crash := tmp_path / "crash.jpg")
    assert unruly.rating(crash) is None


def test_results_are_told_and_what_crashes_the_process_is_none(
    tmp_path: Path, unruly: IsolatedReader
) -> None:
    pixels = np.zeros((8, 8, 3), np.uint8)
    ours = write_photo(
        tmp_path / "ours.jpg", pixels, ExportOptions(), metadata=NO_METADATA, recipe=Recipe()
    )
    assert unruly.is_result(ours)
    ours.replace(crash := tmp_path / "crash.jpg")
    assert not unruly.is_result(crash)
    assert not unruly.is_result(_photo(tmp_path))
    assert not unruly.is_result(tmp_path / "gone.jpg")


def test_what_codecs_say_is_not_shown(
    tmp_path: Path, unruly: IsolatedReader, capfd: pytest.CaptureFixture[str]
) -> None:
    unruly.read_photo(_photo(tmp_path, "chatter.jpg"))
    assert capfd.readouterr() == ("", "")


def test_a_decoder_that_cannot_be_started_is_told_apart(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "raise ImportError('libraw is missing')")
    with IsolatedReader(command=command) as reader, pytest.raises(DecoderError) as failure:
        reader.read_photo(_photo(tmp_path))
    assert failure.value.ending is Ending.NOT_STARTED
    assert "libraw is missing" in failure.value.cause
    with IsolatedReader(command=(str(tmp_path / "no such program"),)) as reader:
        reader.start()
        with pytest.raises(DecoderError, match="cannot be started"):
            reader.read_photo(_photo(tmp_path))


_KILLED_ONCE = """
import os, signal, sys
from pathlib import Path
mark = Path(sys.argv[1])
if not mark.exists():
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)
from lowlight_desktop.formats.isolation.worker import main
main(sys.argv[2:])
"""


def test_a_decoder_that_is_killed_while_it_starts_is_started_again(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with IsolatedReader(command=(sys.executable, "-c", _KILLED_ONCE, str(mark))) as reader:
        assert reader.read_photo(_photo(tmp_path)).image.height == 48
    assert mark.exists()


_NO_PROC = """
import sys
from pathlib import Path
from lowlight_desktop.formats.isolation import worker
worker._OOM_SCORE = Path("/proc/no such process/oom_score_adj")
worker.main(sys.argv[1:])
"""


def test_where_the_system_forbids_to_go_first_photos_are_read_all_the_same(tmp_path: Path) -> None:
    with IsolatedReader(command=(sys.executable, "-c", _NO_PROC)) as reader:
        assert reader.read_photo(_photo(tmp_path)).image.height == 48


def test_a_token_stops_a_file_that_is_being_read(tmp_path: Path, unruly: IsolatedReader) -> None:
    token = CancelToken()
    unruly.read_photo(_photo(tmp_path))
    later = threading.Timer(0.2, token.cancel)  # it would hang for an hour
    later.start()
    with pytest.raises(Cancelled):
        unruly.read_photo(_photo(tmp_path, "hang.jpg"), token=token)
    later.join()
    assert unruly.read_photo(_photo(tmp_path)).image.height == 48


def test_closing_from_another_thread_gives_the_file_up(tmp_path: Path) -> None:
    reader = IsolatedReader(command=COMMAND)
    reader.read_photo(_photo(tmp_path))
    later = threading.Timer(0.2, reader.close)
    later.start()
    with pytest.raises(Cancelled):
        reader.read_photo(_photo(tmp_path, "hang.jpg"))
    later.join()
    assert _children() == []
    with pytest.raises(Cancelled):
        reader.read_photo(_photo(tmp_path))


_PARENT = """
import os, signal, sys, threading
from pathlib import Path
import psutil
from lowlight_desktop.formats.isolation.limits import Limits
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from tests.formats.isolation.unruly_decoder import COMMAND

folder, *busy_with = map(Path, sys.argv[1:])
reader = IsolatedReader(Limits(base_s=1.0), COMMAND)
reader.read_photo(folder / "good.jpg")
for name in busy_with:
    threading.Thread(target=reader.read_photo, args=(folder / name,), daemon=True).start()
    while not (folder / "begun").exists():
        pass
print(psutil.Process().children()[0].pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("busy_with", [[], ["hang.jpg"], ["stuck.jpg"]])
def test_the_decoder_ends_when_its_program_is_killed(tmp_path: Path, busy_with: list[str]) -> None:
    for name in ("good.jpg", *busy_with):
        _photo(tmp_path, name)
    said = subprocess.run(
        [sys.executable, "-c", _PARENT, str(tmp_path), *busy_with], capture_output=True, check=False
    )
    try:
        orphan = psutil.Process(int(said.stdout))
    except psutil.NoSuchProcess:
        return
    orphan.wait(GONE_S)  # raises if it is still there


def test_a_reader_that_is_closed_before_it_got_ready_starts_nothing() -> None:
    reader = IsolatedReader()
    reader.close()
    reader.start()
    assert _children() == []
