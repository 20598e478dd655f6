"""Receipt lines of captions and overlays. Pure."""

from collections.abc import Iterator

from store.lines import Line
from store.scene import Captions, Cue, Overlay, Scene, film_duration_s
from store.wording import colour, plain, seconds


def caption_lines(old: Captions | None, new: Captions | None) -> Iterator[Line]:
    if old == new:
        return
    if new is None:
        count = len(old.cues) if old else 0
        said = f"“{old.cues[0].text}”" if old and count == 1 else f"{count} captions"
        yield Line(what="Captions", old=said, new="removed")
        return
    style = old or Captions()
    for name in ("position", "size", "color", "animation"):
        a, b = (str(getattr(track, name)) for track in (style, new))
        if a != b:
            yield Line(what=f"Captions {_WORDS.get(name, name)}", old=_style(name, a), new=_style(name, b))
    for name, words, yes, no in (("box", "Captions box", "on", "off"), ("visible", "Captions", "shown", "hidden")):
        if getattr(style, name) != getattr(new, name):
            a, b = (yes if getattr(track, name) else no for track in (style, new))
            yield Line(what=words, old=a, new=b)
    if style.offset_y != new.offset_y:
        yield Line(what="Captions offset", old=_offset(style.offset_y), new=_offset(new.offset_y))
    yield from _cue_lines(style.cues, new.cues)


_WORDS = {"color": "colour"}


def _style(name: str, value: str) -> str:
    return colour(value) if name == "color" else value.replace("_", " ")


def _offset(value: float) -> str:
    return "none" if not value else f"{plain(abs(value) * 100, 1)} % {'up' if value < 0 else 'down'}"


def _cue_lines(old: tuple[Cue, ...], new: tuple[Cue, ...]) -> Iterator[Line]:
    if len(old) == len(new):
        if sorted(cue.text for cue in old) == sorted(cue.text for cue in new):
            old = _in_the_order_of(new, old)
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


def _in_the_order_of(new: tuple[Cue, ...], old: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The old captions in the order of the new ones, which say the same: shots that trade places take them along."""
    left = list(old)
    return tuple(left.pop(next(n for n, cue in enumerate(left) if cue.text == one.text)) for one in new)


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
                    what = f"{overlay_name(old)} {_WORDS.get(name, name)}"
                    yield Line(what=what, old=_style(name, a), new=_style(name, b))
            throughout = _shows_throughout(before, old) and _shows_throughout(after, overlay)
            if (old.start_s, old.end_s) != (overlay.start_s, overlay.end_s) and not throughout:
                yield Line(what=f"{overlay_name(old)} timing", old=_span(old), new=_span(overlay))


def _shows_throughout(scene: Scene, overlay: Overlay) -> bool:
    return overlay.start_s < 1e-3 and overlay.end_s > film_duration_s(scene) - 1e-3


def overlay_name(overlay: Overlay) -> str:
    """The logo, or the overlay's own words."""
    return "Logo" if overlay.kind == "logo" else f"“{overlay.text}”"
