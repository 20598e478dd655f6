"""The pictures and tables beside a receipt, as plain JSON. One function per kind of card.

variants   {"items": [{"still", "media", "number", "label", "kind"}], "note"}
readiness  {"media", "verdict", "checks": [{"name", "level", "value", "fix"}]}
framings   {"media", "shot", "old": quad | None, "new": quad | None}    quad: four [x, y] in 0..1 of the still
history    {"all", "until", "entries": [{"revision", "turn", "instruction", "sentence", "changes", "current", "undone",
           "at", "names", "seconds", "cost_usd"}]}    turn, seconds: None where a change was made by no turn; all: older
           ones go before them, false: only these are meant
files      {"files": [{"name", "path", "platform", "label", "width", "height", "duration_s", "size_mb", "checks",
           "notes"}]}
compare    {"a": side, "b": side, "changes": [{"what", "old", "new"}], "at_s"}    side: {"revision", "said", "ratio",
           "duration_s", "filmed"}; at_s: when in the film the difference shows best
found      {"items": [{"session", "title", "turn", "at", "said", "told", "revision", "filmed"}]}    turn, at, revision:
           None where a session as a whole is meant
document   {}    the session to take away
spend      {"phase": "open" | "running" | "over", "offer", "engine", "what", "prompt", "count", "each_usd", "total_usd",
           "spent_usd", "budget_usd", "left_usd", "per", "as_of", "checked", "calls": [{"key", "number", "state",
           "message", "cost_usd", "exact"}]}    offer: the tool call that waits or was ordered; the dollars are None
           where they are not known
takes      {"shot", "place", "in_use": take | None, "open": number | None, "items": [{"number", "take": take | None,
           "video", "label", "duration_s", "check": check | None, "ways": [{"way", "label"}]}]}    number 0: the shot's
           still; open: the take whose check is shown whole. check: {"best", "level", "score", "reason",
           "verdict", "findings": [{"name", "level", "value", "fix"}], "still", "frame", "at_s"}    still, frame: media
           or None
"""

from collections.abc import Callable, Iterable, Mapping

from pydantic import JsonValue

from store.review import ChangeInfo
from store.revisions import Revision
from store.scene import Scene, Shot, ShotId, film_duration_s, shot_index
from store.search import FoundTurn
from store.sessions import SessionInfo
from store.stills import StillInfo
from store.take_checks import TakeCheck
from store.takes import Take
from store.video_takes import shows_video, video_of
from tools.receipts import Card, Change
from tools.render import ExportReport, Renderer
from tools.take_ranking import Ranked, is_best, ranked
from tools.take_ways import take_ways

Quad = list[list[float]]


def framings_card(
    renderer: Renderer, picture_of: Callable[[Shot], str | None], before: Scene, after: Scene, shot_id: str
) -> Card | None:
    """The end framings of a shot before and after an edit, drawn on its picture (a media id); None without one."""
    shot, new = _shot(after, shot_id), renderer.framings(after, shot_id)
    picture = picture_of(shot) if new is not None else None
    if new is None or picture is None:
        return None
    olds = {shot.id: shot for shot in before.shots}
    # Framings on another picture (the still, before a clip) cannot be compared.
    same = shot_id in olds and video_of(olds[ShotId(shot_id)].take) == video_of(shot.take)
    was = renderer.framings(before, shot_id) if same else None
    data: dict[str, JsonValue] = {
        "media": picture,
        "shot": shot_id,
        "old": _quad(was.end) if was else None,
        "new": _quad(new.end),
    }
    return Card(kind="framings", data=data)


def _shot(scene: Scene, shot_id: str) -> Shot:
    return scene.shots[shot_index(scene, shot_id)]


def _quad(points: Iterable[tuple[float, float]]) -> JsonValue:
    return [[round(x, 4), round(y, 4)] for x, y in points]


def references_card(items: Iterable[tuple[str, StillInfo]]) -> Card:
    """The pictures that a film keeps to, by the names they go by."""
    rows: list[JsonValue] = [
        {"still": item.id, "media": item.media, "number": number, "label": name, "kind": item.kind}
        for number, (name, item) in enumerate(items, 1)
    ]
    return Card(kind="variants", data={"items": rows, "note": "", "kept": True})


def variants_card(items: Iterable[StillInfo], note: str = "") -> Card:
    """Stills to choose from."""
    rows: list[JsonValue] = [
        {"still": item.id, "media": item.media, "number": item.number, "label": item.label, "kind": item.kind}
        for item in items
    ]
    return Card(kind="variants", data={"items": rows, "note": note})


def takes_card(
    scene: Scene, shot: Shot, takes: Iterable[Take], checks: Mapping[str, TakeCheck], opened: int | None = None
) -> Card:
    """The takes of a shot to choose from, with what the guards said of them; of a shot with clips its still is one of
    them, with the number 0. opened: the number of the take whose check is shown whole."""
    all_of_them = list(takes)
    order = ranked(all_of_them, checks)
    looked, best = {one.take.id: one for one in order}, order[0].take.id if is_best(order) else None
    rows: list[JsonValue] = [
        {
            "number": take.number, "take": take.shown_as, "video": take.video is not None,
            "label": take.video.label if take.video else "",
            "duration_s": take.video.duration_s if take.video else shot.duration_s,
            "check": _check_data(looked[take.id], best == take.id) if take.id in looked else None,
            "ways": [{"way": way.name, "label": way.label} for way in take_ways(shot, take, checks.get(take.id))],
        }
        for take in all_of_them
    ]  # fmt: skip
    if shot.still is not None and (shows_video(shot) or any(take.video for take in all_of_them)):
        still: JsonValue = {
            "number": 0, "take": None, "video": False, "label": "from the still", "duration_s": shot.duration_s,
            "check": None, "ways": [],
        }  # fmt: skip
        rows.insert(0, still)
    data: dict[str, JsonValue] = {
        "shot": shot.id, "place": shot_index(scene, shot.id) + 1, "in_use": shot.take, "open": opened,
        "items": rows,
    }  # fmt: skip
    return Card(kind="takes", data=data)


def _check_data(one: Ranked, best: bool) -> dict[str, JsonValue]:
    check = one.check
    level = "miss" if check.faults else "note" if any(f.level == "note" for f in check.findings) else "pass"
    return {
        "best": best, "level": level, "score": check.scores.total, "reason": one.reason,
        "verdict": check.verdict, "findings": [finding.model_dump() for finding in check.findings],
        "still": check.still, "frame": check.frame, "at_s": check.at_s,
    }  # fmt: skip


def change_rows(changes: Iterable[Change]) -> JsonValue:
    return [change.model_dump() for change in changes]


def history_card(changes: Iterable[ChangeInfo], head: int, *, chosen: bool = False, until: int | None = None) -> Card:
    """Changes as they were told, in order; `head` is the present version. `chosen`: only these are meant. `until`: the
    last version of a page that is not the newest."""
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
    return Card(kind="history", data={"all": not chosen, "until": until, "entries": entries})


def compare_card(a: Revision, b: Revision, changes: Iterable[Change], at_s: float) -> Card:
    """Two versions, and what differs from the first to the second."""
    return Card(kind="compare", data={"a": _side(a), "b": _side(b), "changes": change_rows(changes), "at_s": at_s})


def _side(revision: Revision) -> JsonValue:
    scene = revision.scene
    return {
        "revision": revision.number, "said": revision.instruction, "ratio": scene.aspect_ratio,
        "duration_s": round(film_duration_s(scene), 2), "filmed": has_film(scene),
    }  # fmt: skip


def has_film(scene: Scene) -> bool:
    """Whether there is a picture to show; a scene of empty shots has only slates."""
    return any(shot.still is not None for shot in scene.shots)


def found_card(turns: Iterable[tuple[FoundTurn, Scene | None]], sessions: Iterable[SessionInfo]) -> Card:
    """What a search found: turns, each with the scene after it, and sessions as a whole."""
    rows: list[JsonValue] = [
        {
            "session": turn.session_id, "title": turn.title, "turn": turn.turn, "at": turn.at,
            "said": turn.instruction, "told": turn.told, "revision": turn.revision,
            "filmed": scene is not None and has_film(scene),
        }
        for turn, scene in turns
    ]  # fmt: skip
    return Card(kind="found", data={"items": [*rows, *map(_session_row, sessions)]})


def sessions_card(sessions: Iterable[SessionInfo]) -> Card:
    """Sessions to go to."""
    return found_card((), sessions)


def _session_row(session: SessionInfo) -> JsonValue:
    return {
        "session": session.id, "title": session.title, "turn": None, "at": session.updated_at, "said": "", "told": "",
        "revision": None, "filmed": False,
    }  # fmt: skip


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
