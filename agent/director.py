"""The director: runs turns. One at a time per session, each written down with its receipt whatever happens."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self
from weakref import WeakValueDictionary

import structlog
from langchain_core.messages import AIMessageChunk, HumanMessage
from langgraph.types import Command
from langsmith import tracing_context

from agent.answers import is_expected, receipt_of
from agent.approvals import WORDS, OpenOffer, allow, allowed, answer_to, no_longer_open, offer_in, word_in
from agent.build import Graph, build_graph
from agent.checkpoints import Checkpoints
from agent.context import build_context
from agent.cut_off import cut_off_turn, receipt_of_cut_off, what_it_left
from agent.events import OnEvent, Watched, Words
from agent.middleware_model import RESTART
from agent.models import ChosenModel, choose_model
from agent.patience import Patience
from agent.prompt import system_prompt
from agent.redaction import Redactor
from agent.settings import Settings
from agent.turn import Turn
from agent.workbench import Workbench
from store.errors import BadUpload, EditRefused, PersonError
from store.history import TurnInfo
from store.home import Home
from store.ledger_calls import Call
from store.scene import replace
from tools.approvals import ALWAYS, ARRIVED
from tools.context import ToolContext
from tools.money import Money
from tools.pictures.uploads import MAX_BYTES
from tools.receipts import Receipt, ToolCall
from tools.render import Renderer
from tools.steps import STEPS, Step

_log = structlog.get_logger(__name__)

MAX_INSTRUCTION = 8000
"""Characters of one sentence; a caption has at most 500."""
NO_ENGINES: Mapping[str, bool] = {"image": False, "video": False}

Answered = tuple[Receipt, str | None]
"""A receipt, and the id of the tool call behind it."""
Work = Callable[[TurnInfo, Watched], Awaitable[Answered]]


class Director:
    """Directs all sessions of one home. Belongs to one event loop; close it at the end.

    `steps`: what can be done, by tool name. `engines`: which kinds of generative engine are connected.
    """

    def __init__(
        self,
        bench: Workbench,
        model: ChosenModel,
        *,
        steps: Mapping[str, Step] = STEPS,
        engines: Mapping[str, bool] = NO_ENGINES,
        patience: Patience | None = None,
        redactor: Redactor | None = None,
    ) -> None:
        self._bench = bench
        self._model = model
        self._checkpoints = Checkpoints(bench.checkpoints)
        self._steps = steps
        self._engines = engines
        self._patience = patience or Patience()
        self._redactor = redactor or Redactor()
        self._graph: Graph | None = None
        self._building = asyncio.Lock()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def of_home(cls, home: Home, renderer: Renderer, settings: Settings, money: Money | None = None) -> Self:
        """The director of a home, with the model that the settings choose. Raises ModelUnavailable."""
        return cls(
            Workbench.of_home(home, renderer, money),
            choose_model(settings),
            engines=connected_kinds(money),
            patience=Patience(timeout_s=settings.model_timeout_s),
            redactor=Redactor(settings.secrets()),
        )

    # --- what a front calls ------------------------------------------------------------------------------------------

    async def ready(self) -> None:
        """Build the graph and open its memory ahead of the first turn, which does it otherwise."""
        await self._compiled()

    async def turn(
        self, session_id: str, instruction: str, *, call: ToolCall | None = None, on_event: OnEvent | None = None
    ) -> Receipt:
        """Read one sentence (or carry out a chip's `call`) and answer with its receipt.

        Every outcome is a receipt, faults too. Raises UnknownTarget for a session that is not there, and
        CancelledError when cancelled: the turn is written down as far as it came.
        """
        said = self._redactor.text(instruction).strip()

        async def work(info: TurnInfo, watched: Watched) -> Answered:
            if call is None and (refusal := _unreadable(said)):
                return receipt_of(refusal), None
            chosen = call or await asyncio.to_thread(self._offered, session_id, info, said)
            turn = self._turn(session_id, info, said, chosen, watched)
            if chosen is not None and chosen.name in WORDS:
                return await self._take_word(turn, chosen, watched)
            await self._run(turn, watched, {"messages": [HumanMessage(said)]})
            return turn.answer(), turn.tool_call_id

        return await self._take_turn(session_id, said[:MAX_INSTRUCTION], work, on_event)

    async def upload(
        self, session_id: str, data: bytes | Path, name: str, *, on_event: OnEvent | None = None
    ) -> Receipt:
        """Take in a picture as a still, as a turn of its own. `name` is the file's name, and hostile."""
        from tools.intake import receive_file

        said = f"Upload: {_printable(name)}"

        async def work(info: TurnInfo, watched: Watched) -> Answered:
            call_id = f"{info.id}:0"
            content = await asyncio.to_thread(_bytes_of, data)
            ctx = self._bench.context(session_id, info.id, call_id, said, watched.progress)
            return await watched.carry_out(receive_file, ctx, data=content, name=name), call_id

        return await self._take_turn(session_id, said, work, on_event)

    async def arrive(self, session_id: str, tool_call_id: str) -> Receipt:
        """Tell what a wish that was paid for has brought, as a turn of its own."""
        from tools.arrivals import arrived

        async def work(info: TurnInfo, watched: Watched) -> Answered:
            money = self._bench.money
            if money is None:
                raise PersonError("Nothing was ordered here.")
            calls = money.ledger.of_tool_call(session_id, tool_call_id)
            ctx = self._bench.context(session_id, info.id, f"{info.id}:0", _arrival(calls), watched.progress)
            receipt = await watched.carry_out(arrived, ctx, money=money, calls=calls)
            await asyncio.to_thread(money.ledger.told, [call.key for call in calls])
            return receipt, None

        calls = self._bench.money.ledger.of_tool_call(session_id, tool_call_id) if self._bench.money else []
        return await self._take_turn(session_id, _arrival(calls), work, None)

    async def mend(self, session_id: str) -> Receipt | None:
        """The receipt of the session's last turn if the program was stopped while it ran; None if all is well.

        Nothing is done again: what had been committed is reported, anything else was not done.
        """
        async with self._alone(session_id):
            return await asyncio.to_thread(self._mend, session_id)

    async def forget(self, session_id: str) -> None:
        """Drop the graph's memory of a session that was deleted."""
        async with self._alone(session_id):
            await self._checkpoints.forget(session_id)

    async def close(self) -> None:
        """Close the checkpoints; without it the process does not end."""
        await self._checkpoints.close()

    # --- around a turn -----------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def _alone(self, session_id: str) -> AsyncGenerator[None]:
        """One at a time per session: concurrent runs on one thread of the graph lose each other's work."""
        lock = self._locks.setdefault(session_id, asyncio.Lock())
        async with lock:
            yield

    def _mend(self, session_id: str) -> Receipt | None:
        turn = cut_off_turn(self._bench.history, session_id)
        if turn is None:
            return None
        receipt = receipt_of_cut_off(self._bench.history, session_id, turn.id)
        self._bench.history.finish_turn(turn.id, _document(receipt), receipt.outcome, 0.0)
        return receipt

    def _begin(self, session_id: str, said: str) -> TurnInfo:
        self._mend(session_id)
        return self._bench.history.begin_turn(session_id, said)

    async def _take_turn(self, session_id: str, said: str, work: Work, on_event: OnEvent | None) -> Receipt:
        """Begin a turn, do its work and write its receipt down: for failures and cancelled turns too."""
        async with self._alone(session_id):
            started = time.perf_counter()
            try:
                info = await asyncio.to_thread(self._begin, session_id, said)
            except PersonError as error:
                return receipt_of(error)
            watched = Watched(on_event)
            try:
                receipt, call_id = await work(info, watched)
            except asyncio.CancelledError:
                left = await asyncio.to_thread(receipt_of_cut_off, self._bench.history, session_id, info.id)
                await asyncio.to_thread(self._finish, info, left, started, None)
                raise
            except Exception as error:
                if not is_expected(error):
                    _log.exception("a turn failed", turn_id=info.id)
                receipt, call_id = receipt_of(error), None
            finally:
                watched.stopped.set()
            if receipt.outcome == "failed":
                receipt = await asyncio.to_thread(self._as_it_is, session_id, info, receipt)
            return await asyncio.to_thread(self._finish, info, receipt, started, call_id)

    def _as_it_is(self, session_id: str, info: TurnInfo, failed: Receipt) -> Receipt:
        """A failure after the change was made is still a change: the history decides what the person is told."""
        with contextlib.suppress(PersonError):
            return what_it_left(self._bench.history, session_id, info.id) or failed
        return failed

    def _finish(self, info: TurnInfo, receipt: Receipt, started: float, call_id: str | None) -> Receipt:
        receipt = replace(receipt, seconds=round(time.perf_counter() - started, 4))
        document: dict[str, Any] = self._redactor.value(_document(receipt))
        try:
            self._bench.history.finish_turn(info.id, document, receipt.outcome, receipt.seconds, call_id)
        except PersonError as error:
            # What was done stands; only its receipt found no room, and the next turn writes it again.
            return replace(receipt, notes=(*receipt.notes, str(error)))
        return Receipt.model_validate(document)

    # --- the graph's run ---------------------------------------------------------------------------------------------

    async def _run(self, turn: Turn, watched: Watched, beginning: "dict[str, Any] | Command[Any]") -> None:
        graph = await self._compiled()
        config: Any = {"configurable": {"thread_id": turn.session_id}, "callbacks": [turn.raw_calls]}
        try:
            # The person's words go to the model they chose and nowhere else, whatever LANGSMITH_* says.
            with tracing_context(enabled=False):
                stream = graph.astream(
                    beginning, config, context=turn, durability="sync", stream_mode=["messages", "custom"]
                )
                async for mode, part in stream:
                    _show(mode, part, watched)
        finally:
            await self._checkpoints.prune(turn.session_id)

    async def _take_word(self, turn: Turn, word: ToolCall, watched: Watched) -> Answered:
        """The person's word about money: the call that waits goes on, or is given up."""
        money = self._bench.money
        if money is None:
            return no_longer_open(False, None), None
        usd = await asyncio.to_thread(allow, money, turn.session_id, word) if word.name == ALWAYS else None
        offer, asked = await self._open_offer(turn.session_id), word.args.get("offer")
        if offer is None or asked not in (None, offer.call_id):
            if usd is not None and asked is None:
                return allowed(usd), None
            made = bool(isinstance(asked, str) and money.ledger.of_tool_call(turn.session_id, asked))
            return no_longer_open(made, await asyncio.to_thread(self._call_of, turn.session_id, asked)), None
        await self._run(turn, watched, Command(resume={offer.id: answer_to(word, offer)}))
        return turn.answer(), turn.tool_call_id

    async def _open_offer(self, session_id: str) -> OpenOffer | None:
        """The call of this session that waits for the person's word."""
        state = await (await self._compiled()).aget_state({"configurable": {"thread_id": session_id}})
        for waiting in state.interrupts:
            return offer_in(waiting.value, waiting.id)
        return None

    def _call_of(self, session_id: str, tool_call_id: object) -> ToolCall | None:
        """What a recent turn wanted to do under this id."""
        for turn in reversed(self._bench.history.turns(session_id, last=50)):
            if turn.tool_call_id == tool_call_id and (call := (turn.receipt or {}).get("call")):
                return ToolCall.model_validate(call)
        return None

    async def _compiled(self) -> Graph:
        async with self._building:
            if self._graph is None:
                saver = await self._checkpoints.saver()
                self._graph = build_graph(self._model, self._steps, saver, self._patience)
        return self._graph

    def _turn(self, session_id: str, info: TurnInfo, said: str, call: ToolCall | None, watched: Watched) -> Turn:
        def context_of(call_id: str) -> ToolContext:
            return self._bench.context(session_id, info.id, call_id, turn.instruction, watched.progress, turn.agreed)

        turn = Turn(
            id=info.id,
            session_id=session_id,
            instruction=said,
            call=call,
            converses=self._model.converses,
            system_prompt=lambda: system_prompt(build_context(context_of(""), self._engines)),
            context_of=context_of,
            watched=watched,
        )
        return turn

    def _offered(self, session_id: str, info: TurnInfo, said: str) -> ToolCall | None:
        """The call of a chip of the last receipt whose label was typed instead of clicked, or a word about money."""
        before = [turn for turn in self._bench.history.turns(session_id, last=4) if turn.id != info.id]
        waiting = [turn for turn in before if (turn.receipt or {}).get("action") != ARRIVED]
        offers = (before[-1].receipt or {}).get("offers", ()) if before else ()
        for offer in offers:
            if offer["call"] is not None and offer["label"].casefold().strip() == said.casefold():
                return ToolCall.model_validate(offer["call"])
        if self._bench.money is None:
            return None
        return word_in(said, offered=bool(waiting) and waiting[-1].outcome == "awaiting_approval")


def _arrival(calls: Sequence[Call]) -> str:
    """What an arrival is called in the history."""
    return f"Arrived: {calls[0].purpose.get('what', 'an order')}" if calls else "Arrived"


def connected_kinds(money: Money | None) -> Mapping[str, bool]:
    """Which kinds of generative engine are connected, for a director's context."""
    if money is None:
        return NO_ENGINES
    return {"image": bool(money.connected("still")), "video": bool(money.connected("clip"))}


def _show(mode: str, part: Any, watched: Watched) -> None:
    """Pass on what the graph streams: the model's words, and that a second try begins."""
    if mode == "custom" and isinstance(part, dict) and RESTART in part:
        watched.emit(Words("", restart=True))
    elif mode == "messages" and isinstance(part[0], AIMessageChunk) and (text := str(part[0].text)):
        watched.emit(Words(text))


def _unreadable(said: str) -> EditRefused | None:
    if not said:
        return EditRefused("There was nothing to read. Say what should change, such as “slow push-in”.")
    if len(said) > MAX_INSTRUCTION:
        return EditRefused(f"That is {len(said)} characters; I read up to {MAX_INSTRUCTION}. Nothing was changed.")
    return None


def _bytes_of(data: bytes | Path) -> bytes:
    """The file's bytes; of one that is too large only so many that its reader sees it is. Raises BadUpload."""
    if isinstance(data, bytes):
        return data
    try:
        with data.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadUpload(
            f"The file could not be read ({error.strerror}). Nothing was stored; check its path."
        ) from error


def _document(receipt: Receipt) -> dict[str, Any]:
    return receipt.model_dump(mode="json")


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:200] or "a picture"
