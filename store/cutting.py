"""A shot cut at a moment: what its camera, looks, focus and pace do on either side. Pure.

What a move has reached when a shot begins later is not a move any more: it is the shot's framing, which only the
picture's size can tell (`Renderer.crop_at`), so an edit that cuts carries it.
"""

from store.camera_paths import LEAST_S, camera_part, path_from
from store.easing import done, part_of_easing
from store.errors import OutOfRange
from store.looks import look_between
from store.retiming import part_of_retime
from store.scene import MIN_SHOT_S, Focus, Look, Shot, replace
from store.video_takes import as_made, shows_video
from store.wording import seconds


def halves(shot: Shot, at_s: float, along_path: bool) -> tuple[Shot, Shot]:
    """The shot in two, both with its id, its framing and its transition. along_path: their cameras stay on its path.

    Raises OutOfRange.
    """
    if not MIN_SHOT_S <= at_s <= shot.duration_s - MIN_SHOT_S:
        low, high = seconds(MIN_SHOT_S), seconds(round(shot.duration_s - MIN_SHOT_S, 3))
        raise OutOfRange(f"That shot lasts {seconds(shot.duration_s)} and can be split between {low} and {high}.")
    return _window(shot, 0.0, at_s, along_path), _window(shot, at_s, shot.duration_s, along_path)


def trimmed(shot: Shot, start_s: float, end_s: float, along_path: bool) -> Shot:
    """What the shot shows from `start_s` to `end_s`, with its framing. along_path: its camera stays on its path.

    Raises OutOfRange.
    """
    if not (0 <= start_s < end_s <= shot.duration_s + 1e-6 and end_s - start_s >= MIN_SHOT_S - 1e-9):
        raise OutOfRange(
            f"That shot lasts {seconds(shot.duration_s)}, and at least {seconds(MIN_SHOT_S)} of it must stay."
        )
    return _window(shot, start_s, min(end_s, shot.duration_s), along_path)


def _window(shot: Shot, start_s: float, end_s: float, along_path: bool) -> Shot:
    retime = shot.retime or (as_made(shot.duration_s) if start_s > 0 and shows_video(shot) else None)
    start, end = (_look_at(shot, at_s) for at_s in (start_s, end_s))
    path = path_from(shot, start_s)
    camera, from_s = (shot.camera, 0.0) if shot.path is None else (shot.path.camera, shot.path.from_s)
    return replace(
        shot,
        duration_s=round(end_s - start_s, 6),
        camera=camera_part(camera, from_s + start_s, from_s + end_s),
        path=path if along_path or shot.path is not None else None,
        look=start,
        look_end=None if shot.look_end is None else end,
        focus=None if shot.focus is None else _focus_part(shot.focus, start_s, end_s),
        retime=None if retime is None else part_of_retime(retime, start_s, end_s),
    )


def _look_at(shot: Shot, at_s: float) -> Look:
    if shot.look_end is None:
        return shot.look
    return look_between(shot.look, shot.look_end, min(1.0, at_s / shot.duration_s))


def _focus_part(focus: Focus, start_s: float, end_s: float) -> Focus:
    """What the focus does from `start_s` to `end_s`, times counted from `start_s`."""
    start, end = (min(max(at_s, focus.start_s), focus.end_s) for at_s in (start_s, end_s))
    shares = [(at_s - focus.start_s) / (focus.end_s - focus.start_s) for at_s in (start, end)]
    way = focus.end_depth - focus.start_depth
    depths = [min(1.0, max(0.0, focus.start_depth + way * done(focus.easing, share))) for share in shares]
    times = {"start_s": start - start_s, "end_s": end - start_s}
    if end - start < LEAST_S:  # it stands
        times = {"start_s": 0.0, "end_s": end_s - start_s}
    return replace(
        focus,
        start_depth=round(depths[0], 6),
        end_depth=round(depths[1], 6),
        easing=part_of_easing(focus.easing, shares[0], shares[1]),
        **{name: round(value, 6) for name, value in times.items()},
    )
