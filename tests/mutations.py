"""Ways to damage a file; each is a pure function of the bytes, a donor's bytes and a generator."""

from collections.abc import Callable

import numpy as np

HEAD = 1024  # most tables of most formats lie before
_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)

Mutation = Callable[[bytes, bytes, np.random.Generator], bytes]
"""The file, another one of the same or another kind, chance."""


def _place(data: bytes, rng: np.random.Generator) -> int:
    """Anywhere; half of the time in the head."""
    return int(rng.integers(min(len(data), HEAD) if rng.random() < 0.5 else len(data)))


def _block(data: bytes, rng: np.random.Generator) -> slice:
    """1 to 4,096 bytes, small ones as often as large ones."""
    start = _place(data, rng)
    return slice(start, min(start + int(2 ** rng.uniform(0, 12)), len(data)))


def flipped_bits(data: bytes, _donor: bytes, rng: np.random.Generator) -> bytes:
    """1 to 64 single bits, as a dying memory card does."""
    out = bytearray(data)
    for _ in range(int(2 ** rng.uniform(0, 6))):
        out[_place(data, rng)] ^= 1 << int(rng.integers(8))
    return bytes(out)


def extreme_numbers(data: bytes, _donor: bytes, rng: np.random.Generator) -> bytes:
    """1 to 8 numbers of 1, 2 or 4 bytes at the borders of their types: sizes, counts, offsets."""
    out = bytearray(data)
    for _ in range(int(rng.integers(1, 9))):
        size, order = int(rng.choice([1, 2, 4])), "little" if rng.random() < 0.5 else "big"
        at = _place(data, rng) // size * size
        value = int(rng.choice(_EXTREMES)) & ((1 << 8 * size) - 1)
        out[at : at + size] = value.to_bytes(size, order)
    return bytes(out[: len(data)])


def truncated(data: bytes, _donor: bytes, rng: np.random.Generator) -> bytes:
    """The first part, as a copy that was interrupted."""
    return data[: _place(data, rng)]


def zeroed(data: bytes, _donor: bytes, rng: np.random.Generator) -> bytes:
    """A block that was never written."""
    where = _block(data, rng)
    return data[: where.start] + bytes(where.stop - where.start) + data[where.stop :]


def random_block(data: bytes, _donor: bytes, rng: np.random.Generator) -> bytes:
    """A block of noise."""
    where = _block(data, rng)
    return data[: where.start] + rng.bytes(where.stop - where.start) + data[where.stop :]


def swapped_blocks(data: bytes, _donor: bytes, rng: np.random.Generator) -> bytes:
    """Two blocks in each other's place."""
    first, second = sorted((_block(data, rng), _block(data, rng)), key=lambda block: block.start)
    if first.stop > second.start:
        return data[second.start :] + data[: second.start]
    middle = data[first.stop : second.start]
    return data[: first.start] + data[second] + middle + data[first] + data[second.stop :]


def repeated_block(data: bytes, _donor: bytes, rng: np.random.Generator) -> bytes:
    """A block twice: all offsets behind are wrong."""
    where = _block(data, rng)
    return data[: where.stop] + data[where] + data[where.stop :]


def foreign_head(data: bytes, donor: bytes, rng: np.random.Generator) -> bytes:
    """The beginning of another file before the rest of this one."""
    at = _place(data, rng)
    return donor[:at] + data[at:]


def foreign_tail(data: bytes, donor: bytes, rng: np.random.Generator) -> bytes:
    """Another file from some place on."""
    return data[: _place(data, rng)] + donor[_place(donor, rng) :]


MUTATIONS: tuple[Mutation, ...] = (
    flipped_bits, extreme_numbers, extreme_numbers, truncated, zeroed, random_block, swapped_blocks,
    repeated_block, foreign_head, foreign_tail,
)  # fmt: skip
"""Numbers twice: they find the most."""
