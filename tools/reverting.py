"""Step: taking back one earlier change while the later ones are kept.

The later edits of the line are made again on the scene before that change; what comes out is one new edit, so that
nothing is deleted and undo takes the revert back.
"""

from dataclasses import dataclass

from pydantic import JsonValue

from store.describe import describe_change
from store.differences import differences
from store.edits import Patch, PatchValue
from store.errors import AskPerson, EditRefused
from store.rebase import replay
from store.revisions import Revision
from store.scene import Scene
from tools.context import ToolContext
from tools.receipts import Chip, Receipt, ToolCall
from tools.versions import Version, ask_which, changes_meant, named_change, version_number

_MOST_NAMED = 3


@dataclass(frozen=True)
class _Needed:
    """A later change that needs the one that is to be taken back, and why."""

    later: Revision
    reason: str


def revert(
    ctx: ToolContext, *, version: Version | None = None, words: str | None = None, with_dependents: bool = False
) -> Receipt:
    """Take back one earlier change and keep all later ones ("undo the captions but keep the rest"). Give the version
    that the change made (number or name), or words for the change. with_dependents=true: later changes that need it are
    taken back too, instead of refusing. The last change is taken back by undo."""
    if (done := ctx.history.revision_of_call(ctx.session_id, ctx.tool_call_id)) is not None and done.edit is not None:
        return ctx.commit(done.edit)
    if version is not None:
        return _without(ctx, version_number(ctx, version), with_dependents)
    if not words:
        raise AskPerson("Which change should be taken back?", ("what did we change?", "undo"))
    line = set(ctx.history.review.line(ctx.session_id))
    found = [change for change in changes_meant(ctx, words) if change.number in line]
    if len(found) > 1:
        return ask_which(ctx, "revert", [(change.number, named_change(change)) for change in found])
    if not found:
        raise EditRefused("That change does not show any more: it was undone already. Nothing was changed.")
    return _without(ctx, found[0].number, with_dependents)


def _without(ctx: ToolContext, number: int, with_dependents: bool) -> Receipt:
    taken, later = _on_the_line(ctx, number)
    head = later[-1] if later else taken
    base = ctx.history.revision(ctx.session_id, taken.parent or 0).scene
    scene, needed = _rebased(base, taken.scene, later)
    if needed and not with_dependents:
        return _refused(ctx, taken, needed)
    if scene == head.scene:
        return Receipt(
            outcome="unchanged",
            message=f"{_called(taken)} does not show any more: later changes set the same again. Nothing was changed.",
            revision=head.number,
        )
    values = tuple(PatchValue(path=change.path, value=change.new) for change in differences(head.scene, scene))
    with_it = f", with {_listed(needed)}, which needed it" if needed else ""
    left = len(later) - len(needed)
    kept = f" {_counted(left, bool(needed))} kept." if left else ""
    told = describe_change(head.scene, scene)
    return ctx.commit(Patch(values=values), message=f"Taken back: {_called(taken)}{with_it}.{kept} {told.sentence}")


def _on_the_line(ctx: ToolContext, number: int) -> tuple[Revision, list[Revision]]:
    """The change that made a version, and those after it, up to the head."""
    if number == 0:
        raise EditRefused("Version 0 is the start: there is no change in it to take back.")
    line = ctx.history.line_from(ctx.session_id, number)
    if not line or line[0].number != number:
        raise EditRefused(
            f"Version {number} is not part of the film as it stands, so there is nothing to take back. Go back to it "
            f"with “back to version {number}”. Nothing was changed."
        )
    return line[0], line[1:]


def _rebased(base: Scene, before: Scene, later: list[Revision]) -> tuple[Scene, list[_Needed]]:
    """The later changes, made on `base` instead of `before`, and those that cannot be made there."""
    scene, needed = base, list[_Needed]()
    for revision in later:
        if revision.edit is None or scene == before:
            return later[-1].scene, needed
        try:
            scene = replay(scene, before, revision.edit)
        except EditRefused as error:
            needed.append(_Needed(revision, str(error)))
        before = revision.scene
    return scene, needed


def _refused(ctx: ToolContext, taken: Revision, needed: list[_Needed]) -> Receipt:
    """Says what builds on the change, and what can be done: take both back, go back, or try it in a branch."""
    before: dict[str, JsonValue] = {"version": taken.parent or 0}
    both = "take both back" if len(needed) == 1 else f"take all {len(needed) + 1} back"
    offers = (
        Chip(label=both, call=ToolCall(name="revert", args={"version": taken.number, "with_dependents": True})),
        Chip(label=f"back to before {_called(taken)}", call=ToolCall(name="restore", args=before)),
        Chip(label="branch from before it", call=ToolCall(name="branch", args=before)),
    )
    builds = "build on it" if len(needed) > 1 else "builds on it"
    return Receipt(
        outcome="refused",
        message=f"{_called(taken)} cannot be taken back alone, because {_listed(needed)} {builds}. {needed[0].reason} "
        "Nothing was changed.",
        offers=offers,
        revision=ctx.history.head(ctx.session_id).number,
    )


def _listed(needed: list[_Needed]) -> str:
    """The changes that need another, by what was said: at most three of them."""
    names = [_called(one.later) for one in needed[:_MOST_NAMED]]
    if len(needed) > _MOST_NAMED:
        names = [*names[:-1], f"{len(needed) - _MOST_NAMED + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _called(revision: Revision) -> str:
    words = " ".join(revision.instruction.split())
    return f"“{words if len(words) <= 60 else words[:59].rstrip() + '…'}” (version {revision.number})"


def _counted(count: int, others: bool) -> str:
    if count == 1:
        return "The other change after it is" if others else "The change after it is"
    return f"The {count} {'other ' if others else ''}changes after it are"


STEPS = (revert,)
