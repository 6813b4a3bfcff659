import argparse
import json
from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.cli.recipe_flags import (
    add_export_flags,
    add_name_flag,
    add_work_flags,
    export_options_from,
    recipe_from,
    template_from,
)
from lowlight_desktop.formats.recipe_json import recipe_to_json
from lowlight_desktop.formats.sidecar import Sidecar, sidecar_path, write_sidecar
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat, OutputSharpening
from lowlight_desktop.photo.recipe import Finish, Light, Noise, Quality, Recipe
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.preset_files import default_folder, export_preset, save_preset
from lowlight_desktop.studio.presets import BUILT_IN, STANDARD, Preset
from tests.cli.dark_photos import dark

MINE = Recipe(
    light=Light(strength=0.5, curve=(0.1,) * 7, limits=(Stroke(((0.5, 0.5),)),)),
    detail=Quality.FAST,
    finish=Finish(contrast=0.3, exposure_ev=1.0),
)
NAMES = ", ".join((STANDARD, *(preset.name for preset in BUILT_IN)))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of presets that is not the user's."""
    monkeypatch.setenv("LOWLIGHT_CONFIG", str(tmp_path / "config"))
    return default_folder()


def recipe_of(*words: str) -> Recipe:
    parser = argparse.ArgumentParser()
    add_work_flags(parser)
    return recipe_from(parser.parse_args(words))


def test_nothing_said_is_the_default() -> None:
    assert recipe_of() == Recipe()


def test_an_own_preset_called_standard_comes_before_the_standard_look(own_folder: Path) -> None:
    assert recipe_of("--preset", "standard") == Recipe()
    save_preset(own_folder, Preset("Standard", Recipe(finish=Finish(contrast=0.3))))
    assert recipe_of("--preset", "standard").finish.contrast == 0.3
    assert recipe_of("--preset", "standard look") == Recipe()


def test_flags_say_the_recipe() -> None:
    words = ["--light", "off", "--target", "0.4", "--denoise", "best", "--raw", "on"]
    assert recipe_of(*words, "--exposure", "-1", "--keep-black", "0") == Recipe(
        raw=Quality.FAST,
        denoise=Quality.BEST,
        light=Light(Quality.OFF, 0.4, keep_black=0.0),
        finish=Finish(exposure_ev=-1.0),
    )


@pytest.mark.parametrize("preset", BUILT_IN, ids=lambda preset: preset.name)
def test_a_preset_is_the_look(preset: Preset) -> None:
    assert recipe_of("--preset", preset.name.lower()) == preset.recipe


def test_an_own_preset_is_found_too(own_folder: Path) -> None:
    save_preset(own_folder, Preset("Rain & neon", MINE))
    assert recipe_of("--preset", "rain-neon").finish == MINE.finish


def test_the_noise_of_a_sensor_can_be_said_and_taken_back(tmp_path: Path) -> None:
    said = recipe_of("--noise-profile", "0.83,3.1", "--color-noise", "0.5", "--raw", "off")
    assert said.noise == Noise(profile=(0.83, 3.1), color_noise=0.5)
    assert said.raw is Quality.OFF
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps(recipe_to_json(said)))
    assert recipe_of("--recipe", str(path), "--noise-profile", "auto").noise.profile is None


def test_of_noise_that_is_told_color_by_color_the_mean_counts() -> None:
    assert recipe_of("--noise-profile", "0.5/1/1.5,4/6").noise.profile == (1.0, 5.0)


@pytest.mark.parametrize("word", ["", "1", "1,2,3", "a,b", "1/,2", "0,1", "-1,1", "1,nan"])
def test_what_is_no_noise_profile_is_refused(word: str) -> None:
    with pytest.raises(UsageError, match=r"noise.profile"):
        recipe_of(f"--noise-profile={word}")


def test_what_is_said_goes_before_the_preset_even_if_it_is_the_default() -> None:
    stars = BUILT_IN[2].recipe
    assert stars.finish.contrast != 0.0
    recipe = recipe_of("--contrast", "0", "--preset", "stars")
    assert recipe.finish.contrast == 0.0
    assert recipe.finish.sharpening == stars.finish.sharpening
    assert recipe.light == stars.light


@pytest.mark.parametrize("kind", ["recipe", "sidecar", "preset"])
def test_a_recipe_comes_from_any_file_that_holds_one(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "look.json"
    if kind == "recipe":
        path.write_text(json.dumps(recipe_to_json(MINE)))
    elif kind == "sidecar":
        write_sidecar(tmp_path / "night.CRW", Sidecar(MINE, 3))
        path = sidecar_path(tmp_path / "night.CRW")
    else:
        export_preset(Preset("mine", MINE), path)
    recipe = recipe_of("--recipe", str(path), "--detail", "off", "--exposure", "0.5")
    assert recipe.detail is Quality.OFF
    assert recipe.finish == Finish(contrast=0.3, exposure_ev=0.5)
    assert recipe.light.curve == MINE.light.curve
    assert bool(recipe.light.limits) == (kind != "preset")


def test_a_target_that_is_said_goes_before_a_curve(tmp_path: Path) -> None:
    path = tmp_path / "look.json"
    path.write_text(json.dumps(recipe_to_json(MINE)))
    light = recipe_of("--recipe", str(path), "--target", "0.3").light
    assert (light.target, light.curve) == (0.3, None)
    assert recipe_of("--recipe", str(path), "--target", "auto").light.curve is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--strength", "-1"], "--strength must be between 0 and 1, got -1."),
        (["--exposure", "9"], "--exposure must be between -5 and 5, got 9."),
        (["--protect-highlights", "nan"], "--protect-highlights must be between 0 and 1, got nan."),
        (["--target", "1.5"], "--target must be between 0.01 and 0.99, got 1.5."),
        (["--target", "bright"], "--target takes auto or a number, not 'bright'."),
        (
            ["--preset", "moon"],
            f"There is no preset called 'moon', there are: {NAMES}.",
        ),
        (["--recipe", "gone.json"], "gone.json: there is no such file."),
    ],
)
def test_what_cannot_be_is_said_in_the_words_that_were_typed(words: list[str], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        recipe_of(*words)
    assert str(raised.value) == said


def test_own_presets_are_named_and_why_one_is_not(own_folder: Path) -> None:
    save_preset(own_folder, Preset("Rain", MINE))
    (own_folder / "moon.json").write_text("{")
    with pytest.raises(UsageError, match=r"portrait, Rain\. \(.*moon\.json: .*damaged"):
        recipe_of("--preset", "moon")


def test_a_broken_recipe_is_told(tmp_path: Path) -> None:
    path = tmp_path / "look.json"
    path.write_text('{"version": 1, "finish": {"contrast": 4}}')
    with pytest.raises(UsageError, match=r"look\.json: Contrast must be between -1 and 1, got 4"):
        recipe_of("--recipe", str(path))


def test_help_shows_the_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        recipe_of("--help")
    words = " ".join(capsys.readouterr().out.split())
    assert "lift the darkness (fast)" in words
    assert (
        "--strength 0..1 Light strength: How much of the network's light is mixed in. (1)" in words
    )
    assert "--target auto|0.01..0.99 Brightness: Mean brightness of the finished photo. " in words
    assert "lets the network judge (auto)" in words


def test_a_preset_and_a_recipe_are_one_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        recipe_of("--preset", "stars", "--recipe", "x.json")
    assert ended.value.code == ExitCode.USAGE
    assert "not allowed with" in capsys.readouterr().err


def test_a_photo_is_enhanced_with_a_preset(tmp_path: Path) -> None:
    out, report = tmp_path / "out", tmp_path / "report.json"
    words = ["enhance", str(dark(tmp_path / "x.png")), "--output", str(out), "--light", "off"]
    assert main([*words, "--preset", "city-lights", "--report", str(report)]) == ExitCode.DONE
    assert main([*words, "--preset", "none such"]) == ExitCode.USAGE
    (row,) = json.loads(report.read_text())["photos"]
    assert row["state"] == "done"
    assert row["models"] == []


def _file(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_export_flags(parser)
    add_name_flag(parser)
    return parser.parse_args(words)


def test_nothing_said_is_the_default_file() -> None:
    assert export_options_from(_file()) == ExportOptions()
    assert template_from(_file()) == ""


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("--format avif --quality 60", ExportOptions(FileFormat.AVIF, 10, 60)),
        ("--format jxl --depth 16", ExportOptions(FileFormat.JXL, 16)),
        (
            "--long-edge 2048 --megapixels 2.5 --output-sharpening high",
            ExportOptions(long_edge_px=2048, megapixels=2.5, sharpening=OutputSharpening.HIGH),
        ),
    ],
)
def test_flags_say_the_file(words: str, options: ExportOptions) -> None:
    assert export_options_from(_file(*words.split())) == options


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--format avif --depth 16", "AVIF cannot hold 16"),
        ("--megapixels 0", "more than 0"),
        ("--megapixels nan", "more than 0"),
        ("--long-edge 0", "at least 1"),
    ],
)
def test_a_file_that_cannot_be_is_refused(words: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        export_options_from(_file(*words.split()))


def test_a_name_is_checked_before_the_work() -> None:
    assert template_from(_file("--name", "{date:%Y}/{stem}")) == "{date:%Y}/{stem}"
    with pytest.raises(UsageError, match="--name: A name cannot lead out"):
        template_from(_file("--name", "../{stem}"))


def test_help_names_the_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _file("--help")
    assert "{date:%Y-%m-%d}" in " ".join(capsys.readouterr().out.split())
