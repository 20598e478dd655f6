"""Directing without the app: the same conversation, printed. Its sessions stand in the app's list like any other."""

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from agent.settings import Settings
from store.differences import differences
from store.errors import BadUpload, ReshootError, UnknownTarget
from store.history import Revision
from tools.cards import has_film
from tools.receipts import Receipt
from ui.chat import Chat
from ui.chat_rows import ChatRows, new_id
from ui.composition import Studio, open_studio
from ui.conversation import Answer, Conversation, Upload
from ui.tabs import Nobody
from ui.wording import OUTCOME_LABELS, TYPE_SENTENCES, title_from


def say(settings: Settings, session: str | None, still: Path | None, sentences: list[str], as_json: bool) -> int:
    """One turn per sentence (or per line of standard input), the still before them. 1 if a turn failed, else 0.

    Raises what opening the home raises, BadUpload for a still that cannot be read, and UnknownTarget for a session's
    name that several have.
    """
    upload = None if still is None else _upload(still)
    return asyncio.run(_say(settings, session, upload, sentences or _lines(), as_json))


def _upload(path: Path) -> Upload:
    try:
        return Upload(element_id=new_id(), name=path.name, data=path.read_bytes())
    except OSError as error:
        raise BadUpload(f"{path} cannot be read ({error.strerror}). Nothing was begun.") from error


def _lines() -> Iterator[str]:
    if sys.stdin.isatty():
        print(TYPE_SENTENCES, file=sys.stderr)
    for line in sys.stdin:
        if line.strip():
            yield line.strip()


async def _say(
    settings: Settings, name: str | None, upload: Upload | None, sentences: Iterable[str], as_json: bool
) -> int:
    studio = await asyncio.to_thread(open_studio, settings)
    conversation = Conversation(studio, Chat(ChatRows(studio.home.database), Nobody()))
    await conversation.begin()
    try:
        session_id, title = _session(studio, name)
        told = _Telling(studio, session_id, as_json)
        if upload is not None:
            await conversation.open_session(session_id, title or title_from("", [upload.name]))
            told.take(await conversation.say(session_id, "", (upload,)))
        conversation.on_arrival = lambda to, answer: told.take([answer]) if to == session_id else None
        for sentence in sentences:
            await conversation.open_session(session_id, title or title_from(sentence, []))
            told.take(await conversation.say(session_id, sentence))
        if conversation.spending is not None:
            await conversation.spending.settled(session_id)
        return told.exit_code
    finally:
        await conversation.close()
        await studio.close()


def _session(studio: Studio, name: str | None) -> tuple[str, str | None]:
    """The id of the session, and the title of one that is still to be made under the name that was asked for."""
    if name is None:
        return new_id(), None
    try:
        return studio.history.session(name).id, name
    except UnknownTarget as error:
        if any(_is_id(studio, known) for known in error.nearest):
            raise  # several sessions are meant, and named by their ids
        return new_id(), name


def _is_id(studio: Studio, known: str) -> bool:
    try:
        return studio.history.session(known).id == known
    except UnknownTarget:
        return False


class _Telling:
    """Prints turns as they are answered; `exit_code` is 1 as soon as one failed."""

    def __init__(self, studio: Studio, session_id: str, as_json: bool) -> None:
        self._studio = studio
        self._session_id = session_id
        self._as_json = as_json
        self._named = False
        self.exit_code = 0

    def take(self, answers: list[Answer]) -> None:
        if not self._named:
            self._named = True
            title = self._studio.history.session(self._session_id).title
            line = f"Session {self._session_id[:8]} “{title}”"
            print(line, file=sys.stderr if self._as_json else sys.stdout)
        for answer in answers:
            document = turn_document(self._studio, self._session_id, answer)
            print(json.dumps(document, ensure_ascii=False) if self._as_json else _as_text(answer, document))
            sys.stdout.flush()
            failed = answer.receipt.outcome == "failed"
            refused_still = answer.receipt.outcome == "refused" and not answer.by_sentence
            no_film = document["preview_error"] is not None
            self.exit_code = max(self.exit_code, int(failed or refused_still or no_film))


def turn_document(studio: Studio, session_id: str, answer: Answer) -> dict[str, Any]:
    """A turn as one JSON object.

    `preview` is the path of the scene's film, waited for: null without one, and where it could not be made; then
    `preview_error` says why.
    """
    receipt, history = answer.receipt, studio.history
    head = history.head(session_id)
    changed: list[dict[str, Any]] = []
    if receipt.before_revision is not None and receipt.revision is not None and receipt.changes:
        before = history.revision(session_id, receipt.before_revision).scene
        after = history.revision(session_id, receipt.revision).scene
        changed = [difference.model_dump() for difference in differences(before, after)]
    preview, problem = _film(studio, session_id, head)
    return {
        "session": session_id,
        "turn": answer.turn,
        "instruction": answer.instruction,
        "outcome": receipt.outcome,
        "action": receipt.action,
        "edit": receipt.edit,
        "changed": changed,
        "scene": head.scene.model_dump(mode="json"),
        "revision": head.number,
        "preview": preview,
        "preview_error": problem,
        "files": [file.model_dump(mode="json") for file in receipt.files],
        "offers": [chip.label for chip in receipt.offers],
        "cost_usd": receipt.cost_usd,
        "cost_unknown": receipt.cost_unknown,
        "seconds": receipt.seconds,
        "message": receipt.message,
    }


def _film(studio: Studio, session_id: str, head: Revision) -> tuple[str | None, str | None]:
    """The path of the head's film and no error, or no path and why."""
    if not has_film(head.scene):
        return None, None
    try:
        return str(studio.preview(session_id, head.number).result()), None
    except ReshootError as error:
        return None, str(error)


def _reading(receipt: Receipt) -> str:
    return f"Read as: {receipt.reading}." if receipt.reading else ""


def _as_text(answer: Answer, document: dict[str, Any]) -> str:
    receipt = answer.receipt
    lines = [f"\n> {answer.instruction}", f"{OUTCOME_LABELS[receipt.outcome]}: {receipt.message}"]
    told = [f"{change.what}: {change.old} → {change.new}" for change in receipt.changes]
    lines += [f"  {line}" for line in told if f"{line}." not in receipt.message]
    lines += [f"  {text}" for text in (receipt.stayed, _reading(receipt), *receipt.notes) if text]
    for file in receipt.files:
        lines.append(f"  {file.label}: {file.path} ({', '.join(file.details)})")
        lines += [f"    {warning}" for warning in file.warnings]
    if receipt.offers:
        lines.append("  Next: " + " · ".join(chip.label for chip in receipt.offers))
    if document["preview_error"] or (document["preview"] and receipt.changes):
        lines.append(f"  Film: {document['preview'] or document['preview_error']}")
    cost = f", {receipt.cost_words}" if receipt.cost_words else ""
    return "\n".join([*lines, f"  {receipt.seconds:.2f} s{cost}"])
