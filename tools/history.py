"""Step: moving in the history. Nothing is ever deleted; undo, redo and restore move the head."""

from typing import Literal

from store.describe import describe_change
from store.errors import UnknownTarget
from tools.cards import compare_card, sessions_card
from tools.context import ToolContext
from tools.receipts import Change, Receipt
from tools.versions import (
    Version,
    ask_which,
    changes_meant,
    named_change,
    runs,
    telling_moment,
    version_minutes_ago,
    version_number,
)


def undo(ctx: ToolContext, *, count: int = 1) -> Receipt:
    """Take back the last change, or the last `count`."""
    return _moved(ctx, "undo", "Undone", count=count)


def redo(ctx: ToolContext, *, count: int = 1) -> Receipt:
    """Bring back what was undone last."""
    return _moved(ctx, "redo", "Done again", count=count)


def restore(
    ctx: ToolContext,
    *,
    version: Version | None = None,
    original: bool = False,
    before: str | None = None,
    words: str | None = None,
    minutes_ago: float | None = None,
) -> Receipt:
    """Go back (or forward) to a version; later versions are kept. Give one of: version (its number, or its name),
    original=true (the first one), before (words for a change: to how it was before it), words (words for a change: to
    how it was right after it), minutes_ago (how it was then)."""
    if (done := ctx.history.move_of_call(ctx.session_id, ctx.tool_call_id)) is not None:
        return _moved(ctx, "restore", f"Back to version {done.to}", to=done.to)
    if original:
        version = _first_with_shots(ctx)
    if version is not None:
        number = version_number(ctx, version)
        name = f" “{version.strip()}”" if isinstance(version, str) and str(number) not in version else ""
        return _moved(ctx, "restore", f"Back to version {number}{name}", to=number)
    if minutes_ago is not None:
        return _as_it_was(ctx, minutes_ago)
    if before:
        return _before(ctx, before)
    if words:
        return _right_after(ctx, words)
    numbers = tuple(str(r.number) for r in ctx.history.revisions(ctx.session_id))
    raise UnknownTarget("Say which version: by its number, its name, or what was changed.", numbers[-5:])


def _first_with_shots(ctx: ToolContext) -> int:
    """The start of the session, or, where that was empty, the first version with a picture."""
    for number in range(ctx.history.versions(ctx.session_id)):
        if ctx.history.revision(ctx.session_id, number).scene.shots:
            return number
    return 0


def _as_it_was(ctx: ToolContext, minutes: float) -> Receipt:
    number, moment = version_minutes_ago(ctx, minutes)
    head = ctx.history.head(ctx.session_id).number
    if number == head:
        message = f"It is as it was {moment}: version {number}. Nothing was changed."
        return Receipt(outcome="unchanged", message=message, revision=head)
    return _moved(ctx, "restore", f"Back to version {number}, as it was {moment}", to=number)


def _before(ctx: ToolContext, words: str) -> Receipt:
    """To before the first change of the run that is meant."""
    first = [run[0] for run in runs(changes_meant(ctx, words))]
    if len(first) > 1:
        choices = [(change.parent or 0, f"before {named_change(change)}") for change in first]
        return ask_which(ctx, "restore", choices)
    parent = first[0].parent or 0
    return _moved(ctx, "restore", f"Back to version {parent}, before {named_change(first[0])}", to=parent)


def _right_after(ctx: ToolContext, words: str) -> Receipt:
    """To right after the last change of the run that is meant; the present version is never meant."""
    head = ctx.history.head(ctx.session_id).number
    last = [run[-1] for run in runs(changes_meant(ctx, words))]
    others = [change for change in last if change.number != head]
    if not others:
        message = f"That is the present version: {named_change(last[0])}. Nothing was changed."
        return Receipt(outcome="unchanged", message=message, revision=head)
    if len(others) > 1:
        return ask_which(ctx, "restore", [(change.number, f"after {named_change(change)}") for change in others])
    return _moved(ctx, "restore", f"Back to {named_change(others[0])}", to=others[0].number)


def _moved(
    ctx: ToolContext, kind: Literal["undo", "redo", "restore"], words: str, *, to: int | None = None, count: int = 1
) -> Receipt:
    moved = ctx.history.move_head(ctx.session_id, ctx.turn_id, ctx.tool_call_id, kind, to=to, count=count)
    old = ctx.history.revision(ctx.session_id, moved.from_)
    new = ctx.history.revision(ctx.session_id, moved.to)
    ctx.renderer.preview(ctx.session_id, new.scene)
    told = describe_change(old.scene, new.scene)
    if kind == "undo":
        words = f"{words}: “{old.instruction}”" if count == 1 and old.instruction else f"{words}: {count} changes"
    elif kind == "redo" and new.instruction:
        words = f"{words}: “{new.instruction}”"
    return Receipt(
        outcome="action",
        action=kind,
        message=f"{words}. {told.sentence}" if told.lines else f"{words}.",
        changes=tuple(Change(what=line.what, old=line.old, new=line.new) for line in told.lines),
        stayed=told.stayed,
        revision=new.number,
        before_revision=old.number,
    )


def name_version(ctx: ToolContext, *, name: str, version: Version | None = None) -> Receipt:
    """Give a version a name, by which it can be restored and compared; version omitted: the present one."""
    head = ctx.history.head(ctx.session_id).number
    number = head if version is None else version_number(ctx, version)
    given, had = ctx.history.name_version(ctx.session_id, number, name, ctx.tool_call_id)
    moved = f" Version {had} had that name before." if had is not None else ""
    return Receipt(
        outcome="action",
        action="name_version",
        message=f"Version {number} is called “{given}” now.{moved}",
        revision=head,
    )


def branch(ctx: ToolContext, *, name: str = "", version: Version | None = None) -> Receipt:
    """A new session that starts from a version, omitted: from here; this one stays as it is."""
    here = ctx.history.session(ctx.session_id)
    number = here.head if version is None else version_number(ctx, version)
    title = name.strip()[:120] or f"{here.title} (branch)"
    made = ctx.history.branch(ctx.session_id, title, number, tool_call_id=ctx.tool_call_id)
    start = "here" if number == here.head else f"version {number}"
    return Receipt(
        outcome="action",
        action="branch",
        message=f"Branched: “{made.title}” starts from {start} as a session of its own; this one stays as it is.",
        cards=(sessions_card([made]),),
        revision=here.head,
    )


def compare(ctx: ToolContext, *, version_a: Version | None = None, version_b: Version | None = None) -> Receipt:
    """Two versions side by side, by number or name; omitted: the one before the last change, and the present one."""
    head = ctx.history.head(ctx.session_id)
    b = head if version_b is None else ctx.history.revision(ctx.session_id, version_number(ctx, version_b))
    number_a = b.parent if version_a is None else version_number(ctx, version_a)
    if number_a == 0:
        number_a = _first_with_shots(ctx)
    if number_a is None:
        raise UnknownTarget("There is nothing to compare with yet: this is the first version.")
    a = ctx.history.revision(ctx.session_id, number_a)
    told = describe_change(a.scene, b.scene)
    changes = tuple(Change(what=line.what, old=line.old, new=line.new) for line in told.lines)
    same = "They are the same." if not told.lines else told.sentence
    return Receipt(
        outcome="action",
        action="compare",
        message=f"Version {a.number} beside version {b.number}. {same}",
        changes=changes,
        cards=(compare_card(a, b, changes, telling_moment(a.scene, b.scene)),),
        revision=head.number,
        before_revision=a.number,
    )


STEPS = (undo, redo, restore, name_version, branch, compare)
