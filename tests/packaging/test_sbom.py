"""The bill of materials: all that is bundled, and nothing that is not."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from lowlight_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """What the bill is written from: licenses of two packages and the card of a network."""
    inside = tmp_path / "Lowlight" / "_internal"
    for name in ("numpy", "pillow_heif", "Python", "Lowlight"):
        (inside / "licenses" / name).mkdir(parents=True)
    (inside / "models" / "flw").mkdir(parents=True)
    card = (ROOT / "models" / "flw" / "card.toml").read_bytes()
    (inside / "models" / "flw" / "card.toml").write_bytes(card)
    return tmp_path / "Lowlight"


def run(program: Path) -> subprocess.CompletedProcess[str]:
    script = ROOT / "packaging" / "sbom.py"
    to = ["--to", program.parent, "--name", "test"]
    command = [sys.executable, "-W", "error", script, program, *to]
    return subprocess.run(command, capture_output=True, text=True)


def bill(program: Path) -> dict[str, Any]:
    done = run(program)
    assert done.returncode == 0, done.stderr
    text = (program.parent / f"Lowlight-{__version__}-test.cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    return json.loads(text)


def test_packages_python_and_networks_are_named_with_their_versions(program: Path) -> None:
    parts = {part["name"]: part for part in bill(program)["components"]}
    assert set(parts) == {"numpy", "pillow_heif", "Python", "flw"}
    assert parts["numpy"]["purl"] == f"pkg:pypi/numpy@{version('numpy')}"
    assert parts["pillow_heif"]["purl"].startswith("pkg:pypi/pillow-heif@")
    assert "BSD-3-Clause" in parts["pillow_heif"]["licenses"][0]["license"]["id"]


def test_weights_are_named_with_the_hash_that_they_are_checked_against(program: Path) -> None:
    (network,) = [p for p in bill(program)["components"] if p["type"] == "machine-learning-model"]
    (weights,) = network["hashes"]
    assert weights["alg"] == "SHA-256"
    assert weights["content"] in (ROOT / "models" / "flw" / "card.toml").read_text("utf-8")


def test_the_program_itself_stands_above_its_parts(program: Path) -> None:
    made = bill(program)
    assert made["metadata"]["component"]["version"] == __version__
    (product,) = [d for d in made["dependencies"] if d["ref"] == "lowlight"]
    assert set(product["dependsOn"]) == {part["bom-ref"] for part in made["components"]}


def test_the_same_parts_have_the_same_number(program: Path) -> None:
    first = bill(program)["serialNumber"]
    assert bill(program)["serialNumber"] == first
    (program / "_internal" / "licenses" / "psutil").mkdir()
    assert bill(program)["serialNumber"] != first


def test_what_nobody_here_knows_is_named_and_refused(program: Path) -> None:
    (program / "_internal" / "licenses" / "no-such-library").mkdir()
    done = run(program)
    assert done.returncode == 2
    assert "no-such-library is bundled, and is not installed here" in done.stderr


def test_a_folder_that_is_no_frozen_program_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 2
    assert "sbom: " in done.stderr
