"""Tell what is in the frozen program: a software bill of materials, in CycloneDX.

    python packaging/sbom.py dist/Lowlight --to dist

Every folder of licenses in the program is a component, and so is every network. To be run where the
program was frozen: versions are those of the packages that are installed here.
"""

import argparse
import json
import platform
import subprocess
import sys
import tomllib
import uuid
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from cyclonedx import spdx
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from lowlight_desktop import __version__

_OWN = ("Lowlight", "Python")
_LICENSE = "GPL-3.0-or-later"
_LONGEST = 100  # what is longer is a license's text, not its name
_USAGE = 2

Part = dict[str, Any]
"""A component, as CycloneDX writes it."""


class UnknownComponentError(Exception):
    """Something is bundled that neither pip nor dpkg knows here."""


def bill(program: Path) -> dict[str, Any]:
    """What is in a frozen program, as CycloneDX 1.6 writes it.

    Args:
        program: Its folder.

    Raises:
        UnknownComponentError: If it holds something that is not installed here.
        FileNotFoundError: If it is no frozen program.
    """
    inside = program / "_internal"
    names = sorted(folder.name for folder in (inside / "licenses").iterdir())
    parts = [_library(name) for name in names if name not in _OWN]
    parts.append(_python(platform.python_version()))
    parts += [_network(card) for card in sorted((inside / "models").glob("*/card.toml"))]
    references = [part["bom-ref"] for part in parts]
    # The same parts, the same number.
    number = uuid.uuid5(uuid.NAMESPACE_URL, " ".join([f"lowlight@{__version__}", *references]))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"component": _product()},
        "components": parts,
        "dependencies": [
            {"ref": "lowlight", "dependsOn": references},
            *({"ref": reference} for reference in references),
        ],
    }


def written(made: dict[str, Any]) -> str:
    """The bill as JSON, checked against the schema of CycloneDX.

    Raises:
        ValueError: If it does not hold what the schema asks for.
    """
    text = json.dumps(made, indent=2, ensure_ascii=False)
    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the bill of materials is not valid: {error}")
    return text


def _product() -> Part:
    return {
        "type": "application",
        "bom-ref": "lowlight",
        "name": "Lowlight",
        "version": __version__,
        "licenses": _licenses(_LICENSE),
    }


def _library(name: str) -> Part:
    try:
        facts = metadata(name)
    except PackageNotFoundError:
        return _system_library(name)
    version = facts["Version"]
    where = PackageURL("pypi", None, name.lower().replace("_", "-"), version)
    return {**_part(name, version, where), "licenses": _licenses(_license_of(facts))}


def _license_of(facts: PackageMetadata) -> str:
    named = next((facts[key] for key in ("License-Expression", "License") if key in facts), "")
    if 0 < len(named) < _LONGEST:
        return named
    kinds = [line for line in facts.get_all("Classifier") or [] if line.startswith("License :: ")]
    return ", ".join(kind.rpartition(" :: ")[2] for kind in kinds)


def _licenses(named: str) -> list[dict[str, Any]]:
    """In the words of CycloneDX: an identifier of SPDX, an expression of those, or a name."""
    if spdx.is_supported_id(named):
        return [{"license": {"id": named}}]
    if spdx.is_expression(named):
        return [{"expression": named}]
    return [{"license": {"name": named}}] if named else []


def _system_library(name: str) -> Part:
    command = ["dpkg-query", "--show", "--showformat=${Version} ${Architecture}", name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnknownComponentError(f"{name} is bundled, and is not installed here") from error
    version, architecture = done.stdout.split()
    return _part(name, version, PackageURL("deb", "debian", name, version, {"arch": architecture}))


def _python(version: str) -> Part:
    return _part("Python", version, PackageURL("generic", None, "python", version))


def _network(card: Path) -> Part:
    """The weights of a network, trained by us."""
    facts = tomllib.loads(card.read_text("utf-8"))
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{card.parent.name}@{facts['version']}",
        "name": card.parent.name,
        "version": facts["version"],
        "description": facts["title"],
        "hashes": [{"alg": "SHA-256", "content": facts["sha256"]}],
    }


def _part(name: str, version: str, where: PackageURL) -> Part:
    reference = where.to_string()
    return {
        "type": "library",
        "bom-ref": reference,
        "name": name,
        "version": version,
        "purl": reference,
    }


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Tell what is in the frozen program.")
    parser.add_argument("dist", type=Path, help="the folder that build.py has made")
    parser.add_argument("--to", type=Path, default=Path("dist"), metavar="DIR", help="(dist)")
    parser.add_argument("--name", default=sys.platform, help="of the system, in the file's name")
    wish = parser.parse_args()
    try:
        made = bill(wish.dist)
    except (UnknownComponentError, FileNotFoundError) as error:
        print(f"sbom: {error}", file=sys.stderr)  # noqa: T201
        return _USAGE
    file = wish.to / f"Lowlight-{__version__}-{wish.name}.cdx.json"
    file.write_text(written(made), "utf-8")
    print(f"{file}, {len(made['components'])} components")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
