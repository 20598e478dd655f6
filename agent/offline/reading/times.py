"""When something is on screen: times of captions, overlays and music, in seconds from the start of the film."""

from dataclasses import dataclass, replace

from agent.offline.quantities import Quantity
from agent.offline.reading.topics import all_seconds, shot_span
from agent.offline.targets import Target
from agent.offline.tokens import Token
from agent.offline.wish import Number, Wish

_EARLIER = frozenset({"earlier", "sooner", "ahead", "forward", "late"})
_LATER = frozenset({"later", "delay", "delayed", "after", "delaying", "early"})


@dataclass(frozen=True)
class Times:
    """What a wish says about when: exact start and end, a length, a shift (negative is earlier), or by how much longer
    it stays."""

    start_s: float | None = None
    end_s: float | None = None
    length_s: float | None = None
    shift_s: float | None = None
    longer_s: float | None = None

    def __bool__(self) -> bool:
        return any(v is not None for v in (self.start_s, self.end_s, self.length_s, self.shift_s, self.longer_s))


def film_times(wish: Wish, target: Target) -> Times:
    """The times a wish names."""
    wish = _in_seconds(wish)
    times = all_seconds(wish)
    if len(times) == 2 and wish.says("at_for"):
        return Times(start_s=times[0], end_s=round(times[0] + times[1], 3))
    if len(times) >= 2 and wish.says("from_to"):
        return Times(start_s=times[-2], end_s=times[-1]) if times[-1] > times[-2] else Times()
    if len(times) == 2 and wish.has("begin") and wish.has("finish"):
        return Times(start_s=min(times), end_s=max(times))
    if wish.has("sync") and not times:
        return Times(start_s=0.0, end_s=round(wish.context.film_s, 3))
    if times:
        return _with_number(wish, times[-1])
    if wish.says("from_start"):
        return Times(start_s=0.0)
    if wish.says("until_end"):
        return Times(end_s=round(wish.context.film_s, 3))
    return _with_shot(wish, target)


_EXACTLY = frozenset({"exactly", "precisely", "roughly", "approximately", "just", "right"})
_WHEN = frozenset({"at", "from", "until", "till", "by", "around", "about"})


def _in_seconds(wish: Wish) -> Wish:
    """The wish with a bare number read as seconds where it tells when: "should come on at 3.4"."""
    if all_seconds(wish) or not any(wish.has(tag) for tag in ("begin", "finish", "retime")):
        return wish
    at = next((n.at for n in wish.numbers if not n.unit and set(wish.before(n.at, 1)) & _WHEN), None)
    if at is None:
        return wish
    bare = wish.tokens[at]
    value = bare.quantity.value if bare.quantity else 0.0
    timed = Token(bare.word, bare.start, bare.end, Quantity(value, "s"), bare.text)
    return replace(wish, tokens=(*wish.tokens[:at], timed, *wish.tokens[at + 1 :]))


def _with_number(wish: Wish, time: float) -> Times:
    film = round(wish.context.film_s, 3)
    number = next(n for n in reversed(wish.numbers) if n.unit in ("s", "frame", "clock"))
    before = [word for word in wish.before(number.at, 4) if word not in _EXACTLY][:3]
    after = wish.after(number.at + 1, 2)
    if before[:1] in (["last"], ["final"]):
        return Times(start_s=round(max(0.0, film - time), 3), end_s=film)
    if before[:1] in (["first"], ["opening"]):
        return Times(start_s=0.0, end_s=time)
    shift = _shift(wish, number, after)
    if shift:
        return Times(shift_s=shift * time)
    stays = _stays(wish, after, before)
    if stays:
        return Times(longer_s=stays * time)
    if before[:1] in (["until"], ["till"]) and wish.has("negation") and not wish.has("finish"):
        return Times(start_s=time)
    if (before[:1] in (["until"], ["to"]) and not wish.has("begin")) or wish.says("gone_at"):
        return Times(end_s=time)
    if before[:1] == ["for"] or (wish.says("lasts_so_long") and "at" not in before[:1]):
        return Times(length_s=time)
    if (wish.has("finish") and not wish.has("begin")) or _nearest_is_end(wish, number):
        return Times(end_s=time)
    return (
        Times(start_s=time)
        if before[:1] in (["at"], ["from"], ["after"], ["around"], ["about"]) or wish.has("begin")
        else Times(length_s=time)
    )


def _nearest_is_end(wish: Wish, number: Number) -> bool:
    marks = [m for m in wish.marks if m.tag in ("begin", "finish") and m.end <= number.at]
    return bool(marks) and marks[-1].tag == "finish"


def _shift(wish: Wish, number: Number, after: list[str]) -> int:
    """ "half a second later" 1, "a second earlier" -1, else 0."""
    if set(after) & _EARLIER:
        return -1
    retimed = wish.first("retime", "earlier", "later")
    if retimed is not None and wish.before(number.at, 1)[:1] in (["by"], ["about"]):
        return -1 if retimed.value == "earlier" else 1
    if set(after) & _LATER or wish.word("delay", "delayed", "later"):
        return 1
    if wish.word("earlier", "sooner"):
        return -1
    if wish.word("by") and wish.word("shift", "nudge", "move", "push") and wish.word("back", "forward"):
        return 1 if wish.word("back") else -1
    return 0 if not number.signed else (1 if number.value > 0 else -1)


def _stays(wish: Wish, after: list[str], before: list[str]) -> int:
    """ "a second longer", "another second" 1, "half a second shorter" -1, else 0."""
    said = wish.tokens[wish.number("s", "frame", "clock").at].text if wish.number("s", "frame", "clock") else ""  # type: ignore[union-attr]
    if wish.has("retime", "shorter") and (set(after) & {"shorter", "off", "less"} or wish.word("shorter")):
        return -1
    more = {"longer", "more", "extra"} & (set(after) | set(said.split()))
    return 1 if more or "another" in before[:1] or said.startswith("another") else 0


def _with_shot(wish: Wish, target: Target) -> Times:
    span = shot_span(wish, target)
    if span is None:
        return Times()
    if wish.says("after_its_end"):
        return (
            Times(start_s=span[1]) if not wish.has("finish") or wish.word("start", "appear") else Times(end_s=span[1])
        )
    if wish.word("until", "before") and not wish.has("begin"):
        return Times(end_s=span[0] if wish.word("before", "until") else span[1])
    if wish.has("finish") and not wish.has("begin"):
        return Times(end_s=span[1])
    if (wish.word("from") and not wish.word("to", "until")) or wish.word("when", "once") or wish.has("begin"):
        return Times(start_s=span[0])
    return Times(start_s=span[0], end_s=span[1])
