"""Shots that are told by the last change: those it changed, the halves of the one it split, and those beside them."""

import re
from collections.abc import Sequence

from agent.offline.context import Context

Found = tuple[tuple[str, ...], tuple[int, int]]
"""Ids of shots, and the words [start, end) that told them."""

_PIECES = {"first": 0, "former": 0, "front": 0, "second": 1, "latter": 1, "last": 1, "back": 1, "other": 1}
_NOUNS_OF_A_PIECE = ("half", "part", "piece", "bit", "section")


def shots_of_last_edit(context: Context) -> tuple[str, ...]:
    """Shots that the last edit changed, by its call or by the paths it changed."""
    if context.last_edit is None:
        return ()
    call = context.last_edit.call
    named = call.args.get("shots") if call else None
    if isinstance(named, list) and named and named != ["all"]:
        return tuple(shot for shot in context.shot_ids if shot in [str(name) for name in named])
    places = {int(found[1]) for path, _, _ in context.last_edit.changed if (found := re.match(r"shots\[(\d+)\]", path))}
    found_ids = tuple(shot for n, shot in enumerate(context.shot_ids) if n in places)
    return found_ids or ((context.selected_shot,) if context.selected_shot else ())


def told_by_last_change(words: Sequence[str], context: Context) -> Found | None:
    """ "the second half" right after a shot was split, "the one before it"; None where no shot is told so."""
    return _piece(words, context) or _beside(words, context) if context.last_edit is not None else None


def _piece(words: Sequence[str], context: Context) -> Found | None:
    last = context.last_edit.call if context.last_edit else None
    if last is None or last.name != "split_shot" or last.args.get("shot") not in context.shot_ids:
        return None
    first = context.shot_ids.index(str(last.args["shot"]))
    for at, word in enumerate(words[:-1]):
        if word in _PIECES and words[at + 1] in _NOUNS_OF_A_PIECE:
            place = first + _PIECES[word]
            return context.shot_ids[place : place + 1], (at, at + 2)
    return None


def _beside(words: Sequence[str], context: Context) -> Found | None:
    done = [shot for shot in shots_of_last_edit(context) if shot in context.shot_ids]
    for at in range(len(words) - 2):
        noun, side, pointed = words[at : at + 3]
        beside = noun in ("one", "shot", "clip") and side in ("before", "after") and pointed in ("it", "that", "this")
        if done and beside:
            places = [context.shot_ids.index(shot) for shot in done]
            place = min(places) - 1 if side == "before" else max(places) + 1
            return context.shot_ids[place : place + 1] if place >= 0 else (), (at, at + 3)
    return None
