"""What is offered instead of a purchase: other engines with their prices, the cheapest first, within the budget."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from store.home import Home
from store.scene import Scene
from tests.purse import KEYS
from tests.tools.shop import Shop, shop_in
from tools.approvals import AskApproval
from tools.engines import Engines
from tools.hosts import read_connections
from tools.prices import estimate
from tools.receipts import Receipt

MAKERS = {**KEYS, "KLING_API_KEY": "key-of-kling", "ARK_API_KEY": "key-of-ark"}


def priced_shop(home: Home, scene: Scene, keys: dict[str, str]) -> Iterator[Shop]:
    with shop_in(home, scene, Engines(read_connections(keys))) as opened:
        opened.money = replace(opened.money, price=estimate)
        yield opened


@pytest.fixture
def market(home: Home, scenes: dict[str, Scene]) -> Iterator[Shop]:
    """fal, Kling and BytePlus are connected, at the prices of the data."""
    yield from priced_shop(home, scenes["bottle"], MAKERS)


@pytest.fixture
def fal(home: Home, scenes: dict[str, Scene]) -> Iterator[Shop]:
    """Only fal is connected; most drafts there have no price that is known."""
    yield from priced_shop(home, scenes["bottle"], KEYS)


def asked(shop: Shop, step: str, **args: object) -> Receipt:
    with pytest.raises(AskApproval) as caught:
        shop.buys(step, agreed=None, **args)
    return caught.value.receipt


def amounts(receipt: Receipt) -> list[float]:
    """The prices of the engines that are offered instead."""
    return [float(chip.label.rsplit("$", 1)[1]) for chip in receipt.offers if chip.label.startswith("by ")]


def test_other_engines_stand_with_their_prices_the_cheapest_first(market: Shop) -> None:
    receipt = asked(market, "render_takes", count=2, engine="kling-3.0")
    assert len(amounts(receipt)) == 3
    assert amounts(receipt) == sorted(amounts(receipt))
    assert receipt.offers[-1].label == "on this machine, $0.00"
    cheapest = next(chip for chip in receipt.offers if chip.label.startswith("by "))
    assert cheapest.call is not None
    again = asked(market, "render_takes", **cheapest.call.args)
    assert again.offers[0].label == f"Go, ${amounts(receipt)[0]:.2f}"


def test_panels_and_changed_stills_have_other_ways_too(market: Shop) -> None:
    panels = asked(market, "generate_panels", panels=["she wakes up", "she runs"])
    assert amounts(panels) == sorted(amounts(panels))
    here = panels.offers[-1]
    assert here.label == "sketch them here, $0.00"
    assert here.call is not None
    assert len(market.do("generate_panels", **here.call.args).cards) == 1
    assert asked(market, "remake_without_words").offers[-1].label == "paint them out here, $0.00"
    assert any(chip.label.startswith("by ") for chip in asked(market, "edit_still", instruction="at dusk").offers)


def test_the_cheapest_can_be_asked_for_by_that_word(market: Shop) -> None:
    named = asked(market, "render_takes", count=1, engine="kling-3.0")
    cheapest = asked(market, "render_takes", count=1, engine="cheapest")
    assert f"Go, ${amounts(named)[0]:.2f}" == cheapest.offers[0].label
    pictures = asked(market, "generate_stills", description="a red bottle", count=1, engine="cheapest")
    assert "price not known" not in pictures.message


def test_nobody_is_led_to_an_engine_whose_price_is_not_known_where_another_tells_its(fal: Shop) -> None:
    for final in (False, True):
        receipt = asked(fal, "render_takes", count=1, final=final)
        assert "price not known" not in receipt.message
        assert any("because: " in note for note in receipt.notes)
    assert "price not known" not in asked(fal, "generate_stills", description="a red bottle").message


def test_sound_is_asked_for_by_the_person_and_has_its_price(market: Shop) -> None:
    silent = asked(market, "render_takes", count=1, engine="kling-3.0")
    loud = asked(market, "render_takes", count=1, engine="kling-3.0", sound=True)
    assert "with sound" in loud.message
    assert "with sound" not in silent.message
    assert loud.offers[0].label != silent.offers[0].label
    assert not any("Hailuo" in chip.label for chip in loud.offers)
    market.buys("render_takes", count=1, engine="kling-3.0", sound=True)
    (ordered,) = market.orders.open
    assert ordered.request["values"]["audio"] is True


def test_over_the_budget_only_what_it_has_room_for_is_offered(market: Shop) -> None:
    dear = asked(market, "render_takes", count=2, engine="kling-3.0")
    market.do("set_budget", budget_usd=amounts(dear)[1] + 0.001)
    refused = market.buys("render_takes", agreed=None, count=2, engine="kling-3.0")
    assert refused.outcome == "refused"
    assert amounts(refused) == amounts(dear)[:2]
    labels = [chip.label for chip in refused.offers]
    assert "on this machine, $0.00" in labels
    assert labels[-1].startswith("raise the budget to $")
