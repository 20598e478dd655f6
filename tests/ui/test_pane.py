"""The scene at the side."""

from store.edits import SetTitle
from store.scene import Scene, replace
from ui.composition import Studio
from ui.pane import pane_props
from ui.showing import pane_frame_row, pane_row


def test_a_scene_is_read_out_shot_by_shot(scenes: dict[str, Scene], studio: Studio) -> None:
    scene = scenes["cafe_story"]
    history = studio.history
    history.create_session("café", scene=scene, session_id="s")
    props = pane_props("s", "café", 0, scene, history.revisions("s"), scene.shots[1].id)
    assert (props["title"], props["ratio"], props["duration_s"]) == ("café", scene.aspect_ratio, 7.6)
    assert [shot["number"] for shot in props["shots"]] == list(range(1, len(scene.shots) + 1))
    assert [shot["selected"] for shot in props["shots"]].index(True) == 1
    assert all(shot["lines"] for shot in props["shots"])
    assert (
        any(cue.text in line for cue in scene.captions.cues for line in props["captions"]) if scene.captions else True
    )
    assert props["revisions"] == [{"number": 0, "sentence": "", "current": True, "undone": False}]


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
