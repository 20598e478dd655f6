"""One line of a receipt, as a value. Pure."""

from store.scene import Value


class Line(Value):
    """One thing that changed: `what` went from `old` to `new`."""

    what: str
    old: str
    new: str
