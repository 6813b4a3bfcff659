"""The time that is left, on simulated batches: mixed sizes, kinds, and files of varying density."""

import numpy as np
import pytest

from lowlight_desktop.gui.queue.estimate import Load, Pace, Rhythm, loads

# Bytes a pixel of one camera or program: the estimate guesses 1.2, 0.4 and 5.
_DENSITY = {".cr3": 1.0, ".jpg": 0.35, ".tif": 6.0}


def errors(seed: int, kinds: tuple[str, ...], photos: int = 200) -> list[float]:
    """How wrong the estimate is after each photo, as a share of what is true.

    Photos have 2 to 60 MP, all magnitudes alike; files of equal size differ by 20 % (how much
    detail there is), and times by 10 % (what else the machine does).
    """
    rng = np.random.default_rng(seed)
    megapixels = np.exp(rng.uniform(np.log(2), np.log(60), photos))
    suffixes = rng.choice(kinds, photos)
    density = np.array([_DENSITY[str(suffix)] for suffix in suffixes])
    sizes = megapixels * 1e6 * density * np.exp(rng.normal(0, 0.2, photos))
    seconds = (0.5 + 0.3 * megapixels) * np.exp(rng.normal(0, 0.1, photos))
    pace, wrong = Pace(), list[float]()
    for i in range(photos - photos // 10):
        pace = pace.after(str(suffixes[i]), float(sizes[i]), float(seconds[i]))
        left = loads(zip(map(str, suffixes[i + 1 :]), map(float, sizes[i + 1 :]), strict=True))
        said, true = pace.seconds_for(left), float(seconds[i + 1 :].sum())
        wrong.append(np.inf if said is None else said / true - 1)
    return wrong


@pytest.mark.parametrize("kinds", [(".cr3",), (".cr3", ".jpg"), (".cr3", ".jpg", ".tif")])
def test_the_time_left_is_right_within_a_fifth_after_ten_photos(kinds: tuple[str, ...]) -> None:
    """Ten photos are a small sample of such a mixture: one batch in ten may be unlucky."""
    after_ten = np.array([abs(errors(seed, kinds)[9]) for seed in range(50)])
    assert np.quantile(after_ten, 0.9) < 0.2
    assert np.median(after_ten) < 0.1


@pytest.mark.parametrize("seed", range(10))
def test_it_stays_right_until_the_end(seed: int) -> None:
    assert max(map(abs, errors(seed, (".cr3", ".jpg"))[40:])) < 0.2


def test_a_machine_that_becomes_slower_is_noticed() -> None:
    pace = Pace()
    for seconds in [1.0] * 100 + [3.0] * 60:
        pace = pace.after(".jpg", 4e6, seconds)
    said = pace.seconds_for({".jpg": Load(10, 40e6)})
    assert said == pytest.approx(30, rel=0.2)
    assert pace.photos_per_hour == pytest.approx(1200, rel=0.2)


def test_nothing_is_said_before_three_photos() -> None:
    pace = Pace().after(".jpg", 4e6, 1.0).after(".jpg", 4e6, 1.0)
    assert pace.seconds_for({".jpg": Load(1, 4e6)}) is None
    assert pace.photos_per_hour is None
    assert pace.after(".jpg", 4e6, 1.0).seconds_for({".jpg": Load(1, 4e6)}) == pytest.approx(1.0)


def test_files_of_unknown_size_count_as_the_others_of_their_kind() -> None:
    left = loads([(".JPG", 2e6), (".jpg", 4e6), (".jpg", None), (".png", None)])
    assert left[".jpg"] == Load(3, 9e6)
    assert left[".png"] == Load(1, 3e6)


def test_nothing_left_takes_no_time() -> None:
    pace = Pace()
    for _ in range(3):
        pace = pace.after(".jpg", 4e6, 1.0)
    assert pace.seconds_for({}) == 0.0


def test_what_starts_before_the_first_photo_is_not_in_the_pace() -> None:
    """Networks load for 5 s, then each photo takes 1 s."""
    rhythm, now_s = Rhythm().begun(), 100.0  # any clock: it began at 100
    rhythm = rhythm.passed(now_s + 0.1)  # one that cannot be read fails before that
    now_s += 5.0
    for _ in range(10):
        now_s += 1.0
        rhythm = rhythm.finished(now_s, ".jpg", 4e6)
    assert rhythm.pace.seconds_for({".jpg": Load(100, 400e6)}) == pytest.approx(100, rel=0.2)
    assert rhythm.pace.photos_per_hour == pytest.approx(3600, rel=0.2)


def test_a_rest_and_photos_that_were_not_made_are_not_in_the_pace() -> None:
    rhythm, now_s = Rhythm().begun(), 0.0
    for _ in range(5):
        rhythm, now_s = rhythm.finished(now_s, ".jpg", 4e6), now_s + 1.0
    rhythm, now_s = rhythm.begun(), now_s + 1000.0
    for _ in range(5):
        rhythm = rhythm.finished(now_s, ".jpg", 4e6).passed(now_s + 7.0)
        now_s += 8.0
    assert rhythm.pace.done == 4 + 4
    assert rhythm.pace.seconds_for({".jpg": Load(1, 4e6)}) == pytest.approx(1.0)


def test_a_photo_of_unknown_size_only_marks_when_the_next_one_began() -> None:
    rhythm = Rhythm().finished(1.0, ".jpg", 4e6).finished(9.0, ".jpg", None)
    assert rhythm.pace.done == 0
    assert rhythm.finished(10.0, ".jpg", 4e6).pace.all.seconds == 1.0
