import threading
from pathlib import Path

import pytest

from lowlight_desktop.studio.speeds import Speeds, key_of, known, note, pace

KEY = key_of("A processor, 2 threads", "clean sa_unet 1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "speeds.json"


def test_what_was_measured_once_is_known_the_next_time(file: Path) -> None:
    note({KEY: pace(48.0, 24.0)}, file)
    assert known(file).seconds_for(KEY, 24.0) == pytest.approx(48.0)


def test_larger_photos_take_longer(file: Path) -> None:
    note({KEY: pace(12.0, 12.0)}, file)
    seconds = known(file).seconds_for(KEY, 24.0)
    assert seconds is not None
    assert 20.0 < seconds <= 24.0  # a part of it does not depend on the size


def test_one_disturbed_measurement_does_not_rule() -> None:
    speeds = Speeds()
    for value in (1.0, 1.1, 9.0, 1.2):
        speeds = speeds.after(KEY, value)
    assert speeds.of(KEY) == pytest.approx(1.15)


def test_a_machine_that_has_become_slower_is_believed_after_five_photos() -> None:
    speeds = Speeds()
    for value in (1.0,) * 5 + (3.0,) * 5:
        speeds = speeds.after(KEY, value)
    assert speeds.of(KEY) == 3.0


def test_devices_networks_and_company_are_told_apart() -> None:
    speeds = Speeds().after(KEY, 1.0)
    others = key_of("A card", "clean sa_unet 1"), key_of("A processor, 2 threads", "clean mirnet 1")
    for other in (*others, key_of("A processor, 2 threads", "clean sa_unet 1", 2)):
        assert speeds.of(other) is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1, 2]", '{"a": "fast"}', '{"a": [NaN, -1, Infinity, "1"]}', '{"a": []}', "\ud800"],
)
def test_a_damaged_file_holds_nothing_and_is_written_anew(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8", errors="surrogatepass")
    assert not known(file).notes
    note({KEY: 2.0}, file)
    assert known(file).of(KEY) == 2.0


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    note({KEY: 2.0}, tmp_path / "a file" / "speeds.json")
    assert known(tmp_path / "a file" / "speeds.json") == Speeds()


def test_threads_that_note_at_once_leave_a_whole_file_and_nothing_else(file: Path) -> None:
    def work(name: str) -> None:
        for value in range(1, 30):
            note({name: float(value)}, file)

    threads = [threading.Thread(target=work, args=(f"work {i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    note({KEY: 1.0}, file)
    assert known(file).of(KEY) == 1.0


def test_what_nobody_measures_any_more_leaves_at_last() -> None:
    speeds = Speeds()
    for i in range(600):
        speeds = speeds.after(f"model {i}", 1.0)
    assert len(speeds.notes) == 500
    assert speeds.of("model 0") is None
    assert speeds.of("model 599") == 1.0
