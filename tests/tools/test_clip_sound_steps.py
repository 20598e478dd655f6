"""The steps about the own sound of clips."""

from pathlib import Path

import pytest

from store.errors import EditRefused, OutOfRange
from store.home import Home
from store.scene import Scene
from store.takes import Video
from store.video_takes import video_of, video_take_id
from tests.tools.desk import Desk
from tests.tools.footage.filmed import write_clip
from tools.finish.audio_files import has_sound
from tools.intake import receive_file


def levels(desk: Desk) -> list[float | None]:
    return [shot.sound.gain_db if shot.sound else None for shot in desk.scene.shots]


def test_the_sound_of_a_clip_lies_in_the_file_of_its_take_and_is_kept_on_request(surf: Desk) -> None:
    assert has_sound(surf.home.media.path(video_of(surf.shot.take) or ""))
    assert levels(surf) == [None]
    receipt = surf.do("set_clip_sound", heard=True)
    assert [(line.what, line.old, line.new) for line in receipt.changes] == [
        ("Clip's own sound", "left out", "on, 0 dB"),
    ]  # fmt: skip
    surf.do("undo")
    assert levels(surf) == [None]


def test_it_is_made_quieter_and_taken_further(surf: Desk) -> None:
    surf.do("set_clip_sound", heard=True)
    surf.do("change_level", track="clip", direction="less", by_db=6.0)
    assert levels(surf) == [-6.0]
    surf.do("adjust_last", direction="more", degree="plain")
    assert levels(surf) == [-9.0]
    surf.do("set_clip_sound", gain_db=-2.0)
    assert levels(surf) == [-2.0]
    assert surf.do("set_clip_sound", heard=False).outcome == "changed"
    assert surf.do("set_clip_sound", heard=False).outcome == "unchanged"
    with pytest.raises(OutOfRange, match="-60 to 12 dB"):
        surf.do("set_clip_sound", gain_db=float("nan"))


def test_a_split_clip_has_two_sounds_and_each_its_own_level(surf: Desk) -> None:
    surf.do("set_clip_sound", heard=True)
    surf.do("split_shot", at_s=0.8)
    second = surf.scene.shots[1].id
    surf.do("change_level", track="clip", direction="less", shots=[second])
    assert levels(surf) == [0.0, -3.0]
    surf.do("set_clip_sound", heard=False, shots=["all"])
    assert levels(surf) == [None, None]


def test_a_pace_without_sound_is_told(surf: Desk) -> None:
    surf.do("set_clip_sound", heard=True)
    assert any("silent for 2.0 s" in note for note in surf.do("retime_take", reverse=True).notes)
    surf.do("remove_retime")
    assert surf.do("retime_take", speed=0.5).notes == ()
    held = surf.do("retime_take", freeze_at_s=1.0, freeze_s=1.5)
    assert any("Shot 1: its sound is silent for 1.5 s" in note for note in held.notes)


def test_what_has_no_sound_says_why(home: Home, scenes: dict[str, Scene], surf: Desk, tmp_path: Path) -> None:
    still = Desk(home, scenes["bottle"])
    with pytest.raises(
        EditRefused, match=r"rendered from a still, which has no sound of its own\. Nothing was changed"
    ):
        still.do("set_clip_sound", heard=True)
    data = write_clip(tmp_path / "mute.mp4", 30).read_bytes()
    surf.run(receive_file, "Upload: mute.mp4", data=data, name="mute.mp4")
    surf.do("set_clip_sound", heard=True)
    receipt = surf.do("use_clip", shot="s1")
    assert "This clip brought no sound of its own." in receipt.notes
    with pytest.raises(EditRefused, match="brought no sound"):
        surf.do("set_clip_sound", heard=True)


def test_a_clip_whose_sound_was_kept_apart_has_to_be_sent_again(home: Home) -> None:
    desk = Desk(home, Scene())
    media, apart = f"{'a' * 64}.mp4", f"{'b' * 64}.m4a"
    old = Video(media=media, poster=f"{'c' * 64}.jpg", width=640, height=360, duration_s=2.0, sound=apart, label="old")
    desk.do("add_shot", description="the sea")
    shot = desk.scene.shots[-1].id
    desk.takes.add(desk.session_id, shot, video_take_id(shot, media), "upload", old)
    desk.do("pick_take", number=1, shot=shot)
    with pytest.raises(EditRefused, match="Send the clip again"):
        desk.do("set_clip_sound", heard=True)
