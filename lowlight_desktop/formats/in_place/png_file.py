"""A PNG whose pixels are exchanged: its other chunks stay where they are, byte for byte."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import imagecodecs
import numpy as np

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.color_decoding import ColorTag
from lowlight_desktop.formats.in_place.refusal import cannot_return
from lowlight_desktop.formats.png import encoded_png
from lowlight_desktop.formats.png_reading import ancillary_chunks, chunk_places, color_tag
from lowlight_desktop.photo.sentence import Sentence

_SIGNATURE_BYTES = 8
_CHANNELS = {0: 1, 2: 3, 4: 1, 6: 3}
_WITH_ALPHA = (4, 6)
_PALETTE = 3
_UNUSUAL = {b"tRNS": Sentence("a transparent color"), b"acTL": Sentence("a moving picture")}


@dataclass(frozen=True, slots=True, eq=False)
class PngFile:
    """A PNG in memory.

    Attributes:
        data: All of it.
        channels: Of color: 1 or 3.
        kind: "uint8" or "uint16".
        has_alpha: Whether coverage follows the colors.
        tag: What it says about its colors.
    """

    data: bytes
    channels: int
    kind: str
    has_alpha: bool
    tag: ColorTag | None

    @classmethod
    def read(cls, path: Path) -> "PngFile":
        """Look at a PNG; its pixels are not decoded.

        Raises:
            ReadError: If it is cut off.
            WriteError: If it cannot be written back.
        """
        data = path.read_bytes()
        try:
            chunks = dict(reversed(list(ancillary_chunks(data))))
        except EOFError:
            raise refusals.truncated(path) from None
        bits, color = data[24], data[25]
        if color == _PALETTE:
            raise cannot_return(path, Sentence("colors from a palette"))
        if color not in _CHANNELS:
            raise refusals.damaged(path, "PNG")
        if bits < 8:
            raise cannot_return(path, _few_bits(bits))
        for kind, what in _UNUSUAL.items():
            if kind in chunks:
                raise cannot_return(path, what)
        has_alpha = color in _WITH_ALPHA
        return cls(data, _CHANNELS[color], f"uint{bits}", has_alpha, color_tag(chunks))

    def write_with(self, file: BinaryIO, values: Stored) -> None:
        """Write the same PNG with other pixels.

        Args:
            file: Where to.
            values: (H, W, channels) in this kind; coverage stays as it is.
        """
        if self.has_alpha:
            coverage = imagecodecs.png_decode(self.data)[..., -1:]
            values = np.concatenate([values, coverage], axis=2)
        encoded = encoded_png(
            np.ascontiguousarray(values[..., 0] if values.shape[2] == 1 else values)
        )
        new: dict[bytes, list[bytes]] = {}
        for kind, place in chunk_places(encoded):
            new.setdefault(kind, []).append(encoded[place])
        file.write(self.data[:_SIGNATURE_BYTES])
        for kind, place in chunk_places(self.data):
            if kind in (b"IHDR", b"IDAT"):
                file.write(b"".join(new.pop(kind, [])))
            else:
                file.write(self.data[place])


def _few_bits(bits: int) -> Sentence:
    if bits == 1:
        return Sentence("pixels that are black or white")
    return Sentence("{0}-bit pixels", bits)
