"""Random scenes' edits, for property tests. Values run over their limits on purpose: a refusal is an answer too."""

from typing import Any

from hypothesis import strategies as st

import store.edits as e
from store.references import REFERENCE_KINDS, Reference
from store.scene import (
    ASPECT_RATIOS,
    FRAME_RATES,
    MOVE_KINDS,
    Background,
    ClipSound,
    Cover,
    Cue,
    Depth,
    Focus,
    Framing,
    Look,
    Lut,
    Move,
    Overlay,
    OverlayId,
    Retime,
    RetimePoint,
    Scene,
    Shot,
    ShotId,
)

_signed = st.floats(-1.2, 1.2, allow_nan=False)
_maybe = st.none() | _signed
_seconds = st.floats(0, 12, allow_nan=False)
_words = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() != "")


def _each(edit: Any, change: st.SearchStrategy[Any]) -> st.SearchStrategy[e.Edit]:
    return st.builds(edit, changes=st.lists(change, min_size=1, max_size=2).map(tuple))


def _shot_ids(scene: Scene) -> st.SearchStrategy[str]:
    return st.sampled_from([*(shot.id for shot in scene.shots), "s99"])


easings = st.sampled_from(["linear", "ease_in", "ease_out", "ease_in_out"]) | st.builds(
    lambda x1, y1, x2, y2: f"cubic-bezier({x1:.3f}, {y1:.3f}, {x2:.3f}, {y2:.3f})",
    st.floats(0, 1), st.floats(-1, 2), st.floats(0, 1), st.floats(-1, 2),
)  # fmt: skip
_unit = st.floats(0, 1)
looks = st.builds(Look, temperature=st.floats(-1, 1), exposure=st.floats(-3, 3), grain=_unit, fade=_unit)
depths = st.builds(Depth, source=st.sampled_from(["smooth", "model"]), amount=st.floats(0, 0.08)) | st.builds(
    Depth, source=st.just("map"), media=st.just("m.png")
)
focuses = st.builds(
    lambda near, far, start, length, blur, easing: Focus(
        start_depth=near, end_depth=far, start_s=start, end_s=start + length, blur=blur, easing=easing
    ),
    _unit, _unit, st.floats(0, 3), st.floats(0.1, 5), _unit, easings,
)  # fmt: skip
backgrounds = st.builds(Background, color=st.just("#9caf88"), to=st.none() | st.just("#123456"))
clip_sounds = st.builds(ClipSound, gain_db=st.floats(-60, 12))
covers = st.builds(
    Cover, video=st.just("v.mp4"), zone=st.just((0.1, 0.2, 0.5, 0.3)), text=_words, picture=st.just("p.png"),
    track=st.just("t.json"),
)  # fmt: skip
luts = st.builds(Lut, media=st.just("l.cube"), name=st.just("Film"), strength=_unit)


def _retimed(gaps: list[tuple[float, float]]) -> Retime:
    at_s, points = 0.0, [RetimePoint(at_s=0, source_s=1)]
    for gap, source_s in gaps:
        at_s += gap
        points.append(RetimePoint(at_s=at_s, source_s=source_s))
    return Retime(points=tuple(points))


retimes = st.lists(st.tuples(st.floats(0.1, 4), st.floats(0, 8)), min_size=1, max_size=4).map(_retimed)


def edits_of(scene: Scene) -> st.SearchStrategy[e.Edit]:
    """Any edit that might be said about a scene."""
    shot = _shot_ids(scene)
    kinds = (_order_edits, _source_edits, _camera_edits, _light_edits, _take_edits)
    return st.one_of(
        *(kind(shot) for kind in kinds), _caption_edits(), _overlay_edits(scene), _sound_edits(), _film_edits()
    )


def _order_edits(shot: st.SearchStrategy[str]) -> st.SearchStrategy[e.Edit]:
    """Which shots there are, how long, and how one leads to the next."""
    new_shot = st.builds(
        lambda words, length: Shot(id=ShotId("s50"), description=words, duration_s=length), _words, st.floats(0.2, 20)
    )
    crop = st.just({}) | st.just({"9:16": Framing(scale=0.5)})
    cut = st.floats(0.5, 2)
    transition = st.builds(
        e.TransitionChange, shot_id=shot, kind=st.none() | st.sampled_from(["cut", "crossfade", "fade_black"]),
        duration_s=st.none() | st.floats(0, 6),
    )  # fmt: skip
    return st.one_of(
        st.builds(e.AddShot, shot=new_shot, index=st.none() | st.integers(-1, 5)),
        st.builds(e.AddShots, shots=st.tuples(new_shot)),
        st.builds(e.RemoveShot, shot_id=shot),
        st.builds(e.MoveShot, shot_id=shot, index=st.integers(-1, 5)),
        st.builds(e.SwapShots, first_id=shot, second_id=shot),
        st.builds(e.DuplicateShot, shot_id=shot, new_id=st.just("s51"), index=st.sampled_from([None, 0])),
        st.builds(e.SplitShot, shot_id=shot, new_id=st.just("s52"), at_s=_seconds | cut, along_path=st.booleans(),
                  second_framing=crop),
        st.builds(e.TrimShot, shot_id=shot, start_s=st.just(0.0) | _seconds, end_s=_seconds | cut, framing=crop,
                  along_path=st.booleans()),
        _each(e.SetDuration, st.builds(e.DurationChange, shot_id=shot, duration_s=st.floats(0, 70))),
        st.builds(e.SetTransition, changes=st.tuples(transition)),
    )  # fmt: skip


def _source_edits(shot: st.SearchStrategy[str]) -> st.SearchStrategy[e.Edit]:
    """What shots are made from, and what is written about them."""
    return st.one_of(
        st.builds(e.SetShotText, shot_id=shot, description=st.none() | _words, atmosphere=st.none() | _words),
        st.builds(e.LockStill, shot_id=shot, still=st.just("still:000000000001"), still_prompt=st.none() | _words),
        st.builds(e.ReplaceWords, shot_id=shot, take=st.none() | st.just("video:s1:v.mp4"),
                  covers=st.lists(covers, max_size=2).map(tuple), still=st.none() | st.just("still:000000000002")),
        st.builds(e.PickTake, shot_id=shot, take=st.just("take:9")),
        st.builds(e.SetReference, reference=st.builds(Reference, name=st.sampled_from(["Mia", "mia", "style"]),
                  kind=st.sampled_from(REFERENCE_KINDS), still=st.sampled_from(["still:a", "still:b"]))),
        st.builds(e.RemoveReference, name=st.sampled_from(["Mia", "MIA", "nobody"])),
    )  # fmt: skip


def _camera_edits(shot: st.SearchStrategy[str]) -> st.SearchStrategy[e.Edit]:
    kind = st.sampled_from(MOVE_KINDS)
    change = st.builds(
        e.MoveChange, shot_id=shot, kind=kind, becomes=st.none() | kind, amount=st.none() | st.floats(0, 50),
        start_s=st.none() | _seconds, end_s=st.none() | _seconds, easing=st.none() | easings,
    )  # fmt: skip
    target = st.builds(e.MoveTarget, shot_id=shot, kind=st.none() | kind)
    return st.one_of(
        _each(e.SetMove, change),
        st.builds(e.RemoveMove, targets=st.tuples(target)),
        st.builds(e.SetCamera, shot_id=shot, moves=st.tuples(kind.map(lambda k: Move(kind=k, amount=0.1, end_s=0.5)))),
        st.builds(e.SetFraming, shot_id=shot, aspect_ratio=st.sampled_from(ASPECT_RATIOS),
                  framing=st.none() | st.builds(Framing, scale=st.floats(0.2, 1))),
        _each(e.SetDepth, st.builds(e.DepthChange, shot_id=shot, depth=st.none() | depths)),
        _each(e.SetFocus, st.builds(e.FocusChange, shot_id=shot, focus=st.none() | focuses)),
    )  # fmt: skip


def _light_edits(shot: st.SearchStrategy[str]) -> st.SearchStrategy[e.Edit]:
    look = st.builds(
        e.LookChange, shot_id=shot, temperature=_maybe, exposure=_maybe, saturation=_maybe, grain=_maybe, fade=_maybe
    )
    return st.one_of(
        _each(e.SetLook, look),
        _each(e.SetLookEnd, st.builds(e.LookEndChange, shot_id=shot, look_end=st.none() | looks)),
        _each(e.SetLut, st.builds(e.LutChange, shot_id=shot, lut=st.none() | luts)),
        _each(e.SetBackground, st.builds(e.BackgroundChange, shot_id=shot, background=st.none() | backgrounds)),
    )


def _take_edits(shot: st.SearchStrategy[str]) -> st.SearchStrategy[e.Edit]:
    return st.one_of(
        _each(e.SetRetime, st.builds(e.RetimeChange, shot_id=shot, retime=st.none() | retimes)),
        _each(e.SetStabilise, st.builds(e.StabiliseChange, shot_id=shot, stabilise=st.floats(-0.1, 1.1))),
        _each(e.SetClipSound, st.builds(e.ClipSoundChange, shot_id=shot, sound=st.none() | clip_sounds)),
    )


def _caption_edits() -> st.SearchStrategy[e.Edit]:
    cue = st.builds(
        lambda text, start, length: Cue(text=text, start_s=start, end_s=start + length),
        _words, _seconds, st.floats(0.1, 5),
    )  # fmt: skip
    return st.one_of(
        st.builds(e.SetCaptions, position=st.none() | st.sampled_from(["bottom", "middle", "top"]),
                  box=st.none() | st.booleans(), color=st.none() | st.just("#00ff00"), offset_y=_maybe),
        st.builds(e.AddCue, cue=cue),
        st.builds(e.SetCue, index=st.integers(0, 4), text=st.none() | _words, start_s=st.none() | _seconds),
        st.builds(e.ShiftCues, by_s=st.floats(-3, 3)),
        st.builds(e.RemoveCue, index=st.integers(0, 4)),
        st.builds(e.RemoveCaptions),
    )  # fmt: skip


def _overlay_edits(scene: Scene) -> st.SearchStrategy[e.Edit]:
    known = st.sampled_from([*(overlay.id for overlay in scene.overlays), "o99"])
    new = st.builds(
        lambda text, start: Overlay(id=OverlayId("o50"), text=text, start_s=start, end_s=start + 1), _words, _seconds
    )
    return st.one_of(
        st.builds(e.AddOverlay, overlay=new),
        st.builds(e.SetOverlay, overlay_id=known, text=st.none() | _words, start_s=st.none() | _seconds),
        st.builds(e.RemoveOverlay, overlay_id=known),
    )


def _sound_edits() -> st.SearchStrategy[e.Edit]:
    return st.one_of(
        st.builds(e.SetMusic, media=st.none() | st.just("m.mp3"), gain_db=st.none() | st.floats(-70, 20)),
        st.builds(e.RemoveMusic),
        st.builds(e.SetVoiceover, text=st.none() | _words, voice=st.none() | st.just("nova")),
        st.builds(e.RemoveVoiceover),
    )


def _film_edits() -> st.SearchStrategy[e.Edit]:
    return st.one_of(
        st.builds(e.SetAspectRatio, aspect_ratio=st.sampled_from(ASPECT_RATIOS)),
        st.builds(e.SetFrameRate, frame_rate=st.sampled_from(FRAME_RATES)),
        st.builds(e.SetTitle, title=_words),
        st.builds(e.SetBudget, budget_usd=st.none() | st.floats(0, 100)),
    )
