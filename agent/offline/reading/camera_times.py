"""When a move starts and ends within its shot."""

from agent.offline.calls import Calls, call, listed
from agent.offline.polarity import degree_of
from agent.offline.reading.moves import Named, candidates, only_move, with_kind
from agent.offline.targets import Target
from agent.offline.wish import Number, Wish
from store.scene import Move, Shot
from tools.degrees import PROPORTION


def meant(wish: Wish, target: Target, main: Named | None) -> tuple[Shot, Move] | None:
    """The move a wish is about: the named one, or the only one that may be meant."""
    if main is not None:
        if main.kind is None or not main.there:
            return None
        pairs = with_kind(wish.context, target, main.kind)
        if len(pairs) > 1 and wish.context.selected_shot:
            pairs = tuple(pair for pair in pairs if pair[0].id == wish.context.selected_shot) or pairs
        return pairs[0] if pairs else None
    return only_move(wish.context, target, turning=True)


# --- times -----------------------------------------------------------------------------------------------------------


def read_times(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    """The call of a wish about when a move runs; seconds count from the start of its shot."""
    timed = main is not None or wish.has("move", "any", "travel") or wish.has("hold") or wish.has("static")
    timed = timed or (
        (wish.topic_before == "camera" or wish.word("framing", "composition"))
        and (wish.has("begin") or wish.has("finish"))
    )
    if not timed or wish.has("thing", "music", "captions", "overlay", "logo"):
        return None
    pair = meant(wish, target, main)
    if pair is None:
        return _new_timed(wish, target, main)
    shot, move = pair
    start, end = _window(wish, shot, move)
    if start is None and end is None:
        return None
    extra = _needed_length(wish, shot, end)
    return [
        call(
            wish,
            "set_move",
            kind=move.kind,
            shots=listed(target.args or _unless_only(wish, shot)),
            start_s=start,
            end_s=end,
            duration_s=extra,
        )
    ]


def _unless_only(wish: Wish, shot: Shot) -> list[str] | None:
    return None if len(wish.context.shot_ids) == 1 else [str(shot.id)]


def _needed_length(wish: Wish, shot: Shot, end: float | None) -> float | None:
    """A move "over 8 seconds" in a shot of 6 makes the shot longer."""
    longer = end is not None and end > shot.duration_s and wish.says("lasts")
    return end if longer else None


def _new_timed(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    """A move that is added with its times: "pan right from 1 to 2 seconds on the last shot"."""
    if main is None or main.kind is None or main.there:
        return None
    shots = candidates(wish.context, target)
    if len(shots) != 1:
        return None
    blank = Move(kind=main.kind, amount=0.1, start_s=0.0, end_s=max(0.1, shots[0].duration_s))
    start, end = _window(wish, shots[0], blank)
    if (start is None and end is None) or (end is not None and end >= shots[0].duration_s and start is None):
        return None
    return [call(wish, "set_move", kind=main.kind, shots=listed(target.args), start_s=start, end_s=end)]


def _seconds(wish: Wish, number: Number) -> float:
    return number.value / wish.context.scene.frame_rate if number.unit == "frame" else number.value


def _window(wish: Wish, shot: Shot, move: Move) -> tuple[float | None, float | None]:
    """(start, end) asked for, in seconds of the shot; None leaves one as it is."""
    numbers = [n for n in wish.numbers if n.unit in ("s", "frame", "clock")]
    if numbers and len(numbers) < len(wish.numbers) and wish.has("begin") and wish.has("finish"):
        numbers = [n for n in wish.numbers if n in numbers or (not n.unit and wish.before(n.at, 1) in (["at"], ["by"]))]
    if not numbers and wish.says("from_one_to_other"):
        numbers = [n for n in wish.numbers if not n.unit and n.value <= shot.duration_s]
    if not numbers:
        return _by_words(wish, shot, move)
    if wish.says("nothing_at_first"):
        return round(_seconds(wish, numbers[0]), 3), None
    if len(numbers) == 2 and wish.says("from_to"):
        first, second = (round(_seconds(wish, n), 3) for n in numbers)
        return (first, second) if second > first else (None, None)
    if wish.before(numbers[-1].at, 1) == ["middle"]:
        margin = round((shot.duration_s - _seconds(wish, numbers[-1])) / 2, 3)
        return (margin, round(shot.duration_s - margin, 3)) if margin > 0 else (None, None)
    start: float | None = None
    end: float | None = None
    for number in numbers:
        side, value = _one_time(wish, number, shot, move)
        if side == "start":
            start = round(max(0.0, value), 3)
        elif side == "end":
            end = round(value, 3)
    if start is not None and end is None and start >= move.end_s:
        end = round(shot.duration_s, 3) if start < shot.duration_s else None
    return start, end


def _one_time(wish: Wish, number: Number, shot: Shot, move: Move) -> tuple[str, float]:
    """Which end of the move a time is about, and the time; ("", 0) where it is about neither."""
    value = _seconds(wish, number)
    before, after = wish.before(number.at, 4), wish.after(number.at + 1, 4)
    if before[:1] in (["last"], ["final"]):
        held = wish.has("hold") or wish.has("static") or wish.word("still", "without")
        return ("end", shot.duration_s - value) if held and not _only(wish) else ("start", shot.duration_s - value)
    if before[:1] in (["first"], ["opening"], ["initial"]):
        held = any(wish.has(tag) for tag in ("hold", "negation", "static")) or wish.word("still", "without", "no")
        held = held and not wish.word("then")
        return ("start", value) if held else ("end", value)
    if _before_end(after):
        return "end", shot.duration_s - value
    if wish.words[number.at + 1 : number.at + 2] == ["early"]:
        return "end", move.end_s - value
    if wish.says("shifted") and before[:1] not in (
        ["at"],
        ["to"],
        ["until"],
    ):
        sign = -1 if wish.word("earlier", "sooner") else 1
        side = "end" if _nearest(wish, number) == "finish" else "start"
        return side, (move.end_s if side == "end" else move.start_s) + sign * value
    return _by_verb(wish, number, move, value, before, after)


def _only(wish: Wish) -> bool:
    return wish.word("only", "just") is True


def _before_end(after: list[str]) -> bool:
    """ "a second before the end"."""
    return after[:1] in (["before"], ["from"], ["short"]) and bool(
        {"end", "ends", "cut", "cuts", "finish", "finishes", "over"} & set(after[1:5])
    )


def _nearest(wish: Wish, number: Number) -> str:
    """The nearest word of starting or ending before a number, else after it."""
    marks = [m for m in wish.marks if m.tag in ("begin", "finish", "hold")]
    before = [m for m in marks if m.end <= number.at]
    if before:
        last = max(m.end for m in before)
        tags = {m.tag for m in before if m.end == last}
        return "begin" if "begin" in tags and "finish" not in tags else "finish" if "finish" in tags else "hold"
    return marks[0].tag if marks else ""


def _by_verb(
    wish: Wish, number: Number, move: Move, value: float, before: list[str], after: list[str]
) -> tuple[str, float]:
    hold = next((m for tag in ("hold", "static") for m in wish.all(tag)), None)
    if hold is not None and hold.start > number.at and {"then", "and"} & set(wish.words[number.at : hold.start]):
        return "end", value
    if (wish.has("hold") or wish.word("hold", "wait", "pause")) and {"then", "before"} & {*after, *wish.words}:
        return "start", value
    late = {"late", "later", "early", "earlier"} & set(after[:1])
    if late:
        sign = 1 if late & {"late", "later"} else -1
        return "start", move.start_s + sign * value
    if (
        before[:1] in (["over"], ["in"])
        or before[:1] in (["take"], ["takes"], ["lasts"], ["last"])
        or wish.says("takes_its_time")
    ):
        return "end", move.start_s + value
    nearest = _nearest(wish, number)
    if before[:1] in (["until"], ["till"]) and not wish.has("negation") and nearest != "hold":
        return "end", value
    if nearest == "hold":
        return "start", value
    if nearest == "finish":
        return "end", value
    if nearest == "begin" or after[:1] in (["in"], ["into"]) or before[:1] in (["after"], ["at"], ["from"]):
        return "start", value
    if before[:1] in (["until"], ["to"], ["till"], ["by"]):
        return "end", value
    if before[:1] == ["for"] and wish.word("then", "first", "hold"):
        return "end", value
    return "", 0.0


def _by_words(wish: Wish, shot: Shot, move: Move) -> tuple[float | None, float | None]:
    """Times without numbers: halves of the shot, "halfway through", "the whole shot"."""
    half = round(shot.duration_s / 2, 3)
    if wish.says("second_half"):
        return half, round(shot.duration_s, 3)
    if wish.says("first_half"):
        return 0.0, half
    if wish.says("halfway") and wish.has("negation") and wish.word("until", "till"):
        return half, None
    if wish.says("halfway") and (wish.has("begin") or wish.has("finish")):
        return (
            (None, half)
            if wish.has("finish") and not wish.has("begin")
            else (half, round(max(shot.duration_s, move.end_s), 3))
        )
    if wish.says("whole_shot") and wish.word(
        "across", "over", "last", "use", "span", "for", "through", "fill", "stretch", "spread", "until", "throughout"
    ):
        return 0.0, round(shot.duration_s, 3)
    return _shifted(wish, move)


def _shifted(wish: Wish, move: Move) -> tuple[float | None, float | None]:
    """ "end the push earlier", "let the pan begin later", "wait a beat, then push": a step of the move's own length."""
    if wish.says("waits_a_moment"):
        return round(move.start_s + _MOMENT_S, 3), None
    sooner, later = wish.word("earlier", "sooner"), wish.word("later", "delay", "delayed")
    edge = (
        "end"
        if wish.has("finish") and not wish.has("begin")
        else "start"
        if wish.has("begin") or wish.word("delay", "delayed")
        else ""
    )
    if sooner == later or not edge:
        return None, None
    step = (move.end_s - move.start_s) * PROPORTION[degree_of(wish)] * (-1 if sooner else 1)
    if edge == "end":
        return None, round(move.end_s + step, 3)
    return (round(max(0.0, move.start_s + step), 3), None) if move.start_s + step > 0 else (None, None)


_MOMENT_S = 0.5
"""A beat."""
