"""Work that can be called off while it is done, although it is one long call into a library.

It runs in a thread of its own, while the one that waits for it asks again and again whether to go on. What was begun
is then finished behind and thrown away; it touches nothing that others see. One such thread is enough: the next work
would only take the first one's place on the processor.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")

GoOn = Callable[[], None]
"""Called again and again while something takes long; what it raises ends the render."""

_ASKED_EVERY_S = 0.01
_THREAD = ThreadPoolExecutor(1, "interruptible")


def uninterrupted() -> None:
    """Nobody calls it off."""


def interruptible(work: Callable[[], T], go_on: GoOn) -> T:
    """What `work` returns or raises, or what `go_on` raises meanwhile. `work` has nothing interruptible in itself."""
    waited_for = _THREAD.submit(work)
    try:
        while not wait((waited_for,), timeout=_ASKED_EVERY_S).done:
            go_on()
        return waited_for.result()
    finally:
        waited_for.cancel()
