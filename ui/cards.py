"""Receipts as the props of the custom elements in `public/elements/`. Pure: plain values in, plain JSON out.

A card is (name of the element, its props).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, JsonValue

from tools.receipts import Card, Receipt
from ui.addresses import document_url, export_url, media_url, poster_url, preview_url, session_url, take_url
from ui.spend_card import SPEND, spend_props
from ui.wording import OUTCOME_LABELS, version_label

Props = dict[str, Any]


class Shown(BaseModel):
    """What a receipt shows besides its own values.

    before, after: numbers of the revisions whose films are shown, None for no film. after_ready: the film of `after`
    is in the cache; else `early` says how to watch it while it is made (`early_films.early_film`). ratio: of the
    film, such as "9:16". locked: ids of the stills in use.
    """

    model_config = ConfigDict(frozen=True)

    session_id: str
    turn: int
    instruction: str
    before: int | None = None
    after: int | None = None
    after_ready: bool = False
    early: Props | None = None
    ratio: str = "9:16"
    can_undo: bool = False
    locked: frozenset[str] = frozenset()


def cards_of(receipt: Receipt, shown: Shown) -> list[tuple[str, Props]]:
    """Every card of a turn, the receipt first; nothing for a plain answer in words."""
    spends = any(card.kind == "spend" for card in receipt.cards)  # it says everything itself
    cards = [("Receipt", receipt_props(receipt, shown))] if not spends and _has_receipt(receipt, shown) else []
    return cards + list(_other_cards(receipt, shown))


def receipt_props(receipt: Receipt, shown: Shown) -> Props:
    """Props of `Receipt`; `live` is set while it is the latest one."""
    return {
        "turn": shown.turn,
        "sentence": shown.instruction,
        "outcome": receipt.outcome,
        "outcome_label": OUTCOME_LABELS[receipt.outcome],
        "message": receipt.message,
        "changes": [change.model_dump() for change in receipt.changes],
        "stayed": receipt.stayed,
        "reading": receipt.reading,
        "notes": list(receipt.notes),
        "seconds": round(receipt.seconds, 2),
        "cost": receipt.cost_words or "no cost",
        "offers": [{"index": index, "label": chip.label} for index, chip in enumerate(receipt.offers)],
        "before": None if shown.before is None else _film(shown, shown.before),
        "after": None if shown.after is None else _after(shown, shown.after),
        "framings": _framings(receipt),
        "revision": receipt.revision,
        "can_undo": shown.can_undo,
        "live": True,
    }


def _has_receipt(receipt: Receipt, shown: Shown) -> bool:
    """A comparison's card tells it all by itself."""
    told = receipt.changes or receipt.offers or receipt.notes or receipt.reading or shown.after is not None
    return bool(told) and receipt.action != "compare"


def _film(shown: Shown, revision: int) -> Props:
    return {
        "revision": revision,
        "label": version_label(revision),
        "url": preview_url(shown.session_id, revision),
        "poster": poster_url(shown.session_id, revision),
    }


def _after(shown: Shown, revision: int) -> Props:
    return {
        **_film(shown, revision),
        "ratio": shown.ratio,
        "pending": not shown.after_ready,
        "error": None,
        "early": shown.early,
    }


def with_film(props: Props, error: str | None = None) -> Props:
    """The receipt's props once its film is there, or has failed with `error` (a sentence)."""
    if props.get("after") is None:
        return props
    return {**props, "after": {**props["after"], "pending": False, "error": error}}


def no_longer_live(props: Props) -> Props:
    """The receipt's props once another turn follows it."""
    return {**props, "live": False, "can_undo": False}


def _framings(receipt: Receipt) -> Props | None:
    for card in receipt.cards:
        if card.kind == "framings":
            data = card.data
            return {"still_url": _media(data.get("media")), "old": data.get("old"), "new": data.get("new")}
    return None


def _media(value: JsonValue) -> str | None:
    return media_url(value) if isinstance(value, str) else None


def _other_cards(receipt: Receipt, shown: Shown) -> Iterator[tuple[str, Props]]:
    for card in receipt.cards:
        if card.kind == "variants":
            yield "Variants", _variants(card, shown)
        elif card.kind == "readiness":
            yield "Readiness", _readiness(card)
        elif card.kind == "history":
            yield "History", _history(card, shown)
        elif card.kind == "compare":
            yield "Compare", _compare(receipt, card, shown)
        elif card.kind == "found":
            yield "Found", _found(card, shown)
        elif card.kind == "document":
            yield "Takeaway", _document(shown)
        elif card.kind == "files":
            yield "Exports", _exports(card, shown)
        elif card.kind == "spend":
            yield SPEND, spend_props(card, receipt, shown.turn)
        elif card.kind == "takes":
            yield "Takes", _takes(card, receipt.revision or 0, shown)


def _rows(card: Card, name: str) -> list[dict[str, Any]]:
    rows = card.data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _variants(card: Card, shown: Shown) -> Props:
    items = [
        {
            "still": row["still"],
            "number": row["number"],
            "url": _media(row["media"]),
            "label": row.get("label", ""),
            "sketch": row.get("kind") == "sketch",
            "locked": row["still"] in shown.locked,
        }
        for row in _rows(card, "items")
    ]
    kept = bool(card.data.get("kept"))
    return {"turn": shown.turn, "note": card.data.get("note", ""), "items": items, "kept": kept}


def _takes(card: Card, revision: int, shown: Shown) -> Props:
    """Props of `Takes`. Which one is in use now is read from the pane; `in_use` is what was then."""
    shot = str(card.data.get("shot"))
    items = [
        {
            "number": row["number"],
            "take": row["take"],
            "label": row.get("label") or f"take {row['number']}",
            "duration_s": row.get("duration_s"),
            "video": bool(row.get("video")),
            "url": take_url(shown.session_id, revision, shot, row["number"], "mp4"),
            "poster": take_url(shown.session_id, revision, shot, row["number"], "jpg"),
            **looked_at(row),
        }
        for row in _rows(card, "items")
    ]
    return {"shot": shot, "place": card.data.get("place"), "ratio": shown.ratio, "in_use": card.data.get("in_use"),
            "open": card.data.get("open"), "items": items}  # fmt: skip


def looked_at(row: Mapping[str, Any]) -> Props:
    """What the guards say of a take (an item of a card of takes), and what can be done about it. pending: they are
    about to look at it."""
    check = row.get("check")
    if isinstance(check, dict):
        check = {**check, "still": _media(check.get("still")), "frame": _media(check.get("frame"))}
    return {"check": check, "ways": row.get("ways") or [], "pending": check is None and bool(row.get("video"))}


def _readiness(card: Card) -> Props:
    return {
        "still_url": _media(card.data.get("media")),
        "verdict": card.data.get("verdict", ""),
        "checks": _rows(card, "checks"),
    }


def _history(card: Card, shown: Shown) -> Props:
    """What the board is to show; what it shows it reads by itself (`ui/board.py`), so that it is true later, too."""
    numbers = [row["revision"] for row in _rows(card, "entries")]
    return {
        "session": shown.session_id,
        "only": None if card.data.get("all", True) else numbers,
        "until": card.data.get("until"),
    }


def _compare(receipt: Receipt, card: Card, shown: Shown) -> Props:
    sides = {name: _side(card.data.get(name), shown.session_id) for name in ("a", "b")}
    changes = _rows(card, "changes")
    return {**sides, "changes": changes, "at_s": card.data.get("at_s", 0.0), "head": receipt.revision}


def _side(value: JsonValue, session_id: str) -> Props:
    row: dict[str, Any] = value if isinstance(value, dict) else {}
    number: int = row["revision"]
    return {
        "version": number,
        "said": row.get("said", ""),
        "ratio": row.get("ratio", "9:16"),
        "duration_s": row.get("duration_s", 0.0),
        "frame": poster_url(session_id, number) if row.get("filmed") else None,
        "film": preview_url(session_id, number) if row.get("filmed") else None,
    }


def _found(card: Card, shown: Shown) -> Props:
    return {"items": [_found_item(row, shown.session_id) for row in _rows(card, "items")]}


def _found_item(row: dict[str, Any], here: str) -> Props:
    number = row.get("revision")
    return {
        "url": session_url(row["session"]),
        "here": row["session"] == here,
        "title": row.get("title", ""),
        "turn": row.get("turn"),
        "when": row.get("at"),
        "said": row.get("said", ""),
        "told": row.get("told", ""),
        "thumb": poster_url(row["session"], number) if row.get("filmed") and number is not None else None,
    }


def _document(shown: Shown) -> Props:
    kinds = (("Markdown with thumbnails", "zip"), ("JSON", "json"))
    return {"files": [{"label": label, "url": document_url(shown.session_id, kind)} for label, kind in kinds]}


def _exports(card: Card, shown: Shown) -> Props:
    return {"files": [_export(row, shown) for row in _rows(card, "files")]}


def _export(row: dict[str, Any], shown: Shown) -> Props:
    return {
        "name": row["name"],
        "label": row.get("label") or row["name"],
        "url": export_url(shown.session_id, Path(row["path"]).parent.name, row["name"]),
        "poster": None,
        "width": row.get("width"),
        "height": row.get("height"),
        "duration_s": row.get("duration_s"),
        "size_mb": row.get("size_mb"),
        "checks": row.get("checks") or [],
        "notes": row.get("notes") or row.get("warnings") or [],
    }
