"""Step: text repairs. Words that a take warps are covered by a piece of the still, which moves with them."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from pydantic import JsonValue

from store.covers import Cover
from store.edits import ReplaceWords
from store.errors import AskPerson, RenderFailed, UnknownTarget
from store.scene import Scene, Shot
from store.take_checks import LostWords
from store.takes import Take
from store.video_takes import shown_covers
from store.wording import joined, seconds
from tools.context import ToolContext
from tools.guards.orders import CoverAnswer
from tools.guards.process import patches_for
from tools.receipts import Chip, Receipt, ToolCall
from tools.take_checker import TakeChecker
from tools.take_ways import take_ways
from tools.targets import resolve_shot, resolve_shots
from tools.wordless_stills import text_over


def cover_words(
    ctx: ToolContext,
    *,
    number: int | None = None,
    shot: str | None = None,
    letters: Literal["still", "overlay"] = "still",
) -> Receipt:
    """Repair words that a take warps: a piece of the locked still lies over them and moves with the take. number: the
    take's; omitted = the one in the film. letters: the still's own, or painted out there and said by a text over the
    film."""
    scene = ctx.scene()
    found = resolve_shot(ctx, scene, shot, "the words")
    take = _take(ctx, found, number)
    ctx.progress("reading the words", 0.1)
    lost = _lost_words(ctx, scene, take)
    if not lost:
        return Receipt(
            outcome="unchanged", revision=ctx.base().number,
            message=f"The words in take {take.number} stay as they are in the still, so there is nothing to cover.",
        )  # fmt: skip
    ctx.progress("laying the still over them", 0.5)
    with TemporaryDirectory() as folder:
        checker = TakeChecker(ctx.takes, ctx.stills, ctx.media)
        orders = [checker.cover_order(scene, take, one.zone, letters=letters == "still") for one in lost]
        made = patches_for(orders, Path(folder))
        for answer in made:
            if answer.trouble:
                raise RenderFailed(answer.trouble)
        slips = min((answer.lost_s for answer in made if answer.lost_s is not None), default=None)
        if slips is not None:
            return _does_not_fit(ctx, found, take, slips)
        covers = tuple(
            _cover(ctx, Path(folder), take, one, answer, letters) for one, answer in zip(lost, made, strict=True)
        )
    return _covered(ctx, scene, found, take, lost, covers, letters)


def uncover_words(ctx: ToolContext, *, shot: str | None = None) -> Receipt:
    """Take the pieces of the still off a take again: it shows the words as it draws them."""
    scene = ctx.scene()
    found = resolve_shots(ctx, scene, [shot] if shot else None, lambda one: bool(shown_covers(one)), "the words")[0]
    if not shown_covers(found):
        return Receipt(outcome="unchanged", message="Nothing lies over the words in that shot.")
    kept = tuple(cover for cover in found.covers if cover not in shown_covers(found))
    return ctx.commit(ReplaceWords(shot_id=found.id, take=found.take, covers=kept))


# --- the words of a take ---------------------------------------------------------------------------------------------


def _take(ctx: ToolContext, shot: Shot, number: int | None) -> Take:
    """The take that is meant: by its number, else the one in the film, else the only one with lost words."""
    takes = [take for take in ctx.takes.of_shot(ctx.session_id, shot.id) if take.video]
    if number is not None:
        found = [take for take in takes if take.number == number]
        if not found:
            numbers = tuple(str(take.number) for take in takes)
            raise UnknownTarget(f"There is no take {number} with a clip; there are {joined(list(numbers))}.", numbers)
        return found[0]
    shown = [take for take in takes if take.shown_as == shot.take]
    checks = ctx.takes.checks(ctx.session_id)
    lost = [take for take in takes if take.id in checks and checks[take.id].lost_words]
    if not shown and len(lost) != 1:
        if not takes:
            raise UnknownTarget("That shot is made from its still, so its words are the still's own.")
        raise AskPerson("In which take?", tuple(f"repair the words in take {take.number}" for take in takes[:4]))
    return shown[0] if shown else lost[0]


def _lost_words(ctx: ToolContext, scene: Scene, take: Take) -> tuple[LostWords, ...]:
    check = ctx.takes.checks(ctx.session_id).get(take.id)
    if check is None:
        check = TakeChecker(ctx.takes, ctx.stills, ctx.media).check(ctx.session_id, scene, [take]).get(take.id)
    return check.lost_words if check else ()


def _cover(ctx: ToolContext, folder: Path, take: Take, lost: LostWords, answer: CoverAnswer, letters: str) -> Cover:
    if take.video is None:
        raise UnknownTarget("That take is made from the still, so its words are the still's own.")
    return Cover(
        video=take.video.media, zone=lost.zone, text=lost.text, letters="still" if letters == "still" else "none",
        picture=ctx.media.put_file(folder / answer.picture), track=ctx.media.put_file(folder / answer.track),
    )  # fmt: skip


def _covered(
    ctx: ToolContext, scene: Scene, shot: Shot, take: Take, lost: Sequence[LostWords], covers: tuple[Cover, ...],
    letters: str,
) -> Receipt:  # fmt: skip
    others = tuple(cover for cover in shot.covers if cover.video != covers[0].video)
    overlays = ()
    if letters == "overlay":
        overlays = tuple(text_over(scene, shot, one.text, one.zone, place) for place, one in enumerate(lost))
    words, be = joined([f"“{one.text}”" for one in lost]), "is" if len(lost) == 1 else "are"
    how = "the still's own again" if letters == "still" else "painted out, and a text over the film says it"
    in_film = "" if take.shown_as == shot.take else f" Take {take.number} is in the film now."
    other: dict[str, JsonValue] = {"number": take.number, "shot": shot.id, "letters": "overlay"}
    again = Chip(label="say them by a text over the film", call=ToolCall(name="cover_words", args=other))
    return ctx.commit(
        ReplaceWords(shot_id=shot.id, take=take.shown_as, covers=(*others, *covers), overlays=overlays),
        message=f"{words} {be} {how} in take {take.number}.{in_film}",
        notes=("A piece of the still lies over the words; what passes in front of them there is covered too.",),
        offers=(again,) if letters == "still" else (),
        action="cover_words",
    )


def _does_not_fit(ctx: ToolContext, shot: Shot, take: Take, at_s: float) -> Receipt:
    """What else can be done where a patch would slip."""
    check = ctx.takes.checks(ctx.session_id).get(take.id)
    ways = [way.chip(take.number) for way in take_ways(shot, take, check) if way.name in ("wordless", "again")]
    return Receipt(
        outcome="refused",
        message=(
            f"From {seconds(round(at_s, 1))} on, what is round the words in take {take.number} no longer looks like "
            "the still: it turns, bends, or something passes in front. A piece of the still would slip there, so "
            "nothing was changed."
        ),
        offers=tuple(ways),
        revision=ctx.base().number,
    )


STEPS = (cover_words, uncover_words)
