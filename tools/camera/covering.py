"""Pieces of a still that lie over the frames of a take and move with them (`store.covers`).

They are laid on the take's own pixels, before moves, looks and steadying, so everything lies over both alike.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from store.covers import Cover
from store.errors import MediaMissing, RenderFailed
from tools.camera.moves import Floats
from tools.planes import U8, Planes, bgr_to_yuv


@dataclass(frozen=True, eq=False)
class _Piece:
    """yuv (h, w, 3) and alpha (h, w) of a piece, and its way: times_s (n), corners (n, 4, 2) as shares of the frame,
    there (n), light (n, 3) that is added to Y, U and V."""

    yuv: U8
    alpha: U8
    times_s: Floats
    corners: Floats
    there: Floats
    light: Floats


class Covering:
    """The covers of one take. media: files by their ids. Raises MediaMissing, RenderFailed."""

    def __init__(self, covers: Sequence[Cover], media: Mapping[str, Path]) -> None:
        self._pieces = [_read(cover, media) for cover in covers]

    def laid_over(self, planes: Planes, at_s: float) -> Planes:
        """The planes of the take's frame at a time with the covers on them; the given ones are not changed."""
        made = (planes[0].copy(), planes[1].copy(), planes[2].copy())
        for piece in self._pieces:
            if np.interp(at_s, piece.times_s, piece.there) > 0.5:
                _lay(piece, at_s, made)
        return made


def _lay(piece: _Piece, at_s: float, planes: Planes) -> None:
    height, width = planes[0].shape
    corners = _at(piece.corners.reshape(-1, 8), piece.times_s, at_s).reshape(4, 2) * np.array([width, height])
    light = _at(piece.light, piece.times_s, at_s)
    for place, plane in enumerate(planes):
        # Chroma sites: on the even columns and between the rows, as everywhere in the house.
        sites = corners if place == 0 else (corners - np.array([0.5, 0.0])) / 2 + np.array([0.5, 0.0])
        _lay_plane(plane, piece.yuv[..., place], piece.alpha, sites, float(light[place]))


def _at(rows: Floats, times_s: Floats, at_s: float) -> Floats:
    return np.array([np.interp(at_s, times_s, column) for column in rows.T])


def _lay_plane(plane: U8, drawn: U8, alpha: U8, corners: Floats, light: float) -> None:
    """One plane of a piece on a frame's, within the box round its corners."""
    limit = np.array([plane.shape[1], plane.shape[0]])
    low = np.clip(np.floor(corners.min(axis=0)).astype(int) - 1, 0, limit)
    high = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, 0, limit)
    if (high <= low).any():
        return
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    shape = alpha.shape
    source = np.array([[0, 0], [shape[1], 0], [shape[1], shape[0]], [0, shape[0]]], np.float32) - 0.5
    target = (corners - low - 0.5).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    share = cv2.warpPerspective(alpha, matrix, size).astype(np.float32) / 255
    # Outside the piece its edge goes on, or its soft edge would darken.
    over = cv2.warpPerspective(drawn, matrix, size, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    place = plane[low[1] : high[1], low[0] : high[0]]
    mixed = place * (1 - share) + np.clip(over + light, 0, 255) * share
    np.copyto(place, np.round(mixed).astype(np.uint8))


def _read(cover: Cover, media: Mapping[str, Path]) -> _Piece:
    picture, track = media.get(cover.picture), media.get(cover.track)
    if picture is None or track is None or not (picture.exists() and track.exists()):
        raise MediaMissing(
            "A patch over a clip of this film is no longer on disk. Nothing was changed; lay it anew, or take it off."
        )
    drawn = cv2.imread(str(picture), cv2.IMREAD_UNCHANGED)
    if drawn is None or drawn.ndim != 3 or drawn.shape[2] != 4:
        raise _unreadable()
    try:
        told = json.loads(track.read_text(encoding="utf-8"))
        way = {name: np.asarray(told[name], np.float64) for name in ("times_s", "corners", "there", "light")}
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable() from error
    bgr = np.ascontiguousarray(drawn[..., :3], np.uint8)
    return _Piece(bgr_to_yuv(bgr), np.ascontiguousarray(drawn[..., 3], np.uint8), **way)


def _unreadable() -> RenderFailed:
    return RenderFailed(
        "A patch over a clip of this film can no longer be read. Nothing was changed; lay it anew, or take it off."
    )
