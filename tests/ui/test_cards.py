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
        "cost": "no cost",
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


def test_a_board_names_what_it_is_to_show_and_reads_it_by_itself() -> None:
    entries: Any = [{"revision": 3, "instruction": "warmer"}, {"revision": 5, "instruction": "cooler"}]
    shown = Shown(session_id="s", turn=9, instruction="what did we change?")

    def board(**data: Any) -> tuple[str, Any]:
        card = Card(kind="history", data={"entries": entries, **data})
        [(name, props)] = cards_of(Receipt(outcome="action", message="", cards=(card,)), shown)
        return name, props

    assert board() == ("History", {"session": "s", "only": None, "until": None})
    assert board(all=True, until=5) == ("History", {"session": "s", "only": None, "until": 5})
    assert board(all=False) == ("History", {"session": "s", "only": [3, 5], "until": None})


def test_a_comparison_tells_everything_in_one_card() -> None:
    side: Any = {"revision": 2, "said": "warmer", "ratio": "9:16", "duration_s": 6.0, "filmed": True}
    change: Any = {"what": "Length", "old": "6.0 s", "new": "8.0 s"}
    data: Any = {"a": side, "b": {**side, "revision": 0, "filmed": False}, "changes": [change], "at_s": 3.0}
    receipt = Receipt(
        outcome="action", action="compare", message="Version 2 beside version 0.", revision=2, before_revision=2,
        changes=(Change(**change),), cards=(Card(kind="compare", data=data),),
    )  # fmt: skip
    [(name, props)] = cards_of(receipt, Shown(session_id="s", turn=9, instruction="compare"))
    assert (name, props["head"], props["at_s"], props["changes"]) == ("Compare", 2, 3.0, [change])
    assert (props["a"]["frame"], props["a"]["film"]) == ("/poster/s/2.jpg", "/preview/s/2.mp4")
    assert (props["b"]["version"], props["b"]["frame"], props["b"]["film"]) == (0, None, None)


def test_what_was_found_is_a_link_to_its_session() -> None:
    item: Any = {
        "session": "other", "title": "Olive oil", "turn": 4, "at": "2026-11-20T10:00:00Z", "said": "warmer",
        "told": "Temperature: 0 → +0.3.", "revision": 3, "filmed": True,
    }  # fmt: skip
    here: Any = {**item, "session": "s", "filmed": False}
    card = Card(kind="found", data={"items": [item, here]})
    receipt = Receipt(outcome="unchanged", action="search_sessions", message="", cards=(card,))
    [(name, props)] = cards_of(receipt, Shown(session_id="s", turn=9, instruction="search"))
    assert name == "Found"
    assert [(i["url"], i["here"], i["thumb"]) for i in props["items"]] == [
        ("/thread/other", False, "/poster/other/3.jpg"), ("/thread/s", True, None),
    ]  # fmt: skip


def test_a_session_is_taken_away_as_files() -> None:
    receipt = Receipt(outcome="action", action="export_session", message="", cards=(Card(kind="document", data={}),))
    [(name, props)] = cards_of(receipt, Shown(session_id="s", turn=9, instruction="export the history"))
    assert (name, [file["url"] for file in props["files"]]) == ("Takeaway", ["/document/s.zip", "/document/s.json"])


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
