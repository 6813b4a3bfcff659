"""Results among originals: what is told by names is in test_batch.py."""

from pathlib import Path

import cv2
import numpy as np

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL
from lowlight_desktop.studio.finding import find_originals, find_photos
from lowlight_desktop.studio.job import Job, Opened, make, open_job, write_job


def result_of(source: Path, output: Path) -> Path:
    """A result that tells what it was made of."""
    job = Job(source, output, ORIGINAL, ExportOptions())
    opened = open_job(job, read_photo)
    assert isinstance(opened, Opened)
    exported, _ = write_job(job, make(job, opened, Enhancer(), Progress()))
    return exported.output


def test_a_result_under_a_name_of_its_own_is_told_by_what_stands_in_it(tmp_path: Path) -> None:
    source = tmp_path / "night.jpg"
    assert cv2.imwrite(str(source), np.full((20, 30, 3), 40, np.uint8))
    result = result_of(source, tmp_path / "2026-11-20 night.jpg")
    assert list(find_photos([tmp_path])) == [result, source]
    assert list(find_originals([tmp_path])) == [source]
    assert list(find_originals([result])) == [result]  # it was named
