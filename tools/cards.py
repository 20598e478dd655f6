"""The pictures and tables beside a receipt, as plain JSON. One function per kind of card.

variants   {"items": [{"still", "media", "number", "label", "kind"}], "note"}
readiness  {"media", "verdict", "checks": [{"name", "level", "value", "fix"}]}
framings   {"media", "shot", "old": quad | None, "new": quad | None}    quad: four [x, y] in 0..1 of the still
history    {"entries": [{"revision", "turn", "instruction", "sentence", "changes", "current", "undone", "at", "names",
           "seconds", "cost_usd"}]}    turn, seconds: None where a change was made by no turn
files      {"files": [{"name", "path", "platform", "label", "width", "height", "duration_s", "size_mb", "checks",
           "notes"}]}
compare    {"a": revision, "b": revision, "changes": [{"what", "old", "new"}]}
"""

from collections.abc import Iterable

from pydantic import JsonValue

from store.review import ChangeInfo
from store.scene import Scene, shot_index
from store.stills import StillInfo, Stills
from tools.receipts import Card, Change
from tools.render import ExportReport, Renderer

Quad = list[list[float]]


def framings_card(renderer: Renderer, stills: Stills, before: Scene, after: Scene, shot_id: str) -> Card | None:
    """The end framings of a shot before and after an edit, drawn on its still; None for a shot without a still."""
    shot = after.shots[shot_index(after, shot_id)]
    if shot.still is None:
        return None
    new = renderer.framings(after, shot_id)
    if new is None:
        return None
    was = renderer.framings(before, shot_id) if shot_id in {s.id for s in before.shots} else None
    data: dict[str, JsonValue] = {
        "media": stills.get(shot.still).media,
        "shot": shot_id,
        "old": _quad(was.end) if was else None,
        "new": _quad(new.end),
    }
    return Card(kind="framings", data=data)


def _quad(points: Iterable[tuple[float, float]]) -> JsonValue:
    return [[round(x, 4), round(y, 4)] for x, y in points]


def variants_card(items: Iterable[StillInfo], note: str = "") -> Card:
    """Stills to choose from."""
    rows: list[JsonValue] = [
        {"still": item.id, "media": item.media, "number": item.number, "label": item.label, "kind": item.kind}
        for item in items
    ]
    return Card(kind="variants", data={"items": rows, "note": note})


def change_rows(changes: Iterable[Change]) -> JsonValue:
    return [change.model_dump() for change in changes]


def history_card(changes: Iterable[ChangeInfo], head: int) -> Card:
    """Changes as they were told, in order; `head` is the present version."""
    entries: list[JsonValue] = [
        {
            "revision": change.number, "turn": change.turn, "instruction": change.instruction,
            "sentence": change.sentence, "at": change.created_at, "names": list(change.names),
            "changes": [dict(line.items()) for line in change.changes],
            "seconds": change.seconds, "cost_usd": change.cost_usd, "current": change.number == head,
            "undone": change.undone,
        }
        for change in changes
    ]  # fmt: skip
    return Card(kind="history", data={"entries": entries})


def files_card(reports: Iterable[ExportReport]) -> Card:
    """Finished exports with what was checked."""
    rows: list[JsonValue] = [
        {
            "name": report.path.name, "path": str(report.path), "platform": report.platform, "label": report.label,
            "width": report.width, "height": report.height, "duration_s": round(report.duration_s, 2),
            "size_mb": round(report.size_bytes / 1e6, 2), "notes": list(report.notes),
            "checks": [
                {"name": check.name, "ok": check.ok, "value": check.value, "limit": check.limit}
                for check in report.checks
            ],
        }
        for report in reports
    ]  # fmt: skip
    return Card(kind="files", data={"files": rows})
