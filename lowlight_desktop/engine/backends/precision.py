"""Which parts of a graph stay in float32 while the rest is computed in bfloat16.

The rule is that of the networks in torch: what prepares the photo for the first layer, and the last
layers with all that is summed after them, are float32; only what lies between is bfloat16. A graph
tells nothing of torch's regions of precision, so it is read off its shape.

OpenVINO leaves what comes after the last layers in float32 by itself. The last layers are marked.
What comes before the first layer is given an output of its own, a single pixel: then that comes
after the last layer too. A mark would not do there, for OpenVINO loses it when it joins operations.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from lowlight_desktop.engine.backends.arrays import CARRIED, left_name

_LAYERS = frozenset({"Convolution", "GroupConvolution", "ConvolutionBackpropData"})
# What OpenVINO writes beside an operation that must not be converted (to float16 or bfloat16).
_MARK = {"name": "DisablePrecisionConversion", "version": "0", "value": "dynamic:f16"}

Parents = Mapping[str, tuple[str, ...]]


def with_exact_last_layers(graph: ET.Element) -> ET.Element:
    """Mark the last layers, in place.

    Args:
        graph: OpenVINO's representation of a network, `<net>`.

    Returns:
        The same.
    """
    operations = {op.attrib["id"]: op for op in graph.iter("layer")}
    for name in _last_layers(operations, _parents(graph)):
        info = operations[name].find("rt_info")
        info = ET.SubElement(operations[name], "rt_info") if info is None else info
        ET.SubElement(info, "attribute", _MARK)
    return graph


def _parents(graph: ET.Element) -> Parents:
    found: dict[str, tuple[str, ...]] = {}
    for edge in graph.iter("edge"):
        below, above = edge.attrib["to-layer"], edge.attrib["from-layer"]
        found[below] = (*found.get(below, ()), above)
    return found


def _last_layers(operations: Mapping[str, ET.Element], parents: Parents) -> set[str]:
    """Layers that reach the output through no other layer."""
    seen, last = set[str](), set[str]()
    left = [name for name, op in operations.items() if _is_answer(op)]
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        if operations[name].attrib["type"] in _LAYERS:
            last.add(name)
        else:
            left += parents.get(name, ())
    return last


def _is_answer(operation: ET.Element) -> bool:
    """Not what is carried to the next strip."""
    is_result = operation.attrib["type"] == "Result"
    return is_result and not operation.attrib["name"].startswith(left_name(CARRIED))


def keep_ends_exact(model: Any, library: Any) -> None:  # noqa: ANN401 - no types there
    """Give what comes before the first layers an output of its own, in place.

    So too what is carried of exact maps from strip to strip.

    Args:
        model: OpenVINO's, its last layers marked.
        library: The module `openvino`.
    """
    operations, after, rounded = library.opset13, set[str](), set[str]()
    exact: list[Any] = []
    for operation in model.get_ordered_ops():
        name, kind = operation.get_friendly_name(), operation.get_type_name()
        above = {p.get_source_output().get_node().get_friendly_name() for p in operation.inputs()}
        if kind in _LAYERS:
            first = operation.input_value(0)
            if first.get_node().get_friendly_name() not in after:
                exact.append(_pixel(first, operations))
            after.add(name)
            if not any(_MARK["name"] in mark for mark in operation.get_rt_info()):
                rounded.add(name)
        else:
            after |= {name} if above & after else set()
            rounded |= {name} if above & rounded else set()
        if kind == "Result" and name.startswith(left_name(CARRIED)) and name not in rounded:
            exact.append(operation.input_value(0))
    model.add_results([operations.result(each) for each in exact])


def _pixel(of: Any, operations: Any) -> Any:  # noqa: ANN401
    first, past, step = [0] * 4, [1] * 4, [1] * 4
    return operations.slice(of, first, past, step)
