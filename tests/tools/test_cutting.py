"""Splitting and trimming shots: over the cut the camera shows what it showed before, in every ratio."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.apply import apply
from store.edits import SplitShot
from store.errors import AskPerson
from store.home import Home
from store.scene import ASPECT_RATIOS, MOVE_KINDS, AspectRatio, Depth, Look, Move, MoveKind, Scene, Shot, replace
from store.segments import segments
from tests.golden.cases import difference
from tests.tools.camera.drawn import SMALL, film, move, save, shot, texture
from tests.tools.desk import Desk
from tools.camera.encode import blank_planes
from tools.camera.framing import plan_shot, recompose
from tools.camera.moves import Floats, ease
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.motion import USUAL_AMOUNT
from tools.planes import U8, planes_to_bgr
from tools.render import LocalRenderer


class PicturedDesk(Desk):
    """A desk whose one still is a real picture, on which real paths are planned."""

    def __init__(self, home: Home, scene: Scene, folder: Path) -> None:
        super().__init__(home, scene)
        self.still, self.cache = folder / "still.png", folder / "cache"
        self.local = LocalRenderer(lambda _: self.still, lambda _: self.still, self.cache)
        for name in ("framings", "crop_at", "limits"):
            setattr(self.renderer, name, getattr(self.local, name))
        media = home.media.put_file(self.still, "png")
        self.stills.add(self.session_id, media, "upload", width=400, height=500, still_id="a")

    def path(self, one: Shot, times_s: Floats, ratio: AspectRatio = "9:16") -> Floats:
        """The corners of a shot's frame on the still at each time, in a film of that ratio."""
        fitted = recompose(one, self.scene.aspect_ratio, ratio, self.still, self.cache)
        return plan_shot(fitted, ratio, self.still, self.cache).quads(times_s)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A still, and what is remembered of it from test to test."""
    made = tmp_path_factory.mktemp("still")
    save(made, texture(400, 500))
    return made


@pytest.fixture
def desk(home: Home, folder: Path) -> Iterator[Callable[..., PicturedDesk]]:
    opened: list[PicturedDesk] = []

    def open_desk(*moves: Move, **values: Any) -> PicturedDesk:
        made = PicturedDesk(home, film(shot(*moves, duration_s=4.0, **values)), folder)
        opened.append(made)
        return made

    yield open_desk
    for one in opened:
        one.local.close()


def even(kind: str, amount: float, start_s: float = 0.0, end_s: float = 4.0, **values: object) -> Move:
    return Move.model_validate(
        {"kind": kind, "amount": amount, "start_s": start_s, "end_s": end_s, "easing": "linear", **values}
    )


def test_a_shot_that_stands_still_is_split_without_more(desk: Callable[..., PicturedDesk]) -> None:
    at = desk()
    receipt = at.do("split_shot")
    assert [(one.id, one.duration_s, one.framing) for one in at.scene.shots] == [("s1", 2.0, {}), ("s2", 2.0, {})]
    assert receipt.outcome == "changed"
    assert receipt.message == "Split at 2.0 s: shot 1 ends there, and shot 2 is its last 2.0 s."


EASED = "cubic-bezier(0.3,-1,0.7,2)"
"""Swings back before it goes, and beyond before it comes to rest: no part of it is an easing."""
SEVERAL = {
    "an aimed push": (even("push_in", 0.3, anchor={"x": 0.2, "y": 0.7}),),
    "a push that swings": (even("push_in", 0.2, easing=EASED),),
    "several at once": (even("push_in", 0.1), even("pan_right", 0.1, 0.5, 3.0), even("roll_cw", 3, 1.0, 4.0)),
    "one after the other": (even("tilt_up", 0.1, 0.0, 0.8), even("truck_left", 0.1, 2.0, 4.0)),
    "more than the still has room for": (even("pull_out", 1.0),),
}
CAMERAS = SEVERAL | {kind: (move(kind, USUAL_AMOUNT[kind], end_s=4.0),) for kind in MOVE_KINDS}


@pytest.mark.parametrize("ratio", ["9:16", "16:9"])
@pytest.mark.parametrize("camera", CAMERAS)
@settings(max_examples=3, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at_s=st.floats(0.2, 3.8))
def test_wherever_a_shot_is_cut_its_halves_show_what_the_whole_showed(
    folder: Path, camera: str, ratio: AspectRatio, at_s: float
) -> None:
    scene = film(shot(*CAMERAS[camera], duration_s=4.0))
    cut = apply(scene, SplitShot(shot_id="s1", new_id="s2", at_s=at_s, along_path=True))

    def path(one: Shot, times_s: Floats) -> Floats:
        fitted = recompose(one, "9:16", ratio, folder / "still.png", folder)
        return plan_shot(fitted, ratio, folder / "still.png", folder).quads(times_s)

    for part, from_s in zip(cut.shots, (0.0, at_s), strict=True):
        times_s = np.linspace(0, part.duration_s, 7)
        assert path(part, times_s) == pytest.approx(path(scene.shots[0], times_s + from_s), abs=1e-6)


DEEP = {
    "parallax": {"camera": (even("truck_left", 0.1),), "depth": Depth(amount=0.06)},
    "grain": {"camera": (even("pan_left", 0.1),), "look": Look(grain=0.3)},
    "orbit": {"camera": (even("orbit_left", 6.0),)},
    "handheld": {"camera": (even("handheld", 0.01),)},
    "roll": {"camera": (even("roll_ccw", 4.0),)},
}


@pytest.mark.parametrize("name", DEEP)
def test_the_frames_of_the_halves_are_those_of_the_whole(folder: Path, name: str) -> None:
    scene = film(Shot.model_validate({"id": "s1", "still": "a", "duration_s": 1.0, **_within(DEEP[name], 1.0)}))
    cut = apply(scene, SplitShot(shot_id="s1", new_id="s2", at_s=0.49, along_path=True))  # between two frames
    for frame in (0, 5, 11, 12, 13, 23):
        mean, most = difference(_frame(scene, frame, folder), _frame(cut, frame, folder))
        assert (mean < 0.5, most <= 4) == (True, True), f"frame {frame}: {mean}, {most}"


def _within(values: dict[str, Any], duration_s: float) -> dict[str, Any]:
    return {**values, "camera": tuple(replace(one, end_s=duration_s) for one in values["camera"])}


def _frame(scene: Scene, frame: int, folder: Path) -> U8:
    """A frame of the film, BGR."""
    planes = blank_planes(SMALL.width, SMALL.height)
    of_frame = next(one for one in segments(scene, SMALL) if frame < one.start_frame + one.frames)
    sources = Sources({"a": folder / "still.png"}, (), folder)
    SegmentPainter(scene, SMALL, of_frame, sources, PLATES).draw(frame, planes)
    return planes_to_bgr(planes)


PLATES = Plates()


@pytest.mark.parametrize("kind", ["pan_right", "roll_cw", "orbit_left", "push_in"])
def test_a_half_that_is_given_another_camera_starts_from_what_it_showed(
    desk: Callable[..., PicturedDesk], kind: MoveKind
) -> None:
    at = desk(even(kind, 0.1))
    at.do("split_shot")
    cut_at = at.path(at.scene.shots[1], np.zeros(1)).mean(axis=1)
    assert set(at.scene.shots[1].framing) == set(ASPECT_RATIOS)
    at.do("remove_move", kind=kind, shots=["s2"])
    assert at.scene.shots[1].path is None
    assert at.path(at.scene.shots[1], np.zeros(1)).mean(axis=1) == pytest.approx(cut_at, abs=5e-3)


def test_a_shot_without_a_picture_is_split_all_the_same(desk: Callable[..., PicturedDesk]) -> None:
    at = desk(even("push_in", 0.2), still=None)
    at.do("split_shot")
    assert [one.camera[0].end_s for one in at.scene.shots] == [2.0, 2.0]


@pytest.mark.parametrize(
    ("camera", "off"),
    [
        ("several at once", {"off_start_s": 1.5, "off_end_s": 0.5}),
        ("handheld", {"off_start_s": 1.0}),
        ("pan_left", {"off_start_s": 0.5}),
        ("roll_cw", {"off_end_s": 1.0}),
    ],
)
def test_a_trimmed_shot_shows_what_it_showed_then(
    desk: Callable[..., PicturedDesk], camera: str, off: dict[str, float]
) -> None:
    at = desk(*CAMERAS[camera])
    whole = at.shot
    at.do("trim_shot", **off)
    times_s = np.linspace(0, at.shot.duration_s, 11)
    assert at.shot.duration_s == 4.0 - sum(off.values())
    for ratio in ("9:16", "16:9"):
        was = at.path(whole, times_s + off.get("off_start_s", 0.0), ratio)
        assert at.path(at.shot, times_s, ratio) == pytest.approx(was, abs=1e-6)


@pytest.mark.parametrize("off", [{}, {"off_start_s": -1.0}, {"off_end_s": 0.0}])
def test_a_trim_of_nothing_is_asked_back(desk: Callable[..., PicturedDesk], off: dict[str, float]) -> None:
    at = desk()
    with pytest.raises(AskPerson, match="which end"):
        at.do("trim_shot", **off)


def test_the_sway_is_taken_out_and_nothing_else(home: Home, scenes: dict[str, Scene]) -> None:
    at = Desk(home, scenes["portrait"])
    at.do("stabilise")
    assert [one.kind for one in at.shot.camera] == ["orbit_left"]
    assert at.do("stabilise").outcome == "unchanged"
    steady = Desk(home, replace(scenes["cafe_story"], title="x"))
    assert steady.do("stabilise", shots=["s1"]).outcome == "unchanged"


@pytest.mark.parametrize("easing", ["linear", "ease_in", "ease_out", "ease_in_out"])
def test_a_cut_counts_the_pace_of_a_move_as_the_camera_does(easing: str) -> None:
    from store.easing import done

    shares = np.linspace(0, 1, 21)
    counted = [done(easing, share) for share in shares.tolist()]  # pyright: ignore[reportArgumentType]
    assert counted == pytest.approx(ease(easing, shares).tolist())  # pyright: ignore[reportArgumentType]
