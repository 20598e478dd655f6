"""How the clip in a shot runs: slower, faster, backwards, held. Only where a shot shows a clip."""

from agent.offline.calls import Calls, call, listed
from agent.offline.polarity import factor_of
from agent.offline.reading.camera_change import speed_wish
from agent.offline.reading.topics import all_seconds
from agent.offline.targets import Target
from agent.offline.wish import Wish
from store.video_takes import shows_video

_SLOW_MOTION = 0.5
_SLOWER, _FASTER = 0.7, 1.3


def read_retiming(wish: Wish, target: Target) -> Calls | None:
    """The call of a wish about the pace of a clip; None where no shot shows one, or it is about something else."""
    moves = any(mark.value not in ("any", "travel") for mark in wish.all("move"))
    if moves or not any(shows_video(shot) for shot in wish.context.scene.shots):
        return None
    shots = listed(target.args)
    if wish.says("own_pace"):
        return [call(wish, "remove_retime", shots=shots)]
    if not wish.says("clip_pace"):
        return None
    if wish.says("frozen"):
        return _frozen(wish, target)
    if wish.says("backwards"):
        return [call(wish, "retime_take", reverse=True, shots=shots)]
    speed = _speed(wish)
    return None if speed is None else [call(wish, "retime_take", speed=speed, shots=shots)]


def _frozen(wish: Wish, target: Target) -> Calls:
    """ "freeze the frame at 2 s for a second": where, and for how long."""
    times = all_seconds(wish)
    where = times[0] if times and wish.word("at") else None
    held = times[-1] if len(times) > 1 or (times and where is None) else None
    return [call(wish, "retime_take", freeze_at_s=where, freeze_s=held or 1.0, shots=listed(target.args))]


def _speed(wish: Wish) -> float | None:
    """The speed of the clip as a multiple of its own."""
    sign, factor = speed_wish(wish)
    factor = factor if factor is not None else factor_of(wish)
    if factor is not None:
        return round(factor, 4)
    if wish.word("motion", "slomo", "mo"):
        return _SLOW_MOTION
    return None if sign == 0 else _SLOWER if sign < 0 else _FASTER
