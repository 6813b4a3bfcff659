"""The three looks of the window: every color of a look is written here and nowhere else."""

from dataclasses import dataclass

TEXT_PX = 12
"""Height of the window's text."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colors of the window, as "#rrggbb".

    The grays have no tint (R = G = B): a colored surround shifts how a photo's colors look.

    Attributes:
        name: "dark", "light" or "gray".
        window: Panels and dialogs.
        base: What surrounds the photo, behind lists and plots.
        field: Behind typed text.
        button: Raised controls.
        hover: Raised controls under the pointer.
        line: Separators, and borders of what its text or shape shows anyhow.
        edge: Rims of fields, grooves of sliders: what shows where a control is.
        text: What is read.
        dim: What is read second.
        disabled: What cannot be used now.
        accent: The one color: chosen, changed, focused.
        on_accent: Text on the accent.
        glyphs: Which arrows and check marks the style sheet uses, "bright" or "dark".
    """

    name: str
    window: str
    base: str
    field: str
    button: str
    hover: str
    line: str
    edge: str
    text: str
    dim: str
    disabled: str
    accent: str
    on_accent: str
    glyphs: str


DARK = Theme(
    name="dark",
    window="#2b2b2b",
    base="#1c1c1c",
    field="#202020",
    button="#3a3a3a",
    hover="#464646",
    line="#474747",
    edge="#767676",
    text="#dcdcdc",
    dim="#a8a8a8",
    disabled="#6e6e6e",
    accent="#e0a546",
    on_accent="#161616",
    glyphs="bright",
)

LIGHT = Theme(
    name="light",
    window="#e6e6e6",
    base="#d0d0d0",
    field="#f7f7f7",
    button="#f3f3f3",
    hover="#ffffff",
    line="#b4b4b4",
    edge="#828282",
    text="#1c1c1c",
    dim="#525252",
    disabled="#959595",
    accent="#8f5200",
    on_accent="#ffffff",
    glyphs="dark",
)

# The surround reflects 18 % of the light of white: (118 / 255) in sRGB. On it only white reaches
# the contrast that text needs, so nothing is dimmed in this look.
GRAY = Theme(
    name="gray",
    window="#4a4a4a",
    base="#767676",
    field="#3a3a3a",
    button="#5a5a5a",
    hover="#666666",
    line="#6c6c6c",
    edge="#989898",
    text="#ffffff",
    dim="#ffffff",
    disabled="#9a9a9a",
    accent="#ffd48a",
    on_accent="#161616",
    glyphs="bright",
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, GRAY)}
"""The looks by the name that the settings keep."""
