"""Receipt lines of captions and overlays. Pure."""

from collections.abc import Iterator

from store.lines import Line
from store.scene import Captions, Cue, Overlay, Scene
from store.wording import plain, seconds


def caption_lines(old: Captions | None, new: Captions | None) -> Iterator[Line]:
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


def overlay_lines(before: Scene, after: Scene) -> Iterator[Line]:
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
