from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.work.right_of_way import RightOfWay
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Finish, Light, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.live import Live, Opened, Shown, Stage, Wish
from lowlight_desktop.studio.view import View
from tests.gui.photos import dark_photo

RAW = next((Path(__file__).parents[2] / "resources" / "samples").glob("*.CRW"))
FIT = View(Region.whole(240, 320), 1.0)
LONG_MS = 60_000  # the first lit frame imports torch on a busy machine


@dataclass
class Heard:
    """Everything that a live thread has said."""

    opened: list[Opened] = field(default_factory=list[Opened])
    shown: list[Shown] = field(default_factory=list[Shown])
    failed: list[Wish] = field(default_factory=list[Wish])
    dropped: list[Wish] = field(default_factory=list[Wish])

    def on_failed(self, wish: Wish, _error: Exception) -> None:
        self.failed.append(wish)

    def refined(self) -> list[Wish]:
        return [shown.wish for shown in self.shown if shown.stage is Stage.REFINED]


@pytest.fixture
def live(qtbot: QtBot) -> Iterator[LiveThread]:
    live = LiveThread("cpu")
    yield live
    live.stop()


@pytest.fixture
def heard(live: LiveThread) -> Heard:
    heard = Heard()
    live.opened.connect(heard.opened.append)
    live.shown.connect(heard.shown.append)
    live.failed.connect(heard.on_failed)
    live.dropped.connect(heard.dropped.append)
    return heard


class Way(RightOfWay):
    """Counts how often somebody goes first."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    @contextmanager
    def taken(self) -> Generator[None]:
        self.times += 1
        with super().taken():
            yield


def wish(exposure_ev: float = 0.0, **others: object) -> Wish:
    recipe = Recipe(light=Light(target=0.4), finish=Finish(exposure_ev=exposure_ev))
    return Wish(recipe, FIT, **others)  # pyright: ignore[reportArgumentType]


def opened(live: LiveThread, photo: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(live.opened, timeout=LONG_MS):
        live.open(photo)


def test_a_photo_is_shown_unlit_then_as_a_draft_then_refined(
    live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(live, dark_photo(tmp_path / "a.png"), qtbot)
    live.ask(wish())
    qtbot.waitUntil(lambda: bool(heard.refined()), timeout=LONG_MS)
    assert [shown.stage for shown in heard.shown] == [Stage.BEFORE, Stage.DRAFT, Stage.REFINED]
    last = heard.shown[-1]
    assert last.base is not None
    assert last.base.rgb.shape == (240, 320, 3)
    assert not last.base.is_proxy
    assert last.judged is not None
    assert last.judged.target == 0.4


def test_of_200_rapid_moves_the_last_is_shown_and_each_is_answered_once(
    live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(live, dark_photo(tmp_path / "a.png"), qtbot)
    wishes = [wish(i / 100) for i in range(200)]
    for one in wishes:
        live.ask(one)
        qtbot.wait(0)  # the event loop turns, as between two moves of a mouse
    qtbot.waitUntil(lambda: bool(heard.refined()), timeout=LONG_MS)
    assert heard.refined() == [wishes[-1]]
    assert heard.shown[-1].wish is wishes[-1]
    assert heard.dropped == wishes[:-1]
    assert heard.failed == []
    places = [wishes.index(shown.wish) for shown in heard.shown]
    assert places == sorted(places)  # never an older one after a newer one


def test_pictures_of_a_photo_that_was_left_never_arrive(
    live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = dark_photo(tmp_path / "a.png"), dark_photo(tmp_path / "b.png", seed=2)
    opened(live, first, qtbot)
    left = wish(1.0)
    live.ask(left)
    qtbot.waitUntil(lambda: bool(heard.shown), timeout=LONG_MS)
    before = len(heard.shown)
    opened(live, second, qtbot)
    wanted = wish(-1.0)
    live.ask(wanted)
    qtbot.waitUntil(lambda: wanted in heard.refined(), timeout=LONG_MS)
    assert left in heard.dropped
    assert {id(shown.wish) for shown in heard.shown[before:]} == {id(wanted)}
    assert heard.refined() == [wanted]


def test_a_broken_file_is_told_and_the_next_one_opens(
    live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no more")
    with qtbot.waitSignal(live.open_failed, timeout=LONG_MS) as told:
        live.open(broken)
    assert told.args is not None
    assert "broken.jpg" in str(told.args[1])
    opened(live, dark_photo(tmp_path / "a.png"), qtbot)
    assert [photo.path.name for photo in heard.opened] == ["a.png"]


def test_a_raw_is_there_at_half_its_size_until_the_whole_is_read(
    live: LiveThread, heard: Heard, qtbot: QtBot
) -> None:
    live.open(RAW)
    qtbot.waitUntil(lambda: len(heard.opened) == 2, timeout=LONG_MS)
    draft, whole = heard.opened
    assert (draft.is_draft, whole.is_draft) == (True, False)
    assert draft.is_raw
    assert whole.is_raw
    # LibRaw leaves out the last line where the sensor's number of them is odd.
    assert abs(whole.height - 2 * draft.height) <= 1
    assert abs(whole.width - 2 * draft.width) <= 1


def test_a_map_comes_when_it_is_wished_for(
    live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(live, dark_photo(tmp_path / "a.png"), qtbot)
    live.ask(wish(map_id="gain"))
    qtbot.waitUntil(lambda: bool(heard.refined()), timeout=LONG_MS)
    found = heard.shown[-1].map
    assert found is not None
    assert found.unit == "EV"
    # The photo's mean brightness rises from about 0.15 to 0.4: light was added nearly everywhere.
    assert (found.values > 0).mean() > 0.5


def test_every_picture_goes_before_an_export(tmp_path: Path, qtbot: QtBot) -> None:
    way = Way()
    live = LiveThread("cpu", way=way)
    opened(live, dark_photo(tmp_path / "a.png"), qtbot)
    live.ask(wish())
    qtbot.waitUntil(lambda: live.is_settled, timeout=LONG_MS)
    live.stop()
    assert way.times >= 3  # before, draft, refined


class SlowLive(Live):
    """An engine that takes its time."""

    def __init__(self) -> None:
        super().__init__("cpu")
        self.begun, self.may_end = Event(), Event()

    def show(self, wish: Wish, stage: Stage, progress: Progress) -> Shown:
        """Wait, in the first picture."""
        self.begun.set()
        self.may_end.wait()
        return super().show(wish, stage, progress)


def test_a_photo_that_is_read_is_named_though_work_on_the_one_before_ends_meanwhile(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, said = SlowLive(), list[str]()
    live = LiveThread(live=engine)
    opened(live, dark_photo(tmp_path / "a.png"), qtbot)
    live.ask(wish())
    qtbot.waitUntil(engine.begun.is_set, timeout=LONG_MS)
    may_read = Event()

    def read(path: Path) -> Photograph:
        may_read.wait()
        return read_photo(path)

    def note(what: str, _fraction: float) -> None:
        said.append(what)

    monkeypatch.setattr("lowlight_desktop.gui.live_thread.read_photo", read)
    live.worked.connect(note)
    live.open(dark_photo(tmp_path / "b.png"))
    qtbot.waitUntil(lambda: "Opening b.png" in said, timeout=LONG_MS)
    count = len(said)
    engine.may_end.set()
    qtbot.waitUntil(lambda: len(said) > count, timeout=LONG_MS)
    assert said[-1] == "Opening b.png"
    may_read.set()
    qtbot.waitUntil(lambda: said[-1] == "", timeout=LONG_MS)
    live.stop()


def test_a_photo_that_the_engine_cannot_take_is_told(
    live: LiveThread,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(*_words: object, **_flags: object) -> None:
        raise MemoryError

    photo = dark_photo(tmp_path / "night.png")
    with monkeypatch.context() as patch:
        patch.setattr(Live, "take", fails)
        with qtbot.waitSignal(live.open_failed, timeout=LONG_MS) as told:
            live.open(photo)
    assert told.args is not None
    assert told.args[0] == photo
    assert isinstance(told.args[1], MemoryError)
    caplog.clear()
    qtbot.waitUntil(lambda: live.is_settled, timeout=LONG_MS)
    opened(live, photo, qtbot)
