"""The camera path of a shot that was cut out of a longer one: it goes on along the path of that one. Pure.

Half of a pan is no pan, and half of an eased push no push with a named easing; so a cut keeps the whole path and where
in it the shot starts. What the shot's own camera says is the nearest to its part, and holds when it leaves the path.
"""

from store.easing import done, part_of_easing
from store.scene import MAX_SHOT_S, Move, MoveKind, PathPart, Scene, Shot, replace

_SCALES: frozenset[MoveKind] = frozenset({"push_in", "pull_out", "zoom_in", "zoom_out"})
LEAST_S = 0.04
"""A shorter rest of a move is less than a frame."""


def whole_path(shot: Shot) -> tuple[Shot, float]:
    """The shot with the whole of the camera path that it is on, and at which second of it the shot starts."""
    path = shot.path
    if path is None:
        return shot, 0.0
    whole = replace(
        shot, id=path.shot_id, camera=path.camera, framing=path.framing, focus=None, path=None,
        duration_s=max(path.duration_s, min(MAX_SHOT_S, path.from_s + shot.duration_s)),
    )  # fmt: skip
    return whole, path.from_s


def path_from(shot: Shot, start_s: float) -> PathPart | None:
    """The path of the shot's part from `start_s` on; None for a camera that stands still."""
    if shot.path is not None:
        return replace(shot.path, from_s=round(shot.path.from_s + start_s, 6))
    if not shot.camera:
        return None
    return PathPart(
        shot_id=shot.id, camera=shot.camera, duration_s=shot.duration_s, framing=shot.framing, from_s=round(start_s, 6)
    )


def off_left_paths(before: Scene, after: Scene) -> Scene:
    """`after` without the paths that shots have left, since an edit gave them another camera, crop or still."""
    known = {shot.id: shot for shot in before.shots}
    shots = tuple(replace(shot, path=None) if _has_left(known.get(shot.id), shot) else shot for shot in after.shots)
    return after if shots == after.shots else replace(after, shots=shots)


def _has_left(old: Shot | None, new: Shot) -> bool:
    if old is None or new.path is None or old.path != new.path:
        return False
    if (old.framing, old.still) != (new.framing, new.still):
        return True
    moved = (old.camera, old.duration_s) != (new.camera, new.duration_s)
    return moved and camera_part(new.path.camera, new.path.from_s, new.path.from_s + new.duration_s) != new.camera


def camera_part(camera: tuple[Move, ...], start_s: float, end_s: float) -> tuple[Move, ...]:
    """What the moves do from `start_s` to `end_s`, as moves of their own, times counted from `start_s`.

    A move that is cut goes as far as it had gone by then, at the pace it had: its easing is that part of the curve.
    """
    return tuple(part for move in camera if (part := _part(move, start_s, end_s)) is not None)


def _part(move: Move, start_s: float, end_s: float) -> Move | None:
    start, end = max(move.start_s, start_s), min(move.end_s, end_s)
    if end - start < LEAST_S:
        return None
    length = move.end_s - move.start_s
    shares = [(at - move.start_s) / length for at in (start, end)]
    first, last = (done(move.easing, share) for share in shares)
    amount = round(_share(move, last - first), 6)
    if amount <= 0:
        return None
    easing = move.easing if move.kind == "handheld" else part_of_easing(move.easing, shares[0], shares[1])
    return replace(move, start_s=round(start - start_s, 6), end_s=round(end - start_s, 6), amount=amount, easing=easing)


def _share(move: Move, share: float) -> float:
    if share > 1 - 1e-9 or move.kind == "handheld":
        return move.amount
    # Even steps of a push are even steps of the logarithm of its scale.
    return (1 + move.amount) ** share - 1 if move.kind in _SCALES else move.amount * share
