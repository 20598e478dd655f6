"""A sentence, a picture or a chip becomes a turn; its receipt stands in the chat at once, its film follows.

The command line talks the same way, to an empty audience.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import structlog

from agent.events import Event
from store.errors import ReshootError, UnknownTarget
from tools.approvals import ARRIVED
from tools.receipts import Receipt, ToolCall
from tools.rendering.pool import RenderDropped
from ui.addresses import media_url
from ui.cards import cards_of, no_longer_live, with_film
from ui.chat import RECEIPT, TELL_ALL, Chat
from ui.chat_rows import Document, new_id, picture_row
from ui.checking import TAKES, Checking
from ui.composition import Studio
from ui.draft import Draft
from ui.showing import Films, films_of, pane_row, shown_of
from ui.spend_card import SPEND
from ui.spending import Spending
from ui.wording import BRANCHED, LOOKING, STOP_ORDERS, STOPPED, UNEXPECTED, plain, said, title_from
from ui.work import Work

log = structlog.get_logger(__name__)

OnEvent = Callable[[Event], None]
Ask = Callable[[OnEvent], Awaitable[Receipt]]
LOOK_BACK = 20
"""Turns that are looked at for an answer that never reached the chat."""


@dataclass(frozen=True)
class Upload:
    """A file that the person sent. `element_id` is its picture's place in the chat."""

    element_id: str
    name: str
    data: bytes


@dataclass(frozen=True)
class Answer:
    """A turn as it was answered; `turn` is its number in the session, `instruction` what was asked.

    by_sentence: it was asked in words, and not by sending a file.
    """

    instruction: str
    receipt: Receipt
    turn: int
    by_sentence: bool = True


class Conversation:
    """Everything that is said in a home, session by session.

    Turns of one session run one after the other; `work` holds what runs. Methods that run turns return when the
    receipts are shown.
    """

    def __init__(self, studio: Studio, chat: Chat) -> None:
        self._studio = studio
        self._chat = chat
        self._live: dict[str, list[Document]] = {}
        self._opened: set[str] = set()
        self._caught_up: set[str] = set()
        self.work = Work(chat.show_busy)
        self._checking = Checking(studio, chat)
        self.spending = Spending(studio.jobs, chat, self._arrived) if studio.jobs else None
        self.on_arrival: Callable[[str, Answer], None] | None = None
        """Told of every answer that nobody asked for just now: what was ordered has come."""

    async def begin(self) -> None:
        """Go on with what an earlier run left to do for money. Called once the loop runs; may be called again."""
        if self.spending is not None:
            await self.spending.begin()

    # --- what the person does ----------------------------------------------------------------------------------------

    async def open_session(self, session_id: str, title: str) -> None:
        """Make the session and its chat if they are new."""
        if session_id in self._opened:
            return
        self._opened.add(session_id)
        await asyncio.to_thread(self._studio.history.create_session, title, session_id=session_id)
        await self._chat.open(session_id, title)

    async def say(
        self, session_id: str, sentence: str, uploads: tuple[Upload, ...] = (), step_id: str = ""
    ) -> list[Answer]:
        """Pictures first, then the sentence, each a turn of its own.

        `step_id` is the person's message where it stands in the chat already; else it is put there.
        """
        answers: list[Answer] = []
        names = [upload.name for upload in uploads]

        async def job() -> None:
            await self.open_session(session_id, title_from(sentence, names))
            message = step_id or await self._chat.person_says(session_id, sentence or ", ".join(names))
            for upload in uploads:
                answers.append(await self._take_in(session_id, upload, message))
            if sentence.strip():
                answers.append(await self._read(session_id, sentence, None))

        await self.work.turn(session_id, job)
        return answers

    async def choose(self, session_id: str, label: str, call: ToolCall | None) -> list[Answer]:
        """A chip or button: `label` is what it says, `call` what it does; without a call the label is a sentence."""
        if call is None:
            return await self.say(session_id, label)
        answers: list[Answer] = []

        async def job() -> None:
            await self._chat.person_says(session_id, label)
            answers.append(await self._read(session_id, label, call))

        await self.work.turn(session_id, job)
        return answers

    async def stop(self, session_id: str) -> bool:
        """Stop what runs in a session; its turn says so. False if nothing ran."""
        return await self.work.stop(session_id)

    async def forget(self, session_id: str) -> None:
        """The person removed the session: stop what runs in it and drop it everywhere but in the media and exports."""
        await self.work.stop(session_id)
        await self._studio.director.forget(session_id)
        if self.spending is not None:
            await self.spending.forget(session_id)
        await asyncio.to_thread(self._studio.history.delete_session, session_id)
        self._live.pop(session_id, None)
        self._opened.discard(session_id)

    async def catch_up(self, session_id: str) -> None:
        """Tell in the chat what a killed process had done and could not say, and make the films it owed. Once a run."""
        if session_id in self._caught_up or self.work.busy(session_id):
            return
        self._caught_up.add(session_id)
        try:
            await self._studio.director.mend(session_id)
            turns = await asyncio.to_thread(self._studio.history.turns, session_id, LOOK_BACK)
        except UnknownTarget:
            return
        told = [step["metadata"].get("turn", 0) for step in (await self._chat.newest(session_id))["steps"]]
        for turn in turns:
            if turn.receipt is not None and turn.number > max(told, default=0):
                receipt = Receipt.model_validate(turn.receipt)
                await self._answer(session_id, new_id(), turn.instruction, receipt, turn.number)
        for row in await self._chat.receipts(session_id):
            if (row["props"].get("after") or {}).get("pending"):
                self._film_behind(session_id, row)

    async def recent(self, session_id: str) -> list[tuple[str, Any]]:
        """The last messages as the events that show them (`Chat.recent`)."""
        return await self._chat.recent(session_id)

    async def part(self, session_id: str, messages: int) -> Document | None:
        """A longer part of a chat (`Chat.part`)."""
        return await self._chat.part(session_id, messages)

    async def stop_orders(self, session_id: str) -> list[Answer]:
        """Stop what is being made for money in a session."""
        return await self.choose(session_id, STOP_ORDERS, ToolCall(name="cancel_orders"))

    async def close(self) -> None:
        """Stop everything and write what is waiting."""
        await self.work.close()
        if self.spending is not None:
            await self.spending.close()
        self._chat.close()

    # --- turns -------------------------------------------------------------------------------------------------------

    async def _read(self, session_id: str, sentence: str, call: ToolCall | None) -> Answer:
        director = self._studio.director
        return await self._turn(
            session_id, sentence, lambda on_event: director.turn(session_id, sentence, call=call, on_event=on_event)
        )

    async def _take_in(self, session_id: str, upload: Upload, step_id: str) -> Answer:
        director, stills = self._studio.director, self._studio.stills
        known = {still.id for still in await asyncio.to_thread(stills.of_session, session_id)}
        answer = await self._turn(
            session_id,
            upload.name,
            lambda on_event: director.upload(session_id, upload.data, upload.name, on_event=on_event),
        )
        for still in await asyncio.to_thread(stills.of_session, session_id):
            if still.id not in known:
                url = media_url(still.media)
                await self._chat.put_card(
                    picture_row(session_id, step_id, upload.name, url, element_id=upload.element_id)
                )
        return replace(answer, by_sentence=False)

    async def _arrived(self, session_id: str, tool_call_id: str) -> None:
        """What one wish was paid for has come, all of it, or will not come: a turn of its own says so."""
        jobs, step_id = self._studio.jobs, new_id()
        if await self._checking.owed(session_id):
            await self._chat.draft(session_id, step_id, LOOKING)
            await self._checking.settle(session_id)

        async def job() -> None:
            calls = await asyncio.to_thread(jobs.ledger.of_tool_call, session_id, tool_call_id) if jobs else []
            if any(call.told_at is None for call in calls):
                answer = await self._turn(
                    session_id, "", lambda _: self._studio.director.arrive(session_id, tool_call_id), step_id
                )
                if self.on_arrival is not None:
                    self.on_arrival(session_id, answer)

        await self.work.turn(session_id, job)

    async def _turn(self, session_id: str, instruction: str, ask: Ask, step_id: str = "") -> Answer:
        step_id = step_id or new_id()
        draft = Draft(lambda text: self._chat.draft(session_id, step_id, text))
        try:
            receipt = await ask(draft.take)
        except asyncio.CancelledError:
            _go_on()
            receipt = await asyncio.to_thread(self._stopped, session_id)
        except ReshootError as error:
            receipt = Receipt(outcome="failed", message=str(error))
        except Exception:
            log.exception("turn_failed", session=session_id)
            receipt = Receipt(outcome="failed", message=UNEXPECTED)
        finally:
            await draft.end()
        last = await asyncio.to_thread(self._studio.history.turns, session_id, 1)
        return await self._answer(session_id, step_id, instruction, receipt, last[0].number if last else 0)

    def _stopped(self, session_id: str) -> Receipt:
        """The receipt of a turn that was stopped: what it had changed by then, if anything."""
        last = self._studio.history.turns(session_id, last=1)
        left = Receipt.model_validate(last[0].receipt) if last and last[0].receipt else None
        return left if left is not None and left.changes else Receipt(outcome="unchanged", message=STOPPED)

    async def _answer(
        self, session_id: str, step_id: str, instruction: str, receipt: Receipt, turn: int, films: Films | None = None
    ) -> Answer:
        shown = await asyncio.to_thread(
            shown_of, self._studio, session_id, turn, instruction, films or films_of(receipt)
        )
        cards = cards_of(receipt, shown)
        text = "" if any(name in TELL_ALL for name, _ in cards) else plain(said(receipt))
        await self._retire(session_id)
        if self.spending is not None and receipt.action != ARRIVED:
            await self.spending.close_card(session_id)
        rows = await self._chat.answer(session_id, step_id, text, cards, turn)
        for row in rows:
            if self.spending is not None and row["name"] == SPEND:
                await self.spending.show(row)
        self._live[session_id] = [row for row in rows if row["name"] == RECEIPT]
        await self.show_pane(session_id)
        if shown.after is not None and not shown.after_ready:
            self._film_behind(session_id, rows[0])
        if any(row["name"] == TAKES for row in rows):
            self.work.behind(lambda: self._checking.settle(session_id))
        if receipt.action == "branch" and receipt.outcome == "action":
            await self._open_branch(session_id)
        return Answer(instruction, receipt, turn)

    async def _open_branch(self, origin_id: str) -> None:
        """A branch is a session with a chat of its own, which begins with its film."""
        recent = await asyncio.to_thread(self._studio.history.sessions, 5)
        branches = [session for session in recent if session.origin_session == origin_id]
        if branches:
            made = max(branches, key=lambda session: session.created_at)
            await self._chat.open(made.id, made.title)
            receipt = Receipt(outcome="action", message=BRANCHED, revision=0)
            await self._answer(made.id, new_id(), made.title, receipt, 0, films=Films(None, 0))
            await self._chat.list_anew(origin_id, made.id)

    async def _retire(self, session_id: str) -> None:
        """Only the latest receipt offers the way back; the one before becomes history."""
        if session_id not in self._live:
            self._live[session_id] = [row for row in await self._chat.receipts(session_id) if row["props"].get("live")]
        for row in self._live.pop(session_id):
            row["props"] = no_longer_live(row["props"])
            await self._chat.put_card(row)

    # --- films and the pane ------------------------------------------------------------------------------------------

    def _film_behind(self, session_id: str, row: Document) -> None:
        """Wait for the film of a receipt's row behind the turns, then say in the row that it is there, or why not."""

        async def job() -> None:
            error = None
            try:
                film = await asyncio.to_thread(self._studio.preview, session_id, row["props"]["after"]["revision"])
                await asyncio.wrap_future(film)
            except RenderDropped:
                log.debug("film_overtaken", session=session_id)  # it is made when somebody plays it
            except ReshootError as problem:
                error = str(problem)
            except Exception:
                log.exception("film_failed", session=session_id)
                error = UNEXPECTED
            row["props"] = with_film(row["props"], error)
            await self._chat.put_card(row)

        self.work.behind(job)

    async def show_pane(self, session_id: str) -> None:
        """Bring the scene pane of every open tab up to date."""
        row = await self.pane(session_id)
        if row is not None:
            await self._chat.show_card(row)

    async def pane(self, session_id: str) -> Document | None:
        """The scene pane's row; None before there is a shot."""
        return await asyncio.to_thread(pane_row, self._studio, session_id)


def _go_on() -> None:
    """The cancellation was taken in: what follows (saying so) may wait again."""
    task: asyncio.Task[Any] | None = asyncio.current_task()
    if task is not None:
        task.uncancel()
