"""The page for people that `publish` writes beside the FLW weights."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.flw_card import FlwRuns
from lowlight_desktop.training.flw_figures import GROUPS, Figures

_STRONGER_NOISE = (
    "\nThe read noise of this training was 1.3 to 2.2 times as strong as those laws say: a mistake "
    "that is\nmended in the code, but not in these weights.\n"
)


def flw_page(card: ModelCard, measured: Figures, runs: FlwRuns) -> str:
    """The Markdown page of a published FLW model; every number is a fact or was measured.

    Args:
        card: Its card.
        measured: Figures by what they are.
        runs: Where the weights come from.
    """
    page = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    weights = cast("Mapping[str, float]", runs.light.facts["weights"])
    plans = cast("Sequence[tuple[int, int]]", runs.light.facts.get("lengths", ()))
    return page.format(
        parameters=card.parameters,
        version=card.version,
        light_step=runs.light.step,
        light=runs.light_schedule,
        light_flags=_flags(card.config),
        crop=runs.light.facts.get("crop_px", 112),  # the one size before runs told theirs
        plans=_plans(plans),
        target_step=runs.target.step,
        target=runs.target_schedule,
        weights=", ".join(f"{name} {weight:g}" for name, weight in weights.items()),
        photos=runs.photos,
        noise="" if "read_noise" in runs.light.facts else _STRONGER_NOISE,
        figures=_tables(measured),
        brightness=_brightness(measured),
    )


def _flags(config: Mapping[str, Any]) -> str:
    flags = f"--width {config['width']} --fold {config['fold']}"
    return flags if config["modulated"] else f"{flags} --unmodulated"


def _plans(plans: Sequence[tuple[int, int]]) -> str:
    """A sentence about a run whose length was changed: one command cannot repeat it."""
    if len(plans) < 2:
        return ""
    told = ", ".join(f"{steps:,} from step {first:,} on" for first, steps in plans)
    return f"\nThe length of the light's run was changed on the way, and its rate with it: {told}."


def _brightness(measured: Figures) -> str:
    """How far the predicted brightness is off, in words."""
    parts: list[str] = []
    for title in GROUPS.values():
        errors = measured.get(f"{title}, error of the brightness")
        if isinstance(errors, Mapping):
            network, constant = errors["of the network"], errors["of the best constant"]
            parts.append(f"{network} on {title} (the best constant: {constant})")
    return ",\n  ".join(parts)


def _tables(measured: Figures) -> str:
    """Markdown tables: figures with the same columns share one; a single row is turned upright."""
    tables: dict[tuple[str, ...], dict[str, Mapping[str, float]]] = {}
    for name, value in measured.items():
        if isinstance(value, Mapping):
            tables.setdefault(tuple(value), {})[name] = value
    plain = {n: v for n, v in measured.items() if not isinstance(v, Mapping)}
    texts = [_upright("differences, in steps of 255", plain)] if plain else []
    for columns, rows in tables.items():
        if len(rows) == 1:
            texts += [_upright(name, values) for name, values in rows.items()]
        else:
            texts.append(_wide(columns, rows))
    return "\n\n".join(texts)


def _upright(title: str, values: Mapping[str, float]) -> str:
    rows = [f"| {name} | {value} |" for name, value in values.items()]
    return "\n".join([f"| {title} | |", "|---|--:|", *rows])


def _wide(columns: tuple[str, ...], rows: Mapping[str, Mapping[str, float]]) -> str:
    lines = [f"| {n} | " + " | ".join(str(v) for v in r.values()) + " |" for n, r in rows.items()]
    return "\n".join([f"| | {' | '.join(columns)} |", "|---|" + "--:|" * len(columns), *lines])
