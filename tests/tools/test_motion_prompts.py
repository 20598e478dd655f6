"""Motion prompts are about movement only; the camera is told to each engine in its own way."""

import pytest

from store.errors import AskPerson
from store.scene import MOVE_KINDS, Move, MoveKind
from tools.engine_advice import Content, advise
from tools.engines import Engines
from tools.hosts import read_connections
from tools.motion_prompts import bracketed, checked_motion, directed
from tools.profiles import Profile, profiles
from tools.providers.requests import ClipRequest


def engine(name: str) -> Profile:
    return Engines().find(name)


def move(kind: MoveKind, amount: float = 0.12, start_s: float = 0, end_s: float = 6) -> Move:
    return Move(kind=kind, amount=amount, start_s=start_s, end_s=end_s)


def test_a_prompt_is_subject_direction_camera_atmosphere_and_pace_in_that_order() -> None:
    told = directed(
        engine("kling-3.0"), "the bottle rotates to the right", [move("push_in")], 6, "steam drifts", "calm and even"
    )
    assert told.prompt == ("The bottle rotates to the right. The camera pushes in slowly. Steam drifts. Calm and even.")
    assert told.camera is None


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        ([], "The camera holds still."),
        ([move("push_in", 0.4)], "The camera pushes in at an even pace."),
        ([move("push_in", 0.9, end_s=2)], "The camera pushes in quickly for 2 seconds, then holds."),
        ([move("orbit_left", 12)], "The camera orbits to the left around the subject slowly."),
        ([move("pan_left", start_s=2)], "The camera pans left slowly after 2 seconds."),
        ([move("pan_left", start_s=2, end_s=4)], "The camera pans left at an even pace from 2 to 4 seconds."),
        ([move("handheld", 0.02)], "The camera sways lightly, as if held by hand."),
        ([move("push_in"), move("pan_left")], "The camera pushes in slowly and pans left slowly."),
    ],
)
def test_the_camera_in_words(moves: list[Move], words: str) -> None:
    assert directed(engine("kling-3.0"), "", moves, 6).prompt == words


@pytest.mark.parametrize("kind", MOVE_KINDS)
def test_every_move_reaches_every_engine_in_some_way(kind: MoveKind) -> None:
    for profile in profiles():
        if profile.kind != "clip":
            continue
        moved = directed(profile, "it turns", [move(kind, 12 if kind.startswith(("roll", "orbit")) else 0.1)], 6)
        still = directed(profile, "it turns", [], 6)
        assert (moved.prompt, moved.camera) != (still.prompt, still.camera), (profile.id, kind)


def test_hailuo_takes_brackets_together_in_sequence_and_words_for_what_it_has_none_for() -> None:
    hailuo = engine("hailuo-2.3")
    assert directed(hailuo, "she smiles", [move("push_in")], 6).prompt == "[Push in] She smiles."
    assert directed(hailuo, "she smiles", [], 6).prompt == "[Static shot] She smiles."
    together = [move("push_in"), move("pan_left", start_s=1, end_s=3)]
    assert bracketed(together) == ("[Push in, Pan left]", [])
    in_turn = [move("pan_left", start_s=3), move("push_in", end_s=3)]
    assert bracketed(in_turn) == ("[Push in][Pan left]", [])
    four = [move("push_in"), move("pan_left"), move("tilt_up"), move("truck_left")]
    assert bracketed(four) == ("[Push in, Pan left, Tilt up]", [four[3]])
    orbit = directed(hailuo, "she smiles", [move("push_in"), move("orbit_left", 12)], 6).prompt
    assert orbit == "[Push in] She smiles. The camera orbits to the left around the subject slowly."


def test_a_real_camera_parameter_is_used_and_its_move_is_not_said_again() -> None:
    told = directed(engine("ltx-2.3"), "it turns", [move("push_in"), move("pan_left")], 6)
    assert told.camera == "dolly_in"
    assert told.prompt == "It turns. The camera pans left slowly."
    assert directed(engine("ltx-2.3"), "it turns", [], 6).camera == "static"
    assert directed(engine("pixverse-4.5"), "it turns", [move("zoom_in")], 6).camera == "zoom_in"


def test_the_parameter_shown_is_the_parameter_sent() -> None:
    from tools.providers import fal

    for name in ("ltx-2.3", "pixverse-4.5"):
        for moves in ((), (move("push_in"),), (move("roll_cw", 5), move("pan_right"))):
            profile = engine(name)
            shown = directed(profile, "it turns", moves, 5)
            request = ClipRequest(motion_prompt=shown.prompt, seconds=5, moves=moves)
            assert fal._to_wire(profile, request)[1].get(profile.fields.camera or "") == shown.camera


@pytest.mark.parametrize(
    "text",
    [
        "the bottle rotates slowly", "slight head turn, natural breath, soft background blur",
        "slow dolly forward, no shake", "steam rises and drifts to the left", "holds still", "She looks up and smiles",
        "die Flasche dreht sich langsam", "ボトルがゆっくり回る", "leaves fall", "the water ripples towards us",
        "a gentle rotation to the right", "the ballerina is spinning", "one wheel rolling along the road",
    ],
)  # fmt: skip
def test_movement_is_taken_as_it_stands(text: str) -> None:
    assert checked_motion(text) == text


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("A glass bottle of olive oil on a marble counter, soft side light", ""),
        (
            "Photorealistic portrait of a woman, 8k, sharp focus, she turns her head slowly",
            "She turns her head slowly.",
        ),
        ("product photography of a watch on white background, the hands sweep round", "The hands sweep round."),
        ("A single passport and an eastern rug in the light", ""),
        ("a red car in front of the mountains at dusk", ""),
        ("a man wearing a navy jacket", ""),
    ],
)
def test_a_description_of_the_picture_is_refused_with_a_better_one(text: str, better: str) -> None:
    with pytest.raises(AskPerson, match="describes the picture") as caught:
        checked_motion(text)
    assert caught.value.options
    if better:
        assert caught.value.options == (better,)
    for option in caught.value.options:
        assert checked_motion(option) == option


@pytest.mark.parametrize(
    "text", ["make it move", "Animate this!", "bring to life", "some motion", "let it come to life"]
)
def test_some_movement_is_no_direction(text: str) -> None:
    with pytest.raises(AskPerson, match="Which movement"):
        checked_motion(text, "face")
    with pytest.raises(AskPerson) as caught:
        directed(engine("kling-3.0"), text, [], 6)
    assert len(caught.value.options) == 3


# advice


@pytest.mark.parametrize(
    ("content", "best"),
    [
        ("product", "kling-3.0"), ("face", "hailuo-2.3"), ("control", "gen-4.5"), ("draft", "wan-2.6-flash"),
        ("multi_shot", "seedance-2.0"), ("conversational", "omni-flash-1.2-edit"),
    ],
)  # fmt: skip
def test_advice_names_an_engine_for_each_content_with_the_reason(content: Content, best: str) -> None:
    advice = advise(Engines(), content)
    assert advice[0].engine.engine == best
    assert all(line.reason and line.missing.startswith("connect with") for line in advice)


def test_what_is_connected_is_advised_first() -> None:
    engines = Engines(read_connections({"FAL_KEY": "x"}))
    advice = advise(engines, "control")
    assert [line.engine.id for line in advice] == ["ltx-2.3@fal", "pixverse-4.5@fal", "gen-4.5@runway"]
    assert [bool(line.missing) for line in advice] == [False, False, True]


def test_the_multi_shot_and_conversational_advice_can_do_it() -> None:
    assert all(line.engine.kind == "edit" for line in advise(Engines(), "conversational"))
    assert advise(Engines(), "multi_shot")[1].engine.multi_shot
