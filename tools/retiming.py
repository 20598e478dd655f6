"""Step: how a take that is video runs: slower, faster, on a ramp, backwards, or held."""

from store.apply import apply
from store.edits import RetimeChange, SetRetime
from store.errors import OutOfRange
from store.retiming import Retime, RetimePoint, part_of_retime, speeds
from store.scene import MAX_SHOT_S, MIN_SHOT_S, Scene, Shot, shot_index
from store.video_takes import GRACE_S, as_made, lasts_s, shows_video, unbounded_source
from store.wording import MOVE_NAMES, seconds
from tools.clip_sound import silences
from tools.context import ToolContext
from tools.receipts import Chip, Receipt, ToolCall
from tools.targets import resolve_shots

SLOWEST, FASTEST = 0.05, 20.0
_HELD_S = 1.0
_RAMP_PIECES = 24


def retime_take(
    ctx: ToolContext,
    *,
    shots: list[str] | None = None,
    speed: float | None = None,
    ramp_to: float | None = None,
    reverse: bool | None = None,
    freeze_at_s: float | None = None,
    freeze_s: float | None = None,
) -> Receipt:
    """Change how the clip in a shot runs: at an exact speed, on a smooth ramp from speed to ramp_to, backwards
    (reverse=true), or held as a freeze frame for freeze_s (left out: to the shot's end where the clip is shorter). The
    shot keeps what it shows of the clip and gets longer or shorter. Only for shots that show a video; the camera's
    moves have change_move."""
    _check(speed, ramp_to, freeze_s)
    scene = ctx.scene()
    found = resolve_shots(ctx, scene, shots, shows_video, "the new pace")
    if not all(shows_video(shot) for shot in found):
        return _only_a_still(scene, next(shot for shot in found if not shows_video(shot)))
    changes: list[RetimeChange] = []
    for shot in found:
        pace = _part_shown(ctx, shot)
        pace = _paced(pace, speed, ramp_to)
        if reverse is not None and reverse != _runs_back(pace):
            pace = _reversed(pace)
        if freeze_at_s is not None or freeze_s is not None:
            pace = _held(pace, freeze_at_s, _lacking(shot, pace) if freeze_s is None else freeze_s)
        changes.append(_change(shot, pace))
    return _committed(ctx, found, changes)


def remove_retime(ctx: ToolContext, *, shots: list[str] | None = None) -> Receipt:
    """Let the clip in a shot run as it was made again, from where the shot begins in it."""
    found = resolve_shots(ctx, ctx.scene(), shots, lambda shot: shot.retime is not None, "its own pace")
    paced = [shot for shot in found if shot.retime is not None]
    if not paced:
        return Receipt(outcome="unchanged", message="The take runs as it was made already; nothing changed.")
    changes: list[RetimeChange] = []
    for shot in paced:
        low, high = _span(_part_shown(ctx, shot))
        changes.append(_change(shot, as_made(high - low, low)))
    return _committed(ctx, tuple(paced), changes)


def _check(speed: float | None, ramp_to: float | None, freeze_s: float | None) -> None:
    for value in (speed, ramp_to):
        if value is not None and not SLOWEST <= value <= FASTEST:
            raise OutOfRange(
                f"A take runs at {SLOWEST * 100:.0f} % to {FASTEST * 100:,.0f} % of its speed; nothing changed."
            )
    if freeze_s is not None and not 0 < freeze_s <= MAX_SHOT_S:
        raise OutOfRange(f"A freeze lasts up to {MAX_SHOT_S:.0f} s; nothing changed.")


# --- paces -----------------------------------------------------------------------------------------------------------


def _part_shown(ctx: ToolContext, shot: Shot) -> Retime:
    """How the take runs now, as far as it has pictures."""
    pace = shot.retime or as_made(shot.duration_s)
    video = ctx.takes.video_in(ctx.session_id, shot)
    shown_s = lasts_s(pace, shot.duration_s, video.duration_s) if video else shot.duration_s
    return part_of_retime(pace, 0.0, max(shown_s, MIN_SHOT_S))


def _lacking(shot: Shot, pace: Retime) -> float:
    """How long a freeze lasts when nothing is said: to the end of a shot that its take does not cover, or a second."""
    lacking = shot.duration_s - pace.points[-1].at_s
    return lacking if lacking > GRACE_S else _HELD_S


def _span(pace: Retime) -> tuple[float, float]:
    """From where to where of the take a pace leads."""
    sources = [point.source_s for point in pace.points]
    return min(sources), max(sources)


def _runs_back(pace: Retime) -> bool:
    return pace.points[-1].source_s < pace.points[0].source_s


def _paced(pace: Retime, speed: float | None, ramp_to: float | None) -> Retime:
    """The same part of the take at an even speed, or on an eased ramp from one speed to another."""
    if speed is None and ramp_to is None:
        return pace
    (low, high), back = _span(pace), _runs_back(pace)
    first = abs(next((value for value in speeds(pace) if value), 1.0)) if speed is None else speed
    last = first if ramp_to is None else ramp_to
    length = 2 * (high - low) / (first + last)
    pieces = 1 if first == last else _RAMP_PIECES
    points = [
        # The integral of a speed that eases (3x² - 2x³) from the first to the last.
        (share * length, low + length * (first * share + (last - first) * (share**3 - share**4 / 2)))
        for share in (piece / pieces for piece in range(pieces + 1))
    ]
    made = _retime(points)
    return _reversed(made) if back else made


def _reversed(pace: Retime) -> Retime:
    end_s = pace.points[-1].at_s
    return _retime([(end_s - point.at_s, point.source_s) for point in reversed(pace.points)])


def _held(pace: Retime, at_s: float | None, length: float) -> Retime:
    """The pace with a standstill of that length; what comes after it comes later. Without a place: at the end."""
    end_s = pace.points[-1].at_s
    at = end_s if at_s is None else min(max(at_s, 0.0), end_s)
    source_s = unbounded_source(pace, at)
    before = [(point.at_s, point.source_s) for point in pace.points if point.at_s < at - 1e-3]
    after = [(point.at_s + length, point.source_s) for point in pace.points if point.at_s > at + 1e-3]
    return _retime([*before, (at, source_s), (at + length, source_s), *after])


def _retime(points: list[tuple[float, float]]) -> Retime:
    return Retime(
        points=tuple(RetimePoint(at_s=round(max(0.0, at), 6), source_s=round(max(0.0, to), 6)) for at, to in points)
    )


# --- committing ------------------------------------------------------------------------------------------------------


def _change(shot: Shot, pace: Retime) -> RetimeChange:
    length = round(pace.points[-1].at_s, 3)
    if not MIN_SHOT_S <= length <= MAX_SHOT_S:
        raise OutOfRange(
            f"At that pace the shot would last {seconds(round(length, 2))}; a shot lasts {MIN_SHOT_S:g} to "
            f"{MAX_SHOT_S:g} s. Nothing changed: cut the shot first, or choose another speed."
        )
    plain = len(pace.points) == 2 and pace.points[0].source_s == 0 and abs(speeds(pace)[0] - 1) < 1e-4
    return RetimeChange(
        shot_id=shot.id,
        retime=None if plain else pace,
        duration_s=None if abs(length - shot.duration_s) < 5e-4 else length,
    )


def _committed(ctx: ToolContext, shots: tuple[Shot, ...], changes: list[RetimeChange]) -> Receipt:
    longer = [shot for shot, change in zip(shots, changes, strict=True) if change.duration_s is not None]
    offers = tuple(
        Chip(
            label=f"keep {seconds(shot.duration_s)}",
            call=ToolCall(name="set_duration", args={"shots": [str(shot.id)], "duration_s": shot.duration_s}),
        )
        for shot in longer[:1]
    )
    edit = SetRetime(changes=tuple(changes))
    paced = apply(ctx.scene(), edit)
    reading = "kept what it shows of the clip and changed the length" if longer else ""
    notes = silences(paced, tuple(shot for shot in paced.shots if shot.id in {change.shot_id for change in changes}))
    return ctx.commit(edit, reading=reading, offers=offers, notes=notes)


def _only_a_still(scene: Scene, shot: Shot) -> Receipt:
    """A still has no pace of its own: the nearest is the pace of the camera."""
    place = shot_index(scene, shot.id) + 1
    shots = [str(shot.id)]
    if shot.camera:
        kind = shot.camera[0].kind
        args = {"property": "speed", "direction": "less", "kind": kind, "shots": [*shots]}
        chips = (
            Chip(
                label=f"slow the {MOVE_NAMES[kind]}",
                call=ToolCall.model_validate({"name": "change_move", "args": args}),
            ),
            Chip(label="turn it round", call=ToolCall(name="redirect_move", args={"kind": kind, "shots": [*shots]})),
        )
    else:
        chips = (
            Chip(
                label="make the shot longer",
                call=ToolCall(name="set_duration", args={"shots": [*shots], "change": "longer"}),
            ),
        )
    return Receipt(
        outcome="refused",
        message=f"Shot {place} is rendered from a still, so there is no clip in it to run faster, slower or backwards. "
        "Nothing was changed. The camera's pace can be changed, or send a clip for the shot.",
        offers=chips,
    )


STEPS = (retime_take, remove_retime)
