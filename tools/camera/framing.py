"""The base framing of a shot: chosen by a person, else composed round the still's subject."""

import dataclasses
import hashlib
import json
import os
import threading
from pathlib import Path

import cv2
import numpy as np
from pydantic import ValidationError

from store.camera_paths import whole_path
from store.scene import AspectRatio, Framing, Move, Point, Shot, replace
from tools.camera.moves import Floats
from tools.camera.parallax import parallax_slack
from tools.camera.path import Asked, Plan, frame_corners, plan_path, widest_frame
from tools.camera.picture import picture_identity, picture_size, read_picture
from tools.camera.subject import compose
from tools.planes import U8

COMPOSITION_VERSION = 1
"""Raised when `compose` starts to frame otherwise; remembered compositions are then made anew."""

_LEAST_SCALE = 0.0501
"""Of a framing, as in the scene."""
_LOOK_SIDE = 512
"""Longest side of the picture that is composed from."""


def aspect(ratio: AspectRatio) -> float:
    """Width over height."""
    width, height = ratio.split(":")
    return int(width) / int(height)


def shot_seed(shot: Shot) -> int:
    """What a shot's sway and grain are drawn from; another take of the shot draws others."""
    whole, _ = whole_path(shot)
    return int.from_bytes(hashlib.sha256(f"{whole.id}\n{whole.take or ''}".encode()).digest()[:6], "big")


def plan_shot(shot: Shot, ratio: AspectRatio, still: Path, cache_dir: Path) -> Plan:
    """The path of a shot over its still. Raises MediaMissing, RenderFailed."""
    width, height = picture_size(still)
    whole, from_s = whole_path(shot)
    chosen = whole.framing.get(ratio)
    asked = Asked(
        still_width=width,
        still_height=height,
        ratio=aspect(ratio),
        framing=chosen or composed_framing(still, ratio, cache_dir),
        chosen=chosen is not None,
        moves=whole.camera,
        duration_s=whole.duration_s,
        seed=shot_seed(shot),
        slack=parallax_slack(shot, aspect(ratio)),
    )
    return dataclasses.replace(plan_path(asked), from_s=from_s)


def recompose(shot: Shot, old: AspectRatio, new: AspectRatio, still: Path, cache_dir: Path) -> Shot:
    """The shot for a frame of another ratio: its moves aim at the same place of the still as before.

    Raises MediaMissing, RenderFailed.
    """
    whole, _ = whole_path(shot)
    if old == new or all(move.anchor == Point() for move in whole.camera):
        return shot
    plain = replace(whole, camera=())
    was, becomes = (plan_shot(plain, ratio, still, cache_dir).quads(np.zeros(1))[0] for ratio in (old, new))

    def carried(moves: tuple[Move, ...]) -> tuple[Move, ...]:
        return tuple(replace(move, anchor=_carried(move.anchor, was, becomes)) for move in moves)

    path = None if shot.path is None else replace(shot.path, camera=carried(shot.path.camera))
    return replace(shot, camera=carried(shot.camera), path=path)


def crop_at(shot: Shot, old: AspectRatio, ratio: AspectRatio, still: Path, cache_dir: Path, at_s: float) -> Framing:
    """What the frame shows `at_s` seconds into the shot, as a framing that a shot may start from, in a film of `ratio`
    (the shot's anchors are for `old`). The hand's sway is left out. A frame that is turned there has no crop of its
    own: it gives the upright one of its size round its middle.

    Raises MediaMissing, RenderFailed.
    """
    plan = plan_shot(recompose(shot, old, ratio, still, cache_dir), ratio, still, cache_dir)
    steady = dataclasses.replace(plan, moves=tuple(move for move in plan.moves if move.kind != "handheld"))
    view = steady.views(np.array([at_s]))
    corners = frame_corners(view, plan.ratio)[0]
    width = float(np.linalg.norm(corners[1] - corners[0]) + np.linalg.norm(corners[2] - corners[3])) / 2
    scale = width / widest_frame(plan.still_width, plan.still_height, plan.ratio)
    x, y = view[0, :2, 2] / view[0, 2, 2] / (plan.still_width, plan.still_height)
    center = Point(x=round(float(np.clip(x, 0, 1)), 7), y=round(float(np.clip(y, 0, 1)), 7))
    return Framing(center=center, scale=round(min(max(scale, _LEAST_SCALE), 1.0), 7))


def _carried(anchor: Point, was: Floats, becomes: Floats) -> Point:
    """A place in the frame `was` as a place in the frame `becomes`; both upright, as corners on the still."""
    if anchor == Point():
        return anchor
    on_still = was[0] + (was[2] - was[0]) * (anchor.x, anchor.y)
    x, y = np.clip((on_still - becomes[0]) / (becomes[2] - becomes[0]), 0, 1)
    return Point(x=float(x), y=float(y))


def composed_framing(still: Path, ratio: AspectRatio, cache_dir: Path) -> Framing:
    """The framing composed from a still for a ratio, worked out once and remembered in `cache_dir`."""
    identity = json.dumps([COMPOSITION_VERSION, ratio, still.name, *picture_identity(still)[1:]])
    memo = cache_dir / "framings" / f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}.json"
    try:
        return Framing.model_validate_json(memo.read_bytes())
    except (FileNotFoundError, ValidationError):
        framing = compose(small_picture(still), ratio)
        memo.parent.mkdir(parents=True, exist_ok=True)
        unfinished = memo.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp")
        unfinished.write_text(framing.model_dump_json())
        unfinished.replace(memo)
        return framing


def small_picture(still: Path) -> U8:
    """A still at no more than 512 pixels a side."""
    longest = max(picture_size(still))
    reduction = 4 if longest >= 4 * _LOOK_SIDE else 2 if longest >= 2 * _LOOK_SIDE else 1
    picture = read_picture(still, reduction)
    scale = _LOOK_SIDE / max(picture.shape[:2])
    if scale >= 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
