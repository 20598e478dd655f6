"""Rays against shapes: what they hit, which way it faces, and how much light reaches it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.samples.shapes import Array, Shape, dot, norm, unit

FAR = np.float32(1e9)
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Hits:
    """For each ray: how far it goes (FAR for a miss), and the number of the shape it ends on (-1)."""

    reach: Array
    shape: Index


def _span(shape: Shape, origins: Array, directions: Array, margin: float) -> tuple[Index, Array, Array]:
    """The rays that cross a shape's sphere, widened by `margin`: which, from and to what distance."""
    towards = shape.middle - origins
    middle = dot(towards, directions)
    gap = dot(towards, towards) - middle**2
    half = np.sqrt(np.maximum((shape.radius + margin) ** 2 - gap, 0))
    rays = np.flatnonzero((half > 0) & (middle + half > 0))
    return rays, np.maximum(middle - half, 0)[rays], (middle + half)[rays]


def trace(shapes: Sequence[Shape], origins: Array, directions: Array, start: float = 0.0, steps: int = 90) -> Hits:
    """The nearest hit of each ray (sphere tracing, Hart 1996); directions of length 1."""
    reach = np.full(len(directions), FAR, np.float32)
    number = np.full(len(directions), -1, np.intp)
    for index, shape in enumerate(shapes):
        rays, near, far = _span(shape, origins, directions, 0.0)
        travelled = np.maximum(near, start)
        far = np.minimum(far, reach[rays])
        for _ in range(steps if len(rays) else 0):
            gap = shape.distance(origins[rays] + travelled[:, None] * directions[rays])
            touching = gap < 4e-4 + 2e-5 * travelled
            reach[rays[touching]], number[rays[touching]] = travelled[touching], index
            travelled = travelled + np.maximum(gap, 4e-4)
            going = ~touching & (travelled < far)
            rays, travelled, far = rays[going], travelled[going], far[going]
            if not len(rays):
                break
    return Hits(reach, number)


def through(shape: Shape, entries: Array, directions: Array, steps: int = 60) -> Array:
    """How far each ray, started just inside a shape, goes until it leaves it."""
    travelled = np.full(len(entries), 2e-3, np.float32)
    going = np.arange(len(entries))
    for _ in range(steps):
        depth = -shape.distance(entries[going] + travelled[going, None] * directions[going])
        travelled[going] += np.maximum(depth, 6e-4)
        going = going[depth > 3e-4]
        if not len(going):
            break
    return travelled


def normals(shape: Shape, points: Array, reach: float = 5e-3) -> Array:
    """Which way the surface faces at points on it: the distance's gradient from four taps on a tetrahedron."""
    total = np.zeros_like(points)
    for tap in np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], np.float32):
        total += tap * shape.distance(points + tap * reach)[:, None]
    return unit(total)


def lit(shapes: Sequence[Shape], points: Array, towards: Array, softness: float, start: float = 0.02) -> Array:
    """How much of a light each point sees, 0..1. softness: the light's radius over its distance (Quilez 2010)."""
    seen = np.ones(len(points), np.float32)
    directions = np.broadcast_to(towards, points.shape)
    for shape in shapes:
        rays, near, far = _span(shape, points, directions, 4 * softness)
        travelled = np.maximum(near, start)
        for _ in range(48 if len(rays) else 0):
            gap = shape.distance(points[rays] + travelled[:, None] * directions[rays])
            seen[rays] = np.minimum(seen[rays], 0.5 + 0.5 * gap / (softness * travelled))
            travelled = travelled + np.clip(np.abs(gap), 0.01, 0.25)
            going = (seen[rays] > 0) & (travelled < far)
            rays, travelled, far = rays[going], travelled[going], far[going]
            if not len(rays):
                break
    seen = np.clip(seen, 0, 1)
    return (seen * seen * (3 - 2 * seen)).astype(np.float32)


def openness(shapes: Sequence[Shape], points: Array, facing: Array, reach: float = 0.5) -> Array:
    """How open the surroundings of each point are, 0..1: five taps along the normal (ambient occlusion)."""
    closed = np.zeros(len(points), np.float32)
    weight = 1.0
    for step in range(1, 6):
        length = reach * step / 5
        taps = points + facing * length
        gap = np.full(len(points), length, np.float32)
        for shape in shapes:
            near = norm(points - shape.middle) < shape.radius + 2 * reach
            gap[near] = np.minimum(gap[near], shape.distance(taps[near]))
        closed += weight * np.maximum(length - gap, 0) / length
        weight *= 0.72
    return np.clip(1 - closed / 3.0, 0, 1).astype(np.float32)


def mirrored(directions: Array, facing: Array) -> Array:
    return directions - 2 * dot(directions, facing)[:, None] * facing


def refracted(directions: Array, facing: Array, ratio: float) -> tuple[Array, NDArray[np.bool_]]:
    """Directions after entering a medium (`ratio`: index outside over inside), and which rays are thrown back."""
    cosine = -dot(directions, facing)
    under = 1 - ratio**2 * (1 - cosine**2)
    bent = ratio * directions + (ratio * cosine - np.sqrt(np.maximum(under, 0)))[:, None] * facing
    return unit(bent), under < 0


def fresnel(cosine: Array, straight: float = 0.04) -> Array:
    """Share of the light that a surface reflects (Schlick)."""
    return (straight + (1 - straight) * (1 - np.clip(cosine, 0, 1)) ** 5).astype(np.float32)
