import torch

from lowlight_desktop.networks.blocks.recall import Taking, known, photo_mean


def test_the_crops_of_a_photo_are_averaged_together() -> None:
    x = torch.arange(4.0)[:, None, None, None].expand(4, 2, 3, 3)
    assert photo_mean(x, 2).tolist() == [[0.5, 0.5], [2.5, 2.5]]


def test_each_crop_is_told_what_its_photo_is_like_and_the_survey_keeps_it() -> None:
    taking = Taking(crops=2)
    told = taking(lambda _crops: torch.tensor([[1.0], [2.0]]))
    assert told.flatten().tolist() == [1, 1, 2, 2]
    assert [t.flatten().tolist() for t in taking.taken] == [[1, 2]]


def test_what_was_taken_is_remembered_in_its_order_without_being_taken_again() -> None:
    recall = known([torch.tensor(1.0), torch.tensor(2.0)])

    def never(_crops: int) -> torch.Tensor:
        raise AssertionError

    assert [recall(never).item(), recall(never).item()] == [1, 2]
