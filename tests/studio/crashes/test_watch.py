import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lowlight_desktop.studio.crashes.report import Report
from lowlight_desktop.studio.crashes.watch import CrashWatch

logger = logging.getLogger("lowlight_desktop.a_test")


class Desk:
    """Whoever is told.

    Attributes:
        reports: What was told.
        lines: The log.
    """

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.lines: list[str] = []


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def watch(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashWatch]:
    monkeypatch.setattr(sys, "excepthook", silent)
    monkeypatch.setattr(threading, "excepthook", silent)
    watch = CrashWatch(desk.lines.append, tmp_path)
    watch.tell(desk.reports.append)
    watch.begin()
    yield watch
    watch.end()


def fail(text: str = "oh") -> None:
    raise ValueError(text)


def fails(text: str = "oh") -> ValueError:
    with pytest.raises(ValueError, match=text) as caught:
        fail(text)
    return caught.value


def silent(*_told: object) -> None:
    """Python's hook would print."""


def test_an_exception_that_nobody_catches_is_written_down(
    watch: CrashWatch, desk: Desk, tmp_path: Path
) -> None:
    error = fails()
    sys.excepthook(ValueError, error, error.__traceback__)
    assert [report.what for report in desk.reports] == ["ValueError: oh"]
    assert len(list(tmp_path.iterdir())) == 1


def test_so_is_one_of_another_thread(watch: CrashWatch, desk: Desk) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [report.what for report in desk.reports] == ["ValueError: oh"]


def test_so_is_what_the_border_of_a_thread_logs(
    watch: CrashWatch, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    logger.warning("getting late")
    logger.error("A task failed", exc_info=fails())
    caplog.clear()
    (report,) = desk.reports
    assert report.what == "ValueError: oh"
    assert "getting late" in report.text
    assert "A task failed" in report.text
    assert "A task failed" in desk.lines[-1]
    assert "Traceback" not in desk.lines[-1]


def test_an_error_of_the_log_that_is_no_exception_is_written_down_too(
    watch: CrashWatch, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    logger.error("a.jpg: a mistake in Lowlight itself\n  File x, line 1")
    caplog.clear()
    assert desk.reports[0].what == "a.jpg: a mistake in Lowlight itself"
    assert "File x, line 1" in desk.reports[0].text


def test_the_same_mistake_is_told_once_whatever_its_values(watch: CrashWatch, desk: Desk) -> None:
    for text in ("1", "2"):
        watch.hear(fails(text))
    with pytest.raises(ValueError, match="1") as elsewhere:
        fail("1")
    watch.hear(elsewhere.value)
    assert len(desk.reports) == 2


def test_who_ends_the_program_made_no_mistake(watch: CrashWatch, desk: Desk) -> None:
    assert watch.hear(KeyboardInterrupt()) is None
    assert watch.hear(SystemExit(1)) is None
    assert not desk.reports


def test_reports_tell_what_was_learned(watch: CrashWatch, desk: Desk) -> None:
    watch.learn(Device="a fast one")
    watch.hear(fails())
    assert "Device      a fast one" in desk.reports[0].text


def test_whoever_fails_while_told_does_not_fail_again_and_again(
    watch: CrashWatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_report: Report) -> None:
        raise RuntimeError("nobody is there")

    watch.tell(refuse)
    assert watch.hear(fails()) is None
    assert "nobody is there" in capsys.readouterr().err
