"""The receipt's lines of an edit: what changed, old -> new with units, and what stayed. Pure."""

from collections.abc import Iterator

from store.apply import apply
from store.edits import Edit
from store.scene import Captions, Cue, Look, Move, Overlay, Scene, Shot, Value, film_duration_s
from store.wording import (
    EASING_NAMES,
    MOVE_NAMES,
    amount,
    decibels,
    joined,
    look_value,
    move_line,
    place,
    plain,
    seconds,
    speed,
    times,
)


class Line(Value):
    """One thing that changed: `what` went from `old` to `new`."""

    what: str
    old: str
    new: str


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
            for line in _shot_lines(olds[shot.id], shot):
                what = f"{prefix}{line.what}" if prefix else line.what[:1].upper() + line.what[1:]
                yield Line(what=what, old=line.old, new=line.new)
    yield from _caption_lines(before.captions, after.captions)
    yield from _overlay_lines(before, after)
    yield from _sound_lines(before, after)


def _film_lines(before: Scene, after: Scene) -> Iterator[Line]:
    old_ids, new_ids = [s.id for s in before.shots], [s.id for s in after.shots]
    for number, shot in enumerate(before.shots, 1):
        if shot.id not in new_ids:
            yield Line(what=f"Shot {number}", old=_named(shot), new="removed")
    for number, shot in enumerate(after.shots, 1):
        if shot.id not in old_ids:
            yield Line(what=f"Shot {number}", old="none", new=_made(shot))
    kept_old = [i for i in old_ids if i in new_ids]
    kept_new = [i for i in new_ids if i in old_ids]
    if kept_old != kept_new:
        names = {s.id: _named(s) for s in after.shots}
        yield Line(what="Order", old=" · ".join(names[i] for i in kept_old), new=" · ".join(names[i] for i in kept_new))
    for name, words in (("title", "Title"), ("aspect_ratio", "Aspect ratio")):
        if getattr(before, name) != getattr(after, name):
            yield Line(what=words, old=getattr(before, name), new=getattr(after, name))
    if before.frame_rate != after.frame_rate:
        yield Line(what="Frame rate", old=f"{before.frame_rate} fps", new=f"{after.frame_rate} fps")
    if before.budget_usd != after.budget_usd:
        yield Line(what="Budget", old=_money(before.budget_usd), new=_money(after.budget_usd))
    if before.shots and len(after.shots) > 1 and abs(film_duration_s(before) - film_duration_s(after)) > 0.005:
        yield Line(what="Film length", old=seconds(film_duration_s(before)), new=seconds(film_duration_s(after)))


def _money(value: float | None) -> str:
    return "none" if value is None else f"${value:.2f}"


def _named(shot: Shot) -> str:
    words = shot.description or shot.id
    return words if len(words) <= 40 else words[:39].rstrip() + "…"


def _made(shot: Shot) -> str:
    moves = ", ".join(move_line(move) for move in shot.camera) or "static"
    return f"{_named(shot)}, {seconds(shot.duration_s)}, {moves}"


def _shot_lines(old: Shot, new: Shot) -> Iterator[Line]:
    if old.still != new.still:
        yield Line(what="still", old="none" if old.still is None else "the earlier still", new="locked")
    if old.duration_s != new.duration_s:
        yield Line(what="length", old=seconds(old.duration_s), new=seconds(new.duration_s))
    yield from _camera_lines(old, new)
    for name in Look.model_fields:
        a, b = getattr(old.look, name), getattr(new.look, name)
        if a != b:
            yield Line(what=name, old=look_value(name, a), new=look_value(name, b))
    if old.transition != new.transition:
        yield Line(what="transition in", old=_transition(old), new=_transition(new))
    for name, words in (
        ("description", "description"),
        ("still_prompt", "still prompt"),
        ("subject_motion", "subject motion"),
        ("atmosphere", "atmosphere"),
        ("engine", "engine"),
        ("take", "take"),
    ):
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            yield Line(what=words, old=a or "none", new=b or "none")
    if old.framing != new.framing and old.still == new.still:
        yield Line(what="framing", old=_framings(old), new=_framings(new))


def _framings(shot: Shot) -> str:
    if len(shot.framing) > 1:
        return f"set for {len(shot.framing)} ratios"
    return "".join(f"{ratio} at {place(at.center)}" for ratio, at in shot.framing.items()) or "composed by itself"


def _transition(shot: Shot) -> str:
    name = shot.transition.kind.replace("fade_black", "fade through black")
    return name if shot.transition.kind == "cut" else f"{name} {seconds(shot.transition.duration_s)}"


def _camera_lines(old: Shot, new: Shot) -> Iterator[Line]:
    olds, news = {m.kind: m for m in old.camera}, {m.kind: m for m in new.camera}
    gone = [m for kind, m in olds.items() if kind not in news]
    come = [m for kind, m in news.items() if kind not in olds]
    while gone and come:
        yield Line(what="camera", old=move_line(gone.pop(0)), new=move_line(come.pop(0)))
    for move in gone:
        static = not new.camera
        yield Line(what="camera", old=move_line(move), new="static" if static else f"no {MOVE_NAMES[move.kind]}")
    for move in come:
        yield Line(
            what="camera", old="static" if not old.camera else f"no {MOVE_NAMES[move.kind]}", new=move_line(move)
        )
    for kind, move in news.items():
        if kind in olds:
            yield from _move_lines(olds[kind], move)


def _move_lines(old: Move, new: Move) -> Iterator[Line]:
    name = MOVE_NAMES[new.kind]
    if abs(old.speed - new.speed) > 1e-6:
        yield Line(what=f"{name} speed", old=speed(old), new=speed(new))
    if old.amount != new.amount:
        yield Line(what=f"{name} amount", old=amount(old.kind, old.amount), new=amount(new.kind, new.amount))
    if (old.start_s, old.end_s) != (new.start_s, new.end_s):
        yield Line(what=f"{name} timing", old=times(old), new=times(new))
    if old.easing != new.easing:
        yield Line(what=f"{name} easing", old=EASING_NAMES[old.easing], new=EASING_NAMES[new.easing])
    if old.anchor != new.anchor:
        yield Line(what=f"{name} aim", old=place(old.anchor), new=place(new.anchor))


def _caption_lines(old: Captions | None, new: Captions | None) -> Iterator[Line]:
    if old == new:
        return
    if new is None:
        yield Line(what="Captions", old=f"{len(old.cues) if old else 0}", new="removed")
        return
    style = old or Captions()
    for name, words in (("position", "position"), ("size", "size"), ("color", "colour"), ("animation", "animation")):
        if getattr(style, name) != getattr(new, name):
            yield Line(what=f"Captions {words}", old=str(getattr(style, name)), new=str(getattr(new, name)))
    for name, words, yes, no in (("box", "Captions box", "on", "off"), ("visible", "Captions", "shown", "hidden")):
        if getattr(style, name) != getattr(new, name):
            a, b = (yes if getattr(track, name) else no for track in (style, new))
            yield Line(what=words, old=a, new=b)
    if style.offset_y != new.offset_y:
        yield Line(what="Captions offset", old=_offset(style.offset_y), new=_offset(new.offset_y))
    yield from _cue_lines(style.cues, new.cues)


def _offset(value: float) -> str:
    return "none" if not value else f"{plain(abs(value) * 100, 1)} % {'up' if value < 0 else 'down'}"


def _cue_lines(old: tuple[Cue, ...], new: tuple[Cue, ...]) -> Iterator[Line]:
    if len(old) == len(new):
        moved = 0
        for number, (a, b) in enumerate(zip(old, new, strict=True), 1):
            if a.text != b.text:
                yield Line(what=f"Caption {number}", old=f"“{a.text}”", new=f"“{b.text}”")
            moved += (a.start_s, a.end_s) != (b.start_s, b.end_s)
            if moved == 1 and (a.start_s, a.end_s) != (b.start_s, b.end_s):
                yield Line(what=f"Caption {number} timing", old=_span(a), new=_span(b))
        return
    for cue in new:
        if cue not in old and len(new) > len(old):
            yield Line(what="Caption", old="none", new=f"“{cue.text}”, {_span(cue)}")
    for cue in old:
        if cue not in new and len(new) < len(old):
            yield Line(what="Caption", old=f"“{cue.text}”", new="removed")


def _span(value: Cue | Overlay) -> str:
    return f"{seconds(value.start_s)} to {seconds(value.end_s)}"


def _overlay_lines(before: Scene, after: Scene) -> Iterator[Line]:
    olds, news = {o.id: o for o in before.overlays}, {o.id: o for o in after.overlays}
    for overlay_id, overlay in olds.items():
        if overlay_id not in news:
            yield Line(what=overlay_name(overlay), old="shown", new="removed")
    for overlay_id, overlay in news.items():
        old = olds.get(overlay_id)
        if old is None:
            where = overlay.position.replace("_", " ")
            yield Line(what=overlay_name(overlay), old="none", new=f"{where}, {_span(overlay)}")
        else:
            for name in ("text", "position", "size", "color"):
                a, b = str(getattr(old, name)), str(getattr(overlay, name))
                if a != b:
                    yield Line(what=f"{overlay_name(old)} {name}", old=a.replace("_", " "), new=b.replace("_", " "))
            if (old.start_s, old.end_s) != (overlay.start_s, overlay.end_s):
                yield Line(what=f"{overlay_name(old)} timing", old=_span(old), new=_span(overlay))


def overlay_name(overlay: Overlay) -> str:
    """The logo, or the overlay's own words."""
    return "Logo" if overlay.kind == "logo" else f"“{overlay.text}”"


def _sound_lines(before: Scene, after: Scene) -> Iterator[Line]:
    for name, words in (("music", "Music"), ("voiceover", "Voice-over")):
        old, new = getattr(before.soundtrack, name), getattr(after.soundtrack, name)
        if (old is None) != (new is None):
            yield Line(what=words, old="none" if old is None else "on", new="removed" if new is None else "on")
        elif old is not None:
            for field in type(old).model_fields:
                a, b = getattr(old, field), getattr(new, field)
                if a != b:
                    yield Line(
                        what=f"{words} {_FIELD_WORDS[field]}", old=_sound_value(field, a), new=_sound_value(field, b)
                    )


_FIELD_WORDS = {
    "media": "file",
    "gain_db": "level",
    "duck": "ducking",
    "fade_in_s": "fade-in",
    "fade_out_s": "fade-out",
    "start_s": "start",
    "text": "words",
    "voice": "voice",
}


def _sound_value(field: str, value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if field == "gain_db" and isinstance(value, float | int):
        return decibels(float(value))
    if isinstance(value, float | int):
        return seconds(float(value))
    if field == "media":
        return "not recorded" if value is None else "set"
    return f"“{value}”" if field == "text" else str(value)


def _stayed(before: Scene, after: Scene) -> str:
    """What a person may worry about and did not change."""
    if not before.shots:
        return ""
    same: list[str] = []
    if [s.still for s in before.shots] == [s.still for s in after.shots] and any(s.still for s in after.shots):
        same.append("the still" if len(after.shots) == 1 else "the stills")
    if film_duration_s(before) == film_duration_s(after):
        same.append(f"the length ({seconds(film_duration_s(after))})")
    if [s.camera for s in before.shots] == [s.camera for s in after.shots]:
        same.append("the camera")
    if [s.look for s in before.shots] == [s.look for s in after.shots]:
        same.append("the look")
    if before.captions is not None and before.captions == after.captions:
        same.append("the captions")
    if before.overlays and before.overlays == after.overlays:
        same.append("the overlays")
    if before.soundtrack == after.soundtrack and (before.soundtrack.music or before.soundtrack.voiceover):
        same.append("the sound")
    return f"Stayed: {joined(same)}." if same else ""
