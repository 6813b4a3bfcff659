from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lowlight_desktop.engine.backends.arrays import named
from lowlight_desktop.engine.backends.by_torch import filled, flat


@dataclass(frozen=True)
class Part:
    gate: Tensor
    keys: Tensor | None


@dataclass(frozen=True)
class Survey:
    level: Tensor
    parts: tuple[Part, ...]


SURVEY = Survey(
    torch.tensor(1.0),
    (Part(torch.tensor(2.0), None), Part(torch.tensor(3.0), torch.tensor(4.0))),
)


def test_tensors_of_a_survey_come_in_the_order_of_its_fields() -> None:
    assert [float(tensor) for tensor in flat(SURVEY)] == [1, 2, 3, 4]


def test_a_survey_filled_anew_has_the_same_shape() -> None:
    again = filled(SURVEY, iter(torch.arange(4.0) + 10))
    assert [float(tensor) for tensor in flat(again)] == [10, 11, 12, 13]
    assert again.parts[0].keys is None


def test_inputs_are_named_by_their_places() -> None:
    some = np.zeros(1, np.float32)
    assert list(named((some, some), (some, some))) == ["tile_0", "tile_1", "survey_0", "survey_1"]


def test_a_network_without_a_survey_takes_its_tile_alone() -> None:
    assert list(named((np.zeros(1, np.float32),))) == ["tile_0"]
