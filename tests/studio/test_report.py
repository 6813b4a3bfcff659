import json
import math
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.develop.defects import find_defects
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.evaluate import Evaluation, Findings, Protocol, Row, Scores
from lowlight_desktop.studio.report import as_markdown, as_plain


def rows() -> tuple[Row, ...]:
    return tuple(
        Row(
            stem,
            protocol,
            None if protocol is Protocol.BLIND else 0.4,
            0.41,
            Scores(20.0 + number, 0.8, 10.0),
            Scores(24.0, 0.85, 8.0 + number),
        )
        for protocol in Protocol
        for number, stem in enumerate(("night|market", "pier"))
    )


@pytest.fixture
def evaluation() -> Evaluation:
    dark = np.repeat(np.linspace(30, 90, 64).astype(np.uint8)[None, :, None], 64, axis=0)
    dark = np.repeat(dark, 3, axis=2)
    burned = np.full_like(dark, 255)
    findings = (
        Findings("pier", find_defects(dark, burned)),
        Findings("night|market", find_defects(dark, dark, dark)),
    )
    failure = PhotoError(Path("low/fog.png"), Sentence("it is empty"))
    return Evaluation("flw", "2026-11-20", rows(), findings, (failure,))


def tables(markdown: str) -> list[list[str]]:
    """The lines of each table."""
    return [block.splitlines() for block in markdown.split("\n\n") if block.startswith("|")]


def test_every_table_is_markdown_whose_columns_line_up(evaluation: Evaluation) -> None:
    found = tables(as_markdown(evaluation))
    assert len(found) == 5  # summary, three protocols, defects
    for lines in found:
        assert len({len(line) for line in lines}) == 1
        assert set(lines[1]) == {"|", "-", ":", " "}
        bars = {line.replace("\\|", "  ").count("|") for line in lines}
        assert len(bars) == 1


def test_the_summary_has_the_mean_of_each_protocol(evaluation: Evaluation) -> None:
    summary = tables(as_markdown(evaluation))[0]
    cells = [cell.strip() for cell in summary[2].strip("|").split("|")]
    assert cells == ["blind", "2", "20.50", "0.800", "10.00", "24.00", "0.850", "8.50"]
    assert "fixed target 0.4" in summary[3]


def test_photos_are_listed_with_their_mean_below(evaluation: Evaluation) -> None:
    photos = tables(as_markdown(evaluation))[1]
    assert "night\\|market" in photos[2]
    assert "pier" in photos[3]
    assert photos[4].startswith("| **mean**")
    assert "20.50" in photos[4]


def test_the_report_says_which_photo_fails_and_how(evaluation: Evaluation) -> None:
    text = as_markdown(evaluation)
    assert "- pier: 100.0 % of the photo burned out" in text
    assert "- night|market:" not in text
    assert "1 of 2" in next(line for line in text.splitlines() if "newly clipped" in line)
    assert "- low/fog.png: it is empty." in text


def test_an_evaluation_without_references_has_only_defects(evaluation: Evaluation) -> None:
    only = Evaluation("flw", "2026-11-20", (), evaluation.findings, ())
    text = as_markdown(only)
    assert "PSNR" not in text
    assert len(tables(text)) == 1


def test_the_values_survive_json(evaluation: Evaluation) -> None:
    plain = as_plain(evaluation)
    back = json.loads(json.dumps(plain, allow_nan=False))
    assert back["model"] == "flw"
    assert back["date"] == "2026-11-20"
    assert set(back["protocols"]) == {"blind", "fixed target", "target from the reference"}
    blind = back["protocols"]["blind"]
    assert blind["mean"]["plain"]["psnr"] == 20.5
    assert blind["photos"][1] == {
        "photo": "pier",
        "target": None,
        "brightness": 0.41,
        "plain": {"psnr": 21.0, "ssim": 0.8, "delta_e": 10.0},
        "gt_mean": {"psnr": 24.0, "ssim": 0.85, "delta_e": 9.0},
    }
    assert back["defects"][0]["measures"][0]["passed"] is False
    assert back["failures"][0]["error"] == "low/fog.png: it is empty."


def test_an_infinite_psnr_is_legal_json_and_readable() -> None:
    equal = Scores(math.inf, 1.0, 0.0)
    found = Evaluation("copy", "", (Row("a", Protocol.BLIND, None, 0.5, equal, equal),), (), ())
    text = json.dumps(as_plain(found), allow_nan=False)
    assert '"psnr": null' in text
    assert " inf " in as_markdown(found)
