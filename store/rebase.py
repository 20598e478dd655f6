"""An edit that was made on one scene, made on another: how one earlier change is taken back and later ones are kept.

Targets that are named by place (captions, positions of shots, paths of a patch) are found again by what they are. An
edit that would mean something else on the other scene is refused. Pure.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from store import edits as e
from store.apply import apply
from store.differences import path_parts
from store.errors import EditRefused
from store.scene import Cue, Scene, Shot, replace

E = TypeVar(
    "E", e.SetDuration, e.SetLook, e.SetTransition, e.SetDepth, e.SetFocus, e.SetLookEnd, e.SetLut, e.SetRetime,
    e.SetStabilise, e.SetClipSound, e.SetBackground,
)  # fmt: skip


def replay(scene: Scene, before: Scene, edit: e.Edit) -> Scene:
    """`scene` after `edit`, which was made on `before`.

    Raises EditRefused with the reason where the edit needs something that is not in `scene`.
    """
    carry = cast(Callable[[Scene, Scene, Any], e.Edit], _CARRIED.get(edit.op, _as_it_is))
    return apply(scene, edit if scene == before else carry(scene, before, edit))


def _as_it_is(scene: Scene, before: Scene, edit: e.Edit) -> e.Edit:
    del scene, before
    return edit


# --- shots that may be gone ------------------------------------------------------------------------------------------


def _there(scene: Scene, shot_id: str) -> bool:
    return any(shot.id == shot_id for shot in scene.shots)


def _some_left(kept: Sequence[Any], before: Scene, edit: e.Edit) -> None:
    if not kept:
        raise EditRefused(f"It is about {_shot_names(before, edit)}, which would not be there.")


def _shot_names(before: Scene, edit: e.Edit) -> str:
    """The shots of an edit, by the numbers that they had."""
    targets = getattr(edit, "targets", None) or getattr(edit, "changes", ())
    ids = {target.shot_id for target in targets}
    numbers = [str(number) for number, shot in enumerate(before.shots, 1) if shot.id in ids]
    return f"shots {', '.join(numbers)}" if len(numbers) > 1 else f"shot {''.join(numbers)}"


def _on_shots(scene: Scene, before: Scene, edit: E) -> e.Edit:
    """An edit of several shots goes on for those that are there."""
    kept = tuple(change for change in edit.changes if _there(scene, change.shot_id))
    _some_left(kept, before, edit)
    return replace(edit, changes=kept)


def _removing_moves(scene: Scene, before: Scene, edit: e.RemoveMove) -> e.Edit:
    kept = tuple(target for target in edit.targets if _there(scene, target.shot_id))
    _some_left(kept, before, edit)
    return replace(edit, targets=kept)


def _moves(scene: Scene, before: Scene, edit: e.SetMove) -> e.Edit:
    """A move that was changed must be there to be changed; one that was added must not."""
    kept = tuple(change for change in edit.changes if _there(scene, change.shot_id))
    _some_left(kept, before, edit)
    for change in kept:
        had, has = (_has_move(film, change) for film in (before, scene))
        if had != has:
            state = "would not be there" if had else "would be there already"
            raise EditRefused(f"It is about the {change.kind.replace('_', ' ')}, which {state}.")
    durations = tuple(change for change in edit.durations if _there(scene, change.shot_id))
    return replace(edit, changes=kept, durations=durations)


def _has_move(scene: Scene, change: e.MoveChange) -> bool:
    return any(move.kind == change.kind for shot in scene.shots if shot.id == change.shot_id for move in shot.camera)


# --- places ----------------------------------------------------------------------------------------------------------


def _added_shot(scene: Scene, before: Scene, edit: e.AddShot) -> e.Edit:
    """Behind the same shot as then."""
    place = len(before.shots) if edit.index is None else edit.index
    return replace(edit, index=_behind(scene.shots, before.shots[:place]))


def _moved_shot(scene: Scene, before: Scene, edit: e.MoveShot) -> e.Edit:
    others = [shot for shot in before.shots if shot.id != edit.shot_id]
    rest = [shot for shot in scene.shots if shot.id != edit.shot_id]
    return replace(edit, index=_behind(rest, others[: edit.index]))


def _behind(shots: Sequence[Shot], earlier: Sequence[Shot]) -> int:
    """The place behind the last of `earlier` that is among `shots`; the first place without one."""
    places = {shot.id: place for place, shot in enumerate(shots)}
    return next((places[shot.id] + 1 for shot in reversed(earlier) if shot.id in places), 0)


def _cue(scene: Scene, before: Scene, edit: e.SetCue | e.RemoveCue) -> e.Edit:
    """The same caption as then, wherever it stands now."""
    olds = before.captions.cues if before.captions else ()
    news = scene.captions.cues if scene.captions else ()
    place = _same_cue(olds, news, edit.index) if edit.index < len(olds) else None
    if place is None:
        raise EditRefused(f"It is about caption {edit.index + 1}, which would not be there.")
    return replace(edit, index=place)


def _same_cue(olds: tuple[Cue, ...], news: tuple[Cue, ...], index: int) -> int | None:
    """Where the caption `olds[index]` stands in `news`: by all of it, else by its words, else by its times."""
    old = olds[index]
    ways: tuple[Callable[[Cue], object], ...] = (
        lambda cue: cue,
        lambda cue: cue.text,
        lambda cue: (cue.start_s, cue.end_s),
    )
    for way in ways:
        # The second of two equal captions is the second again.
        rank = sum(way(cue) == way(old) for cue in olds[:index])
        places = [place for place, cue in enumerate(news) if way(cue) == way(old)]
        if rank < len(places):
            return places[rank]
    return None


# --- patches ---------------------------------------------------------------------------------------------------------


def _patch(scene: Scene, before: Scene, edit: e.Patch) -> e.Edit:
    """Every value must have its place, in the same shot, caption or overlay; whole lists must be as they were."""
    old, new = before.model_dump(mode="json"), scene.model_dump(mode="json")
    for value in edit.values:
        try:
            same = _same_place(old, new, value.path)
        except (KeyError, IndexError, TypeError):
            same = False
        if not same:
            raise EditRefused(f"It put back “{value.path}”, which would not be the same any more.")
    return edit


def _same_place(old: Any, new: Any, path: str) -> bool:
    for part in path_parts(path):
        old, new = old[part], new[part]
        for name in ("id", "name", "kind", "text"):
            if isinstance(part, int) and isinstance(old, dict) and name in old:
                if old[name] != new[name]:
                    return False
                break
    return not isinstance(old, dict | list) or old == new


_CARRIED: dict[str, Callable[..., e.Edit]] = {
    "set_duration": _on_shots,
    "set_look": _on_shots,
    "set_transition": _on_shots,
    "set_depth": _on_shots,
    "set_focus": _on_shots,
    "set_look_end": _on_shots,
    "set_lut": _on_shots,
    "set_background": _on_shots,
    "set_retime": _on_shots,
    "set_stabilise": _on_shots,
    "set_clip_sound": _on_shots,
    "remove_move": _removing_moves,
    "set_move": _moves,
    "add_shot": _added_shot,
    "move_shot": _moved_shot,
    "set_cue": _cue,
    "remove_cue": _cue,
    "patch": _patch,
}
