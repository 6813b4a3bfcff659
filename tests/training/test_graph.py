import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from lowlight_desktop.engine.backends import by_openvino, by_torch
from lowlight_desktop.engine.backends.example import example
from lowlight_desktop.engine.backends.tensors import named
from lowlight_desktop.engine.model_store import MODELS, read_card, verified_graph
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.photo.errors import ModelError, UsageError
from lowlight_desktop.training import publish_graph
from lowlight_desktop.training.__main__ import main
from lowlight_desktop.training.graph import graph_of
from lowlight_desktop.training.publish_graph import add_graph

# Each network as small as it may be, with all of its parts.
SMALL: dict[str, dict[str, Any]] = {
    "flw": {"width": 16, "predictor_width": 8},
    "alen": {"widths": [16, 16], "survey_width": 16},
    "sa_unet": {"widths": [16, 16], "groups": 4, "attention": "both"},
    "mirnet_light": {"width": 32, "blocks": 1},
    "mirnet_denoiser": {"width": 32, "blocks": 1},
}


def network_with_a_voice(name: str) -> nn.Module:
    """Untrained, and its last layer, which begins with next to nothing, says something."""
    torch.manual_seed(1)
    network = NETWORKS[name](SMALL[name]).eval().requires_grad_(requires_grad=False)
    for parameter in network.parameters():
        if float(parameter.abs().max()) < 0.01:
            nn.init.normal_(parameter, std=0.05)
    return network


@pytest.mark.skipif(not by_openvino.is_here(), reason="OpenVINO is not here")
@pytest.mark.parametrize("name", SMALL)
def test_a_graph_computes_what_its_network_does_for_tiles_of_any_size(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    network = network_with_a_voice(name)
    graph = by_openvino.Graph(graph_of(network))
    for side in (64, 160):  # it was traced with 256
        tile, survey = example(network, side)
        tile = tuple(_oblong(t) for t in tile)
        wanted = by_torch.render(network, tile, survey, bfloat16=False)
        torch.testing.assert_close(
            graph.render(named(tile, survey), bfloat16=False), wanted, atol=1e-5, rtol=1e-5
        )
        assert float(wanted.std()) > 1e-3  # a hundred times what is allowed above


def _oblong(tile: Tensor) -> Tensor:
    return torch.cat([tile, tile], 3)


def test_the_survey_is_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    network = network_with_a_voice("alen")
    graph, (tile, survey) = by_openvino.Graph(graph_of(network)), example(network, 64)
    inputs = named(tile, survey)
    one = graph.render(inputs, bfloat16=False)
    other = graph.render(inputs | {"survey_3": 2 * inputs["survey_3"]}, bfloat16=False)
    assert not torch.allclose(one, other, atol=1e-4)


def test_the_same_network_has_the_same_graph() -> None:
    network = network_with_a_voice("flw")
    assert graph_of(network) == graph_of(network)


def test_without_the_package_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_name: str) -> None:
        return None

    monkeypatch.setattr("importlib.util.find_spec", nothing)
    with pytest.raises(UsageError, match="pip install onnx"):
        graph_of(network_with_a_voice("flw"))


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A copy of the shipped light model, without its graph."""
    folder = tmp_path / "flw"
    shutil.copytree(MODELS / "flw", folder)
    (folder / "render.onnx").unlink()
    return folder


def test_a_published_model_gets_its_graph_from_its_weights_alone(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOWLIGHT_DATA", raising=False)
    before = (published / "card.toml").read_text(encoding="utf-8")
    words = ["publish", "flw", "--graph-only", "--models", str(published.parent)]
    assert main(words) == 0
    card = read_card(published)
    assert hashlib.sha256(verified_graph(card)).hexdigest() == card.render_sha256
    # The shipped graph was made by this command: nothing else of the card has changed.
    assert (published / "card.toml").read_text(encoding="utf-8") == before
    assert verified_graph(card) == (MODELS / "flw" / "render.onnx").read_bytes()


def test_a_graph_that_is_not_the_cards_is_not_opened(published: Path) -> None:
    (published / "render.onnx").write_bytes(b"another graph")
    with pytest.raises(ModelError, match="not the file that the card describes"):
        verified_graph(read_card(published))


def test_a_graph_that_makes_another_picture_is_not_published(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not by_openvino.is_here():
        pytest.skip("nobody to compare with")

    def of_another(_network: nn.Module) -> bytes:
        torch.manual_seed(2)
        other = NETWORKS["flw"]({}).eval().requires_grad_(requires_grad=False)
        nn.init.normal_(other.get_parameter("len.e7.weight"), std=0.3)
        return graph_of(other)

    monkeypatch.setattr(publish_graph, "graph_of", of_another)
    with pytest.raises(ModelError, match="makes another picture"):
        add_graph(published)
    assert not (published / "render.onnx").exists()


def test_publishing_needs_to_know_the_data_and_the_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOWLIGHT_DATA", raising=False)
    assert main(["publish", "flw", "--version", "1"]) == 2
    assert "--data is missing" in capsys.readouterr().err
    assert main(["publish", "flw", "--data", str(tmp_path)]) == 2
    assert "--version is missing" in capsys.readouterr().err
