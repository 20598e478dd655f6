"""The history board: a page of versions as `History.jsx` draws them, the newest first.

It is read anew whenever something happened in the session, so that a board far up in the chat tells the truth too.
"""

from dataclasses import asdict
from typing import Any

from store.review import ChangeInfo, Review
from store.scene import Scene
from store.tree import Rail
from tools.cards import has_film
from tools.versions import telling_moment
from ui.addresses import poster_url, preview_url
from ui.composition import Studio

PAGE = 24
"""Versions on one page: more than a screen shows, few enough to be there at once."""
MOST = 200
"""The most versions that are asked for at once."""


def board_page(
    studio: Studio, session_id: str, until: int | None = None, count: int = PAGE, only: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """The `count` versions up to `until` (None: the newest); with `only`, just those. `earlier` is the `until` of the
    next page, None on the last. Raises UnknownTarget."""
    review = studio.history.review
    tree = review.rails(session_id)
    told = _told(review, session_id, until, count, only)
    head = studio.history.session(session_id).head
    scenes = review.scenes(session_id, {n for change in told for n in (change.number, change.parent or 0)})
    lowest = told[-1].number if told else 0
    return {
        "session": session_id,
        "head": head,
        "versions": len(tree),
        "lanes": 1 if only else 1 + max((rail.lane for rail in tree.values()), default=0),
        "earlier": lowest - 1 if lowest and not only else None,
        "entries": [_entry(session_id, change, head, None if only else tree[change.number], scenes) for change in told],
    }


def _told(review: Review, session_id: str, until: int | None, count: int, only: frozenset[int]) -> list[ChangeInfo]:
    """Versions as they are told, the newest first; the start is one of them."""
    if only:
        return [change for change in reversed(review.changes(session_id)) if change.number in only]
    told = review.changes(session_id, last=min(count, MOST), until=until)[::-1]
    if len(told) < count:
        told.append(review.start(session_id))
    return told


def _entry(
    session_id: str, change: ChangeInfo, head: int, rail: Rail | None, scenes: dict[int, Scene]
) -> dict[str, Any]:
    scene = scenes[change.number]
    filmed = has_film(scene)
    moment = telling_moment(scenes[change.parent or 0], scene) if filmed else 0.0
    return {
        "version": change.number,
        "said": change.instruction,
        "changes": change.changes,
        "current": change.number == head,
        "undone": change.undone,
        "names": list(change.names),
        "when": change.created_at,
        "seconds": change.seconds,
        "cost_usd": change.cost_usd,
        "ratio": scene.aspect_ratio,
        "thumb": poster_url(session_id, change.number, moment) if filmed else None,
        "film": preview_url(session_id, change.number) if filmed else None,
        "rail": asdict(rail) if rail else None,
        "can_revert": bool(change.number) and not change.undone,
    }
