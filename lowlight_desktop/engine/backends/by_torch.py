"""Networks computed by torch: on every device, and what all others are compared with."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.engine.backends.arrays import Floats, Known
from lowlight_desktop.engine.backends.example import survey_inputs
from lowlight_desktop.networks.picture_denoiser import PictureDenoiser

T = TypeVar("T")


class TorchNetwork:
    """A network in torch, asked in arrays; not to be shared between threads.

    Args:
        module: In evaluation mode, on the device.
        step: That it does: "light", "raw", "denoise", "detail".
        device: Where it works.

    Attributes:
        module: As it was given.
        step: Likewise.
    """

    def __init__(self, module: nn.Module, step: str, device: torch.device) -> None:
        self.module, self.step = module, step
        self._device = device

    @property
    def facts(self) -> dict[str, object]:
        """What whoever asks it must know; of those that clean, "margin" and "gates" too."""
        asked = cast("Any", self.module)
        sizes = asked.sizes if hasattr(asked, "sizes") else asked.config
        halo_px = getattr(sizes, "halo_px", sizes.reach_px)
        found: dict[str, object] = {"grid_px": sizes.grid_px, "halo_px": halo_px}
        if isinstance(asked, PictureDenoiser):
            found |= {"margin": asked.margin, "gates": [known.label for known in asked.maps]}
        return found

    @torch.inference_mode()
    def ask(self, question: str, given: tuple[Floats, ...], *, bfloat16: bool) -> Known:
        """What the network says of a whole photo.

        Args:
            question: The name of one of its methods: "survey", "predictor", "level".
            given: Arguments of that.
            bfloat16: Whether inner layers are computed in bfloat16.

        Returns:
            The arrays of the answer, float32.
        """
        with torch.autocast(self._device.type, torch.bfloat16, enabled=bfloat16):
            answer = getattr(self.module, question)(*self._there(given))
        return tuple(as_array(tensor) for tensor in flat(answer))

    @torch.inference_mode()
    def render(self, tile: tuple[Floats, ...], known: Known, *, bfloat16: bool) -> Floats:
        """The network's answer on one tile.

        Args:
            tile: What is the tile's own, (1, C, H, W) each.
            known: Of the whole photo; nothing: the network asks for nothing but the tile.
            bfloat16: Whether to compute in bfloat16; the network keeps its last layer in float32.

        Returns:
            (1, C, H, W) float32.
        """
        asked, there = cast("Any", self.module), self._there(tile)
        with torch.autocast(self._device.type, torch.bfloat16, enabled=bfloat16):
            out = asked.render(*there, self.survey(known)) if known else asked(*there)
        return as_array(out)

    @torch.inference_mode()
    def spatial_gate(self, tile: Floats, known: Known, layer: int, *, bfloat16: bool) -> Floats:
        """How far each place may pass one of its gates, in [0, 1], in the size of its level.

        Args:
            tile: (1, C, H, W).
            known: Of the whole photo.
            layer: Which.
            bfloat16: As for `render`.
        """
        asked, (there,) = cast("Any", self.module), self._there((tile,))
        with torch.autocast(self._device.type, torch.bfloat16, enabled=bfloat16):
            gate = asked.spatial_gates(there, self.survey(known))[layer][0]
        return as_array(gate if gate.ndim == 2 else gate.movedim(0, -1))

    @torch.inference_mode()
    def channel_gates(self, known: Known) -> Known:
        """Gates of channels that are weighed as wholes, (n,) in [0, 1], for each layer."""
        gates = cast("Any", self.module).channel_gates(self.survey(known))
        return tuple(as_array(gate) for gate in gates)

    @property
    def window(self) -> tuple[int, int] | None:
        """Of a network that compares places in windows: a place's side, the halo of a window.

        Pixels, and places; None: it is no such network.
        """
        config = cast("Any", self.module).config
        return (config.place_px, config.halo) if hasattr(config, "place_px") else None

    @torch.inference_mode()
    def affinity(self, tile: Floats, known: Known, row: int, column: int) -> Floats:
        """Where the network looks from one place; as its `affinity`, of one photo.

        Args:
            tile: (1, C, H, W) that the place is in.
            known: Of the whole photo.
            row: Of the place in the tile.
            column: Likewise.
        """
        asked, (there,) = cast("Any", self.module), self._there((tile,))
        shares = as_array(asked.affinity(there, self.survey(known), row, column))
        return shares.reshape(shares.shape[-2:])

    def survey(self, known: Known) -> Any:  # noqa: ANN401 - each network has its own
        """What is known of a photo, as the module has it, on the device."""
        return filled(self.shape, iter(self._there(known)))

    @cached_property
    def shape(self) -> object:
        """A survey of some photo: into what form the module has arrays put."""
        given = self._there(survey_inputs(self.step, cast("int", self.facts["grid_px"])))
        with torch.inference_mode():
            return cast("Any", self.module).survey(*given)

    def _there(self, arrays: tuple[Floats, ...]) -> tuple[Tensor, ...]:
        return tuple(as_tensor(array, self._device) for array in arrays)


def as_tensor(array: Floats, device: torch.device) -> Tensor:
    """An array as a tensor on a device; on the processor the same memory."""
    if not array.flags.writeable:
        array = array.copy()  # torch has no read-only tensors
    tensor = torch.from_numpy(array).to(device)
    if tensor.ndim == 4 and tensor.shape[1] > 1:
        return tensor.contiguous(memory_format=torch.channels_last)
    return tensor.contiguous()


def as_array(tensor: Tensor) -> Floats:
    """A tensor as an array; of the processor's, the same memory."""
    return np.asarray(tensor.float().cpu().numpy())


def flat(survey: object) -> Iterator[Tensor]:
    """Every tensor in a survey, field by field."""
    if isinstance(survey, Tensor):
        yield survey
    elif isinstance(survey, tuple):
        for part in survey:
            yield from flat(part)
    elif is_dataclass(survey):
        for field in fields(survey):
            yield from flat(getattr(survey, field.name))


def filled(survey: T, tensors: Iterator[Tensor]) -> T:
    """The same survey with other tensors, in the order of `flat`."""
    return _filled(survey, tensors)


def _filled(part: Any, tensors: Iterator[Tensor]) -> Any:  # noqa: ANN401 - any part of a survey
    if isinstance(part, Tensor):
        return next(tensors)
    if isinstance(part, tuple):
        return tuple(_filled(p, tensors) for p in part)
    if is_dataclass(part) and not isinstance(part, type):
        changed = {f.name: _filled(getattr(part, f.name), tensors) for f in fields(part)}
        return replace(part, **changed)
    return part
