import shutil
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import nn

from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.backends.arrays import Floats, Known, named
from lowlight_desktop.engine.backends.by_torch import TorchNetwork
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.engine.model_store import MODELS, read_card, verified_graph
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.photo.errors import ModelError, UsageError
from lowlight_desktop.training import publish_graph
from lowlight_desktop.training.__main__ import main
from lowlight_desktop.training.graph import QUESTIONS, graphs_of
from lowlight_desktop.training.publish_graph import add_graphs

# Each network as small as it may be, with all of its parts.
SMALL: dict[str, dict[str, Any]] = {
    "flw": {"width": 16, "predictor_examples": 7, "predictor_width": 4},
    "alen": {"widths": [16, 16], "survey_width": 16},
    "sa_unet": {"widths": [16, 16], "groups": 4, "attention": "both"},
    "mirnet_light": {"width": 32, "blocks": 1},
    "mirnet_denoiser": {"width": 32, "blocks": 1},
    "detail": {"width": 16, "blocks": 1, "narrow": 4, "window": 4},
}


def network_with_a_voice(name: str) -> nn.Module:
    """Untrained, and its last layer, which begins with next to nothing, says something."""
    torch.manual_seed(1)
    network = NETWORKS[name](SMALL[name]).eval().requires_grad_(requires_grad=False)
    for parameter in network.parameters():
        if float(parameter.abs().max()) < 0.01:
            nn.init.normal_(parameter, std=0.05)
    return network


STEPS = {"flw": "light", "alen": "raw", "mirnet_light": "light", "detail": "detail"}


def in_torch(name: str) -> TorchNetwork:
    """The same, asked in arrays."""
    return TorchNetwork(network_with_a_voice(name), STEPS.get(name, "denoise"), torch.device("cpu"))


def example(network: TorchNetwork, side_px: int) -> tuple[tuple[Floats, ...], Known]:
    """An oblong tile of a dim photo, and what the network knows of that photo."""
    grid_px = cast("int", network.facts["grid_px"])
    known = network.ask("survey", survey_inputs(network.step, grid_px), bfloat16=False)
    tile = tile_inputs(network.step, side_px)
    return tuple(np.concatenate([t, t], 3) for t in tile), known


STREAMED = {"alen", "sa_unet"}
needs_openvino = pytest.mark.skipif(not by_openvino.is_here(), reason="OpenVINO is not here")


@needs_openvino
@pytest.mark.parametrize("name", SMALL)
def test_a_graph_computes_what_its_network_does_for_tiles_of_any_size(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    network = in_torch(name)
    graph = by_openvino.Graph(graphs_of(network)["render"])
    for side in (64, 160):  # it was traced with 256
        tile, known = example(network, side)
        wanted = network.render(tile, known, bfloat16=False)
        made = graph.render(named(tile, known), bfloat16=False)
        np.testing.assert_allclose(made, wanted, atol=1e-5, rtol=1e-5)
        assert float(wanted.std()) > 1e-3  # a hundred times what is allowed above


@needs_openvino
@pytest.mark.parametrize("name", SMALL)
def test_graphs_say_of_a_photo_what_the_network_does(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    network = in_torch(name)
    graphs = graphs_of(network)
    streams = {"stream"} if name in STREAMED else set[str]()
    assert set(graphs) == {"render", *streams, *QUESTIONS[network.step]}
    for given in photos(network):
        for question in QUESTIONS[network.step]:
            asked = given if question == "survey" else given[:1]
            wanted = network.ask(question, asked, bfloat16=False)
            made = by_openvino.Graph(graphs[question]).ask(asked)
            assert len(made) == len(wanted)
            for ours, theirs in zip(made, wanted, strict=True):
                np.testing.assert_allclose(ours, theirs, atol=2e-4, rtol=2e-4)


def photos(network: TorchNetwork) -> list[tuple[Floats, ...]]:
    """What two photos tell: of those that are told in crops, one has more and other ones."""
    given = survey_inputs(network.step, cast("int", network.facts["grid_px"]))
    if given[0].ndim == 4:
        return [given, (given[0][..., ::-1] * np.float32(2.0), *given[1:])]
    many = np.concatenate([given[0], given[0][:, :1] * np.float32(3.0)], 1)
    return [given, (np.concatenate([many, many], 4), *given[1:])]


@needs_openvino
def test_the_survey_is_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    network = in_torch("alen")
    graph, (tile, known) = by_openvino.Graph(graphs_of(network)["render"]), example(network, 64)
    inputs = named(tile, known)
    one = graph.render(inputs, bfloat16=False)
    other = graph.render(inputs | {"survey_3": 2 * inputs["survey_3"]}, bfloat16=False)
    assert not np.allclose(one, other, atol=1e-4)


def test_the_same_network_has_the_same_graph() -> None:
    network = in_torch("flw")
    assert graphs_of(network) == graphs_of(network)


def test_without_the_package_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_name: str) -> None:
        return None

    monkeypatch.setattr("importlib.util.find_spec", nothing)
    with pytest.raises(UsageError, match="pip install onnx"):
        graphs_of(in_torch("flw"))


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A copy of the shipped light model, without its graphs."""
    folder = tmp_path / "flw"
    shutil.copytree(MODELS / "flw", folder)
    for graph in folder.glob("*.onnx"):
        graph.unlink()
    return folder


def test_a_published_model_gets_its_graph_from_its_weights_alone(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOWLIGHT_DATA", raising=False)
    before = (published / "card.toml").read_text(encoding="utf-8")
    words = ["publish", "flw", "--graph-only", "--models", str(published.parent)]
    assert main(words) == 0
    card = read_card(published)
    assert set(card.graphs) == {"predictor", "survey", "render"}
    # The shipped graphs were made by this command: nothing else of the card has changed.
    assert (published / "card.toml").read_text(encoding="utf-8") == before
    for name in card.graphs:
        assert verified_graph(card, name) == (MODELS / "flw" / f"{name}.onnx").read_bytes()


def test_a_graph_that_is_not_the_cards_is_not_opened(published: Path) -> None:
    (published / "render.onnx").write_bytes(b"another graph")
    with pytest.raises(ModelError, match="not the file that the card describes"):
        verified_graph(read_card(published), "render")


def test_a_graph_that_makes_another_picture_is_not_published(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not by_openvino.is_here():
        pytest.skip("nobody to compare with")

    def of_another(_network: TorchNetwork) -> dict[str, bytes]:
        torch.manual_seed(2)
        other = NETWORKS["flw"]({}).eval().requires_grad_(requires_grad=False)
        nn.init.normal_(other.get_parameter("len.e7.weight"), std=0.3)
        return graphs_of(TorchNetwork(other, "light", torch.device("cpu")))

    monkeypatch.setattr(publish_graph, "graphs_of", of_another)
    with pytest.raises(ModelError, match="makes another picture"):
        add_graphs(published)
    assert not (published / "render.onnx").exists()


def test_publishing_needs_to_know_the_data_and_the_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOWLIGHT_DATA", raising=False)
    assert main(["publish", "flw", "--version", "1"]) == 2
    assert "--data is missing" in capsys.readouterr().err
    assert main(["publish", "flw", "--data", str(tmp_path)]) == 2
    assert "--version is missing" in capsys.readouterr().err
