"""Panels: pictures that belong together, and how they become shots in their order."""

import pytest

from store.errors import AskPerson, EditRefused
from store.home import Home
from store.scene import Scene
from tests.tools.desk import Desk
from tests.tools.shop import Shop
from tools.approvals import AskApproval

STORY = ["a barista opens the café", "she grinds beans", "milk pours into a cup"]


def test_each_panel_is_a_call_of_its_own_with_the_same_references(shop: Shop) -> None:
    shop.do("set_reference", name="Mia")
    with pytest.raises(AskApproval) as asked:
        shop.buys("generate_panels", agreed=None, panels=STORY)
    assert asked.value.receipt.message.startswith("3 panels in 9:16 by ")
    assert asked.value.total_usd == pytest.approx(0.12)
    prompt = str(asked.value.receipt.cards[0].data["prompt"]).splitlines()
    assert len(prompt) == 3
    assert prompt[1].startswith("2. Image 1 shows Mia: keep this character the same. She grinds beans. The same people")
    shop.buys("generate_panels", panels=STORY)
    assert all(call.request["pictures"]["references"] for call in shop.orders.open)


def test_they_become_shots_in_their_order_whichever_came_first(shop: Shop) -> None:
    shop.buys("generate_panels", panels=STORY)
    calls = shop.orders.open
    picture = shop.stills.get(str(shop.shot.still)).media
    for call in reversed(calls):
        shop.orders.finish(call, picture, cost_usd=0.01)
    receipt = shop.arrives(calls)
    assert receipt.message.startswith("3 pictures are here, in their order.")
    assert [chip.label for chip in receipt.offers] == ["make them 3 shots"]
    made = shop.click(receipt.offers[0].call)
    assert made.message == "They are shots 2 to 4 of the film now, 3 s each."
    assert [shot.description for shot in shop.scene.shots[1:]] == STORY
    with pytest.raises(EditRefused, match="no new pictures"):
        shop.do("use_panels")
    shop.do("undo")
    assert len(shop.scene.shots) == 1


def test_one_prompt_makes_as_many_panels_as_are_said(shop: Shop) -> None:
    shop.buys("generate_panels", description="a barista's morning", count=6)
    prompts = [call.request["values"]["prompt"] for call in shop.orders.open]
    assert len(prompts) == 6
    assert all(prompt.startswith("a barista's morning. ") for prompt in prompts)
    assert len(set(prompts)) == 6


def test_a_framing_alone_is_one_of_what_is_the_same_in_all(shop: Shop) -> None:
    shop.buys("generate_panels", description="a woman in a red coat", panels=["wide", "close-up", "detail"])
    prompts = [call.request["values"]["prompt"].split(". ")[0] for call in shop.orders.open]
    assert prompts == [
        "Wide shot of a woman in a red coat", "Close-up of a woman in a red coat",
        "Detail shot of a woman in a red coat",
    ]  # fmt: skip


def test_without_an_engine_they_are_sketched_and_can_be_shots_too(home: Home, scenes: dict[str, Scene]) -> None:
    desk = Desk(home, scenes["empty"])
    receipt = desk.do("generate_panels", panels=["a bottle on a table", "a hand takes the bottle"])
    assert receipt.message == "2 sketches, one for each panel, in their order."
    desk.click(receipt.offers[0].call)
    assert [shot.duration_s for shot in desk.scene.shots] == [3.0, 3.0]
    assert desk.scene.shots[0].still != desk.scene.shots[1].still


def test_a_story_without_words_is_asked_about(shop: Shop) -> None:
    with pytest.raises(AskPerson, match="What should the panels show"):
        shop.do("generate_panels")
    with pytest.raises(AskPerson, match="two or more"):
        shop.do("generate_panels", panels=["one"])
