"""Content keys are honest: a film made anew only where keys changed is the same as one made anew as a whole."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

import store.edits as e
from store.apply import apply
from store.errors import EditRefused, ReshootError
from store.scene import Captions, Cue, Look, Scene, Transition, film_duration_s
from store.segments import Target, segments
from tests.store.strategies import edits_of
from tests.tools.camera.drawn import film, move, save, shot, texture
from tools.rendering.films import FilmMaker
from tools.rendering.orders import FilmOrder

TINY = Target(width=54, height=96, frame_rate=24, quality="final")
LONGEST_S = 6.0
"""Longer films are left out: they say nothing that shorter ones do not."""

CROSSFADE = Transition(kind="crossfade", duration_s=0.2)
FADE = Transition(kind="fade_black", duration_s=0.2)
SCENE = film(
    shot(move("push_in", 0.2, end_s=0.5), name="s1", duration_s=0.5, look=Look(temperature=0.3, grain=0.2)),
    shot(move("pan_left", 0.1, end_s=0.5), name="s2", duration_s=0.5, transition=CROSSFADE),
    shot(name="s3", duration_s=0.4),
    shot(move("handheld", 0.01, end_s=0.4), name="s4", duration_s=0.4, transition=FADE),
    captions=Captions(cues=(Cue(text="Dawn", start_s=0.1, end_s=0.7), Cue(text="Street", start_s=1.0, end_s=1.5))),
)  # fmt: skip


@pytest.fixture
def rendered(tmp_path: Path) -> Callable[[Scene, Path], bytes]:
    """Renders a film into a cache and answers its file."""
    still = save(tmp_path, texture(200, 300))
    depth = save(tmp_path, np.tile(np.linspace(0, 255, 200, dtype=np.uint8), (300, 1)), "m.png")
    cube = tmp_path / "l.cube"
    corners = [(r, g, b) for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    cube.write_text("LUT_3D_SIZE 2\n" + "\n".join(f"{1 - r} {g} {b}" for r, g, b in corners))
    stills = {"a": still, "still:000000000001": save(tmp_path, texture(240, 300, 2), "other.png")}
    maker = FilmMaker()

    def make(scene: Scene, cache: Path) -> bytes:
        cache.mkdir(exist_ok=True)
        order = FilmOrder(scene, TINY, stills, {"m.png": depth, "l.cube": cube}, cache, 10**9)
        return maker.make(order, lambda _: None, lambda: False).read_bytes()

    return make


@pytest.mark.slow
def test_what_is_made_again_where_keys_changed_is_what_would_be_made_as_a_whole(
    rendered: Callable[[Scene, Path], bytes], tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    rendered(SCENE, kept)
    keys = {segment.key for segment in segments(SCENE, TINY)}
    partly = changed = runs = 0

    @settings(
        max_examples=70, deadline=None, database=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )  # fmt: skip
    @given(edit=edits_of(SCENE))
    def run(edit: e.Edit) -> None:
        nonlocal partly, changed, runs
        try:
            after = apply(SCENE, edit)
        except EditRefused:
            return
        assume(after.shots and film_duration_s(after) <= LONGEST_S)
        runs += 1
        fresh = tmp_path / f"fresh-{runs}"
        try:
            whole = rendered(after, fresh)
        except ReshootError:
            return  # a file of the edit is not there: no film, whatever the keys
        assert rendered(after, kept) == whole
        now = {segment.key for segment in segments(after, TINY)}
        partly += bool(now & keys) and now != keys
        changed += now != keys

    run()
    assert changed > 10
    assert partly > 5
