"""The receipt's lines of an edit: what changed, old -> new with units, and what stayed. Pure."""

from collections.abc import Iterator

from store.apply import apply
from store.describe_shots import shot_lines
from store.describe_sound import sound_lines
from store.describe_text import caption_lines, overlay_lines
from store.edits import Edit
from store.lines import Line
from store.scene import Look, Scene, Shot, Value, film_duration_s
from store.wording import joined, look_line, move_line, seconds


class Description(Value):
    """An edit in words."""

    sentence: str
    lines: tuple[Line, ...]
    stayed: str

    @property
    def headline(self) -> str:
        """The change that matters most, as a sentence."""
        return _sentence(self.lines[:1])


def describe(scene: Scene, edit: Edit) -> Description:
    """Describe `edit` on `scene`. Raises what `apply` raises."""
    return describe_change(scene, apply(scene, edit))


def describe_change(before: Scene, after: Scene) -> Description:
    """Describe the way from one scene to another."""
    lines = tuple(_lines(before, after))
    return Description(sentence=_sentence(lines), lines=lines, stayed=_stayed(before, after))


def _sentence(lines: tuple[Line, ...]) -> str:
    if not lines:
        return "Nothing changed."
    shown = [f"{line.what}: {line.old} → {line.new}" for line in lines[:3]]
    more = f"; and {len(lines) - 3} more" if len(lines) > 3 else ""
    return "; ".join(shown) + more + "."


def _lines(before: Scene, after: Scene) -> Iterator[Line]:
    yield from _film_lines(before, after)
    olds = {shot.id: shot for shot in before.shots}
    for number, shot in enumerate(after.shots, 1):
        if shot.id in olds:
            prefix = f"Shot {number} " if len(after.shots) > 1 else ""
            for line in shot_lines(olds[shot.id], shot):
                what = f"{prefix}{line.what}" if prefix else line.what[:1].upper() + line.what[1:]
                yield Line(what=what, old=line.old, new=line.new)
    if before.shots and len(after.shots) > 1 and abs(film_duration_s(before) - film_duration_s(after)) > 0.005:
        yield Line(what="Film length", old=seconds(film_duration_s(before)), new=seconds(film_duration_s(after)))
    yield from caption_lines(before.captions, after.captions)
    yield from overlay_lines(before, after)
    yield from sound_lines(before, after)
    yield from _reference_lines(before, after)


def _reference_lines(before: Scene, after: Scene) -> Iterator[Line]:
    olds, news = ({one.name.casefold(): one for one in scene.references} for scene in (before, after))
    for name, old in olds.items():
        if name not in news:
            yield Line(what=f"Reference “{old.name}”", old=old.kind, new="forgotten")
    for name, new in news.items():
        if name not in olds:
            yield Line(what=f"Reference “{new.name}”", old="none", new=new.kind)
        elif olds[name].kind != new.kind:
            yield Line(what=f"Reference “{new.name}”", old=olds[name].kind, new=new.kind)
        elif olds[name].still != new.still:
            yield Line(what=f"Reference “{new.name}”", old="its picture", new="another picture")


def _film_lines(before: Scene, after: Scene) -> Iterator[Line]:
    old_ids, new_ids = [s.id for s in before.shots], [s.id for s in after.shots]
    for number, shot in enumerate(before.shots, 1):
        if shot.id not in new_ids:
            yield Line(what=f"Shot {number}", old=_named(shot), new="removed")
    for number, shot in enumerate(after.shots, 1):
        if shot.id not in old_ids:
            yield Line(what=f"Shot {number}", old="none", new=_cut_off(before, after, number - 1) or _made(shot))
    kept_old = [i for i in old_ids if i in new_ids]
    kept_new = [i for i in new_ids if i in old_ids]
    if kept_old != kept_new:
        names = {s.id: _named(s, 24) for s in after.shots}
        yield Line(what="Order", old=" · ".join(names[i] for i in kept_old), new=" · ".join(names[i] for i in kept_new))
    for name, words in (("title", "Title"), ("aspect_ratio", "Aspect ratio")):
        if getattr(before, name) != getattr(after, name):
            yield Line(what=words, old=getattr(before, name), new=getattr(after, name))
    if before.frame_rate != after.frame_rate:
        yield Line(what="Frame rate", old=f"{before.frame_rate} fps", new=f"{after.frame_rate} fps")
    if before.budget_usd != after.budget_usd:
        yield Line(what="Budget", old=_money(before.budget_usd), new=_money(after.budget_usd))


def _money(value: float | None) -> str:
    return "none" if value is None else f"${value:.2f}"


def _named(shot: Shot, most: int = 40) -> str:
    words = shot.description or shot.id
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _cut_off(before: Scene, after: Scene, index: int) -> str | None:
    """Of a shot that goes on from the one before it, since that was split: what it was."""
    first, second = after.shots[index - 1], after.shots[index]
    whole = next((shot for shot in before.shots if shot.id == first.id), None)
    if index == 0 or whole is None or abs(whole.duration_s - first.duration_s - second.duration_s) > 1e-3:
        return None
    same = (whole.still, whole.take, whole.description) == (second.still, second.take, second.description)
    return f"the last {seconds(second.duration_s)} of shot {index}" if same else None


def _made(shot: Shot) -> str:
    moves = ", ".join(move_line(move) for move in shot.camera) or "static"
    look = f", {look_line(shot.look)}" if shot.look != Look() else ""
    return f"{_named(shot)}, {seconds(shot.duration_s)}, {moves}{look}"


def _stayed(before: Scene, after: Scene) -> str:
    """What a person may worry about and did not change."""
    if not before.shots:
        return ""
    same: list[str] = []
    if [s.still for s in before.shots] == [s.still for s in after.shots] and any(s.still for s in after.shots):
        same.append("the still" if len(after.shots) == 1 else "the stills")
    if film_duration_s(before) == film_duration_s(after):
        same.append(f"the length ({seconds(film_duration_s(after))})")
    if _same(before, after, "camera", "depth", "focus"):
        same.append("the camera")
    if _same(before, after, "look", "look_end", "lut", "background"):
        same.append("the look")
    if before.captions is not None and before.captions == after.captions:
        same.append("the captions")
    if before.overlays and before.overlays == after.overlays:
        same.append("the overlays")
    heard = before.soundtrack.music or before.soundtrack.voiceover or any(shot.sound for shot in before.shots)
    if heard and before.soundtrack == after.soundtrack and _same(before, after, "sound", "take", "retime"):
        same.append("the sound")
    return f"Stayed: {joined(same)}." if same else ""


def _same(before: Scene, after: Scene, *fields: str) -> bool:
    """Whether all shots, in their order, have these values as before."""
    values = ([[getattr(shot, name) for name in fields] for shot in scene.shots] for scene in (before, after))
    old, new = values
    return old == new
