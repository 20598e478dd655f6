"""Cheap first: drafts, and then the chosen one at high quality."""

from pathlib import Path
from typing import Any

import pytest

from store.errors import EditRefused, UnknownTarget
from store.ledger_calls import Call
from tests.tools.footage.filmed import write_clip
from tests.tools.shop import Shop
from tools.approvals import AskApproval

SEEDED = "seedance-1.5-pro@fal"


def delivered(shop: Shop, folder: Path, **args: Any) -> list[Call]:
    """Takes that have come."""
    shop.buys("render_takes", **args)
    calls = shop.orders.open
    for number, call in enumerate(calls):
        shop.orders.finish(call, shop.home.media.put_file(write_clip(folder / f"{number}.mp4", 30 + number)))
    return calls


def test_candidates_are_drafts_with_a_seed_of_their_own(shop: Shop) -> None:
    shop.buys("render_takes", count=3, engine=SEEDED)
    values = [call.request["values"] for call in shop.orders.open]
    assert {one["tier"] for one in values} == {"draft"}
    assert len({one["seed"] for one in values}) == 3


def test_the_final_is_the_same_request_with_the_same_seed_and_its_own_price(shop: Shop, tmp_path: Path) -> None:
    calls = delivered(shop, tmp_path, count=2, engine=SEEDED)
    with pytest.raises(AskApproval) as asked:
        shop.buys("make_final", agreed=None, number=2)
    assert asked.value.receipt.message.startswith("The final of take 2 by Seedance 1.5 Pro")
    assert "with the same seed" in asked.value.receipt.notes[0]
    shop.buys("make_final", number=2)
    final = shop.orders.open[0].request
    assert final["values"] == {**calls[1].request["values"], "tier": "final"}
    assert final["pictures"] == calls[1].request["pictures"]


def test_a_take_like_another_keeps_its_engine_and_movement_in_another_manner(shop: Shop, tmp_path: Path) -> None:
    delivered(shop, tmp_path, count=2, engine=SEEDED, words="the oil pours slowly")
    shop.buys("render_takes", count=1, like=2, words="calmly and gently")
    (again,) = shop.orders.open
    assert again.engine == "seedance-1.5-pro"
    assert again.request["values"]["motion_prompt"].startswith("The oil pours slowly, calmly and gently.")


def test_an_engine_without_a_seed_says_that_it_is_made_anew(shop: Shop, tmp_path: Path) -> None:
    delivered(shop, tmp_path, count=1, engine="kling-3.0@fal")
    with pytest.raises(AskApproval) as asked:
        shop.buys("make_final", agreed=None)
    assert "takes no seed" in asked.value.receipt.notes[0]


def test_a_final_comes_as_a_take_and_needs_no_final(shop: Shop, tmp_path: Path) -> None:
    arrived = shop.arrives(delivered(shop, tmp_path, count=1, engine=SEEDED))
    assert "the final of take 1" in [chip.label for chip in arrived.offers]
    shop.buys("make_final", number=1)
    call = shop.orders.open[0]
    shop.orders.finish(call, shop.home.media.put_file(write_clip(tmp_path / "final.mp4", 40)))
    arrived = shop.arrives([call])
    assert arrived.message.startswith("Take 2, the final of take 1, is here.")
    labels = [chip.label for chip in arrived.offers]
    assert labels[0] == "use the final"
    assert "the final of take 2" not in labels
    with pytest.raises(EditRefused, match="at high quality already"):
        shop.buys("make_final", number=2)


def test_a_picture_is_made_again_with_the_draft_as_what_to_keep_to(shop: Shop) -> None:
    shop.buys("generate_stills", description="a red bottle", count=1)
    call = shop.orders.open[0]
    media = shop.stills.get(str(shop.shot.still)).media
    shop.orders.finish(call, media, cost_usd=0.01)
    draft = shop.stills.latest_batch(shop.session_id)[0]
    shop.buys("make_final", what="still", number=1)
    final = shop.orders.open[0].request
    assert final["values"]["quality"] == "high"
    assert final["pictures"] == {"base": draft.media}
    assert final["values"]["prompt"].endswith("a red bottle")


def test_what_was_not_bought_needs_no_final(shop: Shop) -> None:
    with pytest.raises(EditRefused, match="made on this machine"):
        shop.buys("make_final", what="still")
    with pytest.raises(UnknownTarget, match="no take"):
        shop.buys("make_final", number=4)
    assert shop.orders.open == []
