"""The files of the translations hold everything, and are up to date."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import lowlight_desktop
from lowlight_desktop.gui.declared_words import GATES
from lowlight_desktop.gui.language import LANGUAGES
from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig
from lowlight_desktop.photo.network_map import ATTENTION, GAIN, LOCAL
from lowlight_desktop.photo.noise_words import SOURCE_WORDS
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Finish, Noise
from tests.gui.translated import messages

PACKAGE = Path(lowlight_desktop.__file__).parent
TOOL = PACKAGE.parent / "packaging" / "translate.py"


def test_sources_tables_and_compiled_files_are_up_to_date() -> None:
    check = [sys.executable, str(TOOL), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("code", [code for code, _ in LANGUAGES])
def test_every_message_is_translated(code: str) -> None:
    found = messages(code)
    assert found
    assert not [m.source for m in found if not m.is_finished or not all(m.forms)]


def test_placeholders_and_line_ends_are_the_same_in_both_languages() -> None:
    def marks(text: str) -> Counter[str]:
        return Counter(re.findall(r"\{[^{}]*\}|%n|\n|…$|\(\*.*?\)", text))

    wrong = [m.source for m in messages("de") for form in m.forms if marks(form) != marks(m.source)]
    assert not wrong


def test_every_text_in_the_sources_is_found_by_the_tool_for_translators() -> None:
    """It overlooks, for example, what stands inside an f-string, and what is not a literal."""
    known = {message.source for message in messages("de")}
    calls = [
        call
        for path in (PACKAGE / "gui").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
    ]
    texts = [text for call in calls if (text := text_in(call))]
    assert len(texts) > 250  # so many there are, besides the tables
    assert set(texts) <= known
    variable = [
        ast.unparse(call)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "tr"
        and not isinstance(call.args[0], ast.Constant)
    ]
    assert variable == []


def text_in(call: ast.Call) -> str:
    """What a call translates, if it says so itself."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    place = {"tr": 0, "translate": 1}.get(name, len(call.args))
    match call.args[place : place + 1]:
        case [ast.Constant(value=str(text))]:
            return text
        case _:
            return ""


def test_every_slider_and_every_map_has_a_name_in_german() -> None:
    known = {(message.context, message.source) for message in messages("de")}
    wanted = {("Recipe", p.label) for declared in (Noise, Finish) for p in params_of(declared)}
    maps = {("NetworkMap", map_.label) for map_ in (ATTENTION, GAIN, LOCAL)}
    assert wanted | maps <= known


def test_every_source_of_a_noise_level_is_told_in_german() -> None:
    known = {(message.context, message.source) for message in messages("de")}
    assert {("NoiseSource", words) for words in SOURCE_WORDS.values()} <= known


def test_every_gate_of_a_denoising_network_has_a_name_in_german() -> None:
    known = {message.source for message in messages("de") if message.context == "NetworkMap"}
    # As many levels as have words, and attention everywhere.
    network = SaUnet(SaUnetConfig(widths=(16, 16, 16, 16, 16), attention="both"))
    labels = {map_.label for map_ in network.maps}
    assert labels <= set(GATES)
    assert set(GATES) <= known
