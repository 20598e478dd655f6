"""Buying in the chat, whole: the real graph, the real jobs, a vendor in a process of its own."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from agent.director import Director
from agent.models import ChosenModel
from agent.workbench import Workbench
from store.history import History
from store.home import Home
from store.ledger import Ledger
from store.ledger_places import LedgerFile
from store.stills import Stills
from store.takes import Takes
from store.threads import create_user
from tests.agent.conftest import QUICK
from tests.agent.scripted import ScriptedModel, do
from tests.kills.adapter import FakeVendors
from tests.kills.arena import vendor
from tests.null_renderer import NullRenderer
from tests.purse import KEYS, price
from tests.ui.watching import Watcher
from tools.arrivals import delivery
from tools.engines import Engines
from tools.hosts import read_connections
from tools.jobs.running import Jobs
from tools.money import Money
from ui.auth import LOCAL_USER
from ui.chat import Chat
from ui.chat_rows import ChatRows
from ui.composition import Studio
from ui.conversation import Conversation

pytestmark = pytest.mark.slow

SESSION = "11111111-1111-4111-8111-111111111111"
PICTURES = {"description": "a red bottle on slate", "count": 4}


@dataclass
class Run:
    """One run of the app in a home."""

    studio: Studio
    conversation: Conversation

    async def says(self, sentence: str) -> None:
        await self.conversation.say(SESSION, sentence)

    async def presses(self, label: str) -> None:
        turns = self.studio.history.turns(SESSION)
        offers = [offer for turn in turns for offer in (turn.receipt or {}).get("offers", ())]
        chip = next(offer for offer in reversed(offers) if offer["label"].startswith(label))
        await self.conversation.choose(SESSION, chip["label"], _call(chip["call"]))

    async def settles(self) -> None:
        assert self.conversation.spending is not None
        await self.conversation.spending.settled(SESSION)

    async def cards(self, name: str) -> list[dict[str, Any]]:
        elements = (await self.conversation._chat.newest(SESSION))["elements"]
        return [row["props"] for row in elements if row["name"] == name]

    @property
    def ledger(self) -> Ledger:
        assert self.studio.jobs is not None
        return self.studio.jobs.ledger

    async def ends(self) -> None:
        await self.conversation.close()
        await self.studio.director.close()


def _call(document: Any) -> Any:
    from tools.receipts import ToolCall

    return ToolCall.model_validate(document)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[str]:
    with vendor(tmp_path) as address:
        yield address


@pytest.fixture
async def run(home: Home, shop: str) -> AsyncIterator[Callable[..., Run]]:
    """Starts a run of the app in the home; the vendor takes as long as `asked` says."""
    runs: list[Run] = []
    create_user(home.database, LOCAL_USER, display_name="You")

    def start(**asked: Any) -> Run:
        ledger, history, stills = Ledger(LedgerFile(home.path)), History(home.database), Stills(home.database)
        deliver = delivery(ledger, stills, Takes(home.database), home.media, lambda _: True)
        vendors = FakeVendors(shop, "findable", {"seconds": 0.3, **asked})
        jobs = Jobs(ledger, vendors, home.media, deliver, home.path / "jobs")
        money = Money(ledger, Engines(read_connections(KEYS)), jobs, price)
        bench = replace(Workbench.of_home(home, NullRenderer()), money=money)
        model = ScriptedModel(respond=lambda _: do(("generate_stills", PICTURES)))
        director = Director(bench, ChosenModel(model, "scripted", converses=False), patience=QUICK)
        studio = Studio(
            home=home, history=history, stills=stills, renderer=NullRenderer(), director=director, jobs=jobs
        )
        made = Run(studio, Conversation(studio, Chat(ChatRows(home.database), Watcher())))
        runs.append(made)
        return made

    yield start
    for one in runs:
        await one.ends()


async def test_from_the_price_to_the_picture(run: Callable[..., Run]) -> None:
    app = run(cost=0.15)
    await app.conversation.begin()
    await app.says("four pictures of a red bottle")
    card = (await app.cards("Spend"))[-1]
    assert (card["phase"], card["total"]) == ("open", "$0.16")
    assert card["money"] == "$0.00 spent so far"

    await app.presses("Go")
    assert (await app.cards("Spend"))[0]["phase"] == "agreed"
    await app.settles()
    over = (await app.cards("Spend"))[-1]
    assert (over["phase"], over["total"], over["calls"][0]["state"]) == ("over", "$0.15", "DONE")
    variants = (await app.cards("Variants"))[-1]
    assert [item["sketch"] for item in variants["items"]] == [False]
    receipt = app.studio.history.turns(SESSION)[-1].receipt or {}
    assert receipt["cost_usd"] == 0.15
    assert "It cost $0.15" in receipt["message"]
    assert [offer["label"] for offer in receipt["offers"]] == ["lock 1"]


async def test_what_was_ordered_arrives_in_the_next_run(run: Callable[..., Run]) -> None:
    app = run(seconds=3.0)
    await app.conversation.begin()
    await app.says("four pictures")
    await app.presses("Go")
    await app.ends()
    assert app.ledger.of_session(SESSION)[0].state != "DONE"

    again = run(seconds=0.0)
    await again.conversation.begin()
    await again.settles()
    assert again.ledger.of_session(SESSION)[0].state == "DONE"
    assert (await again.cards("Spend"))[-1]["phase"] == "over"
    assert len(await again.cards("Variants")) == 1


async def test_stop_reaches_the_vendor_and_costs_nothing(run: Callable[..., Run]) -> None:
    app = run(seconds=60.0)
    await app.conversation.begin()
    await app.says("four pictures")
    await app.presses("Go")
    await app.conversation.stop_orders(SESSION)
    await app.settles()
    call = app.ledger.of_session(SESSION)[0]
    assert (call.state, call.money_usd) == ("CANCELLED", 0.0)
    assert "Stopped" in (app.studio.history.turns(SESSION)[-1].receipt or {})["message"]


async def test_another_sentence_withdraws_the_card_on_the_screen(run: Callable[..., Run]) -> None:
    app = run()
    await app.conversation.begin()
    await app.says("four pictures")
    await app.says("four other pictures")
    assert [card["phase"] for card in await app.cards("Spend")] == ["withdrawn", "open"]
