"""Receipt lines of one shot: still, length, camera, look, pace, own sound. Pure."""

from collections.abc import Iterator

from store.camera_paths import camera_part
from store.lines import Line
from store.scene import Cover, Look, Move, Shot
from store.video_takes import shown_covers, video_of
from store.wording import (
    MOVE_NAMES,
    amount,
    background_line,
    decibels,
    depth_line,
    easing_words,
    focus_line,
    look_line,
    look_value,
    lut_line,
    move_line,
    move_value,
    percent,
    place,
    retime_line,
    seconds,
    speed,
    times,
)


def shot_lines(old: Shot, new: Shot) -> Iterator[Line]:
    if old.still != new.still:
        yield Line(what="still", old="none" if old.still is None else "the earlier still", new="locked")
    if old.duration_s != new.duration_s:
        yield Line(what="length", old=seconds(old.duration_s), new=seconds(new.duration_s))
    yield from _camera_lines(old, new)
    yield from _optics_lines(old, new)
    yield from _look_lines(old, new)
    yield from _pace_lines(old, new)
    yield from _sound_lines(old, new)
    if old.transition != new.transition:
        yield Line(what="transition in", old=_transition(old), new=_transition(new))
    for name, words in (
        ("description", "description"),
        ("still_prompt", "still prompt"),
        ("subject_motion", "subject motion"),
        ("atmosphere", "atmosphere"),
        ("engine", "engine"),
    ):
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            yield Line(what=words, old=a or "none", new=b or "none")
    if old.take != new.take:
        was, now = _take(old), _take(new)
        yield Line(what="take", old=was, new=now if now != was else f"another {now.removeprefix('a ')}")
    yield from _cover_lines(old, new)
    cut = old.path != new.path and old.duration_s != new.duration_s
    if old.framing != new.framing and old.still == new.still and not cut:
        yield Line(what="framing", old=_framings(old), new=_framings(new))


def _cover_lines(old: Shot, new: Shot) -> Iterator[Line]:
    """Of takes that are shown, before or after: what lies over the others changes nothing that can be seen."""
    olds, news = shown_covers(old), shown_covers(new)
    for cover in olds:
        if cover not in news and video_of(new.take) == cover.video:
            yield Line(what=f"words “{cover.text}”", old=_covered(cover), new="as the take draws them")
    for cover in news:
        if cover not in olds:
            yield Line(what=f"words “{cover.text}”", old="as the take draws them", new=_covered(cover))


def _covered(cover: Cover) -> str:
    left, top, right, bottom = (round(100 * edge) for edge in cover.zone)
    whose = "the still's own" if cover.letters == "still" else "painted out"
    return f"{whose}, laid over {left}–{right} % across and {top}–{bottom} % down"


def _take(shot: Shot) -> str:
    if video_of(shot.take) is not None:
        return "a clip"
    return "a take from the still" if shot.take else "the still"


def _optics_lines(old: Shot, new: Shot) -> Iterator[Line]:
    if old.depth != new.depth:
        yield Line(what="parallax", old=depth_line(old.depth), new=depth_line(new.depth))
    if old.focus != new.focus:
        yield Line(what="focus", old=focus_line(old.focus), new=focus_line(new.focus))


def _look_lines(old: Shot, new: Shot) -> Iterator[Line]:
    yield from _values(old.look, new.look, "")
    if old.look_end is not None and new.look_end is not None:
        yield from _values(old.look_end, new.look_end, " at the end")
    elif old.look_end != new.look_end:
        a, b = ("as at the start" if end is None else look_line(end) for end in (old.look_end, new.look_end))
        yield Line(what="look at the end", old=a, new=b)
    if old.background != new.background:
        yield Line(what="background", old=background_line(old.background), new=background_line(new.background))
    if old.lut != new.lut:
        yield Line(what="LUT", old=lut_line(old.lut), new=lut_line(new.lut))


def _values(old: Look, new: Look, when: str) -> Iterator[Line]:
    for name in Look.model_fields:
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            yield Line(what=f"{name}{when}", old=look_value(name, a), new=look_value(name, b))


def _pace_lines(old: Shot, new: Shot) -> Iterator[Line]:
    if old.retime != new.retime:
        yield Line(what="pace of the take", old=retime_line(old.retime), new=retime_line(new.retime))
    if old.stabilise != new.stabilise:
        a, b = (percent(value) if value else "off" for value in (old.stabilise, new.stabilise))
        yield Line(what="stabilising", old=a, new=b)


def _sound_lines(old: Shot, new: Shot) -> Iterator[Line]:
    if (old.sound is None) != (new.sound is None):
        a, b = ("left out" if sound is None else f"on, {decibels(sound.gain_db)}" for sound in (old.sound, new.sound))
        yield Line(what="clip's own sound", old=a, new=b)
    elif old.sound is not None and new.sound is not None and old.sound != new.sound:
        a, b = (decibels(sound.gain_db) for sound in (old.sound, new.sound))
        yield Line(what="level of the clip's own sound", old=a, new=b)


def _framings(shot: Shot) -> str:
    if len(shot.framing) > 1:
        return f"set for {len(shot.framing)} ratios"
    return "".join(f"{ratio} at {place(at.center)}" for ratio, at in shot.framing.items()) or "composed by itself"


def _transition(shot: Shot) -> str:
    name = shot.transition.kind.replace("fade_black", "fade through black")
    return name if shot.transition.kind == "cut" else f"{name} {seconds(shot.transition.duration_s)}"


def _camera_lines(old: Shot, new: Shot) -> Iterator[Line]:
    if (cut := _cut_line(old, new)) is not None:
        yield cut
        return
    olds, news = {m.kind: m for m in old.camera}, {m.kind: m for m in new.camera}
    gone = [m for kind, m in olds.items() if kind not in news]
    come = [m for kind, m in news.items() if kind not in olds]
    while gone and come:
        yield Line(what="camera", old=move_line(gone.pop(0)), new=move_line(come.pop(0)))
    for move in gone:
        if new.camera:
            yield Line(what=MOVE_NAMES[move.kind], old=move_value(move), new="removed")
        else:
            yield Line(what="camera", old=move_line(move), new="static")
    for move in come:
        if old.camera:
            yield Line(what=MOVE_NAMES[move.kind], old="none", new=move_value(move))
        else:
            yield Line(what="camera", old="static", new=move_line(move))
    for kind, move in news.items():
        if kind in olds:
            spanned = _spans(old, olds[kind]) and _spans(new, move)
            yield from _move_lines(olds[kind], move, spanned)


def _spans(shot: Shot, move: Move) -> bool:
    return move.start_s < 1e-3 and move.end_s > shot.duration_s - 1e-3


def _cut_line(old: Shot, new: Shot) -> Line | None:
    """A camera that was cut, or that is whole again."""
    if (part := _part_words(old, new)) is not None:
        return Line(what="camera", old=", ".join(map(move_line, old.camera)), new=part)
    if (part := _part_words(new, old)) is not None:
        return Line(what="camera", old=part, new=", ".join(map(move_line, new.camera)))
    return None


def _part_words(whole: Shot, part: Shot) -> str | None:
    """Which part of a shot's camera another has, in words; None where it is no part of it."""
    rest = whole.duration_s - part.duration_s
    if rest < 1e-6 or not part.camera or whole.camera == part.camera:
        return None
    camera, base = (whole.camera, 0.0) if whole.path is None else (whole.path.camera, whole.path.from_s)
    starts = [0.0, rest] if part.path is None else [part.path.from_s - base]
    for start in starts:
        if camera_part(camera, base + start, base + start + part.duration_s) == part.camera:
            if start < 1e-6:
                return f"its first {seconds(part.duration_s)}"
            ends = start > rest - 1e-3
            middle = f"{seconds(start)} to {seconds(start + part.duration_s)} of it"
            return f"its last {seconds(part.duration_s)}" if ends else middle
    return None


def _move_lines(old: Move, new: Move, spanned: bool) -> Iterator[Line]:
    """spanned: it lasts as long as its shot, before and after, so that its times are told by the shot's length."""
    name = MOVE_NAMES[new.kind]
    if abs(old.speed - new.speed) > 1e-6 and new.kind != "handheld":
        yield Line(what=f"{name} speed", old=speed(old), new=speed(new))
    if old.amount != new.amount:
        yield Line(what=f"{name} amount", old=amount(old.kind, old.amount), new=amount(new.kind, new.amount))
    if (old.start_s, old.end_s) != (new.start_s, new.end_s) and not spanned:
        yield Line(what=f"{name} timing", old=times(old), new=times(new))
    if old.easing != new.easing:
        yield Line(what=f"{name} easing", old=easing_words(old.easing), new=easing_words(new.easing))
    if old.anchor != new.anchor:
        yield Line(what=f"{name} aim", old=place(old.anchor), new=place(new.anchor))
