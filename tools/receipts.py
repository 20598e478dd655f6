"""The answer to a turn: one receipt, as plain values that any front can show."""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from store.scene import Value

Outcome = Literal[
    "changed", "unchanged", "clarify", "needs_engine", "action", "awaiting_approval", "refused", "failed"
]  # fmt: skip


class ToolCall(Value):
    """One call of an agent tool: what a chip does when it is clicked."""

    name: str
    args: dict[str, JsonValue] = Field(default_factory=dict)


class Chip(Value):
    """An offered next step: `label` is what the person reads (and may type), `call` what it does.

    Without a call the label is a sentence: clicking says it.
    """

    label: str
    call: ToolCall | None = None


class Change(Value):
    """One line of a receipt: `what` went from `old` to `new`, both in words with units."""

    what: str
    old: str
    new: str


class FilePath(Value):
    """A finished file for download."""

    name: str
    path: str
    label: str
    details: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Card(Value):
    """Something to show beside the words. `kind` names its shape (see `tools/cards.py`), `data` is plain JSON."""

    kind: Literal[
        "variants", "readiness", "framings", "history", "files", "compare", "found", "document", "spend", "takes"
    ]
    data: dict[str, JsonValue]


class Receipt(Value):
    """What a turn did: asked, changed (old -> new), stayed, cost, took, and the way back."""

    outcome: Outcome
    message: str
    action: str | None = None
    call: ToolCall | None = None
    """The tool call that was carried out."""
    edit: dict[str, Any] | None = None
    changes: tuple[Change, ...] = ()
    stayed: str = ""
    reading: str = ""
    """For a wish that could be read two ways: the reading chosen, in words; the other one is among `offers`."""
    notes: tuple[str, ...] = ()
    offers: tuple[Chip, ...] = ()
    cards: tuple[Card, ...] = ()
    files: tuple[FilePath, ...] = ()
    revision: int | None = None
    """Number of the revision at the head after this turn; None where nothing is there yet."""
    before_revision: int | None = None
    cost_usd: Annotated[float, Field(ge=0)] = 0.0
    cost_unknown: bool = False
    """Whether it cost something, or may have, that nobody has told; not in `cost_usd`."""
    seconds: Annotated[float, Field(ge=0)] = 0.0

    @property
    def cost_words(self) -> str:
        """`$0.37`, `$0.37 and an unknown part`, `cost unknown`; empty where it cost nothing."""
        told = f"${self.cost_usd:.2f}" if self.cost_usd else ""
        if not self.cost_unknown:
            return told
        return f"{told} and an unknown part" if told else "cost unknown"
