"""What runs on GitHub's machines: linted, pinned, and calling what exists."""

import re
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
INSTALLERS = ROOT / ".github" / "workflows" / "installers.yml"
NAMES = [file.name for file in WORKFLOWS]


def read(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text("utf-8"))


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in read(file)["jobs"].values() for step in job["steps"]]


def commands(file: Path) -> str:
    return "\n".join(step.get("run", "") for step in steps(file))


def test_a_linter_that_knows_attacks_finds_nothing() -> None:
    zizmor = Path(sysconfig.get_path("scripts")) / "zizmor"
    how = ["--offline", "--pedantic", "--no-progress", "--color", "never"]
    done = subprocess.run([zizmor, *how, ROOT / ".github"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=NAMES)
def test_actions_are_pinned_by_commit_and_say_their_version(file: Path) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if " uses: " in line]
    assert lines
    for line in lines:
        assert re.search(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_an_action_has_one_version_everywhere() -> None:
    used = {step["uses"] for file in WORKFLOWS for step in steps(file) if "uses" in step}
    assert len(used) == len({action.partition("@")[0] for action in used})


@pytest.mark.parametrize("file", WORKFLOWS, ids=NAMES)
def test_what_is_called_exists_and_takes_what_it_is_given(file: Path) -> None:
    calls = re.findall(r"(packaging/[\w/]+\.py)([^\n|;&]*)", commands(file))
    for script, words in calls:
        source = (ROOT / script).read_text("utf-8")
        for option in re.findall(r"(?<= )--[\w-]+", words):
            assert f'"{option}"' in source, f"{script} {option}"
    for launcher in re.findall(r"^\.[\\/]?(ci/run|lowlight\S*)", commands(file), re.MULTILINE):
        assert (ROOT / launcher).exists() or (ROOT / f".{launcher}").exists()
    assert calls or ".ci/run" in commands(file)


def test_nobody_may_write_but_who_drafts_the_release() -> None:
    may_write = list[str]()
    for file in WORKFLOWS:
        made = read(file)
        assert made["permissions"] in ({}, {"contents": "read"})
        for name, job in made["jobs"].items():
            if "write" in job.get("permissions", {}).values():
                may_write.append(name)
    assert may_write == ["checksums"]


def test_secrets_come_by_the_environment_of_a_step_and_are_told_of() -> None:
    text = INSTALLERS.read_text("utf-8")
    head = text.partition("name: ")[0]
    secrets = re.findall(r"secrets\.(\w+)", text)
    in_steps = [
        value
        for step in steps(INSTALLERS)
        for value in step.get("env", {}).values()
        if "secrets." in value
    ]
    assert len(in_steps) == len(secrets) > 0
    assert all(re.search(rf"\b{name}\b", head) for name in secrets)


def test_all_three_systems_are_tried_before_they_are_packed_away() -> None:
    jobs = read(INSTALLERS)["jobs"]
    for name in ("linux", "windows", "macos"):
        runs = [step.get("run", step.get("uses", "")) for step in jobs[name]["steps"]]
        tried, sent = (
            next(i for i, run in enumerate(runs) if re.search(what, run))
            for what in ("quick_check|prove", "upload-artifact")
        )
        assert tried < sent
        assert any("sbom.py" in run for run in runs)
    assert set(jobs["checksums"]["needs"]) == {"linux", "windows", "macos"}
