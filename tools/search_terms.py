"""What a person searches for, in their words: kinds of change, shots, dates."""

import re
from datetime import UTC, date, datetime, timedelta

from rapidfuzz import process

from store.clock import in_utc
from store.errors import AskPerson, OutOfRange, UnknownTarget
from store.search import Asked

KINDS: dict[str, tuple[str, ...]] = {
    "camera": ("set_move", "remove_move", "set_camera", "set_framing", "set_depth", "set_focus", "set_stabilise"),
    "look": ("set_look", "set_look_end", "set_lut", "set_background"),
    "captions": ("set_captions", "add_cue", "set_cue", "shift_cues", "remove_cue", "remove_captions"),
    "overlays": ("add_overlay", "set_overlay", "remove_overlay"),
    "music": ("set_music", "remove_music"),
    "voiceover": ("set_voiceover", "remove_voiceover"),
    "sound": ("set_music", "remove_music", "set_voiceover", "remove_voiceover", "set_clip_sound"),
    "length": ("set_duration", "trim_shot"),
    "shots": ("add_shot", "remove_shot", "move_shot", "swap_shots", "duplicate_shot", "split_shot", "trim_shot",
              "set_shot_text", "add_shots"),
    "transitions": ("set_transition",),
    "stills": ("lock_still", "generate_stills", "check_still", "edit_still"),
    "references": ("set_reference", "remove_reference"),
    "takes": ("replace_words", "pick_take", "render_takes", "edit_take", "set_retime", "use_clip"),
    "format": ("set_aspect_ratio", "set_frame_rate", "set_title", "set_budget"),
    "history": ("undo", "redo", "restore", "branch", "compare", "patch", "name_version"),
    "export": ("export",),
}  # fmt: skip
"""Ops of edits and names of actions, by the name of their kind."""
LOOK_UPS = ("show_history", "find_change", "search_sessions", "export_session", "compare", "show_cost", "estimate")
"""Actions that only look: a search does not find the questions."""

_EXACT = {name for names in KINDS.values() for name in names}


def ops_of(kind: str) -> tuple[str, ...]:
    """The ops and actions of a kind, or of one that is named exactly. Raises UnknownTarget with the nearest."""
    name = kind.strip().casefold().replace(" ", "_").replace("-", "_")
    for known in (name, f"{name}s", name.removesuffix("s")):
        if known in KINDS:
            return KINDS[known]
    if name in _EXACT:
        return (name,)
    near = tuple(found for found, _score, _index in process.extract(name, [*KINDS], limit=3))
    raise UnknownTarget(f"There is no kind of change called “{kind[:40]}”; there are {', '.join(KINDS)}.", near)


def asked_for(words: str, shot: str | None, kind: str | None, since: str | None, now: float) -> Asked:
    """What is searched for, from a person's words; `now` in seconds since the epoch.

    Raises AskPerson where nothing is given, UnknownTarget for a kind, OutOfRange for a date that cannot be read.
    """
    if not (re.search(r"\w", words) or shot or kind or since):
        raise AskPerson("What should I look for?", ())
    return Asked(
        words=words,
        shot=_shot_id(shot) if shot else None,
        kinds=ops_of(kind) if kind else (),
        but_not=() if kind else LOOK_UPS,
        since=_moment(since, now) if since else None,
    )


def _shot_id(shot: str) -> str:
    numbered = re.fullmatch(r"(?:shot )?(\d+)", shot.strip(), re.IGNORECASE)
    return f"s{numbered[1]}" if numbered else shot.strip()


def _moment(since: str, now: float) -> str:
    """The beginning of a day, by the person's calendar."""
    today = datetime.fromtimestamp(now, UTC).astimezone().date()
    days = {
        "today": today,
        "yesterday": today - timedelta(days=1),
        "this week": today - timedelta(days=today.weekday()),
    }
    try:
        day = days.get(since.strip().casefold()) or date.fromisoformat(since.strip()[:10])
    except ValueError:
        raise OutOfRange(f"I read dates as YYYY-MM-DD, such as {today}; “{since[:40]}” is none.") from None
    return in_utc(datetime(day.year, day.month, day.day).astimezone())
