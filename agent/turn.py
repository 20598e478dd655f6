"""One turn as the graph sees it: what is kept between turns, and what one run works on and leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NotRequired

from langchain.agents import AgentState

from agent.events import Watched
from agent.raw_calls import RawCalls
from agent.words_alone import asks
from store.scene import replace
from tools.context import ToolContext
from tools.money import Agreed
from tools.receipts import Chip, Receipt, ToolCall

READ_ONLY = frozenset({"show_history", "find_change", "search_sessions", "show_cost", "estimate"})
"""Look-ups: a conversing model reads their answer and goes on; every other tool ends the turn."""
QUESTION = "ask_person"
"""The tool that only asks: never queued, a question is about its own sentence."""


class TurnState(AgentState[Any]):
    """What the checkpoints keep: the messages and the wishes that wait (see `agent.wishes`). Never the scene."""

    queued: NotRequired[list[dict[str, Any]]]


@dataclass
class Turn:
    """One run of the graph.

    `instruction` is what the edit is remembered by. `call` is a clicked chip: the model is not asked. `converses`:
    whether tool results go back to the model. `system_prompt` is built when the model is asked, from the store as it
    is then. The second half is filled by the middleware while it runs; `receipt` set means that the turn is over.
    """

    id: int
    session_id: str
    instruction: str
    call: ToolCall | None
    converses: bool
    system_prompt: Callable[[], str]
    context_of: Callable[[str], ToolContext]
    watched: Watched

    raw_calls: RawCalls = field(default_factory=RawCalls)
    receipt: Receipt | None = None
    tool_call_id: str | None = None
    looked_up: Receipt | None = None
    """The last look-up's receipt: its cards stand beside the model's words."""
    refusal: Receipt | None = None
    """The last refusal that was handed back to the model; it answers the person when the model gives up."""
    said: str = ""
    """The model's words in its last answer."""
    failures: int = 0
    model_calls: int = 0
    calls: int = 0
    """Tool calls numbered so far in this turn."""
    agreed: Agreed | None = None
    """The person's word for the call that this run goes on with."""
    waiting: list[Chip] = field(default_factory=list[Chip])
    """Wishes offered after this turn, in order."""

    @property
    def feeds_back(self) -> bool:
        """Whether what a tool answers goes back to the model, or straight to the person."""
        return self.converses and self.call is None

    def end(self, receipt: Receipt, tool_call_id: str | None, call: ToolCall | None) -> None:
        """This is the answer of the turn. The first one stands."""
        if self.receipt is None:
            self.receipt = replace(receipt, call=receipt.call or call)
            self.tool_call_id = tool_call_id

    def answer(self) -> Receipt:
        """The receipt at the end of the run: the one that ended the turn, else what the model said last."""
        if self.receipt is not None:
            return with_offers(self.receipt, self.waiting)
        words = "clarify" if asks(self.said, self.instruction) else "unchanged"
        base = self.refusal or self.looked_up or Receipt(outcome=words, message="")
        message = self.said or base.message or "There was nothing to do."
        return with_offers(replace(base, message=message), self.waiting)


def with_offers(receipt: Receipt, chips: list[Chip]) -> Receipt:
    """The receipt with `chips` behind its own offers, each call once."""
    known = [offer.call for offer in receipt.offers]
    return replace(receipt, offers=(*receipt.offers, *(chip for chip in chips if chip.call not in known)))
