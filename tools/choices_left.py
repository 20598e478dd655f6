"""What the person can decide about a billed call that waits for them, or that brought nothing."""

from collections.abc import Sequence

from pydantic import JsonValue

from store.ledger_calls import Call
from store.values import replace
from tools.money import dollars
from tools.receipts import Chip, ToolCall
from tools.safer_wording import safer

_SHOWN = 160


def called(call: Call, together: Sequence[Call]) -> str:
    """What a call was for, in words; its number where it is one of several calls `together`."""
    what = str(call.purpose.get("what", "one call"))
    return f"number {call.number} of {what}" if len(together) > 1 else what


def choices_of_all(calls: Sequence[Call]) -> tuple[Chip, ...]:
    """The chips for the calls of one wish. Where there are some for several calls they are told apart by their numbers;
    calls that were refused alike are offered the same wording once."""
    by_call = {call.number: choices_left(call) for call in calls if call.problem != "refused"}
    several = sum(bool(chips) for chips in by_call.values()) > 1
    chips = [
        replace(chip, label=f"{call.number}: {chip.label}") if several and call.number in by_call else chip
        for call in calls
        for chip in choices_left(call)
    ]
    return tuple({chip.model_dump_json(): chip for chip in chips}.values())


def choices_left(call: Call) -> tuple[Chip, ...]:
    """The chips for a call; none for one that is done or in work."""
    if call.state == "NEEDS_HUMAN":
        # A call that left no trace at a vendor which cannot be searched has nothing to ask for.
        traced = call.handle or call.problem != "unknown"
        return (
            *([_settle(call, "ask the vendor again", "ask_again")] if traced else []),
            _settle(call, "nothing was made, send it again", "send_again"),
            _settle(call, "it was charged, let it go", "charged"),
            _settle(call, "nothing was charged, let it go", "not_charged"),
        )
    if call.state != "FAILED":
        return ()
    if call.problem == "refused":
        return tuple(chip for chip in (_safer(call),) if chip is not None)
    if call.problem in ("failed", "rate", "credit", "key"):
        return (_settle(call, f"try again, {dollars(call.estimate_usd or None)}", "send_again"),)
    return ()


def _settle(call: Call, label: str, choice: str) -> Chip:
    return Chip(label=label, call=ToolCall(name="settle_call", args={"call": call.key, "choice": choice}))


def _safer(call: Call) -> Chip | None:
    """The same wish in words that are less likely to be refused, as an order with its own price."""
    step, engine = call.purpose.get("step"), f"{call.engine}@{call.host}"
    shot: JsonValue = call.purpose.get("shot")
    words = str(call.purpose.get("words") or "")
    if step == "render_takes":
        said = safer(words or "nothing", motion=True)
        return _chip(said, "render_takes", {"shot": shot, "count": 1, "engine": engine, "words": said})
    if step in ("generate_stills", "generate_panels"):
        said = safer(words, motion=False)
        return _chip(said, "generate_stills", {"description": said, "count": 1, "engine": engine})
    if step == "edit_still":
        said = safer(words, motion=False)
        return _chip(said, "edit_still", {"instruction": said, "shot": shot, "engine": engine})
    if step == "edit_take":
        said = safer(words, motion=False)
        return _chip(said, "edit_take", {"instruction": said})
    return None


def _chip(words: str, step: str, args: dict[str, JsonValue]) -> Chip:
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
    return Chip(label=f"safer: {shown}", call=ToolCall(name=step, args=args))
