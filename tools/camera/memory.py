"""What a process keeps in memory because it will be asked for again: the least recently used goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Values by key, at most `limit_bytes` of them in all; one that is larger by itself is not kept.

    For one thread: a render process works on one request at a time.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """The value of `key`, made when it is not there. `size` says how many bytes a value takes."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][0]
        value = make()
        if size(value) > self._limit:
            return value
        self._kept[key] = (value, size(value))
        while self.bytes > self._limit:
            self._kept.popitem(last=False)
        return value

    @property
    def bytes(self) -> int:
        """Bytes taken by all values."""
        return sum(size for _, size in self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)
