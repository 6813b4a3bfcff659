"""How good a model is: measured on photos whose right answer is known, or without one.

Three questions are kept apart: how good a photo is when the network chooses its brightness
(blind), when everybody is given the same one (fixed), and when the reference tells it. The last
says how good the network is; the first is what a photographer gets.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.ciede2000 import delta_e
from lowlight_desktop.develop.defects import Defect, find_defects
from lowlight_desktop.develop.metrics import (
    SSIM_WINDOW_PX,
    gt_mean,
    mean_brightness,
    psnr,
    ssim,
)
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.pairs import Pair

Enhance = Callable[[Path, float | None], NDArray[np.uint8]]
"""The dark photo and its target, the wanted mean brightness in (0, 1) or None for the network's
own choice, to the finished photo: (H, W, 3) uint8 sRGB."""

Read = Callable[[Path], NDArray[np.uint8]]
"""A photo's file to its pixels: (H, W, 3) uint8 sRGB, upright."""

FIXED_TARGET = 0.4
_LEAST_TARGET, _MOST_TARGET = 0.01, 0.99  # a black or white reference still gives a legal target


class Protocol(Enum):
    """Who chooses the brightness."""

    BLIND = "blind"
    FIXED = "fixed target"
    REFERENCE = "target from the reference"


@dataclass(frozen=True, slots=True)
class Scores:
    """How near a photo is to its reference.

    Attributes:
        psnr: dB; infinity for equal pictures.
        ssim: At most 1.
        delta_e: Mean CIEDE2000, >= 0.
    """

    psnr: float
    ssim: float
    delta_e: float


@dataclass(frozen=True, slots=True)
class Row:
    """One photo under one protocol.

    Attributes:
        stem: The photo's name.
        protocol: Who chose the brightness.
        target: The target that was given, or None.
        brightness: Mean brightness of the finished photo, 0 to 1.
        plain: Scores of the photo as it is.
        gt_mean: Scores after its mean gray was scaled to the reference's.
    """

    stem: str
    protocol: Protocol
    target: float | None
    brightness: float
    plain: Scores
    gt_mean: Scores


@dataclass(frozen=True, slots=True)
class Findings:
    """The defects of one photo, lit without a target from here.

    Attributes:
        stem: The photo's name.
        defects: One for each measure.
    """

    stem: str
    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """What was measured.

    Attributes:
        model: What was judged: the model's id and the version of its weights.
        date: When, as the caller writes it.
        rows: Every photo with a reference, under every protocol.
        findings: Defects of every photo; empty if they were not asked for.
        failures: Photos that could not be judged.
    """

    model: str
    date: str
    rows: tuple[Row, ...]
    findings: tuple[Findings, ...]
    failures: tuple[PhotoError, ...]

    def of(self, protocol: Protocol) -> tuple[Row, ...]:
        """The rows of one protocol."""
        return tuple(row for row in self.rows if row.protocol is protocol)


def mean_scores(scores: Sequence[Scores]) -> Scores:
    """The mean of each number over photos, at least one."""
    return Scores(
        fmean(score.psnr for score in scores),
        fmean(score.ssim for score in scores),
        fmean(score.delta_e for score in scores),
    )


def evaluate(
    pairs: Sequence[Pair],
    enhance: Enhance,
    read: Read,
    progress: Progress,
    *,
    model: str,
    date: str,
    defects: bool = False,
) -> Evaluation:
    """Judge a model on photos.

    Args:
        pairs: The photos; those without a reference are only looked at for defects.
        enhance: Lights a photo.
        read: Reads a photo.
        progress: Told how far it is.
        model: What is judged, as it shall stand in the report.
        date: Today, as it shall stand in the report.
        defects: Whether to look for the six defects, in the photos lit without a target from here.

    Returns:
        Everything that was measured; a photo that fails is named there and the others go on.

    Raises:
        LowlightError: If the model or the device fails, or the user stops.
    """
    rows: list[Row] = []
    findings: list[Findings] = []
    failures: list[PhotoError] = []
    for number, pair in enumerate(pairs):
        part = progress.part(number / len(pairs), (number + 1) / len(pairs))
        try:
            judged, found = _judge(pair, enhance, read, part, defects=defects)
        except PhotoError as error:
            failures.append(error)
        else:
            rows += judged
            findings += found
        part.at(1.0)
    return Evaluation(model, date, tuple(rows), tuple(findings), tuple(failures))


def _judge(
    pair: Pair, enhance: Enhance, read: Read, progress: Progress, *, defects: bool
) -> tuple[list[Row], list[Findings]]:
    """The rows and the findings of one photo."""
    progress.at(0.0)
    dark = read(pair.low)
    reference = None if pair.high is None else read(pair.high)
    if reference is not None:
        _check_reference(pair, dark, reference)
    protocols = (Protocol.BLIND,) if reference is None else tuple(Protocol)
    rows: list[Row] = []
    findings: list[Findings] = []
    for number, protocol in enumerate(protocols):
        target = _target(protocol, reference)
        finished = enhance(pair.low, target)
        if reference is not None:
            rows.append(_row(pair, protocol, target, finished, reference))
        if defects and protocol is Protocol.BLIND:
            findings.append(Findings(pair.stem, find_defects(dark, finished, reference)))
        progress.at((number + 1) / len(protocols))
    return rows, findings


def _check_reference(pair: Pair, dark: Rgb8, reference: Rgb8) -> None:
    if dark.shape != reference.shape:
        raise PhotoError(
            pair.low,
            Sentence(
                "it is {0} pixels, but its reference {1} is {2}",
                _size(dark),
                str(pair.high),
                _size(reference),
            ),
        )
    if min(reference.shape[:2]) < SSIM_WINDOW_PX:
        raise PhotoError(
            pair.low,
            Sentence("it is smaller than the {0} pixels that SSIM looks at", SSIM_WINDOW_PX),
        )


def _size(picture: Rgb8) -> str:
    return f"{picture.shape[1]}×{picture.shape[0]}"


def _target(protocol: Protocol, reference: Rgb8 | None) -> float | None:
    if reference is None or protocol is Protocol.BLIND:
        return None
    if protocol is Protocol.FIXED:
        return FIXED_TARGET
    return min(max(mean_brightness(reference), _LEAST_TARGET), _MOST_TARGET)


def _row(
    pair: Pair, protocol: Protocol, target: float | None, finished: Rgb8, reference: Rgb8
) -> Row:
    return Row(
        pair.stem,
        protocol,
        target,
        mean_brightness(finished),
        scores(finished, reference),
        scores(gt_mean(finished, reference), reference),
    )


def scores(picture: Rgb8, reference: Rgb8) -> Scores:
    """How near a photo is to its reference, both (H, W, 3) uint8 sRGB."""
    return Scores(psnr(picture, reference), ssim(picture, reference), delta_e(picture, reference))
