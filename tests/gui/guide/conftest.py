"""The guide as it ships."""

import pytest

from lowlight_desktop.gui.guide.pages import Page, guide_pages


@pytest.fixture(scope="session")
def pages() -> tuple[Page, ...]:
    """Every page, the index first."""
    return guide_pages()
