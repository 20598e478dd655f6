"""The scene at the side."""

from store.edits import SetTitle
from store.scene import Scene, replace
from tests.tools.desk import Desk
from ui.composition import Studio
from ui.pane import pane_props
from ui.showing import NEWEST, pane_frame_row, pane_row


def test_a_scene_is_read_out_shot_by_shot(scenes: dict[str, Scene], studio: Studio) -> None:
    scene = scenes["cafe_story"]
    history = studio.history
    history.create_session("café", scene=scene, session_id="s")
    props = pane_props("s", "café", 0, scene, [], scene.shots[1].id)
    assert (props["title"], props["ratio"], props["duration_s"]) == ("café", scene.aspect_ratio, 7.6)
    assert [shot["number"] for shot in props["shots"]] == list(range(1, len(scene.shots) + 1))
    assert [shot["selected"] for shot in props["shots"]].index(True) == 1
    assert all(shot["lines"] for shot in props["shots"])
    assert (
        any(cue.text in line for cue in scene.captions.cues for line in props["captions"]) if scene.captions else True
    )
    assert (props["revision"], props["revisions"]) == (0, [])


def test_the_newest_versions_stand_in_the_pane_and_not_a_thousand(scenes: dict[str, Scene], studio: Studio) -> None:
    desk = Desk(studio.home, scenes["bottle"])
    for number in range(NEWEST + 4):
        desk.do("set_duration", f"take {number}", duration_s=3 + number / 10)
    desk.do("undo")
    desk.do("name_version", name="calm")
    row = pane_row(studio, desk.session_id)
    assert row is not None
    told = [(r["number"], r["current"], r["undone"], r["names"]) for r in row["props"]["revisions"]]
    assert told[-2:] == [(NEWEST + 3, True, False, ["calm"]), (NEWEST + 4, False, True, [])]
    assert len(told) == NEWEST


def test_thumbnails_show_the_middle_of_their_shot(scenes: dict[str, Scene], studio: Studio) -> None:
    scene = scenes["bottle"]
    studio.history.create_session("bottle", scene=scene, session_id="s")
    [shot] = pane_props("s", "bottle", 0, scene, [], None)["shots"]
    assert shot["thumb"] == f"/poster/s/0.jpg?at={scene.shots[0].duration_s / 2:.2f}"
    assert shot["selected"]


def test_there_is_no_pane_before_the_first_shot(studio: Studio) -> None:
    studio.history.create_session("empty", session_id="s")
    assert pane_row(studio, "s") is None


def test_the_frame_never_changes_while_the_scene_does(scenes: dict[str, Scene], studio: Studio) -> None:
    history = studio.history
    history.create_session("bottle", scene=scenes["bottle"], session_id="s")
    before, frame = pane_row(studio, "s"), pane_frame_row("s")
    titled = replace(scenes["bottle"], title="Dawn")
    history.commit("s", None, "call", "call it Dawn", SetTitle(title="Dawn"), titled)
    after = pane_row(studio, "s")
    assert before is not None
    assert after is not None
    assert before["id"] == after["id"] == frame["props"]["element_id"] != frame["id"]
    assert before["props"] != after["props"]
    assert pane_frame_row("s") == frame
    assert (frame["display"], after["display"]) == ("side", "inline")
