import pytest

from lowlight_desktop.gui.theme.contrast import contrast, luminance
from lowlight_desktop.gui.theme.theme import GRAY, THEMES, Theme

AA_TEXT = 4.5  # WCAG 2.2, 1.4.3, for text below 24 px
AA_SIGN = 3.0  # WCAG 2.2, 1.4.11, for what shows the state of a control

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)  # WCAG's definition
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)


@themes
def test_all_text_can_be_read(theme: Theme) -> None:
    grounds = (theme.window, theme.base, theme.field, theme.button)
    for ground in grounds:
        assert contrast(theme.text, ground) >= AA_TEXT
    for ground in (theme.window, theme.base, theme.field, theme.button):
        assert contrast(theme.dim, ground) >= AA_TEXT
    assert contrast(theme.text, theme.hover) >= AA_TEXT
    assert contrast(theme.on_accent, theme.accent) >= AA_TEXT


@themes
def test_chosen_words_in_the_accent_can_be_read(theme: Theme) -> None:
    for ground in (theme.window, theme.button):
        assert contrast(theme.accent, ground) >= AA_TEXT


@themes
def test_the_focus_can_be_seen_everywhere(theme: Theme) -> None:
    for ground in (theme.window, theme.base, theme.field, theme.button):
        assert contrast(theme.accent, ground) >= AA_SIGN


@themes
def test_rims_and_grooves_can_be_seen_beside_what_they_stand_on(theme: Theme) -> None:
    assert contrast(theme.edge, theme.window) >= AA_SIGN


@themes
def test_grays_have_no_tint(theme: Theme) -> None:
    grays = (
        theme.window,
        theme.base,
        theme.field,
        theme.button,
        theme.hover,
        theme.line,
        theme.edge,
    )
    for color in (*grays, theme.text, theme.dim, theme.disabled):
        assert color[1:3] == color[3:5] == color[5:7]


def test_the_gray_surround_reflects_18_percent() -> None:
    assert luminance(GRAY.base) == pytest.approx(0.18, abs=0.002)  # the nearest 8-bit gray
