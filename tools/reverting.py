"""Step: taking back one earlier change while the later ones are kept.

The later edits of the line are made again on the scene before that change; what comes out is one new edit, so that
nothing is deleted and undo takes the revert back.
"""

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


class _Needed(Exception):
    """A later change needs the one that is to be taken back."""

    def __init__(self, later: Revision, reason: str) -> None:
        super().__init__(reason)
        self.later = later


def revert(ctx: ToolContext, *, version: Version | None = None, words: str | None = None) -> Receipt:
    """Take back one earlier change and keep all later ones ("undo the captions but keep the rest"). Give the version
    that the change made (number or name), or words for the change. The last change is taken back by undo."""
    if (done := ctx.history.revision_of_call(ctx.session_id, ctx.tool_call_id)) is not None and done.edit is not None:
        return ctx.commit(done.edit)
    if version is not None:
        return _without(ctx, version_number(ctx, version))
    if not words:
        raise AskPerson("Which change should be taken back?", ("what did we change?", "undo"))
    line = set(ctx.history.review.line(ctx.session_id))
    found = [change for change in changes_meant(ctx, words) if change.number in line]
    if len(found) > 1:
        return ask_which(ctx, "revert", [(change.number, named_change(change)) for change in found])
    if not found:
        raise EditRefused("That change does not show any more: it was undone already. Nothing was changed.")
    return _without(ctx, found[0].number)


def _without(ctx: ToolContext, number: int) -> Receipt:
    taken, later = _on_the_line(ctx, number)
    head = later[-1] if later else taken
    base = ctx.history.revision(ctx.session_id, taken.parent or 0).scene
    try:
        scene = _rebased(base, taken.scene, later)
    except _Needed as needed:
        return _refused(ctx, taken, needed)
    if scene == head.scene:
        return Receipt(
            outcome="unchanged",
            message=f"{_called(taken)} does not show any more: later changes set the same again. Nothing was changed.",
            revision=head.number,
        )
    values = tuple(PatchValue(path=change.path, value=change.new) for change in differences(head.scene, scene))
    kept = f" {_counted(len(later))} kept." if later else ""
    told = describe_change(head.scene, scene)
    return ctx.commit(Patch(values=values), message=f"Taken back: {_called(taken)}.{kept} {told.sentence}")


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


def _rebased(base: Scene, before: Scene, later: list[Revision]) -> Scene:
    """The later changes, made on `base` instead of `before`. Raises _Needed."""
    scene = base
    for revision in later:
        if revision.edit is None or scene == before:
            return later[-1].scene
        try:
            scene, before = replay(scene, before, revision.edit), revision.scene
        except EditRefused as error:
            raise _Needed(revision, str(error)) from error
    return scene


def _refused(ctx: ToolContext, taken: Revision, needed: _Needed) -> Receipt:
    back = Chip(
        label=f"back to before {_called(taken)}",
        call=ToolCall(name="restore", args={"version": taken.parent or 0}),
    )
    return Receipt(
        outcome="refused",
        message=f"{_called(taken)} cannot be taken back alone, because {_called(needed.later)} builds on it. {needed} "
        "Nothing was changed.",
        offers=(back,),
        revision=ctx.history.head(ctx.session_id).number,
    )


def _called(revision: Revision) -> str:
    words = " ".join(revision.instruction.split())
    return f"“{words if len(words) <= 60 else words[:59].rstrip() + '…'}” (version {revision.number})"


def _counted(count: int) -> str:
    return "The change after it is" if count == 1 else f"The {count} changes after it are"


STEPS = (revert,)
