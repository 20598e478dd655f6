"""What was bought arrives: its files are put at hand, and the person is told, with what it really cost."""

import dataclasses
import threading
from collections.abc import Callable, Sequence
from typing import Any

import structlog

from store.errors import FREE, BadUpload
from store.ledger import Ledger
from store.ledger_calls import Call
from store.media import MediaStore
from store.stills import StillInfo, Stills
from store.takes import Take, Takes
from store.wording import joined
from tools.approvals import ARRIVED
from tools.bought import still_id, take_id
from tools.cards import variants_card
from tools.choices_left import choices_of_all
from tools.clip_parts import asked_parts, parts_of
from tools.clips import shots_takes
from tools.context import ToolContext
from tools.footage.keeping import keep_clip
from tools.jobs.fetching import Deliver
from tools.money import Money, cost_words, dollars
from tools.panels import into_film
from tools.pictures.uploads import read_still
from tools.receipts import Chip, Outcome, Receipt, ToolCall
from tools.take_ranking import ranked, ranking_words
from tools.take_ways import take_ways
from tools.wordless_stills import WITHOUT

_log = structlog.get_logger(__name__)


def delivery(
    ledger: Ledger, stills: Stills, takes: Takes, media: MediaStore, is_there: Callable[[str], bool]
) -> Deliver:
    """Puts the files of a finished call at hand, as stills or takes; the same files again change nothing.

    is_there: whether a session still exists. What was paid for one that was removed stays in the media folder.
    """
    one_at_a_time = threading.Lock()  # candidates of one wish share a batch, whichever comes first

    def deliver(call: Call, results: list[dict[str, Any]]) -> None:
        if not is_there(call.session_id):
            _log.warning("what was bought for a removed session is kept as a file", key=call.key)
            return
        with one_at_a_time:
            for index, result in enumerate(results, 1):
                if call.kind == "still":
                    _add_still(ledger, stills, media, call, result["media"], index)
                else:
                    _add_take(takes, media, call, result["media"], index)

    return deliver


def _add_still(ledger: Ledger, stills: Stills, media: MediaStore, call: Call, media_id: str, index: int) -> None:
    accepted = read_still(media.path(media_id).read_bytes(), "the picture")
    siblings = {
        still_id(one.key, n) for one in ledger.of_tool_call(call.session_id, call.tool_call_id) for n in range(11)
    }
    batch = next((still.batch for still in stills.of_session(call.session_id) if still.id in siblings), None)
    alone = call.request["values"].get("count", 1) == 1  # each call brings one picture, whichever comes first
    stills.add(
        call.session_id, media.put_bytes(accepted.data, accepted.suffix), "generated", width=accepted.width,
        height=accepted.height, label=str(call.purpose.get("label", "")), prompt=str(call.purpose.get("prompt", "")),
        batch=batch, number=call.number if alone else None, still_id=still_id(call.key, index),
    )  # fmt: skip


def _add_take(takes: Takes, media: MediaStore, call: Call, media_id: str, index: int) -> None:
    """A clip becomes a take in the plain form that renders, its sound with it; the vendor's own file is kept too. One
    of several shots becomes a take of each, cut where the shots change."""
    label, asked = str(call.purpose.get("engine", call.engine)), call.request["values"]
    try:
        for part in parts_of(call, media.path(media_id)):
            clip, _ = keep_clip(media, media.path(media_id), "the clip", lambda _: None, label, part.span)
            video = dataclasses.replace(
                clip, made_from=_made_from(call) if part.number == 1 else None, asked_s=part.seconds,
                asked_sound=bool(asked.get("audio")),
            )  # fmt: skip
            takes.add(call.session_id, part.shot, take_id(call.key, index + part.number - 1), call.engine, video)
    except BadUpload as error:
        # Paid for and readable, but not as a take: it stays in the ledger, and the receipt says so.
        _log.warning("a clip was delivered that cannot become a take", key=call.key, reason=str(error))


def _made_from(call: Call) -> str | None:
    """The file (a media id) that a clip was made from: the clip that was changed, or its first frame."""
    return call.purpose.get("changes") or call.request["pictures"].get("first_frame")


# --- telling the person ----------------------------------------------------------------------------------------------


def arrived(ctx: ToolContext, money: Money, calls: Sequence[Call]) -> Receipt:
    """The receipt of what one wish has brought, and what is still to be decided about it."""
    done = [call for call in calls if call.state == "DONE"]
    made = _bought_stills(ctx, done) if calls[0].kind == "still" else _bought_takes(ctx, done)
    words, cards, offers = made
    cost = sum(call.money_usd for call in calls)
    troubles = tuple(dict.fromkeys(call.message for call in calls if call.state != "DONE" and call.message))
    budget_usd = ctx.scene().budget_usd
    left = "" if budget_usd is None else f", {dollars(money.ledger.sums(ctx.session_id).left_of(budget_usd))} is left"
    message = f"{words} {cost_words(calls)}{left}."
    if not done:
        stopped = all(call.state == "CANCELLED" for call in calls)
        told = "Stopped." if stopped else " ".join(troubles) or words
        # Of what waits for the person nobody knows yet what it cost, and its own words say so, as of what cost nothing.
        settled = any(call.state == "NEEDS_HUMAN" for call in calls) or told.count(FREE) == len(troubles) > 0
        message = told if settled else f"{told} {cost_words(calls)}{left}."
        troubles = ()
    return Receipt(
        outcome=_outcome(calls),
        action=ARRIVED,
        message=message,
        notes=troubles,
        offers=(*offers, *choices_of_all(calls)),
        cards=cards,
        cost_usd=round(cost, 6),
        cost_unknown=any(call.charge_unknown for call in calls),
        revision=ctx.history.head(ctx.session_id).number,
    )


def _outcome(calls: Sequence[Call]) -> Outcome:
    states = {call.state for call in calls}
    if "NEEDS_HUMAN" in states and "DONE" not in states:
        return "clarify"
    return "action" if "DONE" in states or states == {"CANCELLED"} else "failed"


Told = tuple[str, tuple[Any, ...], tuple[Chip, ...]]


def _bought_stills(ctx: ToolContext, done: Sequence[Call]) -> Told:
    ids = {still_id(call.key, index) for call in done for index in range(1, len(call.results) + 1)}
    stills = [still for still in ctx.stills.of_session(ctx.session_id) if still.id in ids]
    if not stills:
        return "Nothing came.", (), ()
    many = f"{len(stills)} pictures are" if len(stills) > 1 else "The picture is"
    locks = tuple(_lock(still, str(done[0].purpose.get("shot") or "")) for still in stills)
    card = variants_card(stills, note=str(done[0].purpose.get("engine", "")))
    if done[0].purpose.get("step") == "generate_panels":
        return f"{many} here, in their order.", (card,), (into_film(stills),)
    if done[0].purpose.get("words") == WITHOUT:
        locks = (*(_lock_with_text(still, str(done[0].purpose["shot"])) for still in stills), *locks)
    pick = "Pick the one with the clearest motion in it." if len(stills) > 1 else "Lock it to use it."
    return f"{many} here. {pick}", (card,), locks[:4]


def _lock_with_text(still: StillInfo, shot: str) -> Chip:
    """The still that was made without its words, and the words as a text over the film."""
    call = ToolCall(name="remake_without_words", args={"still": still.id, "shot": shot})
    return Chip(label=f"lock {still.number}, its words as a text over it", call=call)


def _lock(still: StillInfo, shot: str) -> Chip:
    args: dict[str, Any] = {"still": still.id, "shot": shot or None}
    return Chip(label=f"lock {still.number}", call=ToolCall(name="lock_still", args=args))


def _bought_takes(ctx: ToolContext, done: Sequence[Call]) -> Told:
    ids = {take_id(call.key, n + 1) for call in done for n in range(len(call.results) + len(asked_parts(call)))}
    takes = [take for take in ctx.takes.of_session(ctx.session_id) if take.id in ids]
    if not takes:
        words = "What came cannot be used as a take; the files are kept." if done else "Nothing came."
        return words, (), ()
    if asked_parts(done[0]):
        return _bought_parts(ctx, done[0], takes)
    many = f"{len(takes)} takes are" if len(takes) > 1 else f"Take {takes[0].number} is"
    if final := done[0].purpose.get("step") == "make_final":
        many = f"Take {takes[0].number}, {done[0].purpose['what']}, is"
    scene, shot_id = ctx.scene(), takes[0].shot_id
    shots = [shot for shot in scene.shots if shot.id == shot_id]
    if not shots:
        return f"{many} here, but the shot is not in the film any more; undo brings it back.", (), ()
    checks = ctx.takes.checks(ctx.session_id)
    order = ranked(takes, checks)
    in_order = [one.take for one in order] + [take for take in takes if take.id not in checks]
    # Beside several takes their card has the ways out of each one's faults.
    ways = [way.chip(take.number) for take in takes[:1] for way in take_ways(shots[0], take, checks.get(take.id))]
    picks = (_pick(take, "use the final") if final else _pick(take) for take in in_order)
    chips = (*picks, *(ways if len(takes) == 1 else ()), *_final(done[0], in_order[0]))
    words = f"{many} here. {ranking_words(order)}".strip()
    pick = "Use it" if final else "Pick one"
    return f"{words} {pick} to see it in the film.", (shots_takes(ctx, shots[0]),), chips


def _final(call: Call, take: Take) -> tuple[Chip, ...]:
    """The chip that makes a draft again at high quality."""
    if call.request["values"].get("tier") != "draft" or call.purpose.get("step") == "edit_take":
        return ()
    args: dict[str, Any] = {"number": take.number, "shot": take.shot_id}
    return (Chip(label=f"the final of take {take.number}", call=ToolCall(name="make_final", args=args)),)


def _bought_parts(ctx: ToolContext, call: Call, takes: Sequence[Take]) -> Told:
    """The clip of several shots, as the takes that it was cut into."""
    asked, shots = asked_parts(call), {str(shot.id): shot for shot in ctx.scene().shots}
    cards = tuple(shots_takes(ctx, shots[take.shot_id]) for take in takes if take.shot_id in shots)
    if len(takes) < len(asked):
        words = f"The clip is here, but its {len(asked)} shots could not be told apart: it is a take of the first one."
        return words, cards, tuple(_pick(take) for take in takes)
    ids: list[Any] = [take.id for take in takes]
    every = Chip(label=f"use all {len(takes)}", call=ToolCall(name="pick_takes", args={"takes": ids}))
    lengths = joined([f"{take.video.duration_s:.1f} s" for take in takes if take.video])
    clip = "The final clip" if call.purpose.get("step") == "make_final" else "The clip"
    return f"{clip} is here, cut into {len(takes)} takes of {lengths}.", cards, (every,)


def _pick(take: Take, label: str = "") -> Chip:
    args: dict[str, Any] = {"number": take.number, "shot": take.shot_id}
    return Chip(label=label or f"take {take.number}", call=ToolCall(name="pick_take", args=args))
