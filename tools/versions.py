"""Which version a person means: by its number, by its name, by what was changed, by when."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rapidfuzz import fuzz, process, utils

from store.clock import in_utc
from store.errors import EditRefused, OutOfRange, UnknownTarget
from store.review import ChangeInfo
from store.scene import Scene, film_duration_s, shot_index, shot_starts_s
from tools.change_words import recall
from tools.context import ToolContext, changed_shots
from tools.receipts import Chip, Receipt, ToolCall

Version = int | str

_NUMBERED = re.compile(r"(?:the |version |v|no\.? |number |#)*(\d{1,9})", re.IGNORECASE)
_MOST_OFFERED = 4
_CLOSE = 88.0


def version_number(ctx: ToolContext, version: Version) -> int:
    """The number of a version given by number or name. Raises UnknownTarget with the nearest."""
    if isinstance(version, int):
        return ctx.history.revision(ctx.session_id, version).number
    if (numbered := _NUMBERED.fullmatch(version.strip())) is not None:
        return ctx.history.revision(ctx.session_id, int(numbered[1])).number
    try:
        return ctx.history.review.version_named(ctx.session_id, version)
    except UnknownTarget as error:
        near = process.extract(
            version, error.nearest, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_CLOSE, limit=1
        )
        if not near:
            raise
        return ctx.history.review.version_named(ctx.session_id, near[0][0])


def changes_meant(ctx: ToolContext, words: str) -> list[ChangeInfo]:
    """The changes that a person may mean: of those that fit, those that still show; else those that were undone.

    Raises UnknownTarget where nothing fits.
    """
    changes = ctx.history.review.changes(ctx.session_id)
    found = _named(ctx, changes, words) or recall(changes, words)
    if not found:
        raise UnknownTarget(
            f"I found no change like “{_short(words)}” in this session; nothing was changed. “What did we change?” "
            "lists them all.",
            tuple(str(change.number) for change in changes[-5:]),
        )
    return [change for change in found if not change.undone] or found


def _named(ctx: ToolContext, changes: Sequence[ChangeInfo], words: str) -> list[ChangeInfo]:
    """The change that made the version of that number or name."""
    try:
        number = version_number(ctx, words)
    except UnknownTarget:
        return []
    return [change for change in changes if change.number == number]


def runs(changes: Sequence[ChangeInfo]) -> list[list[ChangeInfo]]:
    """Changes made right after one another, together: "warmer", "warmer still" are one warm look."""
    together: list[list[ChangeInfo]] = []
    for change in changes:
        if together and together[-1][-1].number == change.parent:
            together[-1].append(change)
        else:
            together.append([change])
    return together


def ask_which(ctx: ToolContext, tool: str, choices: Sequence[tuple[int, str]]) -> Receipt:
    """One question with versions as the answers: (number, what is said about it), the newest first."""
    newest = sorted(choices, reverse=True)[:_MOST_OFFERED]
    chips = tuple(Chip(label=label, call=ToolCall(name=tool, args={"version": number})) for number, label in newest)
    more = f" (and {len(choices) - len(newest)} older ones)" if len(choices) > len(newest) else ""
    return Receipt(
        outcome="clarify",
        message=f"{len(choices)} changes fit{more}. Which one do you mean?",
        offers=chips,
        revision=ctx.history.head(ctx.session_id).number,
    )


def version_minutes_ago(ctx: ToolContext, minutes: float) -> tuple[int, str]:
    """The version in use so many minutes ago, and when that was, in words. Raises EditRefused, OutOfRange."""
    if not 0 < minutes <= 60 * 24 * 3650:
        raise OutOfRange("Say how many minutes ago, such as 10.")
    moment = datetime.fromtimestamp(ctx.clock(), UTC) - timedelta(minutes=minutes)
    try:
        return ctx.history.review.head_at(ctx.session_id, in_utc(moment)), when(ctx, in_utc(moment))
    except EditRefused:
        began = ctx.history.session(ctx.session_id).created_at
        raise EditRefused(
            f"This session began {when(ctx, began)}; there is nothing older. Its start is version 0. Nothing changed."
        ) from None


def when(ctx: ToolContext, moment: str) -> str:
    """A moment of the tables as the person's clock shows it: "at 14:02", "on 19 Nov at 14:02"."""
    local = datetime.fromisoformat(moment).astimezone()
    now = datetime.fromtimestamp(ctx.clock(), UTC).astimezone()
    if local.date() == now.date():
        return f"at {local:%H:%M}"
    year = f" {local:%Y}" if local.year != now.year else ""
    return f"on {local.day} {local:%b}{year} at {local:%H:%M}"


def telling_moment(before: Scene, after: Scene) -> float:
    """When in the film of `after` a change shows best, in seconds: the middle of the first shot that changed, else of
    the film. Moves have shown by then."""
    changed = changed_shots(before, after)
    if not changed:
        return round(film_duration_s(after) / 2, 2)
    index = shot_index(after, changed[0])
    return round(shot_starts_s(after)[index] + after.shots[index].duration_s / 2, 2)


def named_change(change: ChangeInfo) -> str:
    """A change as a person would point at it."""
    return f"“{_short(change.instruction)}” (version {change.number})"


def _short(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
