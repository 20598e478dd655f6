"""Nothing is spent before the person has said so, and everything that they agreed to is ordered once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from agent.approvals import word_in
from agent.director import Director
from agent.models import ChosenModel
from agent.workbench import Workbench
from store.home import Home
from store.scene import Scene
from tests.agent.conftest import QUICK, Studio
from tests.agent.scripted import ScriptedModel, do, say
from tests.null_renderer import NullRenderer
from tests.purse import HandOrders, purse
from tools.approvals import ALWAYS, CANCEL, GO
from tools.money import Money
from tools.receipts import Chip, Receipt, ToolCall

PICTURES = {"description": "a red bottle on slate", "count": 4}


class Shop(Studio):
    """A studio where pictures and clips can be bought."""

    money: Money
    orders: HandOrders
    home: Home

    async def clicks(self, receipt: Receipt, label: str) -> Receipt:
        chip = self.chip(receipt, label)
        return await self.says(chip.label, call=chip.call)

    def chip(self, receipt: Receipt, label: str) -> Chip:
        return next(chip for chip in receipt.offers if chip.label.startswith(label))

    async def restarts(self) -> None:
        """The program ends and is started again."""
        await self.director.close()
        self.director = director(self.home, self.money, self.model)


def director(home: Home, money: Money, model: ScriptedModel) -> Director:
    bench = replace(Workbench.of_home(home, NullRenderer()), money=money)
    return Director(bench, ChosenModel(model, "scripted", converses=True), patience=QUICK)


@pytest.fixture
async def shop(home: Home, scenes: dict[str, Scene]) -> AsyncIterator[Shop]:
    """Its model asks for four pictures, unless the sentence says "warmer"."""

    def respond(messages: list) -> object:
        said = str(messages[-1].content)
        if messages[-1].type == "tool":
            return say("done")
        return (
            do(("change_look", {"property": "temperature", "direction": "more"}))
            if "warmer" in said
            else do(("generate_stills", PICTURES))
        )

    money, orders = purse(home.path)
    model = ScriptedModel(respond=respond)  # pyright: ignore[reportArgumentType]
    opened = director(home, money, model)
    history = Workbench.of_home(home, NullRenderer()).history
    made = Shop(opened, history, history.create_session("bottle", scenes["bottle"]).id, model)
    made.money, made.orders, made.home = money, orders, home
    yield made
    await made.director.close()
    money.ledger.close()


async def test_the_price_comes_first_and_nothing_is_ordered(shop: Shop) -> None:
    receipt = await shop.says("four pictures of a red bottle")
    assert receipt.outcome == "awaiting_approval"
    assert "$0.16" in receipt.message
    assert [chip.label for chip in receipt.offers[:3]] == ["Go, $0.16", "Cancel", "always up to $0.20"]
    card = receipt.cards[0]
    assert (card.kind, card.data["phase"], card.data["total_usd"], card.data["count"]) == ("spend", "open", 0.16, 1)
    assert shop.orders.open == []


async def test_go_orders_it_once_however_often_it_is_pressed(shop: Shop) -> None:
    asked = await shop.says("four pictures")
    went = await shop.clicks(asked, "Go")
    assert (went.outcome, went.action) == ("action", "generate_stills")
    assert went.cards[0].data["phase"] == "running"
    again = await shop.clicks(asked, "Go")
    assert again.outcome == "unchanged"
    assert "already" in again.message
    assert len(shop.orders.open) == 1
    assert shop.orders.open[0].request["values"]["count"] == 4


@pytest.mark.parametrize("word", ["go", "Yes, go ahead.", "ok", "ja", "はい"])
async def test_a_typed_yes_is_a_yes_while_the_card_is_open(shop: Shop, word: str) -> None:
    await shop.says("four pictures")
    assert (await shop.says(word)).outcome == "action"
    assert len(shop.orders.open) == 1


async def test_cancel_spends_nothing_and_closes_the_card(shop: Shop) -> None:
    asked = await shop.says("four pictures")
    assert "nothing was spent" in (await shop.says("no thanks")).message
    late = await shop.clicks(asked, "Go")
    assert late.outcome == "unchanged"
    assert late.offers[0].label == "price it again"
    assert shop.orders.open == []


async def test_another_sentence_withdraws_the_card_and_is_carried_out(shop: Shop) -> None:
    asked = await shop.says("four pictures")
    before = shop.scene.shots[0].look.temperature
    warmer = await shop.says("warmer")
    assert warmer.outcome == "changed"
    assert shop.scene.shots[0].look.temperature > before
    assert (await shop.clicks(asked, "Go")).outcome == "unchanged"
    assert shop.orders.open == []
    assert (await shop.says("four pictures")).outcome == "awaiting_approval"


async def test_the_card_outlives_the_program(shop: Shop) -> None:
    asked = await shop.says("four pictures")
    await shop.restarts()
    assert (await shop.clicks(asked, "Go")).outcome == "action"
    assert len(shop.orders.open) == 1


async def test_always_up_to_an_amount_goes_on_and_asks_no_more_below_it(shop: Shop) -> None:
    asked = await shop.says("four pictures")
    assert (await shop.clicks(asked, "always up to")).outcome == "action"
    assert (await shop.says("four pictures")).outcome == "action"
    assert len(shop.orders.open) == 2
    assert (await shop.says("always up to $0")).outcome == "action"
    assert (await shop.says("four pictures")).outcome == "awaiting_approval"


async def test_always_can_be_said_before_anything_is_asked(shop: Shop) -> None:
    assert "$0.20" in (await shop.says("always up to 20 cents")).message
    assert (await shop.says("four pictures")).outcome == "action"


async def test_over_the_budget_is_refused_with_what_is_cheaper(shop: Shop) -> None:
    call = shop.chip(await shop.says("four pictures"), "only one").call
    await shop.says("budget", call=ToolCall(name="set_budget", args={"budget_usd": 0.10}))
    refused = await shop.says("four pictures")
    assert refused.outcome == "refused"
    assert "$0.10 is left" in refused.message
    assert refused.offers[0].label == "only one, $0.04"
    assert "raise the budget to $1" in [chip.label for chip in refused.offers]
    asked = await shop.says("only one", call=call)
    assert asked.outcome == "awaiting_approval"
    assert asked.cards[0].data["left_usd"] == 0.10
    assert (await shop.clicks(asked, "Go")).outcome == "action"


async def test_what_costs_nothing_is_never_asked_for(shop: Shop) -> None:
    asked = await shop.says("four pictures")
    sketched = await shop.clicks(asked, "sketch it here")
    assert sketched.outcome == "action"
    assert all(still.kind == "sketch" for still in shop.director._bench.stills.of_session(shop.session_id))
    assert shop.orders.open == []


@pytest.mark.parametrize(
    ("said", "name", "usd"),
    [
        ("always up to $0.20", ALWAYS, 0.2),
        ("Always go up to 50 cents.", ALWAYS, 0.5),
        ("from now on up to $1,50", ALWAYS, 1.5),
        ("go", GO, None),
        ("never mind", CANCEL, None),
        ("siempre hasta $0.20", ALWAYS, 0.2),
        ("immer bis 0,20 $", ALWAYS, 0.2),
        ("toujours jusqu'à 0,20 $", ALWAYS, 0.2),
        ("sempre até $0,20", ALWAYS, 0.2),
        ("0.20ドルまではいつも", ALWAYS, 0.2),
        ("总是不超过$0.20", ALWAYS, 0.2),
        *((go, GO, None) for go in ("sí, adelante", "los geht's", "ja, mach", "allez", "pode ir", "進めて", "开始吧")),
        *((no, CANCEL, None) for no in ("no gracias", "stopp", "laisse tomber", "não, obrigado", "結構です", "算了")),
    ],
)
def test_words_about_money_are_read(said: str, name: str, usd: float | None) -> None:
    word = word_in(said, offered=True)
    assert word is not None
    assert (word.name, word.args.get("usd")) == (name, usd)


@pytest.mark.parametrize(
    "said",
    [
        "go warmer",
        "yes but slower",
        "stop the push-in",
        "always warmer",
        "no captions",
        "up to 5",
        "$5",
        "5ドルまで",
        "ja, aber langsamer",
    ],
)
def test_other_sentences_are_no_words_about_money(said: str) -> None:
    assert word_in(said, offered=True) is None


def test_yes_means_nothing_where_nothing_is_offered() -> None:
    assert word_in("yes", offered=False) is None
