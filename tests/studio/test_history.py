from lowlight_desktop.photo.recipe import Finish, Recipe
from lowlight_desktop.studio.history import History

OPENED = Recipe()


def brighter(exposure_ev: float) -> Recipe:
    return Recipe(finish=Finish(exposure_ev=exposure_ev))


def edited(*values: float) -> History:
    history = History.begin(OPENED)
    for value in values:
        history = history.edited(brighter(value), f"to {value:g}")
    return history


def test_a_photo_begins_with_nothing_to_undo() -> None:
    history = History.begin(OPENED)
    assert history.recipe == OPENED
    assert (history.can_undo, history.can_redo) == (False, False)
    assert (history.undo_label, history.redo_label) == ("", "")
    assert history.undone() == history
    assert history.redone() == history


def test_steps_are_undone_and_redone_in_order() -> None:
    history = edited(1, 2)
    assert history.undo_label == "to 2"
    back = history.undone()
    assert back.recipe == brighter(1)
    assert (back.undo_label, back.redo_label) == ("to 1", "to 2")
    assert back.undone().recipe == OPENED
    assert back.undone().undone().recipe == OPENED
    assert back.redone().recipe == brighter(2)
    assert not back.redone().can_redo


def test_an_edit_forgets_what_was_undone() -> None:
    history = edited(1, 2).undone().edited(brighter(3), "to 3")
    assert not history.can_redo
    assert [s.recipe for s in history.steps] == [OPENED, brighter(1), brighter(3)]


def test_a_thousand_steps_can_all_be_undone() -> None:
    history = edited(*(n / 1000 for n in range(1, 1001)))
    for _ in range(1000):
        assert history.can_undo
        history = history.undone()
    assert history.recipe == OPENED


def dragged(history: History, *values: float) -> History:
    for number, value in enumerate(values):
        history = history.edited(brighter(value), "Exposure", merge=number > 0)
    return history


def test_the_moves_of_a_drag_are_one_step() -> None:
    history = dragged(History.begin(OPENED), 0.1, 0.2, 0.3)
    assert history.recipe == brighter(0.3)
    assert history.undone().recipe == OPENED
    assert history.undone().redone().recipe == brighter(0.3)


def test_a_move_that_comes_back_to_where_it_began_is_no_step() -> None:
    history = dragged(edited(1), 2, 1)
    assert history.steps == edited(1).steps
    assert history.recipe == brighter(1)
    on = dragged(edited(1), 2, 1, 3)  # through where it began
    assert [step.recipe for step in on.steps] == [OPENED, brighter(1), brighter(3)]


def test_two_drags_of_one_slider_are_two_steps() -> None:
    history = dragged(dragged(History.begin(OPENED), 0.1, 0.2), 0.3, 0.4)
    assert history.undone().recipe == brighter(0.2)


def test_a_drag_that_begins_where_the_slider_is_does_not_join_the_one_before() -> None:
    history = dragged(dragged(History.begin(OPENED), 0.1, 0.2), 0.2, 0.3)
    assert history.undone().recipe == brighter(0.2)


def test_another_slider_begins_a_step_whatever_is_said() -> None:
    contrast = Recipe(finish=Finish(contrast=0.5))
    history = edited(1).edited(contrast, "Contrast", merge=True)
    assert history.undone().recipe == brighter(1)


def test_nothing_joins_the_look_that_a_photo_was_opened_with_or_one_that_was_undone_to() -> None:
    first = History.begin(OPENED).edited(brighter(1), "", merge=True)
    assert first.undone().recipe == OPENED
    again = edited(1, 2).undone().edited(brighter(3), "to 1", merge=True)
    assert again.undone().recipe == brighter(1)


def test_the_look_of_now_is_no_step() -> None:
    assert edited(1).edited(brighter(1), "Paste").steps == edited(1).steps


def test_what_was_undone_stays_when_the_same_look_is_set_again() -> None:
    assert edited(1, 2).undone().edited(brighter(1), "Paste").can_redo
