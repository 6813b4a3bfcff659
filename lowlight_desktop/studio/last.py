"""The last few things that were made."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Last(Generic[K, V]):
    """Remembers the last values that were asked for; not to be shared between threads.

    Args:
        count: How many.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._kept: OrderedDict[K, V] = OrderedDict()

    def __contains__(self, key: K) -> bool:
        return key in self._kept

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key; it is made where it is not remembered."""
        if key not in self._kept:
            self._kept[key] = make()
            while len(self._kept) > self._count:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]
