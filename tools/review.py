"""Step: looking back. What was changed, when something was changed, where in all sessions something was said."""

from pydantic import JsonValue

from store.errors import UnknownTarget
from store.review import ChangeInfo
from store.scene import Scene
from store.search import FoundTurn
from tools.cards import found_card, history_card
from tools.context import ToolContext
from tools.receipts import Card, Chip, Receipt, ToolCall
from tools.search_terms import asked_for
from tools.versions import changes_meant, when

PAGE = 60
"""Changes listed at once: a receipt is kept for ever, and nobody reads a thousand lines."""
MOST_FOUND = 20
_MOST_MEANT = 5


def show_history(ctx: ToolContext, *, until: int | None = None) -> Receipt:
    """What was changed so far, in order; undone changes are listed too. A long history comes in pages: until = the
    number of the last version to list, omitted = the newest."""
    head = ctx.history.head(ctx.session_id).number
    changes = ctx.history.review.changes(ctx.session_id, last=PAGE, until=until)
    if not changes:
        return Receipt(outcome="action", action="show_history", message="Nothing was changed yet.", revision=head)
    first = changes[0].number
    lines = [_line(change) for change in changes]
    offers: tuple[Chip, ...] = ()
    if first > 1:
        lines.insert(0, f"Versions {first} to {changes[-1].number}; {first - 1} before them.")
        offers = (Chip(label="earlier changes", call=ToolCall(name="show_history", args={"until": first - 1})),)
    return Receipt(
        outcome="action",
        action="show_history",
        message="\n".join(lines),
        cards=(history_card(changes, head, until=until),),
        offers=offers,
        revision=head,
    )


def _line(change: ChangeInfo) -> str:
    names = "".join(f" [{name}]" for name in change.names)
    return f"{change.number}. “{change.instruction}”{names}{' (undone)' if change.undone else ''}: {change.sentence}"


def find_change(ctx: ToolContext, *, words: str) -> Receipt:
    """When and by which sentence something was changed ("when did the captions go yellow?"). words: what was changed,
    in the person's words."""
    head = ctx.history.head(ctx.session_id).number
    try:
        found = changes_meant(ctx, words)
    except UnknownTarget as error:
        return Receipt(outcome="unchanged", action="find_change", message=str(error), revision=head)
    shown = found[-_MOST_MEANT:]
    lines = [_told(ctx, change) for change in shown]
    if len(found) > 1:
        lines.insert(0, f"{len(found)} changes fit" + (f"; the last {len(shown)}:" if len(found) > len(shown) else ":"))
    return Receipt(
        outcome="unchanged",
        action="find_change",
        message="\n".join(lines),
        cards=(history_card(shown, head, chosen=True),),
        offers=_ways(found[0]) if len(found) == 1 and not found[0].undone else (),
        revision=head,
    )


def _told(ctx: ToolContext, change: ChangeInfo) -> str:
    turn = f"turn {change.turn}, " if change.turn else ""
    undone = " It was undone later." if change.undone else ""
    said = f"“{change.instruction}” (version {change.number})"
    return _begun(f"{turn}{when(ctx, change.created_at)}: {said}. {change.sentence}{undone}")


def _ways(change: ChangeInfo) -> tuple[Chip, ...]:
    before: dict[str, JsonValue] = {"version": change.parent or 0}
    return (
        Chip(label="back to before that", call=ToolCall(name="restore", args=before)),
        Chip(label="take only that back", call=ToolCall(name="revert", args={"version": change.number})),
    )


def search_sessions(
    ctx: ToolContext, *, words: str = "", shot: str | None = None, kind: str | None = None, since: str | None = None
) -> Receipt:
    """Search all sessions for what was said and changed. words: every one must be there. shot: a shot id such as "s2".
    kind: camera, look, captions, overlays, music, voiceover, shots, length, transitions, stills, takes, format,
    history or export. since: a date, YYYY-MM-DD, or "today", "yesterday"."""
    asked = asked_for(words, shot, kind, since, ctx.clock())
    found = ctx.history.review.search(asked, MOST_FOUND + 1)
    titles = ctx.history.review.titled(words) if words and not (shot or kind or since) else []
    shown = [(turn, _scene_after(ctx, turn)) for turn in found[:MOST_FOUND]]
    lines = [_found(ctx, turn) for turn, _ in shown]
    if titles:
        lines.append("Sessions of that name: " + ", ".join(f"“{session.title}”" for session in titles) + ".")
    if len(found) > MOST_FOUND:
        lines.append(f"These are the newest {MOST_FOUND}; more words find less.")
    return Receipt(
        outcome="unchanged",
        action="search_sessions",
        message="\n".join(lines) or "Nothing like that was said or changed in any session.",
        cards=(found_card(shown, titles),) if lines else (),
        revision=ctx.history.head(ctx.session_id).number,
    )


def _found(ctx: ToolContext, turn: FoundTurn) -> str:
    where = "here" if turn.session_id == ctx.session_id else f"“{turn.title}”"
    return _begun(f"{where}, turn {turn.turn}, {when(ctx, turn.at)}: “{turn.instruction}”. {turn.told}")


def _scene_after(ctx: ToolContext, turn: FoundTurn) -> Scene | None:
    number = turn.revision or 0
    return ctx.history.review.scenes(turn.session_id, [number]).get(number)


def export_session(ctx: ToolContext) -> Receipt:
    """The session as a document to take away: Markdown with thumbnails, or JSON ("export the history"). For the film
    itself there is `export`."""
    return Receipt(
        outcome="action",
        action="export_session",
        message="This session to take away: every turn with what it changed. In the shell: reshoot history SESSION "
        "--markdown FOLDER, or --json.",
        cards=(Card(kind="document", data={}),),
        revision=ctx.history.head(ctx.session_id).number,
    )


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


STEPS = (show_history, find_change, search_sessions, export_session)
