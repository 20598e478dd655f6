"""What the screen shows of a session as it stands: which films belong to a receipt, and the scene pane."""

import uuid
from typing import NamedTuple

from store.history import History
from tools.cards import has_film
from tools.context import changed_shots
from tools.receipts import Receipt
from ui.cards import Shown
from ui.chat_rows import Document, card_row
from ui.composition import Studio
from ui.early_films import early_film
from ui.pane import pane_props

PANE = "ScenePane"
NEWEST = 6
"""Versions that the pane lists; the history board has all."""


class Films(NamedTuple):
    """The numbers of the revisions whose films a receipt shows."""

    before: int | None
    after: int | None


def films_of(receipt: Receipt) -> Films:
    """The revisions that the turn went between; none where the head stayed. A comparison shows its own."""
    before, after = receipt.before_revision, receipt.revision
    moved = before is not None and before != after and receipt.action != "compare"
    return Films(before, after) if moved else Films(None, None)


def shown_of(studio: Studio, session_id: str, turn: int, instruction: str, films: Films) -> Shown:
    """What is shown beside a receipt. Raises UnknownTarget."""
    history = studio.history
    head = history.head(session_id)
    scene = history.revision(session_id, films.after).scene if films.after is not None else head.scene
    filmed = films.after is not None and has_film(scene)
    ready = filmed and studio.renderer.ready_preview(scene) is not None
    return Shown(
        session_id=session_id,
        turn=turn,
        instruction=instruction,
        before=films.before if filmed and _filmed(history, session_id, films.before) else None,
        after=films.after if filmed else None,
        after_ready=ready,
        early=early_film(session_id, films.after, scene) if films.after is not None and filmed and not ready else None,
        ratio=scene.aspect_ratio,
        can_undo=history.steps(session_id)[0] > 0,
        locked=frozenset(shot.still for shot in head.scene.shots if shot.still),
    )


def _filmed(history: History, session_id: str, revision: int | None) -> bool:
    return revision is not None and has_film(history.revision(session_id, revision).scene)


def pane_row(studio: Studio, session_id: str) -> Document | None:
    """What the scene pane shows, as an element that stands under no message; None before there is a shot."""
    history = studio.history
    head = history.head(session_id)
    if not head.scene.shots:
        return None
    changed: tuple[str, ...] = ()
    if head.parent is not None:
        changed = changed_shots(history.revision(session_id, head.parent).scene, head.scene)
    selected = changed[0] if len(changed) == 1 else None
    title, newest = history.session(session_id).title, history.review.changes(session_id, last=NEWEST)
    props = pane_props(session_id, title, head.number, head.scene, newest, selected)
    return card_row(session_id, "", PANE, props, element_id=_id(session_id, "scene"))


def pane_frame_row(session_id: str) -> Document:
    """The pane itself: an element at the side that shows whatever `pane_row` last said.

    The page opens its side whenever an element there changes. The frame never does, so a pane that the person closed
    stays closed while the scene goes on.
    """
    props = {"element_id": _id(session_id, "scene")}
    return {**card_row(session_id, "", PANE, props, element_id=_id(session_id, "pane")), "display": "side"}


def _id(session_id: str, what: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"reshoot:{session_id}/{what}"))
