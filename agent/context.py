"""What a director knows when it reads a sentence: the scene, the last edit and what was offered, as plain JSON."""

from collections.abc import Mapping
from typing import Any

from store.differences import differences
from store.history import History, TurnInfo
from store.revisions import Revision
from store.scene import Look, Point, Scene, film_duration_s, shot_starts_s
from tools.context import ToolContext
from tools.targets import last_edited

MAX_STILLS = 24
"""The newest stills that are named; a person rarely means an older one."""
_LOOK_BACK = 30
"""Turns searched for the call behind the last edit; with more look-ups in between it is not given."""
_NEUTRAL = Look().model_dump()
_CENTRED: Mapping[str, Any] = {"anchor": Point().model_dump()}
_PLAIN_SHOT: Mapping[str, Any] = {
    "subject_motion": "", "atmosphere": "", "stabilise": 0.0, "covers": [], "engine": "local",
    **dict.fromkeys(("background", "look_end", "lut", "depth", "focus", "retime", "sound")),
}  # fmt: skip
"""What most shots have: nothing of these. Still, camera, look and transition are told always."""


def build_context(ctx: ToolContext, engines: Mapping[str, bool]) -> dict[str, Any]:
    """The context of the running turn of `ctx`, read from the store as it is now."""
    head = ctx.history.head(ctx.session_id)
    scene = head.scene
    turns = [turn for turn in ctx.history.turns(ctx.session_id, last=2) if turn.id != ctx.turn_id]
    return {
        "scene": scene_document(scene),
        "film_duration_s": round(film_duration_s(scene), 3),
        "shot_starts_s": {
            shot.id: round(start, 3) for shot, start in zip(scene.shots, shot_starts_s(scene), strict=True)
        },
        "selected_shot": _selected(ctx, scene),
        "last_turn": _last_turn(ctx.history, ctx.session_id, turns[-1]) if turns else None,
        "last_edit": _last_edit(ctx.history, ctx.session_id, head, turns),
        "stills": _stills(ctx, scene),
        "takes": _takes(ctx, scene),
        "clips": _clips(ctx),
        "versions": ctx.history.versions(ctx.session_id),
        "named_versions": ctx.history.review.names(ctx.session_id),
        "engines": dict(engines),
    }


def scene_document(scene: Scene) -> dict[str, Any]:
    """The scene as JSON without chosen framings, paths and what is neutral or not there; `Scene` reads it the same."""
    document = _spoken_of(scene.model_dump(mode="json"), {"references": []})
    for shot in document["shots"]:
        shot.pop("framing")
        shot.pop("path")
        shot["look"] = _spoken_of(shot["look"], _NEUTRAL)
        shot["camera"] = [_spoken_of(move, _CENTRED) for move in shot["camera"]]
        if shot["look_end"] is not None:
            shot["look_end"] = _spoken_of(shot["look_end"], _NEUTRAL)
    document["shots"] = [_spoken_of(shot, _PLAIN_SHOT) for shot in document["shots"]]
    if document["captions"]:
        document["captions"] = _spoken_of(document["captions"], {"offset_y": 0.0})
    return document


def _spoken_of(values: Mapping[str, Any], silent: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those that are as `silent` has them."""
    return {name: value for name, value in values.items() if name not in silent or value != silent[name]}


def _selected(ctx: ToolContext, scene: Scene) -> str | None:
    last = last_edited(ctx)
    return last if any(shot.id == last for shot in scene.shots) else None


def _last_turn(history: History, session_id: str, turn: TurnInfo) -> dict[str, Any]:
    receipt = turn.receipt or {}
    told = {
        "instruction": turn.instruction,
        "outcome": turn.outcome or "failed",
        "action": receipt.get("action"),
        "message": receipt.get("message", ""),
        "call": receipt.get("call"),
        "offers": [{"label": offer["label"], "call": offer["call"]} for offer in receipt.get("offers", ())],
    }
    if receipt.get("edit"):
        told["changed"] = _changed(history, session_id, receipt.get("before_revision"), receipt.get("revision"))
    return told


def _last_edit(history: History, session_id: str, head: Revision, turns: list[TurnInfo]) -> dict[str, Any] | None:
    """The edit that the head stands on: after an undo, the one before."""
    if head.edit is None:
        return None
    return {
        "instruction": head.instruction,
        "op": head.edit.op,
        "call": _call_behind(history, session_id, head, turns),
        "changed": _changed(history, session_id, head.parent, head.number),
    }


def _call_behind(history: History, session_id: str, head: Revision, turns: list[TurnInfo]) -> dict[str, Any] | None:
    """The call that made a revision. "A bit more" and "same for the last shot" are told as the change that they go on
    from, with the way or the shots they gave it."""
    call = _call_of(history, session_id, head.turn, turns)
    if call is None or call["name"] not in ("adjust_last", "repeat_last") or head.parent is None:
        return call
    before = _call_behind(history, session_id, history.revision(session_id, head.parent), turns)
    return _gone_on(before, call) if before is not None else call


def _gone_on(before: dict[str, Any], call: dict[str, Any]) -> dict[str, Any]:
    """The call `before` as it is after it was taken further, back or to other shots; `call` itself where that gave it
    another value, or where before stands a value and no way."""
    if call["name"] == "repeat_last":
        return {**before, "args": {**before["args"], "shots": call["args"].get("shots")}}
    way = before["args"].get("direction")
    if "value" in call["args"] or way not in _OTHER_WAY:
        return call
    turned = call["args"].get("direction") != "more"
    kept = {name: value for name, value in before["args"].items() if name not in ("by", "by_db", "factor", "degree")}
    return {**before, "args": {**kept, "direction": _OTHER_WAY[way] if turned else way}}


_OTHER_WAY = {"more": "less", "less": "more", "up": "down", "down": "up", "larger": "smaller", "smaller": "larger"}


def _call_of(history: History, session_id: str, turn_id: int | None, turns: list[TurnInfo]) -> dict[str, Any] | None:
    if turn_id is None:
        return None
    if all(turn.id != turn_id for turn in turns):
        turns = history.turns(session_id, last=_LOOK_BACK)
    return next(((turn.receipt or {}).get("call") for turn in turns if turn.id == turn_id), None)


def _changed(history: History, session_id: str, before: int | None, after: int | None) -> list[list[Any]]:
    if before is None or after is None:
        return []
    old, new = history.revision(session_id, before).scene, history.revision(session_id, after).scene
    return [[difference.path, difference.old, difference.new] for difference in differences(old, new)]


def _takes(ctx: ToolContext, scene: Scene) -> dict[str, list[str]]:
    """Ids of the takes at hand by shot, in the order of their numbers."""
    takes: dict[str, list[str]] = {shot.id: [] for shot in scene.shots}
    for take in ctx.takes.of_session(ctx.session_id):
        takes.setdefault(take.shot_id, []).append(take.id)
    return {shot_id: ids for shot_id, ids in takes.items() if ids}


def _clips(ctx: ToolContext) -> list[dict[str, Any]]:
    """The clips that were sent."""
    return [
        {"number": take.number, "label": take.video.label, "duration_s": take.video.duration_s}
        for take in ctx.takes.clips(ctx.session_id)[-MAX_STILLS:]
        if take.video
    ]


def _stills(ctx: ToolContext, scene: Scene) -> list[dict[str, Any]]:
    locked = {shot.still: shot.id for shot in reversed(scene.shots) if shot.still}
    stills = ctx.stills.of_session(ctx.session_id)[-MAX_STILLS:]
    return [
        {
            "id": still.id, "number": still.number, "kind": still.kind, "label": still.label,
            "locked_in": locked.get(still.id),
        }
        for still in stills
    ]  # fmt: skip
