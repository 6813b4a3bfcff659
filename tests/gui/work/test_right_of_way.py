from contextlib import suppress
from threading import Event, Thread

from lowlight_desktop.gui.work.right_of_way import RightOfWay

LONG_S = 30


def test_nobody_waits_while_nobody_goes_first() -> None:
    RightOfWay().give_way()


def test_the_other_waits_until_the_first_is_through() -> None:
    way, has_asked, passed = RightOfWay(), Event(), Event()

    def other() -> None:
        has_asked.set()
        way.give_way()
        passed.set()

    thread = Thread(target=other)
    with way.taken():
        thread.start()
        assert has_asked.wait(LONG_S)
        assert not passed.is_set()
    assert passed.wait(LONG_S)
    thread.join()


def test_an_error_of_the_first_lets_the_other_through() -> None:
    way = RightOfWay()
    with suppress(ZeroDivisionError), way.taken():
        _ = 1 / 0
    way.give_way()
