"""Splitting and trimming shots: over the cut the camera shows what it showed before, in every ratio."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from store.errors import AskPerson, EditRefused
from store.home import Home
from store.scene import ASPECT_RATIOS, AspectRatio, Move, MoveKind, Scene, Shot, replace
from tests.tools.camera.drawn import film, move, save, shot, texture
from tests.tools.desk import Desk
from tools.camera.framing import plan_shot, recompose
from tools.camera.moves import Floats, ease
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


RUNNING_ON = {
    "push": (even("push_in", 0.3),),
    "aimed push": (even("push_in", 0.3, anchor={"x": 0.2, "y": 0.7}),),
    "pull": (even("pull_out", 0.2),),
    "eased push": (move("push_in", 0.3, end_s=4.0),),
    "truck on a curve": (even("truck_left", 0.2, easing="cubic-bezier(0.42,0,0.58,1)"),),
    "truck": (even("truck_left", 0.2),),
    "truck and pedestal": (even("truck_left", 0.1), even("pedestal_up", 0.1, 0.5, 3.0)),
    "push after a truck": (even("truck_right", 0.1, 0.0, 0.8), even("push_in", 0.2, 1.0, 4.0)),
    "a move that is over": (move("push_in", 0.2, end_s=1.0),),
    "a move that comes": (even("truck_left", 0.2, 2.5, 4.0),),
}


@pytest.mark.parametrize("name", RUNNING_ON)
@pytest.mark.slow
def test_the_halves_of_a_shot_show_frame_by_frame_what_the_whole_showed(
    desk: Callable[..., PicturedDesk], name: str
) -> None:
    at = desk(*RUNNING_ON[name])
    whole = at.shot
    at.do("split_shot", at_s=1.5)
    first, second = at.scene.shots
    for ratio in ASPECT_RATIOS:
        for part, from_s, until_s in ((first, 0.0, 1.5), (second, 1.5, 4.0)):
            times_s = np.linspace(0, until_s - from_s, 11)
            apart = np.abs(at.path(part, times_s, ratio) - at.path(whole, times_s + from_s, ratio))
            assert apart.max() < 2e-4, f"{ratio} {part.id}: {apart.max()}"


def test_a_shot_that_stands_still_is_split_without_more(desk: Callable[..., PicturedDesk]) -> None:
    at = desk()
    receipt = at.do("split_shot")
    assert [(one.id, one.duration_s, one.framing) for one in at.scene.shots] == [("s1", 2.0, {}), ("s2", 2.0, {})]
    assert receipt.outcome == "changed"
    assert receipt.message == "Shot 2: none → s2, 2.0 s, static."


def test_a_move_that_swings_back_is_not_split_but_an_even_pace_is_offered(desk: Callable[..., PicturedDesk]) -> None:
    at = desk(move("push_in", 0.2, end_s=2.3, easing="cubic-bezier(0.3,-1,0.7,2)"))
    receipt = at.do("split_shot")
    assert receipt.outcome == "refused"
    assert "cannot be split at 2.0 s as it is" in receipt.message
    assert len(at.scene.shots) == 1
    at.click(receipt.offers[0].call)
    assert at.do("split_shot").outcome == "changed"
    assert len(at.scene.shots) == 2


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        ("pan_right", ["truck right instead, which can be split", "no pan right"]),
        ("tilt_up", ["pedestal up instead, which can be split", "no tilt up"]),
        ("roll_cw", ["no roll clockwise"]),
    ],
)
def test_a_turn_is_not_split_but_what_can_be_is_offered(
    desk: Callable[..., PicturedDesk], kind: MoveKind, offered: list[str]
) -> None:
    at = desk(even(kind, 0.1))
    receipt = at.do("split_shot")
    assert receipt.outcome == "refused"
    assert [offer.label for offer in receipt.offers] == offered
    at.click(receipt.offers[0].call)
    assert at.do("split_shot").outcome == "changed"
    assert len(at.scene.shots) == 2


def test_a_move_that_the_still_has_no_room_for_is_not_split(desk: Callable[..., PicturedDesk]) -> None:
    at = desk(even("pull_out", 1.0))
    with pytest.raises(EditRefused, match="no room"):
        at.do("split_shot")
    assert len(at.scene.shots) == 1


def test_a_shot_without_a_picture_is_split_all_the_same(desk: Callable[..., PicturedDesk]) -> None:
    at = desk(even("push_in", 0.2), still=None)
    at.do("split_shot")
    assert [one.camera[0].end_s for one in at.scene.shots] == [2.0, 2.0]


@pytest.mark.parametrize("name", ["push", "aimed push", "pull", "truck", "push after a truck"])
@pytest.mark.slow
def test_a_trimmed_shot_shows_what_it_showed_then(desk: Callable[..., PicturedDesk], name: str) -> None:
    at = desk(*RUNNING_ON[name])
    whole = at.shot
    at.do("trim_shot", off_start_s=1.5, off_end_s=0.5)
    times_s = np.linspace(0, 2.0, 11)
    assert at.shot.duration_s == 2.0
    assert np.abs(at.path(at.shot, times_s) - at.path(whole, times_s + 1.5)).max() < 2e-4


@pytest.mark.slow
def test_an_eased_move_is_trimmed_between_the_framings_it_had(desk: Callable[..., PicturedDesk]) -> None:
    at = desk(move("truck_left", 0.15, end_s=4.0))
    whole = at.shot
    at.do("trim_shot", off_end_s=1.0)
    ends = np.array([0.0, 3.0])
    assert np.abs(at.path(at.shot, ends) - at.path(whole, ends)).max() < 2e-4


def test_the_beginning_of_a_turn_is_not_trimmed_but_its_end_is(desk: Callable[..., PicturedDesk]) -> None:
    at = desk(even("pan_left", 0.1))
    with pytest.raises(EditRefused, match="cannot begin at that moment"):
        at.do("trim_shot", off_start_s=1.0)
    at.do("trim_shot", off_end_s=1.0)
    assert (at.shot.duration_s, at.shot.camera[0].amount) == (3.0, pytest.approx(0.075))


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
