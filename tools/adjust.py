"""Step: "a bit more", "too much", "the other way", "same for the last shot": what refers to the last edit.

The last edit is the one that made the head. It is read again as values: where each came from, where it went.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from store import edits as e
from store.errors import AskPerson, EditRefused, UnknownTarget
from store.scene import (
    MAX_AMOUNT,
    OPPOSITE,
    Captions,
    Depth,
    Look,
    Move,
    MoveKind,
    Scene,
    Shot,
    replace,
    shot_index,
)
from tools.captions import POSITIONS, SIZES
from tools.context import ToolContext
from tools.degrees import GAIN_STEP, PROPORTION, Degree, look_step, one_step
from tools.receipts import Receipt
from tools.targets import resolve_shots

Way = Literal["more", "less", "opposite", "too_much"]


@dataclass(frozen=True)
class Adjustment:
    """How one value of the last edit is taken further or back. `old` -> `new` is what the edit did to it."""

    way: Way
    degree: Degree
    value: float | None

    def number(self, old: float, new: float, step: float, low: float, high: float) -> float:
        """A value on a scale with a fixed step (looks, decibels)."""
        sign = 1.0 if new >= old else -1.0
        if self.value is not None:
            wanted = old + sign * abs(self.value)
        elif self.way == "too_much" or (self.way == "less" and self.degree == "plain"):
            wanted = (old + new) / 2
        elif self.way == "opposite":
            wanted = old - (new - old)
        else:
            wanted = new + sign * (step if self.way == "more" else -step)
        return round(max(low, min(high, wanted)), 4)

    def proportion(self, old: float, new: float, low: float, high: float) -> float:
        """A value that changes in proportion (amounts, lengths)."""
        sign = 1.0 if new >= old else -1.0
        if self.value is not None:
            wanted = abs(self.value)
        elif self.way == "too_much" or (self.way == "less" and self.degree == "plain"):
            wanted = (old + new) / 2
        elif self.way == "opposite":
            wanted = old * max(0.1, 2 - new / old)
        else:
            part = PROPORTION[self.degree] * (sign if self.way == "more" else -sign)
            wanted = new * (1 + part)
        return round(max(low, min(high, wanted)), 6)

    def choice(self, order: tuple[str, ...], old: str, new: str) -> str:
        """A value of an ordered enumeration."""
        sign = 1 if order.index(new) >= order.index(old) else -1
        if self.way == "opposite":
            return one_step(order, old, -sign)
        return one_step(order, new, sign if self.way == "more" else -sign)


def adjust_last(
    ctx: ToolContext, *, direction: Way, degree: Degree | None = None, value: float | None = None
) -> Receipt:
    """Take the last change further ("more"), partly back ("less"), half back ("too_much"), or the other way
    ("opposite"). value: the exact new value, in the unit of the last change."""
    head = ctx.base()
    if head.parent is None or head.edit is None:
        raise AskPerson(
            "There is no change yet to go on from. What should I change?", ("slow push-in", "warmer", "8 seconds")
        )
    before = ctx.history.revision(ctx.session_id, head.parent).scene
    size = degree or ("touch" if direction == "more" else "plain")
    step = _READINGS.get(head.edit.op)
    if step is None:
        raise AskPerson(
            f"“{head.instruction}” has no more or less. What should I change?", ("undo", "show the history")
        )
    edit = step(before, head.scene, head.edit, Adjustment(direction, size, value))
    return ctx.commit(edit)


def _shots(before: Scene, after: Scene, shot_id: str) -> tuple[Shot, Shot]:
    return before.shots[shot_index(before, shot_id)], after.shots[shot_index(after, shot_id)]


def _move_edit(before: Scene, after: Scene, edit: e.SetMove, by: Adjustment) -> e.Edit:
    changes: list[e.MoveChange] = []
    for change in edit.changes:
        old_shot, shot = _shots(before, after, change.shot_id)
        kind = change.becomes or change.kind
        new = next(move for move in shot.camera if move.kind == kind)
        old = next((move for move in old_shot.camera if move.kind == change.kind), None)
        changes.append(_adjusted_move(old, new, change, by))
    return e.SetMove(changes=tuple(changes))


def _adjusted_move(old: Move | None, new: Move, change: e.MoveChange, by: Adjustment) -> e.MoveChange:
    turned = old is None or old.kind != new.kind
    if by.way == "opposite" and by.value is None and turned:
        return e.MoveChange(shot_id=change.shot_id, kind=new.kind, becomes=_other_way(new.kind))
    if old is not None and old.amount == new.amount and not turned:
        return _adjusted_time(old, new, change, by)
    start = old.amount if old is not None and not turned else 0.0
    limit = MAX_AMOUNT[new.kind]
    if start == 0.0 and by.value is None:
        sign = 1 if by.way == "more" else -1
        amount = new.amount * (1 + sign * PROPORTION[by.degree])
    else:
        amount = by.proportion(start, new.amount, limit / 1000, limit)
    return e.MoveChange(shot_id=change.shot_id, kind=new.kind, amount=round(min(limit, amount), 6))


def _adjusted_time(old: Move, new: Move, change: e.MoveChange, by: Adjustment) -> e.MoveChange:
    for name in ("end_s", "start_s"):
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            value = by.number(a, b, abs(b - a) * PROPORTION[by.degree], 0.0, 60.0)
            return e.MoveChange.model_validate({"shot_id": change.shot_id, "kind": new.kind, name: value})
    raise AskPerson("More of what: faster, or further?", ("faster", "further", "undo"))


def _other_way(kind: MoveKind) -> MoveKind:
    if kind not in OPPOSITE:
        raise EditRefused("Handheld sway has no other direction; say less or more of it, or take it out.")
    return OPPOSITE[kind]


def _camera_edit(before: Scene, after: Scene, edit: e.SetCamera, by: Adjustment) -> e.Edit:
    _, shot = _shots(before, after, edit.shot_id)
    changes = [_adjusted_move(None, move, e.MoveChange(shot_id=shot.id, kind=move.kind), by) for move in shot.camera]
    return e.SetMove(changes=tuple(changes))


def _added_shot_edit(before: Scene, after: Scene, edit: e.AddShot, by: Adjustment) -> e.Edit:
    """The first edit of a session makes the shot and its move at once: more and less are about the move."""
    del before
    shot = after.shots[shot_index(after, edit.shot.id)]
    if len(shot.camera) != 1:
        raise AskPerson("More of what?", ("a longer shot", "warmer", "undo"))
    return e.SetMove(
        changes=(_adjusted_move(None, shot.camera[0], e.MoveChange(shot_id=shot.id, kind=shot.camera[0].kind), by),)
    )


def _duration_edit(before: Scene, after: Scene, edit: e.SetDuration, by: Adjustment) -> e.Edit:
    changes: list[e.DurationChange] = []
    for change in edit.changes:
        old, new = _shots(before, after, change.shot_id)
        length = by.proportion(old.duration_s, new.duration_s, 0.2, 60.0)
        changes.append(e.DurationChange(shot_id=change.shot_id, duration_s=round(length, 3)))
    return e.SetDuration(changes=tuple(changes))


def _look_edit(before: Scene, after: Scene, edit: e.SetLook, by: Adjustment) -> e.Edit:
    changes: list[e.LookChange] = []
    for change in edit.changes:
        old, new = (shot.look for shot in _shots(before, after, change.shot_id))
        changes.append(e.LookChange.model_validate({"shot_id": change.shot_id, **_look_values(old, new, by)}))
    return e.SetLook(changes=tuple(changes))


def _look_values(old: Look, new: Look, by: Adjustment) -> dict[str, float]:
    values: dict[str, float] = {}
    for name in Look.model_fields:
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            low = 0.0 if name in ("vignette", "grain", "fade") else -3.0 if name == "exposure" else -1.0
            values[name] = by.number(a, b, look_step(name, by.degree), low, 3.0 if name == "exposure" else 1.0)
    return values


def _look_end_edit(before: Scene, after: Scene, edit: e.SetLookEnd, by: Adjustment) -> e.Edit:
    changes: list[e.LookEndChange] = []
    for change in edit.changes:
        old, new = _shots(before, after, change.shot_id)
        if new.look_end is None:
            raise AskPerson("The look stays as it is now. What should it turn into?", ("warmer at the end",))
        values = _look_values(old.look_end or old.look, new.look_end, by)
        changes.append(e.LookEndChange(shot_id=new.id, look_end=replace(new.look_end, **values)))
    return e.SetLookEnd(changes=tuple(changes))


def _depth_edit(before: Scene, after: Scene, edit: e.SetDepth, by: Adjustment) -> e.Edit:
    changes: list[e.DepthChange] = []
    for change in edit.changes:
        old, new = _shots(before, after, change.shot_id)
        amount = _dial(old.depth and old.depth.amount, new.depth and new.depth.amount, 0.08, by, "parallax")
        changes.append(e.DepthChange(shot_id=new.id, depth=replace(new.depth or Depth(), amount=amount)))
    return e.SetDepth(changes=tuple(changes))


def _focus_edit(before: Scene, after: Scene, edit: e.SetFocus, by: Adjustment) -> e.Edit:
    changes: list[e.FocusChange] = []
    for change in edit.changes:
        old, new = _shots(before, after, change.shot_id)
        blur = _dial(old.focus and old.focus.blur, new.focus and new.focus.blur, 1.0, by, "blur")
        changes.append(e.FocusChange(shot_id=new.id, focus=new.focus and replace(new.focus, blur=blur)))
    return e.SetFocus(changes=tuple(changes))


def _lut_edit(before: Scene, after: Scene, edit: e.SetLut, by: Adjustment) -> e.Edit:
    changes: list[e.LutChange] = []
    for change in edit.changes:
        old, new = _shots(before, after, change.shot_id)
        strength = _dial(old.lut and old.lut.strength, new.lut and new.lut.strength, 1.0, by, "LUT")
        changes.append(e.LutChange(shot_id=new.id, lut=new.lut and replace(new.lut, strength=strength)))
    return e.SetLut(changes=tuple(changes))


def _dial(old: float | None, new: float | None, high: float, by: Adjustment, name: str) -> float:
    """A strength from 0 to `high` that the last edit set, or changed from `old`."""
    if not new or (by.way == "opposite" and by.value is None):
        raise AskPerson(f"More {name}, less, or none?", (f"more {name}", f"less {name}", f"no {name}"))
    start = old if old and old != new else 0.0
    if start == 0.0 and by.value is None and by.way == "more":
        return round(min(high, new * (1 + PROPORTION[by.degree])), 6)
    return by.proportion(start, new, high / 1000, high)


def _transition_edit(before: Scene, after: Scene, edit: e.SetTransition, by: Adjustment) -> e.Edit:
    changes: list[e.TransitionChange] = []
    for change in edit.changes:
        old, new = (shot.transition.duration_s for shot in _shots(before, after, change.shot_id))
        if new == 0:
            raise AskPerson("A cut has no length. Which transition should it be?", ("crossfade", "fade through black"))
        base = old if old and old != new else new * 0.5
        changes.append(e.TransitionChange(shot_id=change.shot_id, duration_s=by.proportion(base, new, 0.04, 5.0)))
    return e.SetTransition(changes=tuple(changes))


def _captions_edit(before: Scene, after: Scene, edit: e.SetCaptions, by: Adjustment) -> e.Edit:
    del edit
    old, new = before.captions or Captions(), after.captions or Captions()
    values: dict[str, Any] = {}
    for name, order in (("position", POSITIONS), ("size", SIZES)):
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            values[name] = by.choice(order, a, b)
    if old.offset_y != new.offset_y:
        values["offset_y"] = by.number(old.offset_y, new.offset_y, 0.02, -0.5, 0.5)
    for name in ("box", "visible"):
        if getattr(old, name) != getattr(new, name) and by.way in ("opposite", "too_much"):
            values[name] = getattr(old, name)
    if not values:
        raise AskPerson("More of what: higher, lower, larger or smaller?", ("captions higher", "captions larger"))
    if all(getattr(new, name) == value for name, value in values.items()):
        raise EditRefused("The captions cannot go further that way; nothing changed.")
    return e.SetCaptions.model_validate(values)


def _overlay_edit(before: Scene, after: Scene, edit: e.SetOverlay, by: Adjustment) -> e.Edit:
    old = next(overlay for overlay in before.overlays if overlay.id == edit.overlay_id)
    new = next(overlay for overlay in after.overlays if overlay.id == edit.overlay_id)
    if old.size == new.size:
        raise AskPerson("Where should it go?", ("top left", "bottom right", "larger", "smaller"))
    return e.SetOverlay.model_validate({"overlay_id": new.id, "size": by.choice(SIZES, old.size, new.size)})


def _sound_edit(track: str, make: Callable[[float], e.Edit]) -> Callable[[Scene, Scene, Any, Adjustment], e.Edit]:
    def step(before: Scene, after: Scene, edit: Any, by: Adjustment) -> e.Edit:
        del edit
        old, new = getattr(before.soundtrack, track), getattr(after.soundtrack, track)
        if old is None or new is None or old.gain_db == new.gain_db:
            raise AskPerson("Louder or quieter?", (f"{track} louder", f"{track} quieter"))
        return make(by.number(old.gain_db, new.gain_db, GAIN_STEP[by.degree], -60.0, 12.0))

    return step


def _clip_sound_edit(before: Scene, after: Scene, edit: e.SetClipSound, by: Adjustment) -> e.Edit:
    changes: list[e.ClipSoundChange] = []
    for change in edit.changes:
        old, new = (shot.sound for shot in _shots(before, after, change.shot_id))
        if old is None or new is None or old.gain_db == new.gain_db:
            raise AskPerson("Louder or quieter?", ("clip sound louder", "clip sound quieter"))
        gain = by.number(old.gain_db, new.gain_db, GAIN_STEP[by.degree], -60.0, 12.0)
        changes.append(e.ClipSoundChange(shot_id=change.shot_id, sound=replace(new, gain_db=gain)))
    return e.SetClipSound(changes=tuple(changes))


_READINGS: dict[str, Callable[[Scene, Scene, Any, Adjustment], e.Edit]] = {
    "set_move": _move_edit,
    "set_camera": _camera_edit,
    "add_shot": _added_shot_edit,
    "set_duration": _duration_edit,
    "set_look": _look_edit,
    "set_look_end": _look_end_edit,
    "set_depth": _depth_edit,
    "set_focus": _focus_edit,
    "set_lut": _lut_edit,
    "set_transition": _transition_edit,
    "set_captions": _captions_edit,
    "set_overlay": _overlay_edit,
    "set_music": _sound_edit("music", lambda gain: e.SetMusic(gain_db=gain)),
    "set_clip_sound": _clip_sound_edit,
    "set_voiceover": _sound_edit("voiceover", lambda gain: e.SetVoiceover(gain_db=gain)),
}


def repeat_last(ctx: ToolContext, *, shots: list[str]) -> Receipt:
    """Do to other shots what the last edit did to its shot ("same for the last shot")."""
    head = ctx.base()
    edit = head.edit
    if edit is None:
        raise AskPerson("There is no change yet to repeat. What should I change?", ())
    scene = head.scene
    found = resolve_shots(ctx, scene, shots)
    if isinstance(edit, e.SetFocus):
        return _repeat_focus(ctx, edit, found)
    if isinstance(edit, e.SetDuration | e.SetLook | e.SetLookEnd | e.SetLut | e.SetTransition | e.SetMove) or (
        isinstance(edit, e.SetDepth) and (edit.changes[0].depth or Depth()).source != "map"
    ):
        pattern = edit.changes[0]
        repeated = tuple(replace(pattern, shot_id=shot.id) for shot in found if shot.id != pattern.shot_id)
        if not repeated:
            raise UnknownTarget(
                "That is the shot that has it already; say which other shot.", tuple(s.id for s in scene.shots)
            )
        more: dict[str, Any] = {"changes": repeated}
        if isinstance(edit, e.SetMove):
            more["durations"] = (
                tuple(replace(edit.durations[0], shot_id=shot.id) for shot in found) if edit.durations else ()
            )
        return ctx.commit(replace(edit, **more))
    raise AskPerson(f"“{head.instruction}” is not about one shot. What should I do there?", ())


def _repeat_focus(ctx: ToolContext, edit: e.SetFocus, found: tuple[Shot, ...]) -> Receipt:
    """The same focus, its times fitted into shots that are shorter."""
    focus = edit.changes[0].focus
    changes: list[e.FocusChange] = []
    for shot in found:
        if focus is not None:
            end_s = min(focus.end_s, shot.duration_s)
            fitted = replace(focus, start_s=min(focus.start_s, max(0.0, end_s - 0.1)), end_s=end_s)
        else:
            fitted = None
        changes.append(e.FocusChange(shot_id=shot.id, focus=fitted))
    return ctx.commit(e.SetFocus(changes=tuple(changes)))


STEPS = (adjust_last, repeat_last)
