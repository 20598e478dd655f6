"""Depth, focus, changing looks, LUTs and retiming in the scene: what they do to receipts, keys and lengths."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

import store.edits as e
from store.apply import apply, invert
from store.describe import describe
from store.errors import OutOfRange
from store.retiming import source_at, speeds
from store.scene import Depth, Focus, Look, Lut, Retime, RetimePoint, Scene, replace
from store.segments import preview_target, segments
from store.video_takes import video_take_id


@pytest.fixture
def bottle(scenes: dict[str, Scene]) -> Scene:
    return scenes["bottle"]


HALF_SPEED = Retime(points=(RetimePoint(at_s=0, source_s=1), RetimePoint(at_s=2, source_s=2)))
EDITS: dict[str, tuple[e.Edit, str]] = {
    "depth": (
        e.SetDepth(changes=(e.DepthChange(shot_id="s1", depth=Depth()),)),
        "Parallax: none → 3 % of the width, smooth depth.",
    ),
    "focus": (
        e.SetFocus(changes=(e.FocusChange(shot_id="s1", focus=Focus(start_depth=1, end_depth=0, end_s=2)),)),
        "Focus: all sharp → from the foreground to the background, 0.0 s to 2.0 s, blur 50 %.",
    ),
    "look_end": (
        e.SetLookEnd(changes=(e.LookEndChange(shot_id="s1", look_end=Look(exposure=1)),)),
        "Look at the end: as at the start → exposure +1 stop.",
    ),
    "lut": (
        e.SetLut(changes=(e.LutChange(shot_id="s1", lut=Lut(media="a.cube", name="Film", strength=0.8)),)),
        "LUT: none → “Film” at 80 %.",
    ),
    "retime": (
        e.SetRetime(changes=(e.RetimeChange(shot_id="s1", retime=HALF_SPEED),)),
        "Pace of the take: as made → 50 % speed.",
    ),
    "stabilise": (
        e.SetStabilise(changes=(e.StabiliseChange(shot_id="s1", stabilise=0.6),)),
        "Stabilising: off → 60 %.",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_is_told_with_units_and_undone_exactly(bottle: Scene, name: str) -> None:
    edit, sentence = EDITS[name]
    after = apply(bottle, edit)
    assert getattr(after.shots[0], name) != getattr(bottle.shots[0], name)
    assert describe(bottle, edit).sentence == sentence
    assert apply(after, invert(bottle, edit)) == bottle
    removal = e.parse_edit({"op": edit.op, "changes": [{"shot_id": "s1"}]})
    assert apply(after, removal) == bottle


def test_what_stayed_tells_the_camera_and_the_look_apart(bottle: Scene) -> None:
    assert "the camera" not in describe(bottle, EDITS["depth"][0]).stayed
    assert "the look" in describe(bottle, EDITS["depth"][0]).stayed
    assert "the look" not in describe(bottle, EDITS["lut"][0]).stayed


def _key(scene: Scene) -> str:
    return segments(scene, preview_target(scene))[0].key


def test_keys_change_only_where_it_shows(bottle: Scene) -> None:
    changed = {name for name, (edit, _) in EDITS.items() if _key(apply(bottle, edit)) != _key(bottle)}
    assert changed == {"depth", "focus", "look_end", "lut"}
    still = replace(bottle, shots=(replace(bottle.shots[0], camera=()),))
    assert _key(apply(still, EDITS["depth"][0])) == _key(still)
    unseen = e.SetLut(changes=(e.LutChange(shot_id="s1", lut=Lut(media="a.cube", strength=0)),))
    assert _key(apply(bottle, unseen)) == _key(bottle)
    taken = replace(bottle, shots=(replace(bottle.shots[0], take=video_take_id("s1", "a.mp4")),))
    assert _key(apply(taken, EDITS["retime"][0])) != _key(taken)


def test_a_scene_written_before_these_values_keeps_its_keys(bottle: Scene) -> None:
    document: Any = json.loads(bottle.model_dump_json())
    for name in ("look_end", "lut", "depth", "focus", "retime", "stabilise"):
        del document["shots"][0][name]
    assert Scene.model_validate(document) == bottle
    assert _key(Scene.model_validate(document)) == _key(bottle)


def test_a_focus_over_the_whole_shot_stretches_and_a_retiming_keeps_its_pace(bottle: Scene) -> None:
    focus = Focus(start_depth=0, end_depth=1, end_s=6)
    shot = replace(bottle.shots[0], focus=focus, retime=HALF_SPEED)
    longer = e.SetDuration(changes=(e.DurationChange(shot_id="s1", duration_s=9),))
    after = apply(replace(bottle, shots=(shot,)), longer).shots[0]
    assert after.focus == replace(focus, end_s=9)
    assert after.retime == HALF_SPEED
    timed = replace(bottle, shots=(replace(shot, focus=replace(focus, end_s=4)),))
    shorter = apply(timed, e.SetDuration(changes=(e.DurationChange(shot_id="s1", duration_s=3),))).shots[0]
    assert shorter.focus == replace(focus, end_s=3)


@pytest.mark.parametrize(
    "values",
    [
        {"depth": {"amount": 0.2}}, {"depth": {"amount": float("nan")}}, {"depth": {"source": "map"}},
        {"depth": {"source": "smooth", "media": "a.png"}},
        {"focus": {"start_depth": 2, "end_depth": 0, "end_s": 1}},
        {"focus": {"start_depth": 1, "end_depth": 0, "start_s": 1, "end_s": 1}},
        {"focus": {"start_depth": 1, "end_depth": 0, "end_s": 99}},
        {"lut": {"media": "a.cube", "strength": 3}}, {"stabilise": 2}, {"stabilise": float("inf")},
        {"retime": {"points": [{"at_s": 0, "source_s": 0}]}},
        {"retime": {"points": [{"at_s": 1, "source_s": 0}, {"at_s": 1, "source_s": 1}]}},
        {"retime": {"points": [{"at_s": n, "source_s": n} for n in range(100)]}},
    ],
)  # fmt: skip
def test_values_outside_their_limits_are_no_scene(bottle: Scene, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        replace(bottle.shots[0], **values)


def test_an_edit_beyond_a_limit_says_so(bottle: Scene) -> None:
    with pytest.raises(OutOfRange, match="stabilise"):
        apply(bottle, e.SetStabilise(changes=(e.StabiliseChange(shot_id="s1", stabilise=7),)))


def test_a_time_map_stands_runs_back_and_goes_on_beyond_its_points() -> None:
    points = ((1, 2), (2, 2), (3, 0.5))
    retime = Retime(points=tuple(RetimePoint(at_s=a, source_s=b) for a, b in points))
    assert speeds(retime) == (0, -1.5)
    assert [source_at(retime, at_s) for at_s in (0, 1.5, 2.5, 3.2, 9)] == pytest.approx([2, 2, 1.25, 0.2, 0])
