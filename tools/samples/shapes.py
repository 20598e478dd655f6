"""Solid shapes as signed distances: negative inside, and never more than the true distance outside.

Points and directions are arrays of (n, 3), float32; x goes right, y up, z towards the camera, in decimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
"""Numbers of 32 bits, as far as speed matters; nothing depends on it."""


def vector(*values: float) -> Array:
    return np.array(values, np.float32)


def unit(vectors: ArrayLike) -> Array:
    """The vectors at length 1."""
    array = np.asarray(vectors, np.float32)
    return array / np.maximum(norm(array), 1e-9)[..., None]


def dot(one: Array, two: Array) -> Array:
    """Row by row."""
    return np.einsum("...i,...i->...", one, two).astype(np.float32)


def norm(vectors: Array) -> Array:
    """Row by row; several times faster than np.linalg.norm on rows of three."""
    return np.sqrt(dot(vectors, vectors))


class Shape(Protocol):
    """A solid with a sphere around it, outside of which nothing is traced."""

    @property
    def middle(self) -> Array: ...
    @property
    def radius(self) -> float: ...
    def distance(self, points: Array) -> Array:
        """Signed distance of each point."""
        ...


@dataclass(frozen=True, eq=False)
class Lathe:
    """A turned solid: its outline spun round a vertical axis that stands at `foot`.

    outline: corners (r, y) of the half section, from the axis round and back to the axis, smoothed by `soft` where it
    turns. The distance comes from a table, so any outline costs the same.
    """

    foot: Array
    outline: Sequence[tuple[float, float]]
    soft: float = 0.01

    STEP = 0.004
    """Decimetres between the table's samples, and between the points of the smoothed outline."""

    @cached_property
    def _table(self) -> tuple[Array, float]:
        line, facing = self._smoothed()
        margin = 0.25
        low = float(line[:, 1].min()) - margin
        r = np.arange(0, float(line[:, 0].max()) + margin, self.STEP).astype(np.float32)
        y = np.arange(low, float(line[:, 1].max()) + margin, self.STEP).astype(np.float32)
        table = np.empty((len(y), len(r)), np.float32)
        every = line[::4]
        for row, height in enumerate(y):
            spread = (r[:, None] - every[:, 0]) ** 2 + (height - every[:, 1]) ** 2
            near = np.argmin(spread, axis=1)[:, None] * 4 + np.arange(-4, 5)
            near = np.clip(near, 0, len(line) - 1)
            gap = np.hypot(r[:, None] - line[near, 0], height - line[near, 1])
            best = near[np.arange(len(r)), np.argmin(gap, axis=1)]
            along = (r - line[best, 0]) * facing[best, 0] + (height - line[best, 1]) * facing[best, 1]
            # Close to the outline its own slope counts: the distance to single points would be rough there.
            table[row] = np.where(gap.min(axis=1) < 0.03, along, np.sign(along) * gap.min(axis=1))
        return table, low

    def _smoothed(self) -> tuple[Array, Array]:
        """The outline as evenly spaced points with its corners rounded, and the outward direction at each of them."""
        corners = np.array(self.outline, np.float64)
        lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
        places = np.arange(0, lengths[-1], self.STEP / 2)
        line = np.stack([np.interp(places, lengths, corners[:, axis]) for axis in (0, 1)], axis=1)
        mirrored = np.concatenate([line[::-1] * [-1, 1], line, line[::-1] * [-1, 1]])
        width = self.soft / (self.STEP / 2)
        soft = np.stack([_blurred(mirrored[:, axis], width) for axis in (0, 1)], axis=1)
        line = soft[len(places) : 2 * len(places)]
        slope = np.gradient(line, axis=0)
        facing = np.stack([slope[:, 1], -slope[:, 0]], axis=1)
        facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-9)
        return line.astype(np.float32), facing.astype(np.float32)

    @property
    def middle(self) -> Array:
        ys = [y for _, y in self.outline]
        return self.foot + vector(0, (min(ys) + max(ys)) / 2, 0)

    @property
    def radius(self) -> float:
        ys = [y for _, y in self.outline]
        return float(np.hypot(max(r for r, _ in self.outline), (max(ys) - min(ys)) / 2)) + 0.02

    def distance(self, points: Array) -> Array:
        table, low = self._table
        local = points - self.foot
        r = np.hypot(local[:, 0], local[:, 2])
        column = np.clip(r / self.STEP, 0, table.shape[1] - 1.01)
        row = np.clip((local[:, 1] - low) / self.STEP, 0, table.shape[0] - 1.01)
        beyond = np.hypot(r - column * self.STEP, local[:, 1] - low - row * self.STEP)
        return (_looked_up(table, column, row) + beyond * 0.7).astype(np.float32)


def _blurred(values: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    """A list of numbers under a Gaussian of `width` entries."""
    reach = int(4 * width) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    return np.asarray(np.convolve(values, kernel / kernel.sum(), mode="same"), np.float64)


def _looked_up(table: Array, column: Array, row: Array) -> Array:
    """Bilinear samples of a table. OpenCV's remap rounds to 1/32 of a cell, which shows in reflections."""
    left, top = column.astype(np.int32), row.astype(np.int32)
    across, down = column - left, row - top
    flat, start = table.ravel(), top * table.shape[1] + left
    upper = flat[start] * (1 - across) + flat[start + 1] * across
    start += table.shape[1]
    lower = flat[start] * (1 - across) + flat[start + 1] * across
    return (upper * (1 - down) + lower * down).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Ellipsoid:
    """An ellipsoid with half axes `radii` along the rows of `axes` (Quilez's bounded distance)."""

    middle: Array
    radii: Array
    axes: Array

    @property
    def radius(self) -> float:
        return float(self.radii.max())

    def local(self, points: Array) -> Array:
        """The points in the ellipsoid's own axes."""
        return ((points - self.middle) @ self.axes.T).astype(np.float32)

    def distance(self, points: Array) -> Array:
        local = self.local(points)
        near = norm(local / self.radii)
        slope = norm(local / self.radii**2)
        return (near * (near - 1) / np.maximum(slope, 1e-6)).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Tube:
    """A bent rod: round about a chain of points, `thickness` thick in radius at each of them, joined smoothly."""

    path: Array
    thickness: Array

    @property
    def middle(self) -> Array:
        return ((self.path.max(axis=0) + self.path.min(axis=0)) / 2).astype(np.float32)

    @property
    def radius(self) -> float:
        return float((np.linalg.norm(self.path - self.middle, axis=1) + self.thickness).max())

    def distance(self, points: Array) -> Array:
        nearest = np.full(len(points), 1e9, np.float32)
        for start, end, first, last in zip(
            self.path[:-1], self.path[1:], self.thickness[:-1], self.thickness[1:], strict=True
        ):
            along = end - start
            share = np.clip((points - start) @ along / float(along @ along), 0, 1)
            gap = norm(points - start - share[:, None] * along)
            nearest = np.minimum(nearest, gap - (first + (last - first) * share))
        return (nearest * 0.9).astype(np.float32)


def turned(yaw: float, pitch: float = 0.0, roll: float = 0.0) -> Array:
    """Axes turned by degrees about y, then x, then z; rows are the new x, y and z."""
    y, p, r = np.radians([yaw, pitch, roll])
    about_y = np.array([[np.cos(y), 0, -np.sin(y)], [0, 1, 0], [np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    about_z = np.array([[np.cos(r), np.sin(r), 0], [-np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return (about_z @ about_x @ about_y).astype(np.float32)
