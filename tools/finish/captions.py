"""Captions and overlays of a scene as layers to blend over its frames.

What a layer shows depends on its own cue or overlay, the style of the track and the frame's size, never on where the
film ends; where it stands, also on the cues that show at the same time (`store.segments` has them in its keys). So a
piece of film can be compiled by itself and fits the pieces around it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from store.scene import CaptionPosition, Captions, Cue, HexColor, Overlay, OverlayPosition, Scene, Size
from store.segments import shot_spans
from tools.finish.lettering import Align, Lettering, Picture, Room, draw_text
from tools.finish.logos import draw_logo, draw_placeholder
from tools.finish.placing import POINTS, Frame, caption_corner, overlay_corner
from tools.finish.plain_text import ready_to_set, spoken_parts
from tools.planes import Layer, layer_from_rgba

_CAPTION_SIZES: dict[Size, float] = {"small": 50.0, "medium": 66.0, "large": 90.0}
_TITLE_SIZES: dict[Size, float] = {"small": 44.0, "medium": 64.0, "large": 104.0}
_ALIGNS: dict[str, Align] = {"left": "left", "right": "right"}
_TALLEST = 0.5
"""Height of the highest text, as a fraction of the frame's."""
_CORNER_WIDTH = 0.42
"""Width of an overlay's text in a corner, as a fraction of the frame's."""
_POP_S, _POP_RISE = 0.13, 26.0
"""How long a popping caption takes to come in, and how far it rises, in points."""
_MOST_PARTS = 24
"""A karaoke caption lights up in so many steps at most."""
_LIT_COLORS: tuple[HexColor, ...] = ("#ffd60a", "#ffffff", "#0b5fff")

Window = tuple[int, int]
"""First frame and the one after the last."""


@dataclass(frozen=True)
class _Spot:
    """Frames during which the part from `start` to `end` of a text is lit."""

    window: Window
    lit: tuple[int, int] = (0, 0)


def caption_layers(
    scene: Scene,
    width: int,
    height: int,
    frame_rate: int,
    *,
    resolve_media: Callable[[str], Path] | None = None,
    frames: Window | None = None,
) -> tuple[Layer, ...]:
    """The layers of the film's overlays and visible captions, in the order in which they are laid on.

    Width and height are the frame's, in pixels; times become frames at `frame_rate`. Nothing reaches over the film's
    end. `frames` asks for the layers that show in these film frames only (their own frames still count from the start
    of the film). `resolve_media` finds a logo's picture; a logo without one shows a labelled placeholder. Raises
    MediaMissing where a logo's picture cannot be read.
    """
    film = (0, max((span.start_frame + span.frames for span in shot_spans(scene, frame_rate)), default=0))
    shown = _overlap(frames, film) if frames else film
    frame = Frame(width, height, scene.aspect_ratio)
    layers: list[Layer] = []
    for overlay in scene.overlays:
        window = _window(overlay, frame_rate)
        if _overlap(window, shown) and (layer := _overlay_layer(overlay, frame, resolve_media)):
            layers.append(_at(layer, _overlap(window, film)))
    if scene.captions and scene.captions.visible:
        raised = _stacked(scene.captions, frame, frame_rate)
        for cue, lift in zip(scene.captions.cues, raised, strict=True):
            lifted = _cue_layers(scene.captions, cue, frame, frame_rate, film, shown)
            layers.extend(replace(layer, y=layer.y + lift) if lift else layer for layer in lifted)
    return tuple(layers)


def _window(timed: Cue | Overlay, frame_rate: int) -> Window:
    return round(timed.start_s * frame_rate), round(timed.end_s * frame_rate)


def _overlap(first: Window | None, second: Window | None) -> Window | None:
    """What two windows share, or None."""
    if not first or not second:
        return None
    start, end = max(first[0], second[0]), min(first[1], second[1])
    return (start, end) if start < end else None


def _at(layer: Layer, window: Window | None, fade_frames: int = 0, rise_px: int = 0) -> Layer:
    start, end = window or (0, 0)
    return replace(layer, start_frame=start, end_frame=end, fade_frames=fade_frames, rise_px=rise_px)


# --- captions --------------------------------------------------------------------------------------------------------


def _stacked(track: Captions, frame: Frame, frame_rate: int) -> list[int]:
    """By how many pixels each cue is moved down (up where negative) to keep clear of those that show at the same time:
    who comes first stays, later ones go over it at the bottom of the frame and under it elsewhere."""
    windows = [_window(cue, frame_rate) for cue in track.cues]
    order = sorted(range(len(windows)), key=lambda number: (windows[number], number))
    moves, placed = [0] * len(windows), dict[int, tuple[int, int]]()
    for number in order:
        beside = [other for other in placed if _overlap(windows[number], windows[other])]
        crowded = beside or any(_overlap(windows[number], windows[other]) for other in order if other != number)
        layer = _resting_layer(track, track.cues[number].text, frame) if crowded else None
        if layer is None:
            continue
        top, height = layer.y, layer.planes[0].shape[0]
        place = _clear_of(top, height, [placed[other] for other in beside], up=track.position == "bottom")
        moves[number] = (place - top) // 2 * 2
        placed[number] = (top + moves[number], top + moves[number] + height)
    return moves


def _clear_of(top: int, height: int, taken: list[tuple[int, int]], *, up: bool) -> int:
    """The place nearest to `top`, above it or below it, where `height` pixels meet nothing that is `taken`."""
    while blocking := [span for span in taken if top < span[1] and span[0] < top + height]:
        top = min(span[0] for span in blocking) - height if up else max(span[1] for span in blocking)
    return top


def _resting_layer(track: Captions, text: str, frame: Frame) -> Layer | None:
    """A cue as it stands by itself, nothing lit."""
    return _caption_layer(ready_to_set(text), (0, 0), _lettering(track), track.position, track.offset_y, frame)


def _lettering(track: Captions) -> Lettering:
    return Lettering(
        size=_CAPTION_SIZES[track.size], color=track.color, highlight=_lit_color(track.color), box=track.box
    )


def _cue_layers(
    track: Captions, cue: Cue, frame: Frame, frame_rate: int, film: Window, shown: Window | None
) -> Iterator[Layer]:
    text = ready_to_set(cue.text)
    window = _window(cue, frame_rate)
    lettering = _lettering(track)
    animated = track.animation in ("pop", "karaoke")
    for spot in _spots(text, window) if track.animation == "karaoke" else (_Spot(window),):
        if not _overlap(spot.window, shown):
            continue
        layer = _caption_layer(text, spot.lit, lettering, track.position, track.offset_y, frame)
        if layer is None:
            return
        comes_in = animated and spot.window[0] == window[0]
        fade = max(2, round(_POP_S * frame_rate)) if comes_in else 0
        rise = round(_POP_RISE * frame.pixels_per_point) if comes_in else 0
        yield _at(layer, _overlap(spot.window, film), fade, rise)


def _spots(text: str, window: Window) -> Iterator[_Spot]:
    """When each part of a text lights up: its share of the time is its share of the letters."""
    parts = spoken_parts(text, _MOST_PARTS)
    start, length = window[0], window[1] - window[0]
    total = sum(end - begin for begin, end in parts)
    spoken = 0
    for begin, end in parts:
        first = start + round(length * spoken / total)
        spoken += end - begin
        last = start + round(length * spoken / total)
        if last > first:
            yield _Spot((first, last), (begin, end))


@lru_cache(maxsize=96)
def _caption_layer(
    text: str, lit: tuple[int, int], lettering: Lettering, position: CaptionPosition, offset_y: float, frame: Frame
) -> Layer | None:
    picture = draw_text(text, lettering, _room(frame, frame.zone.caption_width), lit)
    if picture is None:
        return None
    return _layer(picture, caption_corner(frame, (picture.width, picture.height), position, offset_y))


def _lit_color(color: HexColor) -> HexColor:
    """A colour for the spoken word that stands out from the caption's own."""
    return next(lit for lit in _LIT_COLORS if _apart(lit, color) > 200)


def _apart(first: HexColor, second: HexColor) -> int:
    """Sum of the differences in R, G and B: 0 to 765."""
    return sum(abs(int(first[i : i + 2], 16) - int(second[i : i + 2], 16)) for i in (1, 3, 5))


# --- overlays --------------------------------------------------------------------------------------------------------


def _overlay_layer(overlay: Overlay, frame: Frame, resolve_media: Callable[[str], Path] | None) -> Layer | None:
    if overlay.kind == "text":
        return _title_layer(
            ready_to_set(overlay.text), _TITLE_SIZES[overlay.size], overlay.color, overlay.position, frame
        )
    path = resolve_media(overlay.media) if overlay.media and resolve_media else None
    picture = draw_logo(path, overlay.size, frame) if path else draw_placeholder(overlay, frame)
    return _layer(picture, overlay_corner(frame, (picture.width, picture.height), overlay.position))


@lru_cache(maxsize=32)
def _title_layer(text: str, size: float, color: HexColor, position: OverlayPosition, frame: Frame) -> Layer | None:
    align = _ALIGNS.get(position.rpartition("_")[2], "center")
    share = frame.zone.caption_width if align == "center" else _CORNER_WIDTH
    picture = draw_text(text, Lettering(size=size, color=color, align=align), _room(frame, share))
    return _layer(picture, overlay_corner(frame, (picture.width, picture.height), position)) if picture else None


def _room(frame: Frame, width: float) -> Room:
    """The room for a text of this share of the frame's width."""
    points = POINTS / min(frame.width, frame.height)
    return Room(width * frame.width * points, _TALLEST * frame.height * points, frame.pixels_per_point)


def _layer(picture: Picture, corner: tuple[int, int]) -> Layer:
    return layer_from_rgba(picture.rgba, corner[0] + picture.left, corner[1] + picture.top, start_frame=0, end_frame=0)
