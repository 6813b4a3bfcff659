import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.work.collecting import Collector, collect_if_due


class Ring:
    """Refers to itself; says in which thread it goes."""

    gone_in: list[int]

    def __init__(self, gone_in: list[int]) -> None:
        self.me, self.gone_in = self, gone_in

    def __del__(self) -> None:
        self.gone_in.append(threading.get_ident())


def much() -> list[list[int]]:
    """So many objects that Python would look through them while they are made."""
    return [[i] for i in range(10 * gc.get_threshold()[0])]


def test_another_thread_never_destroys_what_the_window_has_left(qtbot: QtBot) -> None:
    owner, gone_in = QObject(), list[int]()
    collector = Collector(owner)
    left = weakref.ref(Ring(gone_in))
    worker = threading.Thread(target=much)
    worker.start()
    worker.join()
    assert left() is not None
    kept = much()
    qtbot.waitUntil(lambda: left() is None)
    assert kept
    assert gone_in == [threading.get_ident()]
    assert collector.parent() is owner


def test_nothing_is_collected_before_it_is_time() -> None:
    gc.collect()
    collect_if_due()
    assert gc.get_count()[1] == 0  # no round has been
    kept = much()
    collect_if_due()
    assert gc.get_count()[1] == 1
    assert kept
