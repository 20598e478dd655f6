"""Rectangles in a picture."""

from dataclasses import dataclass

from store.scene import Point


def unit(value: float) -> float:
    """The value, kept within 0..1."""
    return min(1.0, max(0.0, value))


@dataclass(frozen=True)
class Box:
    """A rectangle in a picture: 0..1 from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Share of the picture, 0..1."""
        return self.width * self.height

    @property
    def center(self) -> Point:
        return Point(x=unit((self.left + self.right) / 2), y=unit((self.top + self.bottom) / 2))

    def overlap(self, other: "Box") -> float:
        """Share of this box that `other` covers, 0..1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height) / self.area if self.area > 0 else 0.0
