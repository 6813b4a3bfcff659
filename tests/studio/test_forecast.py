from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.engine.machine import cache_folder
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import ORIGINAL, Finish, Light, Quality, Recipe
from lowlight_desktop.studio.forecast import Load, cleaner_of, cleaning_s, export_s, loads_of
from lowlight_desktop.studio.speed_notes import network_for
from lowlight_desktop.studio.speeds import ANYWHERE, Speeds, key_of, pace

PLACE = "A processor, 2 threads"
DENOISER, LIGHTER = network_for("denoise", Quality.FAST), network_for("light", Quality.FAST)
CLEAN = Recipe(raw=Quality.OFF, denoise=Quality.FAST)
NIGHT = Path("night.jpg")
OPTIONS = ExportOptions()


def speeds(at_a_time: int = 1, **seconds: float) -> Speeds:
    """What a photo of 20 megapixels took."""
    places = {
        "clean": (PLACE, f"clean {DENOISER}", at_a_time),
        "show": (PLACE, f"show {DENOISER}", 1),
        "finish": (PLACE, f"finish {LIGHTER}", at_a_time),
        "develop": (ANYWHERE, "finish", at_a_time),
        "read": (ANYWHERE, "read .jpg", 1),
        "write": (ANYWHERE, "write jpeg", 1),
    }
    found = Speeds()
    for name, value in seconds.items():
        found = found.after(key_of(*places[name]), pace(value, 20.0))
    return found


def night(photos: float = 1, recipe: Recipe = CLEAN, megapixels: float = 20.0) -> tuple[Load, ...]:
    return (Load(NIGHT, megapixels, recipe, photos),)


def test_nothing_is_said_before_the_first_use() -> None:
    assert export_s(PLACE, night(), OPTIONS, Speeds()) is None
    assert export_s(PLACE, (), OPTIONS, speeds(clean=20, finish=6)) is None
    assert cleaning_s(PLACE, str(DENOISER), 20.0, Speeds()) is None


def test_a_network_that_was_never_used_leaves_the_whole_unknown() -> None:
    assert export_s(PLACE, night(), OPTIONS, speeds(finish=6)) is None
    assert export_s("another card", night(), OPTIONS, speeds(clean=20, finish=6)) is None


def test_one_photo_takes_what_its_steps_take() -> None:
    known = speeds(clean=20, finish=6, read=1, write=3)
    assert export_s(PLACE, night(), OPTIONS, known) == pytest.approx(30.0)


def test_of_many_photos_reading_and_writing_hide_behind_the_computing() -> None:
    known = speeds(2, clean=17, finish=5, read=1, write=3)
    assert export_s(PLACE, night(10), OPTIONS, known) == pytest.approx(10 * 22 + 1 + 3)


def test_where_computing_is_quick_the_slowest_of_the_others_counts() -> None:
    dark = replace(ORIGINAL)
    known = speeds(develop=1, read=2, write=9)
    assert export_s(PLACE, night(10, dark), OPTIONS, known) == pytest.approx(10 * 9 + 1 + 2)


def test_photos_at_a_time_are_told_from_single_ones() -> None:
    alone, paired = speeds(clean=20, finish=6), speeds(2, clean=17, finish=5.1)
    both = Speeds({**alone.notes, **paired.notes})
    assert export_s(PLACE, night(1), OPTIONS, both) == pytest.approx(26.0)
    assert export_s(PLACE, night(4), OPTIONS, both) == pytest.approx(4 * 22.1)
    # One kind is told from the other, until it was measured itself.
    assert export_s(PLACE, night(1), OPTIONS, paired) == pytest.approx(26.0)
    assert export_s(PLACE, night(4), OPTIONS, alone) == pytest.approx(4 * 26.0)


def test_what_was_cleaned_on_the_screen_is_known_to_the_export() -> None:
    known = speeds(show=24, finish=6)
    assert export_s(PLACE, night(), OPTIONS, known) == pytest.approx(30.0)


def test_what_was_exported_is_known_to_the_screen_until_that_was_measured() -> None:
    assert cleaning_s(PLACE, str(DENOISER), 20.0, speeds(clean=20)) == pytest.approx(20.0)
    assert cleaning_s(PLACE, str(DENOISER), 20.0, speeds(clean=20, show=24)) == pytest.approx(24.0)


def test_small_results_are_written_sooner() -> None:
    known = speeds(clean=20, finish=6, write=10)
    small = export_s(PLACE, night(), ExportOptions(megapixels=2.0), known)
    edge = export_s(PLACE, night(), ExportOptions(long_edge_px=1732), known)  # 2 MP as well
    assert small == pytest.approx(26 + 10 * 2.5 / 20.5)
    assert edge == pytest.approx(small, rel=0.01)


def test_sensor_data_are_cleaned_by_their_own_network() -> None:
    both = replace(CLEAN, raw=Quality.FAST)
    assert cleaner_of(both, can_clean=True) == network_for("raw", Quality.FAST)
    assert cleaner_of(both, can_clean=False) == DENOISER
    assert cleaner_of(ORIGINAL, can_clean=True) is None


def test_sizes_are_told_from_what_files_of_their_kind_took(tmp_path: Path) -> None:
    photo = tmp_path / "a.JPG"
    photo.write_bytes(bytes(1_000_000))
    known = Speeds().after(key_of(ANYWHERE, "bytes .jpg"), 0.5)
    (load,) = loads_of([(photo, CLEAN)], known)
    assert (load.megapixels, load.photos) == (2.0, 1.0)
    assert not loads_of([(photo, CLEAN)], Speeds())
    assert not loads_of([(tmp_path / "gone.jpg", CLEAN)], known)


def test_photos_that_take_alike_are_one_load_and_many_are_told_from_some(tmp_path: Path) -> None:
    known = Speeds().after(key_of(ANYWHERE, "bytes .jpg"), 1.0)
    photos = list[tuple[Path, Recipe]]()
    for i in range(1000):
        path = tmp_path / f"{i}.jpg"
        path.write_bytes(bytes(1000))
        light = Light(target=0.3 + i / 2000)
        photos.append((path, Recipe(light=light, finish=Finish(exposure_ev=i / 1000))))
    (load,) = loads_of(photos, known)
    assert load.photos == pytest.approx(1000)
    other = [(path, CLEAN if i < 500 else recipe) for i, (path, recipe) in enumerate(photos)]
    assert [round(load.photos) for load in loads_of(other, known)] == [500, 500]


def test_measurements_are_kept_where_the_user_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", "/cache")
    assert cache_folder() == Path("/cache/lowlight")
