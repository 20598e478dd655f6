"""What the director knows when a sentence arrives: the context JSON of the system message, as plain values."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from store.scene import Move, MoveKind, Scene, Shot, film_duration_s, shot_starts_s
from tools.receipts import ToolCall

_CONTEXT = re.compile(r"<context>(.*?)</context>", re.DOTALL)


@dataclass(frozen=True)
class Offer:
    """A chip of the last receipt."""

    label: str
    call: ToolCall


@dataclass(frozen=True)
class LastTurn:
    """The turn before this sentence. `changed` holds (path, old, new) of an edit."""

    instruction: str = ""
    outcome: str = ""
    action: str | None = None
    message: str = ""
    call: ToolCall | None = None
    offers: tuple[Offer, ...] = ()

    @property
    def leaves_change(self) -> bool:
        """Whether the last change is still what is spoken of: it was just made, or only a question was answered."""
        return self.outcome == "changed" or (self.outcome == "unchanged" and self.call is None)


@dataclass(frozen=True)
class LastEdit:
    """The edit at the head: what "more", "the other way" and "make that 7" refer to."""

    instruction: str = ""
    op: str = ""
    call: ToolCall | None = None
    changed: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A still outside the scene."""

    id: str
    number: int
    kind: str = ""
    label: str = ""
    locked_in: str | None = None


@dataclass(frozen=True)
class Context:
    """The scene and what led to it."""

    scene: Scene
    selected_shot: str | None = None
    last_turn: LastTurn | None = None
    last_edit: LastEdit | None = None
    stills: tuple[Candidate, ...] = ()
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    clips: int = 0
    """How many clips were sent."""
    versions: int = 1
    named_versions: Mapping[str, int] = field(default_factory=dict[str, int])
    engines: Mapping[str, bool] = field(default_factory=dict[str, bool])

    @cached_property
    def film_s(self) -> float:
        """Length of the film, seconds."""
        return film_duration_s(self.scene)

    @cached_property
    def starts_s(self) -> tuple[float, ...]:
        """When each shot starts, seconds from the start of the film."""
        return shot_starts_s(self.scene)

    @property
    def shot_ids(self) -> tuple[str, ...]:
        return tuple(str(shot.id) for shot in self.scene.shots)

    @property
    def only_shot(self) -> Shot | None:
        return self.scene.shots[0] if len(self.scene.shots) == 1 else None

    def shot(self, shot_id: str) -> Shot:
        """Raises StopIteration for an id that is not in the scene."""
        return next(shot for shot in self.scene.shots if shot.id == shot_id)

    def span_s(self, shot_id: str) -> tuple[float, float]:
        """Start and end of a shot, seconds from the start of the film."""
        index = self.shot_ids.index(shot_id)
        return self.starts_s[index], self.starts_s[index] + self.scene.shots[index].duration_s

    def moves(self, kind: MoveKind | None = None) -> tuple[tuple[Shot, Move], ...]:
        """All moves of the film (of one kind), with their shots."""
        return tuple((s, m) for s in self.scene.shots for m in s.camera if kind in (None, m.kind))


def context_of(prompt: str) -> Context:
    """The context written into a system message; an empty scene where there is none."""
    found = _CONTEXT.search(prompt)
    return read_context(json.loads(found.group(1)) if found else {})


def read_context(document: Mapping[str, Any]) -> Context:
    """A context from its JSON document. Raises pydantic.ValidationError for a scene that is none."""
    return Context(
        scene=Scene.model_validate(document.get("scene") or {}),
        selected_shot=document.get("selected_shot"),
        last_turn=_last_turn(document.get("last_turn")),
        last_edit=_last_edit(document.get("last_edit")),
        stills=tuple(
            Candidate(s["id"], s.get("number", n), s.get("kind", ""), s.get("label", ""), s.get("locked_in"))
            for n, s in enumerate(document.get("stills") or (), 1)
        ),
        takes={shot: tuple(takes) for shot, takes in (document.get("takes") or {}).items()},
        clips=len(document.get("clips") or ()),
        versions=document.get("versions", 1),
        named_versions=document.get("named_versions") or {},
        engines=document.get("engines") or {},
    )


def _call(document: Mapping[str, Any] | None) -> ToolCall | None:
    return ToolCall(name=document["name"], args=dict(document.get("args") or {})) if document else None


def _last_turn(document: Mapping[str, Any] | None) -> LastTurn | None:
    if document is None:
        return None
    offers = ((offer["label"], _call(offer.get("call"))) for offer in document.get("offers") or ())
    return LastTurn(
        instruction=document.get("instruction") or "",
        outcome=document.get("outcome") or "",
        action=document.get("action"),
        message=document.get("message") or "",
        call=_call(document.get("call")),
        offers=tuple(Offer(label, call) for label, call in offers if call is not None),
    )


def _last_edit(document: Mapping[str, Any] | None) -> LastEdit | None:
    if document is None:
        return None
    changed = tuple((str(path), old, new) for path, old, new in document.get("changed") or ())
    return LastEdit(document.get("instruction") or "", document.get("op") or "", _call(document.get("call")), changed)
