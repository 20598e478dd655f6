"""Kinds of change as people name them, for searching: ops of edits and names of actions."""

from rapidfuzz import process

from store.errors import UnknownTarget

KINDS: dict[str, tuple[str, ...]] = {
    "camera": ("set_move", "remove_move", "set_camera", "set_framing"),
    "look": ("set_look",),
    "captions": ("set_captions", "add_cue", "set_cue", "remove_cue", "remove_captions"),
    "overlays": ("add_overlay", "set_overlay", "remove_overlay"),
    "music": ("set_music", "remove_music"),
    "voiceover": ("set_voiceover", "remove_voiceover"),
    "sound": ("set_music", "remove_music", "set_voiceover", "remove_voiceover"),
    "length": ("set_duration", "trim_shot"),
    "shots": ("add_shot", "remove_shot", "move_shot", "swap_shots", "duplicate_shot", "split_shot", "trim_shot",
              "set_shot_text"),
    "transitions": ("set_transition",),
    "stills": ("lock_still", "generate_stills", "check_still", "edit_still"),
    "takes": ("pick_take", "render_takes", "edit_take"),
    "format": ("set_aspect_ratio", "set_frame_rate", "set_title", "set_budget"),
    "history": ("undo", "redo", "restore", "branch", "compare", "patch", "name_version"),
    "export": ("export",),
}  # fmt: skip
LOOK_UPS = ("show_history", "find_change", "search_sessions", "show_cost", "estimate")
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
