"""Step: lengths."""

from typing import Literal

from store.edits import DurationChange, SetDuration
from store.errors import AskPerson, OutOfRange
from store.scene import MAX_SHOT_S, MIN_SHOT_S, Scene, Shot, film_duration_s
from store.wording import seconds
from tools.context import ToolContext
from tools.degrees import Degree
from tools.degrees import factor as degree_factor
from tools.receipts import Receipt
from tools.targets import commit_on, resolve_shots, with_first_shot


def set_duration(
    ctx: ToolContext,
    *,
    shots: list[str] | None = None,
    duration_s: float | None = None,
    by_s: float | None = None,
    factor: float | None = None,
    change: Literal["longer", "shorter"] | None = None,
    degree: Degree = "plain",
    film_s: float | None = None,
) -> Receipt:
    """Set how long shots last. Give one of: duration_s (exact seconds a shot), by_s (seconds more, negative for
    less), factor (times the present length), change with degree, film_s (exact length of the whole film: every shot
    is stretched alike)."""
    base, locked = with_first_shot(ctx, ctx.scene())
    if film_s is not None:
        return commit_on(ctx, base, locked, SetDuration(changes=_fitted(base, film_s)))
    found = resolve_shots(ctx, base, shots, what="the new length")
    changes = tuple(
        DurationChange(shot_id=shot.id, duration_s=_length(shot, duration_s, by_s, factor, change, degree))
        for shot in found
    )
    return commit_on(ctx, base, locked, SetDuration(changes=changes))


def _length(
    shot: Shot,
    duration_s: float | None,
    by_s: float | None,
    factor: float | None,
    change: Literal["longer", "shorter"] | None,
    degree: Degree,
) -> float:
    if duration_s is not None:
        return duration_s
    if by_s is not None:
        length = shot.duration_s + by_s
    elif factor is not None:
        length = shot.duration_s * factor
    elif change is not None:
        length = shot.duration_s * degree_factor("more" if change == "longer" else "less", degree)
    else:
        raise AskPerson("How long should it be?", ("4 seconds", "6 seconds", "8 seconds"))
    if not MIN_SHOT_S <= length <= MAX_SHOT_S:
        raise OutOfRange(
            f"That would make the shot {seconds(length)} long; it can last {MIN_SHOT_S:g} to {MAX_SHOT_S:g} s."
        )
    return round(length, 3)


def _fitted(scene: Scene, film_s: float) -> tuple[DurationChange, ...]:
    """Shot lengths in the same proportions whose film lasts `film_s`; transitions keep their lengths."""
    overlaps = sum(shot.duration_s for shot in scene.shots) - film_duration_s(scene)
    times = (film_s + overlaps) / sum(shot.duration_s for shot in scene.shots)
    if film_s <= 0 or any(not MIN_SHOT_S <= shot.duration_s * times <= MAX_SHOT_S for shot in scene.shots):
        raise OutOfRange(
            f"A film of {seconds(film_s)} is not possible: each shot lasts {MIN_SHOT_S:g} to {MAX_SHOT_S:g} s."
        )
    return tuple(DurationChange(shot_id=shot.id, duration_s=round(shot.duration_s * times, 3)) for shot in scene.shots)


STEPS = (set_duration,)
