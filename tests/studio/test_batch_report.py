"""The report of a batch: what programs read, what people see, and names that mean harm."""

import json
import logging
import os
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.photo.color_space import PROPHOTO, SRGB, ColorSpace
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Finish, Light, Recipe
from lowlight_desktop.studio import picture_spool
from lowlight_desktop.studio.batch_page import duration
from lowlight_desktop.studio.batch_report import BatchReport, Row, check_reports
from lowlight_desktop.studio.export import export
from lowlight_desktop.studio.report_pictures import LONGEST_PX, Pictures, pictures_of
from tests.formats.isolation.unruly_decoder import COMMAND

EVIL = "<img src=x onerror=alert(1)>&\"'.jpg"
NO_ENDING = {"done": 0, "skipped": 0, "failed": 0}
TINY = Pictures(b"before", b"after")


class Tags(HTMLParser):
    """What a browser would see: every tag with its attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def done(source: Path, output: Path, **facts: object) -> Row:
    row: Row = {"state": "done", "source": str(source), "output": str(output), "target": 0.43}
    return row | {"models": ["flw"], "seconds": 4.2} | facts


def failed(source: Path, cause: str) -> Row:
    return {"state": "failed", "source": str(source), "error": f"{source}: {cause}."}


def written(
    path: Path, rows: list[Row], recipe: Recipe | None = None, **summary: object
) -> dict[str, Any]:
    """The JSON of a report over these photos."""
    with BatchReport([path], recipe or Recipe(), ExportOptions(), device=lambda: "a GPU") as report:
        for row in rows:
            report.add(row)
        report.write(NO_ENDING | summary)
    return json.loads(path.read_text("utf-8"))


def page_of(folder: Path, rows: list[Row], recipe: Recipe | None = None, **summary: object) -> Tags:
    """The page over these photos, all of which look like two words."""
    path = folder / "report.html"
    with BatchReport([path], recipe or Recipe(), ExportOptions(), device=lambda: "a GPU") as report:
        for row in rows:
            report.add(row, TINY)
        report.write(NO_ENDING | summary)
    return Tags(path.read_text("utf-8"))


def photo(path: Path, width: int = 600, height: int = 400) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), np.full((height, width, 3), 90, np.uint8))
    return path


def test_the_json_holds_rows_as_they_are_and_how_they_were_made(tmp_path: Path) -> None:
    rows = [done(tmp_path / "a.png", tmp_path / "a.jpg"), failed(tmp_path / "b.png", "cut off")]
    said = written(tmp_path / "r.json", rows, Recipe(finish=Finish(contrast=0.2)), done=1, failed=1)
    assert said["photos"] == rows
    assert (said["done"], said["skipped"], said["failed"]) == (1, 0, 1)
    assert said["recipe"]["finish"]["contrast"] == 0.2
    assert (said["options"]["format"], said["options"]["space"]) == ("jpeg", "srgb")
    assert said["models"]["flw"]["version"], "the weights of which day"
    assert said["device"] == "a GPU"


def test_a_report_tells_when_it_was(tmp_path: Path) -> None:
    clock = iter([datetime(2026, 11, 20, 23, 50, tzinfo=UTC),
                  datetime(2026, 11, 21, 6, 10, tzinfo=UTC)])  # fmt: skip
    paths = [tmp_path / "r.json", tmp_path / "r.html"]
    with BatchReport(paths, Recipe(), ExportOptions(), now=lambda: next(clock)) as report:
        report.write(NO_ENDING)
    said = json.loads(paths[0].read_text("utf-8"))
    assert (said["started"], said["finished"]) == (
        "2026-11-20T23:50:00+00:00", "2026-11-21T06:10:00+00:00",
    )  # fmt: skip
    assert "2026-11-20 23:50 – 2026-11-21 06:10" in Tags(paths[1].read_text("utf-8")).text


def test_where_no_network_was_at_work_nobody_asks_for_the_device(tmp_path: Path) -> None:
    def asked() -> str:
        raise AssertionError("this would import torch")

    with BatchReport([tmp_path / "r.json"], Recipe(), ExportOptions(), device=asked) as report:
        report.add(done(tmp_path / "a.png", tmp_path / "a.jpg", models=[]))
        report.write(NO_ENDING)


def test_a_page_shows_each_photo_before_and_after_small(tmp_path: Path) -> None:
    source, output = photo(tmp_path / "in" / "x.png"), photo(tmp_path / "out" / "x.jpg", 400, 600)
    path = tmp_path / "report.html"
    with BatchReport([path], Recipe(), ExportOptions()) as report:
        report.add(done(source, output))
        report.write(NO_ENDING | {"done": 1})
    images = re.findall(r"base64,([^\"]+)", path.read_text("utf-8"))
    made = pictures_of(source, output, SRGB)
    assert made.before is not None
    assert made.after is not None
    assert len(images) == 2
    small = [cv2.imdecode(np.frombuffer(j, np.uint8), 1) for j in (made.before, made.after)]
    shapes = [None if picture is None else picture.shape for picture in small]
    assert shapes == [(160, LONGEST_PX, 3), (LONGEST_PX, 160, 3)]  # of 600x400 and 400x600


@pytest.mark.parametrize("space", [SRGB, PROPHOTO])
@pytest.mark.parametrize(("suffix", "depth"), [(".png", 8), (".tif", 16), (".jpg", 8)])
def test_a_result_has_its_colors_in_whatever_space_and_format_it_is(
    tmp_path: Path, suffix: str, depth: int, space: ColorSpace
) -> None:
    form = next(form for form in FileFormat if form.suffix == suffix)
    source = tmp_path / "x.png"
    bgr = np.zeros((40, 60, 3), np.uint8) + np.array([40, 90, 150], np.uint8)
    assert cv2.imwrite(str(source), bgr)
    options = ExportOptions(form, depth, space=space)
    output = tmp_path / f"out{suffix}"
    export(source, output, ORIGINAL, options, Enhancer(), Progress())
    jpeg = pictures_of(source, output, space).after
    assert jpeg is not None
    small = cv2.imdecode(np.frombuffer(jpeg, np.uint8), 1)
    assert small is not None
    # Two JPEGs and dithering; unconverted, ProPhoto would be some 30 levels off.
    np.testing.assert_allclose(small.reshape(-1, 3).mean(0), [40, 90, 150], atol=3)


def test_a_photo_that_cannot_be_looked_at_has_words_instead(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with BatchReport([path], Recipe(), ExportOptions()) as report:
        report.add(done(tmp_path / "gone.png", photo(tmp_path / "x.jpg")))
        report.write(NO_ENDING | {"done": 1})
    page = Tags(path.read_text("utf-8"))
    assert "Before: no preview" in page.text
    assert [image["alt"] for image in page.all("img")] == ["After"]


@pytest.mark.skipif(os.name == "nt", reason="the decoder of this test uses signals")
def test_a_photo_that_crashes_its_decoder_has_words_instead_of_a_picture(tmp_path: Path) -> None:
    source, output = photo(tmp_path / "crash.png"), photo(tmp_path / "x.jpg")
    path = tmp_path / "report.html"
    with (
        IsolatedReader(command=COMMAND) as decoder,
        BatchReport([path], Recipe(), ExportOptions(), look=decoder.quick_look) as report,
    ):
        report.add(done(source, output))
        report.write(NO_ENDING | {"done": 1})
    page = Tags(path.read_text("utf-8"))
    assert "Before: no preview" in page.text
    assert [image["alt"] for image in page.all("img")] == ["After"]


def test_a_page_says_failures_first_and_the_path_once(tmp_path: Path) -> None:
    rows = [
        done(tmp_path / "good.png", tmp_path / "good.jpg"),
        failed(tmp_path / "b" / "bad.png", "the file is cut off"),
    ]
    text = page_of(tmp_path, rows, done=1, failed=1).text
    assert "1 of 2 photos done" in text
    assert text.index("bad.png") < text.index("good.png")
    assert "The file is cut off." in text
    assert str(tmp_path / "b") not in text
    assert str(Path("b") / "bad.png") in text  # the folder tells it from other photos of that name


def test_a_page_of_an_early_end_says_why_and_how_many_are_left(tmp_path: Path) -> None:
    page = page_of(tmp_path, [], left=1499, ended_by="stopped <b>")
    assert "0 of 1,499 photos done" in page.text
    assert "1,499 left: stopped <b>" in page.text


def test_a_page_says_the_look_in_words(tmp_path: Path) -> None:
    recipe = Recipe(light=Light(target=0.35), finish=Finish(contrast=0.2, exposure_ev=-1.0))
    rows = [done(tmp_path / "x.png", tmp_path / "x.jpg")]
    text = re.sub(r"\s+", " ", page_of(tmp_path, rows, recipe, done=1).text)
    for words in ("fast, brightness 0.35", "Contrast+0.2", "Exposure-1 EV", "JPEG, 8 bits"):
        assert words in text
    assert "Shadows" not in text  # nobody touched them


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_are_html_are_only_names(tmp_path: Path) -> None:
    folder = tmp_path / '"><script>alert(2)<'
    rows: list[Row] = [
        done(folder / EVIL, tmp_path / "out" / EVIL),
        failed(tmp_path / EVIL, f"no <b>{EVIL}"),
        {"state": "skipped", "source": str(tmp_path / EVIL), "output": str(folder / EVIL)},
    ]
    page = page_of(tmp_path, rows, done=1, failed=1, skipped=1, ended_by=f"stop {EVIL}")
    assert EVIL in page.text
    assert not page.all("script")
    assert all(
        (image["src"] or "").startswith("data:image/jpeg;base64,") for image in page.all("img")
    )
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    allowed = next(m["content"] for m in page.all("meta") if "http-equiv" in m)
    assert allowed is not None
    assert "default-src 'none'" in allowed
    assert "script" not in allowed


def test_links_are_relative_below_the_page_and_never_another_scheme(tmp_path: Path) -> None:
    rows = [
        done(tmp_path / "x.png", tmp_path / "lit" / "50% #1?.jpg"),
        done(tmp_path / "y.png", tmp_path / "javascript:alert(1).jpg"),
        done(tmp_path / "z.png", tmp_path.parent / "elsewhere" / "z.jpg"),
    ]
    links = [a["href"] or "" for a in page_of(tmp_path, rows, done=3).all("a")][::2]
    assert links[:2] == ["./lit/50%25%20%231%3F.jpg", "./javascript%3Aalert%281%29.jpg"]
    assert links[2].startswith("file:///")


@pytest.mark.skipif(os.name == "nt", reason="names of Windows are Unicode")
def test_a_name_that_is_not_unicode_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jpg"))  # Latin-1, from an old card
    page = page_of(tmp_path, [done(odd, odd)], done=1)
    assert "caf" in page.text
    assert page.all("a")[0]["href"] == "./caf%E9.jpg"
    assert written(tmp_path / "r.json", [done(odd, odd)])["photos"][0]["source"] == str(odd)


def test_pictures_of_a_long_batch_do_not_stay_in_memory(tmp_path: Path) -> None:
    import tracemalloc

    heavy, count = 200_000, 100  # 20 MB of pictures, of which one pair at a time may be there
    path = tmp_path / "report.html"
    tracemalloc.start()
    with BatchReport([path], Recipe(), ExportOptions()) as report:
        for i in range(count):
            picture = bytes([i]) * (heavy // 2)
            report.add(
                done(tmp_path / f"{i}.png", tmp_path / f"{i}.jpg"), Pictures(picture, picture)
            )
        report.write(NO_ENDING | {"done": count})
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > heavy * count
    assert peak_bytes < 20 * heavy


def test_a_full_disk_costs_the_pictures_and_not_the_report(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    full = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115 - the spool closes it
    monkeypatch.setattr(picture_spool.tempfile, "TemporaryFile", lambda: full)
    with caplog.at_level(logging.WARNING):
        page = page_of(tmp_path, [done(tmp_path / "x.png", tmp_path / "x.jpg")], done=1)
    assert "x.png" in page.text
    assert "After: no preview" in page.text
    assert "no pictures in the report" in caplog.text
    caplog.clear()


def test_an_older_report_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("x" * 100_000)
    written(tmp_path / "r.json", [])
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]


@pytest.mark.parametrize("name", ["photo.png", "nowhere/r.json", "folder.html"])
def test_a_report_that_cannot_be_is_refused_before_the_work(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(UsageError, match=name):
        check_reports([tmp_path / "fine.json", tmp_path / name])
    assert [path.name for path in tmp_path.iterdir()] == ["folder.html"]


def test_without_a_report_nothing_is_looked_at(tmp_path: Path) -> None:
    with BatchReport([], Recipe(), ExportOptions(FileFormat.PNG)) as report:
        report.add(done(tmp_path / "x.png", tmp_path / "x.jpg"))
        report.write(NO_ENDING)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(4.23, "4.2 s"), (59.96, "1 min 0 s"), (200.4, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_times_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words
