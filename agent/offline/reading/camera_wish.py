"""A camera wish: the moves it names and the shots it may mean."""

from dataclasses import dataclass

from agent.offline.reading.moves import Named
from agent.offline.targets import Target
from agent.offline.wish import Wish


@dataclass(frozen=True)
class Camera:
    """A camera wish: the moves it names and the shots it may mean."""

    wish: Wish
    target: Target
    named: tuple[Named, ...]

    @property
    def shots(self) -> list[str] | None:
        return self.target.args

    @property
    def main(self) -> Named | None:
        """The move that the wish is about: the first that is not only a place ("onto the push")."""
        clear = [n for n in self.named if not self.wish.oblique(n.mark)]
        fresh = [n for n in self.named if not n.there]
        if fresh and len(self.named) > 1 and self.wish.word("add", "combine", "layer", "also", "plus"):
            return fresh[0]
        return next(iter(clear or self.named), None)
