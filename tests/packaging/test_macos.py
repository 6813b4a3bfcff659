"""What macOS is told of the application, and how its disk image is made."""

import os
import plistlib
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lowlight_desktop import __version__
from lowlight_desktop.formats.reading import PHOTO_SUFFIXES, RAW_SUFFIXES

MACOS = Path(__file__).resolve().parents[2] / "packaging" / "macos"
TOOLS = ("ditto", "ln", "hdiutil", "codesign", "xcrun", "spctl")
NOTARY = {
    "LOWLIGHT_NOTARY_KEY": "/keys/AuthKey.p8",
    "LOWLIGHT_NOTARY_ID": "KEYID",
    "LOWLIGHT_NOTARY_ISSUER": "ISSUER",
}
IDENTITY = {"LOWLIGHT_SIGN_IDENTITY": "Developer ID Application: Someone (TEAM)"}


@pytest.fixture
def module() -> dict[str, Any]:
    return runpy.run_path(str(MACOS / "info_plist.py"))


@pytest.fixture
def plist(module: dict[str, Any]) -> dict[str, Any]:
    made = module["info_plist"](__version__, "© Someone")
    return plistlib.loads(plistlib.dumps(made))  # only what a plist can hold comes through


def _opened(plist: dict[str, Any]) -> list[str]:
    return [uti for kind in plist["CFBundleDocumentTypes"] for uti in kind["LSItemContentTypes"]]


def test_every_raw_file_that_is_read_has_a_kind_that_is_opened(
    module: dict[str, Any], plist: dict[str, Any]
) -> None:
    assert {f".{suffix}" for suffix in module["RAW"]} == RAW_SUFFIXES
    assert set(module["RAW"].values()) < set(_opened(plist))


def test_every_other_photo_that_is_read_has_a_kind_that_is_opened(module: dict[str, Any]) -> None:
    known = {  # which suffixes macOS has under these names
        "public.jpeg": {".jpg", ".jpeg", ".jpe"},
        "public.png": {".png"},
        "public.tiff": {".tif", ".tiff"},
        "public.heic": {".heic"},
        "public.heif": {".heif", ".hif"},
        "public.avif": {".avif"},
        "org.webmproject.webp": {".webp"},
    }
    opened = {suffix for uti in module["PICTURES"] for suffix in known[uti]}
    assert opened == PHOTO_SUFFIXES - RAW_SUFFIXES


def test_identifiers_are_what_apple_allows(module: dict[str, Any], plist: dict[str, Any]) -> None:
    for identifier in (module["BUNDLE_ID"], *_opened(plist)):
        assert re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", identifier)
    assert len(set(module["RAW"].values())) == len(module["RAW"])


def test_raw_kinds_are_declared_as_raw_photos_with_their_suffix(
    module: dict[str, Any], plist: dict[str, Any]
) -> None:
    declared = {
        kind["UTTypeTagSpecification"]["public.filename-extension"][0]: kind["UTTypeIdentifier"]
        for kind in plist["UTImportedTypeDeclarations"]
    }
    assert declared == module["RAW"]
    for kind in plist["UTImportedTypeDeclarations"]:
        assert kind["UTTypeConformsTo"] == ["public.camera-raw-image"]


def test_no_kind_is_taken_from_the_program_that_opens_it_now(plist: dict[str, Any]) -> None:
    assert {kind["LSHandlerRank"] for kind in plist["CFBundleDocumentTypes"]} == {
        "Alternate",
        "None",
    }
    assert "CFBundleURLTypes" not in plist


def test_the_application_has_a_window_in_full_resolution(plist: dict[str, Any]) -> None:
    assert plist["NSHighResolutionCapable"] is True
    assert plist["LSBackgroundOnly"] is False
    assert plist["CFBundleVersion"] == __version__
    assert re.fullmatch(r"\d+\.\d+", plist["LSMinimumSystemVersion"])
    assert plist["NSHumanReadableCopyright"] == "© Someone"


def test_the_hardened_runtime_has_no_exception() -> None:
    assert plistlib.loads((MACOS / "entitlements.plist").read_bytes()) == {}


@pytest.fixture
def mac(tmp_path: Path) -> Path:
    """A folder with an application, and tools that only write down how they were called."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in TOOLS:
        tool = tools / name
        words = f'echo "{name} $*" >> "{tmp_path}/calls"'
        made = 'for word; do case $word in *.dmg) : > "$word" ;; esac; done'
        tool.write_text(f"#!/bin/sh\n{words}\n{made if name == 'hdiutil' else ''}\n")
        tool.chmod(0o755)
    contents = tmp_path / "Lowlight.app" / "Contents"
    contents.mkdir(parents=True)
    (contents / "Info.plist").write_bytes(plistlib.dumps({}))
    return tmp_path


def make_image(mac: Path, **environment: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    clean = {name: value for name, value in os.environ.items() if "LOWLIGHT_" not in name}
    path = f"{mac / 'tools'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, MACOS / "dmg.py", mac / "Lowlight.app", "--to", mac],
        env={**clean, "PATH": path, **environment},
        capture_output=True,
        text=True,
    )
    calls = mac / "calls"
    return done, calls.read_text().splitlines() if calls.exists() else []


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_without_keys_the_image_is_made_and_what_it_lacks_is_said(mac: Path) -> None:
    done, calls = make_image(mac)
    assert done.returncode == 0, done.stderr
    assert [call.split()[0] for call in calls] == ["ditto", "ln", "hdiutil"]
    assert "not signed: LOWLIGHT_SIGN_IDENTITY" in done.stderr
    assert re.search(rf"Lowlight-small-{re.escape(__version__)}-macos-\w+\.dmg, 0 MB", done.stdout)


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_with_all_keys_apple_sees_a_signed_image_and_its_answer_is_fastened(mac: Path) -> None:
    done, calls = make_image(mac, **IDENTITY, **NOTARY)
    assert done.returncode == 0, done.stderr
    steps = [" ".join(call.split()[:2]) for call in calls[2:]]
    assert steps == [
        "hdiutil create",
        "codesign --verify",
        "codesign --sign",
        "xcrun notarytool",
        "xcrun stapler",
        "spctl --assess",
    ]
    assert "--key /keys/AuthKey.p8 --key-id KEYID --issuer ISSUER --wait" in calls[5]
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_a_key_of_apples_is_no_use_without_a_signature(mac: Path) -> None:
    done, calls = make_image(mac, **NOTARY)
    assert not [call for call in calls if "notarytool" in call]
    assert "not signed" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_a_signature_without_apples_answer_is_said(mac: Path) -> None:
    done, calls = make_image(mac, **IDENTITY)
    assert not [call for call in calls if "notarytool" in call]
    assert "not notarized: LOWLIGHT_NOTARY_KEY" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_a_tool_that_fails_is_named_and_ends_it(mac: Path) -> None:
    (mac / "tools" / "codesign").write_text("#!/bin/sh\nexit 3\n")
    done, calls = make_image(mac, **IDENTITY, **NOTARY)
    assert done.returncode == 3
    assert "codesign has failed" in done.stderr
    assert not [call for call in calls if "notarytool" in call]


def test_a_folder_that_is_no_application_is_refused(tmp_path: Path) -> None:
    done, _ = make_image(tmp_path)
    assert done.returncode == 2
    assert "is no application" in done.stderr
