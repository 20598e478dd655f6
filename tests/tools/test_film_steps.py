"""The steps about captions, overlays, sound, shots, transitions, stills, takes, export and money."""

import pytest

from store.errors import AskPerson, EditRefused, OutOfRange, UnknownTarget
from store.home import Home
from store.scene import Scene, film_duration_s
from tests.tools.desk import Desk


@pytest.fixture
def bottle(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["bottle"])


@pytest.fixture
def cafe(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["cafe_story"])


def test_a_caption_covers_the_film_and_the_next_one_what_is_left(bottle: Desk) -> None:
    bottle.do("add_caption", text="Cold-pressed daily", end_s=3.0)
    bottle.do("add_caption", text="From one grove")
    assert bottle.scene.captions is not None
    assert [(c.text, c.start_s, c.end_s) for c in bottle.scene.captions.cues] == [
        ("Cold-pressed daily", 0.0, 3.0), ("From one grove", 3.0, 6.0),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Fresh 🫒 daily 👩‍🍳", "{\\an8}<b>'; drop=1:text=x\\N%{pts}", "שלום · 日本語"])
def test_any_words_are_only_words(bottle: Desk, text: str) -> None:
    bottle.do("add_caption", text=text)
    assert bottle.scene.captions is not None
    assert bottle.scene.captions.cues[0].text == text


def test_a_caption_of_five_thousand_characters_is_refused_with_the_limit(bottle: Desk) -> None:
    with pytest.raises(OutOfRange, match=r"up to 500 characters and this one has 5000; nothing changed"):
        bottle.do("add_caption", text="x" * 5000)
    assert bottle.scene.captions is None


def test_an_empty_caption_is_refused(bottle: Desk) -> None:
    with pytest.raises(OutOfRange, match="needs its words"):
        bottle.do("add_caption", text="\u0000 \n")


def test_colours_are_names_or_hex(cafe: Desk) -> None:
    cafe.do("style_captions", color="pale blue")
    assert cafe.scene.captions is not None
    assert cafe.scene.captions.color == "#a9cfee"
    with pytest.raises(OutOfRange, match="do not know the colour"):
        cafe.do("style_captions", color="javascript:alert(1)")


def test_overlays_move_grow_and_go(cafe: Desk) -> None:
    cafe.do("change_overlay", which="o2", property="size", direction="larger")
    assert cafe.scene.overlays[1].size == "medium"
    cafe.do("remove_overlay", which="o2")
    cafe.do("change_overlay", property="position", direction="down")
    assert [o.position for o in cafe.scene.overlays] == ["center"]
    cafe.do("add_overlay", text="Batch 12", position="top_left")
    assert cafe.scene.overlays[1].id == "o2"


def test_a_new_voice_has_to_be_recorded_again(cafe: Desk) -> None:
    receipt = cafe.do("set_voiceover", voice="nova")
    assert cafe.scene.soundtrack.voiceover is not None
    assert cafe.scene.soundtrack.voiceover.media is None
    assert "not recorded" in receipt.notes[0]


def test_a_transition_needs_a_kind_where_there_is_a_cut(cafe: Desk) -> None:
    with pytest.raises(AskPerson, match="plain cut"):
        cafe.do("set_transition", duration_s=1.0, shots=["s3"])
    cafe.do("set_transition", kind="crossfade", shots=["s3"])
    assert cafe.scene.shots[2].transition.duration_s == pytest.approx(0.5)
    cafe.do("change_transition", direction="shorter", shots=["s3"])
    assert cafe.scene.shots[2].transition.duration_s == pytest.approx(0.35)


def test_the_whole_film_is_fitted_to_a_length(cafe: Desk) -> None:
    cafe.do("set_duration", film_s=10.0)
    assert film_duration_s(cafe.scene) == pytest.approx(10.0, abs=0.01)


def test_shots_are_added_moved_swapped_and_taken_out(cafe: Desk) -> None:
    cafe.do("add_shot", description="the street at dusk", position=1)
    cafe.do("move_shot", shot="s4", position=4)
    cafe.do("swap_shots", first="s1", second="s3")
    cafe.do("remove_shot", shot="s2")
    assert [shot.id for shot in cafe.scene.shots] == ["s3", "s1", "s4"]
    cafe.do("duplicate_shot", shot="s4")
    assert [shot.id for shot in cafe.scene.shots] == ["s3", "s1", "s4", "s2"]


def test_several_shots_and_none_named_is_a_question(cafe: Desk) -> None:
    with pytest.raises(AskPerson) as caught:
        cafe.do("change_look", property="temperature", direction="more")
    assert caught.value.options == ("shot 1", "shot 2", "shot 3", "all shots")
    cafe.do("change_look", property="temperature", direction="more", shots=["s3"])
    cafe.do("change_look", property="contrast", direction="more")
    assert cafe.scene.shots[2].look.contrast == pytest.approx(0.3)


def test_a_named_look_replaces_the_grade_and_unknown_ones_name_the_known(cafe: Desk) -> None:
    cafe.do("apply_look", name="noir", shots=["all"])
    assert {shot.look.saturation for shot in cafe.scene.shots} == {-1.0}
    with pytest.raises(UnknownTarget, match="golden hour"):
        cafe.do("apply_look", name="sparkle")


def test_sketches_come_as_four_variants_and_one_is_locked(home: Home) -> None:
    desk = Desk(home, Scene())
    receipt = desk.do("generate_stills", description="a bottle of olive oil on marble")
    assert [card.kind for card in receipt.cards] == ["variants"]
    assert "OPENAI_API_KEY" in receipt.notes[-1]
    stills = desk.stills.latest_batch(desk.session_id)
    assert [still.number for still in stills] == [1, 2, 3, 4]
    with pytest.raises(AskPerson, match="Which still"):
        desk.do("set_move", kind="push_in")
    desk.do("lock_still", number=2)
    assert desk.shot.still == stills[1].id
    with pytest.raises(UnknownTarget, match="no variant 9"):
        desk.do("lock_still", number=9)


def test_locking_what_is_locked_changes_nothing(cafe: Desk) -> None:
    receipt = cafe.do("lock_still", shot="s2")
    assert (receipt.outcome, receipt.action) == ("action", "lock_still")
    assert cafe.history.head(cafe.session_id).number == 0


def test_a_sample_is_checked_and_can_be_mirrored(home: Home) -> None:
    desk = Desk(home, Scene())
    receipt = desk.do("use_sample", name="bottle")
    assert [card.kind for card in receipt.cards] == ["readiness"]
    desk.do("lock_still")
    before = desk.shot.still
    assert desk.do("edit_still", operation="mirror").action == "edit_still"
    assert desk.shot.still != before
    desk.do("undo")
    assert desk.shot.still == before


def test_takes_differ_only_where_a_seed_shows(home: Home, scenes: dict[str, Scene]) -> None:
    desk = Desk(home, scenes["portrait"])
    made = desk.do("render_takes", count=3)
    assert len(made.offers) == 3
    desk.do("pick_take", number=2)
    assert desk.shot.take == desk.takes.of_shot(desk.session_id, "s1")[1].id
    still = Desk(home, scenes["bottle"])
    offered = still.do("render_takes", count=3)
    assert [chip.label for chip in offered.offers] == ["slower", "further", "the other way"]
    assert still.takes.of_shot(still.session_id, "s1") == []


@pytest.mark.parametrize(
    ("ratio", "platform"), [("9:16", "tiktok"), ("1:1", "feed"), ("4:5", "feed_portrait"), ("16:9", "youtube")]
)
def test_an_export_for_no_platform_is_for_one_of_the_films_ratio(cafe: Desk, ratio: str, platform: str) -> None:
    cafe.do("set_aspect_ratio", aspect_ratio=ratio)
    assert cafe.do("export").action == "export"
    assert cafe.renderer.exported == [platform]


def test_an_export_names_its_platforms_once(cafe: Desk) -> None:
    receipt = cafe.do("export", platforms=["tiktok", "instagram feed", "TikTok"])
    assert cafe.renderer.exported == ["tiktok", "feed"]
    assert len(receipt.files) == 2
    with pytest.raises(UnknownTarget):
        cafe.do("export", platforms=["betamax"])


def test_a_fade_in_milliseconds_is_a_slip_of_the_unit(cafe: Desk) -> None:
    with pytest.raises(OutOfRange, match="up to 60 s; nothing changed"):
        cafe.do("set_music", fade_out_s=2000)
    assert cafe.do("set_music", fade_out_s=2).outcome == "changed"


def test_nothing_is_exported_of_nothing(home: Home) -> None:
    with pytest.raises(AskPerson, match="nothing to export"):
        Desk(home, Scene()).do("export", platforms=["tiktok"])


def test_history_lists_undone_changes_and_restores_the_original(bottle: Desk) -> None:
    bottle.do("change_look", "brighter", property="exposure", direction="more")
    bottle.do("set_duration", "make it 8 seconds", duration_s=8)
    bottle.do("undo")
    told = bottle.do("show_history")
    assert "2. “make it 8 seconds” (undone)" in told.message
    assert bottle.do("restore", original=True).revision == 0
    bottle.do("undo")
    assert bottle.shot.look.exposure > 0
    with pytest.raises(EditRefused):
        bottle.do("undo", count=9)


def test_what_needs_an_engine_changes_nothing_and_names_the_key(bottle: Desk) -> None:
    receipt = bottle.do("needs_engine", wish="swap the jacket to navy", capability="picture_content")
    assert receipt.outcome == "needs_engine"
    assert "OPENAI_API_KEY" in receipt.message
    assert bottle.history.head(bottle.session_id).number == 0


def test_local_work_costs_nothing_and_says_so(bottle: Desk) -> None:
    assert "$0.00" in bottle.do("show_cost").message
    assert "$0.00" in bottle.do("estimate").message


def test_a_still_is_cropped_by_a_share_on_one_side(home: Home) -> None:
    desk = Desk(home, Scene())
    desk.do("use_sample", name="bottle")
    desk.do("lock_still")
    before = desk.stills.get(str(desk.shot.still))
    assert desk.do("edit_still", operation="crop", share=0.25, side="right").message.endswith("25% on the right.")
    after = desk.stills.get(str(desk.shot.still))
    assert (after.width, after.height) == (before.width - round(before.width * 0.25), before.height)
    with pytest.raises(OutOfRange, match="up to 90%"):
        desk.do("edit_still", operation="crop", share=1.0)


def test_all_captions_move_together(cafe: Desk) -> None:
    before = cafe.scene.captions.cues if cafe.scene.captions else ()
    receipt = cafe.do("shift_captions", shift_s=-0.5)
    after = cafe.scene.captions.cues if cafe.scene.captions else ()
    assert receipt.message.startswith("All 3 captions are 0.5 s earlier.")
    assert [cue.start_s for cue in after] == [max(0.0, round(cue.start_s - 0.5, 3)) for cue in before]
    assert [cue.text for cue in after] == [cue.text for cue in before]
    cafe.do("undo")
    assert cafe.scene.captions and cafe.scene.captions.cues == before
