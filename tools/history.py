"""Step: moving in the history. Nothing is ever deleted; undo, redo and restore move the head."""

from typing import Literal

from pydantic import JsonValue

from store.describe import describe_change
from store.errors import UnknownTarget
from store.scene import Scene
from tools.cards import change_rows
from tools.context import ToolContext
from tools.receipts import Card, Change, Receipt


def undo(ctx: ToolContext, *, count: int = 1) -> Receipt:
    """Take back the last change, or the last `count`."""
    return _moved(ctx, "undo", "Undone", count=count)


def redo(ctx: ToolContext, *, count: int = 1) -> Receipt:
    """Bring back what was undone last."""
    return _moved(ctx, "redo", "Done again", count=count)


def restore(ctx: ToolContext, *, version: int | None = None, original: bool = False) -> Receipt:
    """Go back (or forward) to a version by its number; original=true is the first one. Later versions are kept."""
    if original:
        first = ctx.history.revisions(ctx.session_id)
        has_shots = [r.number for r in first if ctx.history.revision(ctx.session_id, r.number).scene.shots]
        version = has_shots[0] if has_shots else 0
    if version is None:
        numbers = tuple(str(r.number) for r in ctx.history.revisions(ctx.session_id))
        raise UnknownTarget("Say which version, by its number.", numbers[-5:])
    return _moved(ctx, "restore", f"Back to version {version}", to=version)


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
        message=f"{words}. {told.headline}" if told.lines else f"{words}.",
        changes=tuple(Change(what=line.what, old=line.old, new=line.new) for line in told.lines),
        stayed=told.stayed,
        revision=new.number,
        before_revision=old.number,
    )


def branch(ctx: ToolContext, *, name: str = "") -> Receipt:
    """A new session that starts from here; this one stays as it is."""
    here = ctx.history.session(ctx.session_id)
    title = name.strip()[:120] or f"{here.title} (branch)"
    made = ctx.history.branch(ctx.session_id, title, tool_call_id=ctx.tool_call_id)
    return Receipt(
        outcome="action",
        action="branch",
        message=f"Branched: “{made.title}” starts from here as a session of its own; this one stays as it is.",
        revision=ctx.history.head(ctx.session_id).number,
    )


def compare(ctx: ToolContext, *, version_a: int | None = None, version_b: int | None = None) -> Receipt:
    """Two versions side by side; omitted: the one before the last change, and the present one."""
    head = ctx.history.head(ctx.session_id)
    b = head if version_b is None else ctx.history.revision(ctx.session_id, version_b)
    number_a = version_a if version_a is not None else b.parent
    if number_a is None:
        raise UnknownTarget("There is nothing to compare with yet: this is the first version.")
    a = ctx.history.revision(ctx.session_id, number_a)
    told = describe_change(a.scene, b.scene)
    changes = tuple(Change(what=line.what, old=line.old, new=line.new) for line in told.lines)
    data: dict[str, JsonValue] = {"a": a.number, "b": b.number, "changes": change_rows(changes)}
    return Receipt(
        outcome="action",
        action="compare",
        message=f"Version {a.number} beside version {b.number}. {told.sentence}",
        changes=changes,
        cards=(Card(kind="compare", data=data),),
        revision=head.number,
        before_revision=a.number,
    )


def show_history(ctx: ToolContext) -> Receipt:
    """What was changed so far, in order; undone changes are listed too."""
    head = ctx.history.head(ctx.session_id)
    entries: list[JsonValue] = []
    told_lines: list[str] = []
    scenes: dict[int, Scene] = {}
    for info in ctx.history.revisions(ctx.session_id):
        scenes[info.number] = ctx.history.revision(ctx.session_id, info.number).scene
        if info.parent is None:
            continue
        told = describe_change(scenes[info.parent], scenes[info.number])
        entries.append(
            {
                "revision": info.number, "instruction": info.instruction, "sentence": told.sentence,
                "at": info.created_at,
                "changes": change_rows(Change(what=x.what, old=x.old, new=x.new) for x in told.lines),
                "current": info.number == head.number, "undone": info.undone,
            }
        )  # fmt: skip
        mark = " (undone)" if info.undone else ""
        told_lines.append(f"{info.number}. “{info.instruction}”{mark}: {told.sentence}")
    message = "\n".join(told_lines) if told_lines else "Nothing was changed yet."
    return Receipt(
        outcome="action",
        action="show_history",
        message=message,
        cards=(Card(kind="history", data={"entries": entries}),) if entries else (),
        revision=head.number,
    )


STEPS = (undo, redo, restore, branch, compare, show_history)
