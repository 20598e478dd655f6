"""Segments: what ties shots together, and keys that change exactly when the picture does."""

import store.edits as e
from store.apply import apply
from store.scene import Captions, Cue, Scene, Transition, film_duration_s, replace
from store.segments import film_key, final_target, preview_target, segments


def _keys(scene: Scene) -> list[str]:
    return [segment.key for segment in segments(scene, preview_target(scene))]


def test_a_crossfade_ties_two_shots_into_one_segment(scenes: dict[str, Scene]) -> None:
    found = segments(scenes["cafe_story"], final_target(scenes["cafe_story"]))
    assert [[span.index for span in segment.spans] for segment in found] == [[0, 1], [2]]


def test_segments_cover_the_film_without_gaps(scenes: dict[str, Scene]) -> None:
    scene = apply(scenes["cafe_story"], e.SetDuration(changes=(e.DurationChange(shot_id="s2", duration_s=1.777),)))
    target = preview_target(scene)
    end = 0
    for segment in segments(scene, target):
        assert segment.start_frame == end
        end += segment.frames
    assert end == round(film_duration_s(scene) * target.frame_rate)


def test_a_change_in_one_shot_keeps_the_keys_of_the_others(scenes: dict[str, Scene]) -> None:
    scene = scenes["cafe_story"]
    after = apply(scene, e.SetLook(changes=(e.LookChange(shot_id="s3", temperature=0.4),)))
    assert _keys(scene)[0] == _keys(after)[0]
    assert _keys(scene)[1] != _keys(after)[1]


def test_a_shot_that_only_moved_in_time_keeps_its_key(scenes: dict[str, Scene]) -> None:
    plain = apply(scenes["cafe_story"], e.RemoveCaptions())
    plain = apply(apply(plain, e.RemoveOverlay(overlay_id="o1")), e.RemoveOverlay(overlay_id="o2"))
    longer = apply(plain, e.SetDuration(changes=(e.DurationChange(shot_id="s1", duration_s=4),)))
    assert _keys(plain)[1] == _keys(longer)[1]
    assert _keys(plain)[0] != _keys(longer)[0]


def test_a_caption_changes_only_the_segments_it_shows_in(scenes: dict[str, Scene]) -> None:
    scene = scenes["cafe_story"]
    after = apply(scene, e.SetCue(index=0, text="Good morning"))
    assert _keys(scene)[0] != _keys(after)[0]
    assert _keys(scene)[1] == _keys(after)[1]


def test_what_does_not_show_changes_no_key(scenes: dict[str, Scene]) -> None:
    scene = scenes["bottle"]
    words = apply(scene, e.SetShotText(shot_id="s1", description="another", atmosphere="misty"))
    assert _keys(scene) == _keys(words)
    assert film_key(scene, final_target(scene)) == film_key(words, final_target(words))


def test_sound_changes_the_film_but_no_segment(scenes: dict[str, Scene]) -> None:
    scene = scenes["portrait"]
    quieter = apply(scene, e.SetMusic(gain_db=-20))
    assert _keys(scene) == _keys(quieter)
    assert film_key(scene, preview_target(scene)) != film_key(quieter, preview_target(scene))


def test_an_empty_scene_has_no_segments(scenes: dict[str, Scene]) -> None:
    assert segments(scenes["empty"], preview_target(scenes["empty"])) == ()


def test_a_cue_changes_the_segments_of_those_it_shows_together_with(scenes: dict[str, Scene]) -> None:
    """They make room for each other, and so on from one to the next."""
    shots = tuple(replace(shot, transition=Transition()) for shot in scenes["cafe_story"].shots)

    def keys(last: str) -> list[str]:
        cues = (
            Cue(text="first", start_s=0.1, end_s=shots[0].duration_s + 0.4),
            Cue(text=last, start_s=shots[0].duration_s + 0.2, end_s=shots[0].duration_s + 0.8),
        )
        return _keys(replace(scenes["cafe_story"], shots=shots, captions=Captions(cues=cues)))

    before, after = keys("second"), keys("a much longer second one")
    assert [was == now for was, now in zip(before, after, strict=True)] == [False, False, True]
