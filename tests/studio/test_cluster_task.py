from dataclasses import replace

import pytest

from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.studio.cluster_task import Standing, difference, standing

HERE = Standing("1.2", (("alen", "aa"), ("flw", "ff")))


def test_equal_machines_do_not_differ() -> None:
    assert difference(HERE, replace(HERE)) == ""


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (replace(HERE, version="1.3"), "has Lowlight 1.3, not 1.2"),
        (replace(HERE, models=(("alen", "aa"), ("flw", "00"))), "has other weights of flw"),
        (replace(HERE, models=(("alen", "aa"),)), "lacks the model flw"),
        (replace(HERE, models=(*HERE.models, ("sa", "55"))), "has one more model, sa"),
    ],
)
def test_a_difference_is_told_in_words(there: Standing, words: str) -> None:
    assert difference(HERE, there) == words


def test_this_machine_stands_for_all_its_models() -> None:
    assert dict(standing().models) == {card.id: card.sha256 for card in installed()}
