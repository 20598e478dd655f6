"""What a step works with: one session, its stores and the renderer, and the one way to commit an edit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from store.apply import apply
from store.describe import describe_change
from store.differences import differences
from store.edits import (
    AddShot,
    Edit,
    LockStill,
    PickTake,
    RemoveMove,
    SetCamera,
    SetDepth,
    SetDuration,
    SetFraming,
    SetMove,
    SetRetime,
    SplitShot,
    TrimShot,
)
from store.history import History
from store.media import MediaStore
from store.revisions import Revision
from store.scene import Scene, Shot
from store.stills import Stills
from store.takes import Takes
from tools.cards import framings_card
from tools.receipts import Card, Change, Chip, Receipt
from tools.render import Renderer

if TYPE_CHECKING:
    from tools.money import Agreed, Money

_CAMERA_EDITS = (SetMove, RemoveMove, SetCamera, SetDuration, SetFraming, SetDepth, LockStill, SplitShot, TrimShot)


def _silent(label: str, fraction: float) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class ToolContext:
    """One tool call of one turn.

    `correction`: the call is said in place of the last edit, and goes on from what was before that.
    `tool_call_id` makes the call's effect happen once, however often the call is replayed. `clock` gives seconds since
    the epoch, `new_id` a short fresh id; `progress` takes a label and a fraction 0..1. `money`: None where nothing can
    be bought. `agreed`: the person's word for what this call costs.
    """

    session_id: str
    turn_id: int
    tool_call_id: str
    instruction: str
    history: History
    stills: Stills
    takes: Takes
    media: MediaStore
    renderer: Renderer
    exports_dir: Path
    clock: Callable[[], float]
    new_id: Callable[[], str]
    progress: Callable[[str, float], None] = field(default=_silent)
    money: "Money | None" = None
    agreed: "Agreed | None" = None
    correction: bool = False

    def base(self) -> Revision:
        """The revision this call reads its wish against: the head (for a correction what was before its edit), or what
        it found when it first ran."""
        done = self.history.revision_of_call(self.session_id, self.tool_call_id)
        if done is not None and done.parent is not None:
            return self.history.revision(self.session_id, done.parent)
        head = self.history.head(self.session_id)
        if self.correction and head.parent is not None:
            return self.history.revision(self.session_id, head.parent)
        return head

    def scene(self) -> Scene:
        """The scene of `base`."""
        return self.base().scene

    def commit(
        self,
        edit: Edit,
        *,
        message: str = "",
        reading: str = "",
        offers: tuple[Chip, ...] = (),
        notes: tuple[str, ...] = (),
        action: str | None = None,
    ) -> Receipt:
        """Apply one edit, write it down, start its preview and answer with the receipt.

        An edit that changes nothing makes no revision and is answered with `unchanged`. The changes are told from what
        stood before, which for a correction is not what its edit was applied to. Raises EditRefused.
        """
        base, stood = self.base(), self._stood()
        before = stood.scene
        after = apply(base.scene, edit)
        if base != stood and after == base.scene:  # "no, bring them back": said of what stands now
            base, after = stood, apply(before, edit)
        if after == before:
            return Receipt(
                outcome="action" if action else "unchanged",
                message=message if action else "It is like that already; nothing changed.",
                action=action, revision=stood.number, notes=notes,
            )  # fmt: skip
        told = describe_change(before, after)
        revision = self.history.commit(
            self.session_id, self.turn_id, self.tool_call_id, self.instruction, edit, after, told, parent=base.number
        )
        self.renderer.preview(self.session_id, after)
        return Receipt(
            outcome="action" if action else "changed",
            message=message or told.headline,
            action=action,
            edit=edit.model_dump(mode="json", exclude_none=True),
            changes=tuple(Change(what=line.what, old=line.old, new=line.new) for line in told.lines),
            stayed=told.stayed,
            reading=reading,
            notes=notes + self._warnings(before, after, edit),
            offers=offers,
            cards=self._camera_cards(before, after, edit),
            revision=revision.number,
            before_revision=stood.number,
        )

    def _stood(self) -> Revision:
        """The revision that the person saw when they said this."""
        moved = self.history.move_of_call(self.session_id, self.tool_call_id)
        return (
            self.history.head(self.session_id) if moved is None else self.history.revision(self.session_id, moved.from_)
        )

    def _camera_cards(self, before: Scene, after: Scene, edit: Edit) -> tuple[Card, ...]:
        if not isinstance(edit, _CAMERA_EDITS):
            return ()
        shot_ids = changed_shots(before, after)
        cards = (framings_card(self.renderer, self._picture, before, after, shot_id) for shot_id in shot_ids[:1])
        return tuple(card for card in cards if card is not None)

    def _picture(self, shot: Shot) -> str | None:
        """The file of the picture that a shot's path is laid over: the first frame of its clip, or its still."""
        video = self.takes.video_in(self.session_id, shot)
        if video is not None:
            return video.poster
        return None if shot.still is None else self.stills.get(shot.still).media

    def _warnings(self, before: Scene, after: Scene, edit: Edit) -> tuple[str, ...]:
        """What the new scene asks of the picture beyond what it has."""
        if not isinstance(edit, (*_CAMERA_EDITS, AddShot, PickTake, SetRetime)):
            return ()
        return tuple(note for shot_id in changed_shots(before, after) for note in self.renderer.limits(after, shot_id))


def changed_shots(before: Scene, after: Scene) -> tuple[str, ...]:
    """Ids of the shots of `after` whose values differ from before, in film order."""
    olds = {shot.id: shot for shot in before.shots}
    return tuple(shot.id for shot in after.shots if shot.id not in olds or differences(olds[shot.id], shot))
