from pathlib import Path
from typing import Any

import pytest
from watchdog.events import (
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)
from watchdog.observers.api import BaseObserver, EventEmitter

from lowlight_desktop.studio import folder_alarm
from lowlight_desktop.studio.folder_alarm import FolderAlarm

PLENTY_S = 20.0  # it rings within milliseconds; a busy machine may take its time


def test_it_rings_when_a_file_arrives_anywhere_below(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    with FolderAlarm(tmp_path) as alarm:
        assert alarm.is_listening
        (tmp_path / "deep" / "x.jpg").write_bytes(b"photo")
        assert alarm.wait(PLENTY_S)


def test_it_rings_when_a_file_gets_its_name_at_last(tmp_path: Path) -> None:
    (tmp_path / "x.part").write_bytes(b"photo")
    with FolderAlarm(tmp_path) as alarm:
        (tmp_path / "x.part").rename(tmp_path / "x.jpg")
        assert alarm.wait(PLENTY_S)


def test_it_does_not_ask_for_the_events_of_our_own_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[type[FileSystemEvent]] = []

    class Asked(BaseObserver):
        def __init__(self) -> None:
            super().__init__(EventEmitter)

        def schedule(self, *_: Any, event_filter: Any = None, **__: Any) -> Any:
            asked.extend(event_filter)

    monkeypatch.setattr(folder_alarm, "Observer", Asked)
    with FolderAlarm(tmp_path):
        assert FileCreatedEvent in asked
        assert not {FileOpenedEvent, FileClosedNoWriteEvent, DirModifiedEvent} & set(asked)


def test_it_listens_to_a_folder_that_came_back(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    with FolderAlarm(folder) as alarm:
        folder.rmdir()
        assert alarm.wait(PLENTY_S)
        folder.mkdir()
        alarm.renew()
        assert alarm.is_listening
        (folder / "x.jpg").write_bytes(b"photo")
        assert alarm.wait(PLENTY_S)


def test_where_the_system_cannot_tell_it_does_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def schedule(self, *_: object, **__: object) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(folder_alarm, "Observer", Full)
    with FolderAlarm(tmp_path) as alarm:
        assert not alarm.is_listening
        alarm.ring()
        assert alarm.wait(0.0)
        assert not alarm.wait(0.0)


def test_a_folder_that_is_not_there_yet_is_no_error(tmp_path: Path) -> None:
    with FolderAlarm(tmp_path / "later") as alarm:
        assert not alarm.is_listening


def test_who_wants_no_events_gets_none(tmp_path: Path) -> None:
    with FolderAlarm(tmp_path, listens=False) as alarm:
        (tmp_path / "x.jpg").write_bytes(b"photo")
        assert not alarm.is_listening
        assert not alarm.wait(0.0)
