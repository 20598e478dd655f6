"""Receipts as cards: the props that the custom elements are written against."""

from typing import Any

from tools.receipts import Card, Change, Chip, Receipt, ToolCall
from ui.cards import Shown, cards_of, no_longer_live, receipt_props, with_film

SHOWN = Shown(session_id="s", turn=4, instruction="slow it", before=1, after=2, ratio="4:5", can_undo=True)
QUAD: Any = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]]
CHANGED = Receipt(
    outcome="changed", message="Slower.", changes=(Change(what="Speed", old="2 %", new="1.4 %"),),
    stayed="Stayed: the look.", reading="Slower over the same time.", notes=("A note.",), seconds=0.1234,
    revision=2, before_revision=1,
    offers=(Chip(label="keep the end framing", call=ToolCall(name="change_move", args={"secret": "server's"})),),
    cards=(Card(kind="framings", data={"media": "a.jpg", "shot": "s1", "old": None, "new": QUAD}),),
)  # fmt: skip


def test_a_receipt_shows_everything_it_says() -> None:
    assert receipt_props(CHANGED, SHOWN) == {
        "turn": 4,
        "sentence": "slow it",
        "outcome": "changed",
        "outcome_label": "Changed",
        "message": "Slower.",
        "changes": [{"what": "Speed", "old": "2 %", "new": "1.4 %"}],
        "stayed": "Stayed: the look.",
        "reading": "Slower over the same time.",
        "notes": ["A note."],
        "seconds": 0.12,
        "cost_usd": 0.0,
        "offers": [{"index": 0, "label": "keep the end framing"}],
        "before": {
            "revision": 1, "label": "version 1", "url": "/preview/s/1.mp4", "poster": "/poster/s/1.jpg",
        },
        "after": {
            "revision": 2, "label": "version 2", "url": "/preview/s/2.mp4", "poster": "/poster/s/2.jpg",
            "ratio": "4:5", "pending": True, "error": None, "early": None,
        },
        "framings": {"still_url": "/media/a.jpg", "old": None, "new": QUAD},
        "revision": 2,
        "can_undo": True,
        "live": True,
    }  # fmt: skip


def test_what_a_chip_does_never_reaches_the_page() -> None:
    assert "server's" not in str(cards_of(CHANGED, SHOWN))


def test_a_film_arrives_or_says_why_not() -> None:
    props = receipt_props(CHANGED, SHOWN)
    assert with_film(props)["after"]["pending"] is False
    assert with_film(props, "No room.")["after"]["error"] == "No room."
    assert props["after"]["pending"] is True
    assert with_film({"after": None}) == {"after": None}


def test_an_old_receipt_offers_nothing() -> None:
    old = no_longer_live(receipt_props(CHANGED, SHOWN))
    assert (old["live"], old["can_undo"]) == (False, False)


def test_a_plain_answer_needs_no_card() -> None:
    plain = Shown(session_id="s", turn=1, instruction="what can you do?")
    assert cards_of(Receipt(outcome="unchanged", message="A lot."), plain) == []
    [(name, props)] = cards_of(Receipt(outcome="clarify", message="Which?", offers=(Chip(label="1"),)), plain)
    assert (name, props["before"], props["after"]) == ("Receipt", None, None)


def test_variants_say_which_is_locked_and_which_is_a_sketch() -> None:
    items: Any = [
        {"still": "still:1", "media": "a.png", "number": 1, "label": "dawn", "kind": "sketch"},
        {"still": "still:2", "media": "b.png", "number": 2, "label": "dusk", "kind": "generated"},
    ]
    receipt = Receipt(
        outcome="action", message="Two.", cards=(Card(kind="variants", data={"items": items, "note": "sketches"}),)
    )
    shown = Shown(session_id="s", turn=1, instruction="two", locked=frozenset({"still:2"}))
    [(name, props)] = cards_of(receipt, shown)
    assert (name, props["note"]) == ("Variants", "sketches")
    assert [(item["url"], item["sketch"], item["locked"]) for item in props["items"]] == [
        ("/media/a.png", True, False), ("/media/b.png", False, True),
    ]  # fmt: skip


def test_history_shows_undone_changes_too() -> None:
    entry: Any = {
        "revision": 3, "instruction": "warmer", "sentence": "Temperature: 0 → +0.3.", "at": "2026-11-20T10:00:00Z",
        "changes": [{"what": "Temperature", "old": "0", "new": "+0.3"}], "current": False, "undone": True,
        "names": ["calm"], "seconds": 0.4,
    }  # fmt: skip
    receipt = Receipt(outcome="action", message="", cards=(Card(kind="history", data={"entries": [entry]}),))
    [(name, props)] = cards_of(receipt, Shown(session_id="s", turn=9, instruction="what did we change?"))
    assert name == "History"
    assert props["entries"] == [
        {
            "revision": 3, "thumb": "/poster/s/3.jpg", "play_url": "/preview/s/3.mp4", "sentence": "warmer",
            "changes": entry["changes"], "current": False, "undone": True, "when": "2026-11-20T10:00:00Z",
            "names": ["calm"], "seconds": 0.4, "cost_usd": 0.0,
        }
    ]  # fmt: skip


def test_exports_are_named_by_their_turn_and_not_by_their_path() -> None:
    row: Any = {
        "name": "film-tiktok.mp4", "path": "/secret/home/exports/s/00012/film-tiktok.mp4", "label": "TikTok",
        "width": 1080, "height": 1920, "duration_s": 6.0, "size_mb": 3.1, "notes": ["A note."],
        "checks": [{"name": "pixels", "ok": True, "value": "1080 × 1920", "limit": "1080 × 1920"}],
    }  # fmt: skip
    receipt = Receipt(outcome="action", message="", cards=(Card(kind="files", data={"files": [row]}),))
    [(name, props)] = cards_of(receipt, Shown(session_id="s", turn=12, instruction="export"))
    assert name == "Exports"
    assert props["files"][0]["url"] == "/export/s/00012/film-tiktok.mp4"
    assert "secret" not in str(props)


def test_a_check_of_a_still_shows_the_still() -> None:
    check: Any = {"name": "size", "level": "warn", "value": "900 px", "fix": "Send a larger one."}
    card = Card(kind="readiness", data={"media": "a.jpg", "verdict": "Nearly.", "checks": [check]})
    [(name, props)] = cards_of(
        Receipt(outcome="action", message="", cards=(card,)), Shown(session_id="s", turn=1, instruction="check")
    )
    assert (name, props) == ("Readiness", {"still_url": "/media/a.jpg", "verdict": "Nearly.", "checks": [check]})
