"""Wishes that cost money in every language that is read: takes, their price, who makes them, something cheaper."""

from typing import Any

import pytest

from tests.agent.offline.said import first, meant

TAKES = {"takes": {"s1": ["take:a", "take:b"]}}
OFFERED = {"name": "render_takes", "args": {"shot": "s1", "count": 2, "engine": "kling-3.0@fal"}}
OPEN = {"last_turn": {"instruction": "two takes", "outcome": "awaiting_approval", "call": OFFERED, "offers": []}}
OVER = {"last_turn": {**OPEN["last_turn"], "outcome": "refused"}}


def args_with(**changed: Any) -> dict[str, Any]:
    return {"shot": "s1", "count": 2, **changed}


@pytest.mark.parametrize(
    "said",
    [
        "make three takes of it", "haz tres tomas de esto", "mach drei Takes davon", "fais-en trois prises",
        "faça três tomadas", "テイクを三つ作って", "3つテイクを作って", "给它做三条", "bitte mach mir drei Takes",
    ],
)  # fmt: skip
def test_takes_are_counted(said: str) -> None:
    assert first(said, "bottle") == ("render_takes", {"count": 3})


@pytest.mark.parametrize(
    "said",
    [
        "show me the price", "muéstrame el precio", "was kostet das?", "combien ça coûte ?", "quanto custa?",
        "値段を見せて", "这个要多少钱？",
    ],
)  # fmt: skip
def test_the_price_is_an_estimate_or_the_offer_that_is_open(said: str) -> None:
    assert first(said, "bottle") == ("estimate", {})
    assert first(said, "bottle", **OPEN) == ("render_takes", OFFERED["args"])


@pytest.mark.parametrize(
    "said",
    [
        "use Kling for this", "usa Kling para esto", "nimm Kling dafür", "mach das mit Kling",
        "utilise Kling pour ça", "use o Kling para isso", "これにはKlingを使って", "用Kling做这个",
    ],
)  # fmt: skip
def test_an_engine_is_named_for_a_take_or_for_the_offer_that_is_open(said: str) -> None:
    assert first(said, "bottle") == ("render_takes", {"count": 1, "engine": "kling"})
    assert first(said, "bottle", **OPEN) == ("render_takes", args_with(engine="kling"))


@pytest.mark.parametrize(
    "said",
    [
        "cheaper one", "is there something cheaper?", "too expensive, something cheaper", "uno más barato",
        "etwas billigeres", "günstiger", "un moins cher", "mais barato", "もっと安いのを", "便宜一点的",
    ],
)  # fmt: skip
def test_something_cheaper_is_the_cheapest_of_what_was_offered(said: str) -> None:
    for turn in (OPEN, OVER):
        assert first(said, "bottle", **turn) == ("render_takes", args_with(engine="cheapest"))
    assert "render_takes" not in [call.name for call in meant(said, "bottle").calls]


@pytest.mark.parametrize(
    "said",
    [
        "regenerate from the lock", "regenera desde la imagen fijada", "generiere es neu aus dem gesperrten Bild",
        "régénère depuis l'image verrouillée", "gere novamente a partir da imagem travada",
        "ロックした画像から作り直して", "从锁定的图片重新生成",
    ],
)  # fmt: skip
def test_a_take_is_made_again_from_the_lock(said: str) -> None:
    assert first(said, "bottle", **TAKES) == ("render_takes", {"shot": "s1", "count": 1, "like": 2})


@pytest.mark.parametrize("said", ["use the wider one", "with the bottle", "make it cheaper looking", "three panels"])
def test_other_sentences_are_no_wishes_about_money(said: str) -> None:
    assert "engine" not in first(said, "bottle", **OPEN)[1]


@pytest.mark.parametrize("said", ["go", "go ahead", "ok, go", "go for it!"])
def test_a_go_for_which_nothing_waits_changes_nothing(said: str) -> None:
    call = {"name": "change_move", "args": {"property": "speed", "direction": "less"}}
    understood = meant(said, "bottle", last_edit={"op": "set_move", "instruction": "slower", "call": call})
    assert understood.calls == ()
    assert "Nothing is waiting for your go" in understood.answer


@pytest.mark.parametrize(
    ("said", "usd"),
    [
        ("my budget is 10 cents", 0.1), ("spend at most 50 cents", 0.5), ("budget: 80¢", 0.8), ("my budget is $1", 1.0),
        ("raise the budget by 50 cents", 0.5),
    ],
)  # fmt: skip
def test_cents_are_hundredths_of_a_dollar(said: str, usd: float) -> None:
    assert first(said, "bottle") == ("set_budget", {"budget_usd": pytest.approx(usd)})


def test_an_engine_is_named_with_its_version() -> None:
    for said in ("use Veo 3.1 for this", "change the engine to Veo 3.1."):
        assert first(said, "bottle") == ("render_takes", {"count": 1, "engine": "veo-3.1"})
    assert first("make a clip with Kling and sound", "bottle")[1] == {"count": 1, "engine": "kling", "sound": True}
