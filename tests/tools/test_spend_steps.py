"""What steps do where something can be bought; and that nothing changes where nothing can."""

from pathlib import Path
from typing import Any

import pytest

from store.errors import AskPerson, EditRefused, UnknownTarget
from store.home import Home
from store.ledger_calls import ASK_PERSON, Call
from store.scene import Scene, replace
from tests.tools.desk import Desk
from tests.tools.footage.filmed import write_clip
from tests.tools.shop import Shop, clip, shop_in
from tools.approvals import AskApproval
from tools.clips import receive_clip
from tools.money import Agreed


def test_takes_are_priced_for_all_candidates_before_anything_is_sent(shop: Shop) -> None:
    with pytest.raises(AskApproval) as asked:
        shop.buys("render_takes", agreed=None, count=3)
    card = asked.value.receipt.cards[0].data
    assert card["count"] == 3
    assert card["total_usd"] == pytest.approx(3 * card["each_usd"])  # pyright: ignore[reportOperatorIssue]
    assert "camera" in str(card["prompt"]).lower()
    assert shop.orders.open == []


def test_a_price_that_rose_since_is_asked_for_again(shop: Shop) -> None:
    with pytest.raises(AskApproval):
        shop.buys("render_takes", agreed=Agreed(0.10), count=3)
    assert shop.orders.open == []


def test_takes_come_as_takes_with_what_they_really_cost(shop: Shop, tmp_path: Path) -> None:
    shop.buys("render_takes", count=2)
    calls = shop.orders.open
    media = shop.home.media.put_file(clip(tmp_path / "clip.mp4"))
    shop.orders.finish(calls[0], media, cost_usd=0.37)
    shop.orders.fail(calls[1])
    receipt = shop.arrives(calls)
    assert (receipt.outcome, receipt.cost_usd) == ("action", 0.37)
    assert receipt.notes == ("It did not deliver.",)
    takes = shop.takes.of_shot(shop.session_id, shop.shot.id)
    assert [take.engine for take in takes] == [calls[0].engine]
    assert takes[0].video is not None
    picked = shop.click(receipt.offers[0].call)
    assert picked.outcome in ("changed", "action")
    assert shop.shot.take is not None


def test_the_sound_that_an_engine_made_comes_with_its_take(shop: Shop, tmp_path: Path) -> None:
    shop.buys("render_takes", count=1)
    (call,) = shop.orders.open
    shop.orders.finish(call, shop.home.media.put_file(write_clip(tmp_path / "a.mp4", 15, tone_hz=440)), cost_usd=0.3)
    shop.arrives([call])
    receipt = shop.do("pick_take", number=1)
    assert "The clip's own sound is left out." in receipt.notes
    shop.click(next(chip.call for chip in receipt.offers if chip.label == "keep its sound"))
    assert shop.shot.sound is not None


def test_a_clip_that_cannot_become_a_take_is_kept_and_said(shop: Shop, tmp_path: Path) -> None:
    shop.buys("render_takes", count=1)
    call = shop.orders.open[0]
    media = shop.home.media.put_bytes(b"no clip at all", "mp4")
    shop.orders.finish(call, media)
    assert "cannot be used as a take" in shop.arrives([call]).message
    assert shop.home.media.exists(media)


def test_on_this_machine_nothing_is_bought(shop: Shop) -> None:
    assert shop.buys("render_takes", count=2, engine="local").cost_usd == 0
    assert shop.orders.open == []


def test_an_engine_that_is_not_connected_is_named_with_those_that_are(shop: Shop) -> None:
    missing = next(one for one in shop.money.engines.all("clip") if shop.money.engines.missing(one))
    with pytest.raises(UnknownTarget, match="not connected"):
        shop.buys("render_takes", engine=missing.id)
    with pytest.raises(UnknownTarget, match="no engine called"):
        shop.buys("render_takes", engine="nonsense")


def test_a_wish_that_needs_an_engine_is_bought_from_the_one_that_is_there(shop: Shop) -> None:
    shop.buys("needs_engine", wish="the bottle turns slowly to the left", capability="subject_motion")
    calls = shop.orders.open
    assert {call.kind for call in calls} == {"clip"}
    assert "turns slowly" in calls[0].request["values"]["motion_prompt"]


def test_in_a_film_of_several_shots_the_named_one_is_set_in_motion(home: Home, scenes: dict[str, Scene]) -> None:
    wish: dict[str, Any] = {"wish": "the steam curls to the left", "capability": "subject_motion"}
    cafe = scenes["cafe_story"]
    reordered = replace(cafe, shots=(cafe.shots[2], *cafe.shots[:2]), budget_usd=None)
    with shop_in(home, reordered) as shop:
        with pytest.raises(AskPerson):
            shop.buys("needs_engine", **wish)
        shop.buys("needs_engine", **wish, shot="s3")
        assert {call.purpose["shot"] for call in shop.orders.open} == {"s3"}


def test_a_changed_still_is_bought_and_offered_for_its_shot(shop: Shop) -> None:
    shop.buys("edit_still", instruction="make the label blue")
    call = shop.orders.open[0]
    still = shop.shot.still
    assert still is not None
    assert call.request["pictures"]["base"] == shop.stills.get(still).media
    shop.orders.finish(call, call.request["pictures"]["base"], cost_usd=0.05)
    locked = shop.arrives([call]).offers[0].call
    assert locked is not None
    assert locked.args["shot"] == shop.shot.id


def test_a_scene_in_a_motion_prompt_is_asked_about_before_it_is_priced(shop: Shop) -> None:
    with pytest.raises(AskPerson):
        shop.buys("render_takes", words="a red bottle on a marble counter with a lemon")


def test_without_an_engine_everything_is_as_it_was(home: Home, scenes: dict[str, Scene]) -> None:
    desk = Desk(home, scenes["bottle"])
    assert desk.do("needs_engine", wish="make it turn", capability="subject_motion").outcome == "needs_engine"
    assert "made on this machine" in desk.do("show_cost").message
    assert not (home.path / "ledger.db").exists()


# --- the ledger in words ---------------------------------------------------------------------------------------------


def test_what_it_cost_is_the_ledgers_word(shop: Shop, tmp_path: Path) -> None:
    shop.buys("render_takes", count=2)
    shop.orders.finish(shop.orders.open[0], shop.home.media.put_file(clip(tmp_path / "a.mp4")), cost_usd=0.37)
    message = shop.buys("show_cost").message
    assert "This session has cost $0.37 so far" in message
    assert "more is agreed to and not sent yet" in message


def test_a_failure_offers_to_try_again_and_says_what_was_charged(shop: Shop) -> None:
    shop.buys("render_takes", count=1)
    shop.orders.fail(shop.orders.open[0])
    receipt = shop.arrives(shop.money.ledger.of_session(shop.session_id))
    assert receipt.message == "It did not deliver. It cost $0.00."
    assert [chip.label[:10] for chip in receipt.offers] == ["try again,"]
    assert not receipt.cost_unknown


def test_a_failure_whose_charge_is_not_told_is_unknown_and_not_zero(shop: Shop) -> None:
    shop.buys("render_takes", count=2)
    first, second = shop.orders.open
    shop.orders.fail(first, cost_usd=None)
    shop.orders.fail(second, cost_usd=None)
    receipt = shop.arrives([first, second])
    assert "What it cost is unknown" in receipt.message
    assert "$0.00" not in receipt.message
    assert receipt.cost_words == "cost unknown"
    told = shop.buys("show_cost").message
    assert "unknown (2 calls)" in told
    assert "at most" in told


def test_a_refusal_gives_the_reason_and_offers_a_safer_wording(shop: Shop) -> None:
    shop.buys("generate_stills", description="a knight covered in blood", count=2)
    for call in shop.orders.open:
        shop.orders.fail(call, "OpenAI refused the content: violence. Nothing was charged.", problem="refused")
    receipt = shop.arrives(shop.money.ledger.of_session(shop.session_id))
    assert "violence" in receipt.message
    assert [chip.label for chip in receipt.offers] == ["safer: a knight splashed with red paint"]
    safer = receipt.offers[0].call
    assert safer is not None
    with pytest.raises(AskApproval) as asked:
        shop.buys(safer.name, agreed=None, **safer.args)
    assert asked.value.receipt.cards[0].data["prompt"] == "a knight splashed with red paint"


def test_a_refused_movement_without_a_safer_wording_is_stopped(shop: Shop) -> None:
    shop.buys("render_takes", words="the two embrace and turn slowly", count=1)
    shop.orders.fail(shop.orders.open[0], "fal refused the content: nudity.", problem="refused")
    receipt = shop.arrives(shop.money.ledger.of_session(shop.session_id))
    assert [chip.label for chip in receipt.offers] == ["safer: The subject holds still."]


def in_doubt(shop: Shop) -> Call:
    shop.buys("render_takes", count=1)
    call = shop.orders.open[0]
    shop.money.ledger.claim(call.key, "dead")
    shop.money.ledger.move(call.key, ASK_PERSON, problem="unknown", message="Maybe charged.")
    return call


def test_a_call_in_doubt_comes_with_every_choice(shop: Shop) -> None:
    receipt = shop.arrives([in_doubt(shop)])
    assert receipt.message == "Maybe charged."
    assert [str((chip.call or pytest.fail()).args["choice"]) for chip in receipt.offers] == [
        "send_again", "charged", "not_charged",
    ]  # fmt: skip
    assert receipt.outcome == "clarify"


def test_the_choices_left_are_offered_again_with_the_costs(shop: Shop) -> None:
    in_doubt(shop)
    receipt = shop.buys("show_cost")
    assert receipt.message.endswith("About one take of shot 1, 10 s: Maybe charged.")
    assert "nothing was made, send it again" in [chip.label for chip in receipt.offers]


def test_of_several_calls_in_doubt_each_has_choices_under_its_number(shop: Shop) -> None:
    shop.buys("render_takes", count=2)
    calls = shop.orders.open
    for call in calls:
        shop.money.ledger.claim(call.key, "dead")
        shop.money.ledger.move(call.key, ASK_PERSON, problem="unknown", message="Maybe charged.")
    labels = [chip.label for chip in shop.arrives(calls).offers]
    assert labels[0] == "1: nothing was made, send it again"
    assert len(set(labels)) == len(labels) == 6
    with pytest.raises(AskApproval) as asked:
        shop.buys("settle_call", agreed=None, call=calls[1].key, choice="send_again")
    assert asked.value.receipt.message.startswith("Number 2 of 2 takes of shot 1")


@pytest.mark.parametrize(("choice", "usd"), [("charged", True), ("not_charged", False)])
def test_a_call_in_doubt_is_let_go_as_the_person_says(shop: Shop, choice: str, usd: bool) -> None:
    call = in_doubt(shop)
    shop.buys("settle_call", call=call.key, choice=choice)
    assert shop.money.ledger.get(call.key).state == "FAILED"
    assert (shop.money.ledger.sums(shop.session_id).spent > 0) is usd
    with pytest.raises(EditRefused, match="settled already"):
        shop.buys("settle_call", call=call.key, choice=choice)


def test_sending_again_is_a_purchase_of_its_own(shop: Shop) -> None:
    call = in_doubt(shop)
    with pytest.raises(AskApproval):
        shop.buys("settle_call", agreed=None, call=call.key, choice="send_again")
    assert shop.money.ledger.get(call.key).state == "NEEDS_HUMAN"
    shop.buys("settle_call", call=call.key, choice="send_again")
    assert shop.money.ledger.get(call.key).state == "FAILED"
    assert [(one.attempt, one.request) for one in shop.orders.open] == [(2, call.request)]


def test_asking_again_asks_the_vendor(shop: Shop) -> None:
    call = in_doubt(shop)
    shop.buys("settle_call", call=call.key, choice="ask_again")
    assert shop.orders.asked_again == [call.key]


def test_stopping_stops_what_is_under_way(shop: Shop) -> None:
    shop.buys("render_takes", count=2)
    shop.buys("cancel_orders")
    assert shop.orders.open == []
    with pytest.raises(EditRefused, match="Nothing is being made"):
        shop.buys("cancel_orders")


def test_a_clip_that_was_sent_is_changed_by_an_engine_that_takes_any(shop: Shop, tmp_path: Path) -> None:
    shop.run(receive_clip, "upload", data=write_clip(tmp_path / "a.mp4", 120).read_bytes(), name="a.mp4")
    shop.do("use_clip", shot="s1")
    with pytest.raises(AskApproval) as asked:
        shop.buys("edit_take", agreed=None, instruction="make it snow")
    assert [chip.label for chip in asked.value.receipt.offers if chip.label.startswith("by ")]
    shop.buys("edit_take", instruction="make it snow")
    call = shop.orders.open[0]
    video = shop.takes.video_in(shop.session_id, shop.shot)
    assert video is not None
    assert call.request["values"]["video_url"] == f"media:{video.media}"
    assert call.purpose["changes"] == video.media


def test_an_engine_is_found_as_people_call_it(shop: Shop) -> None:
    engines = shop.money.engines
    assert engines.called("Kling", "clip").id == "kling-3.0@fal"
    assert engines.called("kling 2.6", "clip").engine == "kling-2.6"
    assert engines.called("Seedance 2", "clip").engine == "seedance-2.0"
    assert engines.called("kling-3.0@kling", "clip").host == "kling"
    with pytest.raises(UnknownTarget, match="no engine called"):
        engines.called("Betamax", "clip")


def test_just_some_movement_is_asked_about_with_proposals(shop: Shop) -> None:
    with pytest.raises(AskPerson, match="Which movement") as asked:
        shop.buys("needs_engine", wish="make it move", capability="subject_motion")
    assert "rotates slowly" in asked.value.options[0]
    assert shop.orders.open == []


def test_advice_names_the_reason_and_what_connects(shop: Shop) -> None:
    receipt = shop.buys("advise_engine", content="control")
    assert "Gen-4.5: follows the camera" in receipt.message
    assert "connect with RUNWAYML_API_SECRET" in receipt.message
    assert all("Gen-4.5" not in chip.label for chip in receipt.offers)
    with pytest.raises(AskApproval):
        shop.buys("render_takes", agreed=None, **(receipt.offers[0].call.args if receipt.offers[0].call else {}))


def test_before_there_is_a_shot_an_engine_that_is_there_is_not_called_missing(
    home: Home, scenes: dict[str, Scene]
) -> None:
    with shop_in(home, scenes["bottle"]) as shop:
        shop.do("remove_shot")
        wishes: dict[str, dict[str, Any]] = {
            "render_takes": {"count": 2},
            "needs_engine": {"wish": "the bottle turns slowly", "capability": "subject_motion"},
        }
        for step, wish in wishes.items():
            with pytest.raises(AskPerson, match=r"Which still|a still first") as asked:
                shop.buys(step, **wish)
            assert "all shots" not in asked.value.options
