"""An evaluation, for people as Markdown tables and for machines as plain values."""

import math
from collections.abc import Sequence
from statistics import median

from lowlight_desktop.develop.defects import Defect
from lowlight_desktop.studio.evaluate import (
    FIXED_TARGET,
    Evaluation,
    Findings,
    Protocol,
    Row,
    Scores,
    mean_scores,
)

_SCORE_HEADS = ("PSNR", "SSIM", "ΔE", "PSNR, GT-mean", "SSIM, GT-mean", "ΔE, GT-mean")


def as_markdown(evaluation: Evaluation) -> str:
    """The evaluation as fixed-width Markdown: summary, photos, defects, failures."""
    parts = [f"# {evaluation.model}, {evaluation.date}"]
    if evaluation.rows:
        parts += ["## Mean over the photos", _summary(evaluation)]
        for protocol in Protocol:
            if rows := evaluation.of(protocol):
                parts += [f"## {_title(protocol)}", _photos(rows)]
    if evaluation.findings:
        parts += ["## Defects", _defects(evaluation.findings)]
        parts += [_complaints(evaluation.findings)]
    if evaluation.failures:
        parts += ["## Not judged", "\n".join(f"- {error}" for error in evaluation.failures)]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_plain(evaluation: Evaluation) -> dict[str, object]:
    """The evaluation in values that JSON can hold; an infinite PSNR becomes None."""
    return {
        "model": evaluation.model,
        "date": evaluation.date,
        "protocols": {
            protocol.value: _plain_protocol(rows)
            for protocol in Protocol
            if (rows := evaluation.of(protocol))
        },
        "defects": [
            {"photo": found.stem, "measures": [_plain_defect(d) for d in found.defects]}
            for found in evaluation.findings
        ],
        "failures": [
            {"photo": str(error.path), "error": str(error)} for error in evaluation.failures
        ],
    }


def _title(protocol: Protocol) -> str:
    return f"fixed target {FIXED_TARGET}" if protocol is Protocol.FIXED else protocol.value


def _summary(evaluation: Evaluation) -> str:
    lines = [
        (_title(protocol), str(len(rows)), *_mean_cells(rows))
        for protocol in Protocol
        if (rows := evaluation.of(protocol))
    ]
    return _table(("protocol", "photos", *_SCORE_HEADS), lines)


def _photos(rows: Sequence[Row]) -> str:
    lines: list[tuple[str, ...]] = [
        (
            row.stem,
            "" if row.target is None else f"{row.target:.3f}",
            f"{row.brightness:.3f}",
            *_cells(row.plain),
            *_cells(row.gt_mean),
        )
        for row in rows
    ]
    lines.append(("**mean**", "", "", *_mean_cells(rows)))
    return _table(("photo", "target", "brightness", *_SCORE_HEADS), lines)


def _mean_cells(rows: Sequence[Row]) -> tuple[str, ...]:
    plain = mean_scores([row.plain for row in rows])
    scaled = mean_scores([row.gt_mean for row in rows])
    return (*_cells(plain), *_cells(scaled))


def _cells(scores: Scores) -> tuple[str, str, str]:
    return f"{scores.psnr:.2f}", f"{scores.ssim:.3f}", f"{scores.delta_e:.2f}"


def _defects(findings: Sequence[Findings]) -> str:
    """One line for each measure: typical, worst, and how many photos are beyond the limit."""
    lines: list[tuple[str, ...]] = []
    for column in zip(*(found.defects for found in findings), strict=True):
        first = column[0]
        values = [defect.value for defect in column]
        references = [d.reference for d in column if d.reference is not None]
        failed = sum(not defect.passed for defect in column)
        lines.append(
            (
                first.kind,
                first.measure,
                _number(median(values), first.unit),
                _number(max(values), first.unit),
                _number(median(references), first.unit) if references else "",
                _number(max(defect.limit for defect in column), first.unit),
                f"{failed} of {len(column)}",
            )
        )
    heads = ("defect", "measure", "median", "worst", "references", "limit", "photos beyond")
    return _table(heads, lines)


def _complaints(findings: Sequence[Findings]) -> str:
    return "\n".join(
        f"- {found.stem}: {' '.join(d.sentence for d in found.defects if not d.passed)}"
        for found in findings
        if not all(defect.passed for defect in found.defects)
    )


def _number(value: float, unit: str) -> str:
    return f"{value:.1f} {unit}" if unit else f"{value:.0f}"


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns line up; the first column is left, the others right."""
    escaped = [[cell.replace("|", "\\|") for cell in line] for line in (heads, *lines)]
    widths = [max(3, *(len(line[i]) for line in escaped)) for i in range(len(heads))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def row(cells: Sequence[str]) -> str:
        first = cells[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
        return "| " + " | ".join([first, *rest]) + " |"

    return "\n".join([row(escaped[0]), row(rule), *(row(line) for line in escaped[1:])])


def _plain_protocol(rows: Sequence[Row]) -> dict[str, object]:
    return {
        "mean": {
            "plain": _plain_scores(mean_scores([row.plain for row in rows])),
            "gt_mean": _plain_scores(mean_scores([row.gt_mean for row in rows])),
        },
        "photos": [
            {
                "photo": row.stem,
                "target": row.target,
                "brightness": row.brightness,
                "plain": _plain_scores(row.plain),
                "gt_mean": _plain_scores(row.gt_mean),
            }
            for row in rows
        ],
    }


def _plain_scores(scores: Scores) -> dict[str, float | None]:
    finite = scores.psnr if math.isfinite(scores.psnr) else None
    return {"psnr": finite, "ssim": scores.ssim, "delta_e": scores.delta_e}


def _plain_defect(defect: Defect) -> dict[str, object]:
    return {
        "kind": defect.kind,
        "measure": defect.measure,
        "value": defect.value,
        "unit": defect.unit,
        "limit": defect.limit,
        "passed": defect.passed,
        "reference": defect.reference,
        "sentence": defect.sentence,
    }
