from lowlight_desktop.formats.in_place.room import Room, merged


def test_places_that_touch_become_one_over_a_byte_of_padding_too() -> None:
    assert merged([(20, 30), (0, 9), (10, 20), (40, 50)]) == [(0, 30), (40, 50)]


def test_equal_data_find_their_old_places() -> None:
    room = Room.of([(100, 200), (200, 300)], end=400)
    assert [room.take(100), room.take(100)] == [100, 200]
    assert room.whole() == 400  # something else is behind them


def test_what_is_too_large_goes_behind_the_end() -> None:
    room = Room.of([(100, 150)], end=400)
    assert [room.take(60), room.take(10)] == [400, 460]
    assert room.whole() == 470


def test_the_last_place_grows_and_shrinks_with_the_file() -> None:
    grows = Room.of([(100, 400)], end=400)
    assert [grows.take(250), grows.take(100), grows.take(5)] == [100, 350, 450]
    assert grows.whole() == 455
    shrinks = Room.of([(100, 400)], end=400)
    assert shrinks.take(250) == 100
    assert shrinks.whole() == 350
