"""Short answers to the last receipt: a chip taken by its words, "a bit more", "too much", "no, the other way", "make
that 7", "same for the last shot", and the answer to a question that was asked."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from agent.offline.calls import Calls, ask, listed
from agent.offline.context import Context, Offer
from agent.offline.polarity import degree_of
from agent.offline.sentence import Sentence
from agent.offline.splitting import without_openers
from agent.offline.targets import find_target, shots_of_last_edit
from agent.offline.wish import Wish
from tools.receipts import ToolCall

_YES = re.compile(
    r"(yes|yeah|yep|yup|sure|ok|okay|go ahead|do it|do that|please do|yes please|sounds good|go "
    r"for it|absolutely|correct|exactly|right|that one|please|why not|of course|y|aye|perfect|let "
    r"us do it|let us do that|go on|definitely|yes do it|yes do that|okay do it|ok do that|good "
    r"idea|great idea|alright)"
)
_NO = re.compile(
    r"(no|nope|nah|no thanks|no thank you|not now|leave it|leave it as it is|never mind|nevermind|"
    r"forget it|skip it|skip|none|neither|none of them|no leave it|keep it as it is|do nothing|"
    r"cancel|stop)"
)
_NEXT = re.compile(
    r"(do )?(the )?next( one| please)?|and the other( one)?|now the other( one)?|go on with the (next|other)( one)?"
)
_PLACES = {
    "first": 0,
    "1st": 0,
    "former": 0,
    "second": 1,
    "2nd": 1,
    "latter": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "last": -1,
}
_MORE = re.compile(
    r"(do it |do that |go |make it |push it |take it |turn it up |crank it )?(even |still |just |"
    r"yet |and |again )*(a |an )?(bit |little |little bit |touch |tad |lot |whole lot |smidge |"
    r"hair |notch |way |much |far |good bit |wee bit |fair bit |slightly |ton )*(more|further|"
    r"farther|stronger|up a notch|extra)( like that| of that| of the same| again| still| please| "
    r"in that direction| than that)*"
)
_LESS = re.compile(
    r"(make it |do it |go |just |even |still )*(a |an )?(bit |little |little bit |touch |tad |lot "
    r"|much |way |far |slightly |smidge |hair |notch )*(less|weaker|softer|gentler|subtler|milder|"
    r"more subtle|more subtly)( than that| of that| again| please| strong| intense| so| extreme| "
    r"obvious)*|(dial|pull|ease|tone|reel|scale|walk|wind|rein|back|turn) (it |that )?(back|off|"
    r"down|in)( a (bit|little|touch|tad|notch|hair))?( from there)?|(bring|take|knock|turn) (it|"
    r"that) (back|down) a (bit|little|touch|tad|notch|hair)|not (quite |so |that )*(so |that |as "
    r")?much|not quite (so|that) (much|strong|far)|half (of )?that|half as much|meet in the "
    r"middle|somewhere in between|in between|split the difference|halfway back|ease up a (bit|"
    r"little)|not (so|that|as) (strong|far|intense|extreme|dramatic|heavy)"
)
_TOO_MUCH = re.compile(
    r"(that is |it is |now it is |now that is |ok that is |this is )?(a |way |far |slightly |just "
    r")?(bit |little |tad |touch |lot )?(much )?(too (much|strong|far|intense|heavy|extreme|"
    r"dramatic|obvious|aggressive|big)|too much (now|now please)|over the top|over done|overdone|"
    r"overkill|over cooked|overcooked|a bit much|bit much|excessive)( now| there| like that)*|"
    r"(you |we |i )?(went|gone|go|have gone) (a bit |a little |way )?too far|too much of (that|it|"
    r"a good thing)|steady on|easy( there| tiger)?"
)
_OPPOSITE = re.compile(
    r"(no )?(i meant |i mean |go |make it |do |do it |it should go |should be |turn it |flip it |"
    r"try |rather )*(the )?(other|opposite|wrong|reverse) (way|direction|way round|way around|"
    r"side)( round| around)?( please| instead)?|(the )?(opposite|reverse|reverse it|reverse that|"
    r"reverse direction|flip it|flip that|flip it around|flip it round|turn it around|turn it "
    r"round|invert it|invert that|other way|reverse the direction|flip the direction|do the "
    r"opposite|the exact opposite|change direction|switch direction|the reverse)( please| "
    r"instead)?|(that is |you went |it is going |it goes |you are going )?(the )?wrong (way|"
    r"direction)( round)?"
)
_UNDO = re.compile(
    r"(no )?not (that|like that|what i (meant|wanted|asked for))( one)?|(i )?(hate|do not like|"
    r"did not want|do not want|did not mean) (it|that|this)( at all| one)?|(that is |it is "
    r")?(much |way |a lot )?worse( now)?|(that|it) (was|looked) better( before)?|no good|nope|nah|"
    r"no no|no not that|bad idea|yuck|ugh|eww?|wrong|that is wrong|terrible|awful|that looks (bad|"
    r"terrible|awful|wrong|worse|off)|i (liked|preferred) (it|the old one|the previous one)( "
    r"better| more)?( before)?|wrong one|never mind|nevermind|forget it"
)
_AGAIN = re.compile(
    r"(once |one )?(more time|more|again)|(and )?again|(do )?(that|it|the same)( thing)? (once "
    r")?(again|more)|same again|one more time|once more|repeat( that| it)?|keep going|go on|more "
    r"of the same|more please|continue|another (one|step|notch)|keep (it )?coming"
)


def read_reply(sentence: Sentence, context: Context) -> Calls | None:
    """The calls of a sentence that only makes sense after the last turn; None where it stands on its own."""
    tokens = without_openers([t for t in sentence.tokens if t.word not in ("!", "?")])
    wish = Wish(tuple(tokens), context, sentence.said)
    plain = re.sub(r"\s*[,.;]\s*", " ", wish.plain).strip()
    raw = re.sub(r"\s*[,.;!?]\s*", " ", " ".join(t.word for t in sentence.tokens)).strip()
    return (
        _offer(plain, raw, wish, context)
        or _repeat(wish, plain, context)
        or _correction(plain, raw, wish, context)
        or _new_value(wish, plain, context)
        or _retarget(wish, plain, context)
    )


# --- chips -----------------------------------------------------------------------------------------------------------


def _offer(plain: str, raw: str, wish: Wish, context: Context) -> Calls | None:
    turn = context.last_turn
    if turn is None or not turn.offers:
        return None
    offers = list(turn.offers)
    if _YES.fullmatch(plain) or _YES.fullmatch(raw):
        if turn.outcome == "clarify" and len(offers) > 1:
            return [ask("Which one?", tuple(o.label for o in offers))]
        return [_taken(offers[0])]
    if _NEXT.fullmatch(plain):
        return [_taken(offers[0])]
    by_words = _by_label(plain, raw, offers)
    if by_words is not None:
        return [_taken(by_words)]
    return _by_place(plain, wish, turn.outcome, offers)


def _taken(offer: Offer) -> ToolCall:
    return offer.call


def _by_label(plain: str, raw: str, offers: Sequence[Offer]) -> Offer | None:
    """The chip whose label was typed, whole or nearly."""
    for offer in offers:
        label = re.sub(r"[^\w\s%]", " ", offer.label.lower())
        label = " ".join(label.split())
        if label in (plain, raw, " ".join(re.sub(r"[^\w\s%]", " ", raw).split())):
            return offer
    if len(plain.split()) < 2:
        return None
    scored = [(*_likeness(plain, offer.label), offer) for offer in offers]
    ratio, overlap, best = max(scored, key=lambda score: max(score[0], score[1] - 8))
    words = set(plain.split()) - {"the", "a", "it", "that", "please"}
    inside = words <= set(re.findall(r"\w+", best.label.lower())) and len(words) >= 2
    return best if ratio >= 88 or (inside and overlap >= 95 and len(words) * 3 >= len(best.label.split())) else None


def _likeness(said: str, label: str) -> tuple[float, float]:
    """How alike a sentence and a label are, 0..100: letter by letter, and by the words they share."""
    words = " ".join(re.findall(r"[\w%']+", label.lower()))
    return fuzz.ratio(said, words), fuzz.token_set_ratio(said, words)


def _by_place(plain: str, wish: Wish, outcome: str, offers: Sequence[Offer]) -> Calls | None:
    found = re.fullmatch(
        (
            r"(?:the )?(first|second|third|fourth|last|1st|2nd|3rd|former|latter)(?: one| option| "
            r"suggestion| chip)?(?: please)?|(?:option|number) (one|two|three|_n_)"
        ),
        plain,
    )
    if found is None or outcome not in ("clarify", "needs_engine", "changed", "refused"):
        return None
    if found[1]:
        place = _PLACES[found[1]]
    else:
        number = wish.numbers[0].value if wish.numbers else {"one": 1, "two": 2, "three": 3}.get(found[2], 1)
        place = int(number) - 1
    return [_taken(offers[place])] if -len(offers) <= place < len(offers) else None


def is_refusal(sentence: Sentence, context: Context) -> bool:
    """Whether a question that was asked is answered with "no": nothing is to be done then."""
    turn = context.last_turn
    raw = re.sub(r"\s*[,.;!?]\s*", " ", " ".join(t.word for t in sentence.tokens)).strip()
    return turn is not None and turn.outcome in ("clarify", "needs_engine") and _NO.fullmatch(raw) is not None


# --- more, less, the other way ---------------------------------------------------------------------------------------


def _correction(plain: str, raw: str, wish: Wish, context: Context) -> Calls | None:
    whole = raw if _OPPOSITE.fullmatch(raw) or _UNDO.fullmatch(raw) else plain
    way = _way(whole, plain)
    if way is None:
        return None
    if way == "more" and _AGAIN.fullmatch(plain) and context.last_turn and context.last_turn.action == "undo":
        return [ToolCall(name="redo", args={})]
    if context.last_edit is None:
        return _nothing_yet(way, context)
    if way == "undo":
        return [ToolCall(name="undo", args={})]
    args = {"direction": way}
    degree = degree_of(wish)
    if way in ("more", "less") and degree != "plain":
        args["degree"] = degree
    elif way == "more" and not re.search(r"\bbit|touch|slightly|little|tad\b", plain):
        args["degree"] = "plain"
    return [ToolCall(name="adjust_last", args={**args, "wish": wish.said})]


def _way(whole: str, plain: str) -> str | None:
    if _OPPOSITE.fullmatch(whole):
        return "opposite"
    if _TOO_MUCH.fullmatch(plain):
        return "too_much"
    if _LESS.fullmatch(plain):
        return "less"
    if (
        _MORE.fullmatch(plain)
        or _AGAIN.fullmatch(plain)
        or re.fullmatch(
            (
                r"(still )?not (quite |nearly |really )?enough( yet)?|(still )?(barely|hardly) "
                r"noticeable|can be more|needs (a bit |a little |a lot )?more|go (bigger|harder|"
                r"bolder)|double (it|that)"
            ),
            plain,
        )
    ):
        return "more"
    return "undo" if _UNDO.fullmatch(whole) else None


def is_correction(fragment: Wish) -> bool:
    """Whether a fragment only says how far: "the zoom is too strong, *ease it back*"."""
    back = re.fullmatch(
        r"(bring|take|ease|pull|dial) (it|that|this) (back|down|off)( a (bit|little|touch))?", fragment.plain
    )
    return (
        back is not None or _LESS.fullmatch(fragment.plain) is not None or _MORE.fullmatch(fragment.plain) is not None
    )


def _nothing_yet(way: str, context: Context) -> Calls | None:
    if way == "opposite" and len(context.moves()) >= 1:
        return None
    if way == "undo":
        return [ToolCall(name="undo", args={})]
    return [ask("What should change?", usual_wishes(context))]


def usual_wishes(context: Context) -> tuple[str, ...]:
    """Three likely wishes for the scene as it is."""
    scene = context.scene
    if not scene.shots:
        return (
            "use the sample bottle",
            "generate a still: a glass bottle on marble, soft side light",
            "upload a photo",
        )
    moves = context.moves()
    first = "slow the camera down" if moves else "add a slow push-in"
    shots = "warmer" if len(scene.shots) == 1 else "all shots warmer"
    third = "captions larger" if scene.captions else "add a caption: Hello"
    return (first, shots, third)


# --- values ----------------------------------------------------------------------------------------------------------

_VALUE = re.compile(
    r"(?:no |actually |rather |and |or |i meant |i mean |make (?:that|it|this) |let us (?:do|make "
    r"it|try|say) |try |change (?:that|it) to |set (?:that|it) to |go (?:for|with|to) |to |at |"
    r"about |around |only |just |more like |should be |call it |it |say |do |better |a |than |"
    r"instead |by )*_n_(?: (?:instead|rather|then|please|better|actually|or so|total|in total|"
    r"longer|shorter|not _n_|up|down))*"
)


def _new_value(wish: Wish, plain: str, context: Context) -> Calls | None:
    """ "make that one and a half stops": the exact value of what was changed last."""
    edit = context.last_edit
    if edit is None or len(wish.numbers) not in (1, 2) or not _VALUE.fullmatch(plain):
        return None
    number = wish.numbers[0]
    unit = unit_of(edit.op, edit.changed, edit.call)
    value = abs(number.value)
    if number.unit == "frame" and unit == "s":
        value = value / context.scene.frame_rate
    elif (number.unit == "%" and unit in ("share", "look")) or (
        unit in ("look", "share") and number.unit == "" and value > 1
    ):
        value = value / 100
    elif number.unit not in ("", unit):
        return None
    if unit is None or (unit == "s" and edit.op != "set_duration"):
        return None
    exact = _exact(edit.call, unit, number.value, number.signed)
    if exact is not None:
        return [exact]
    return [ToolCall(name="adjust_last", args={"direction": "more", "value": round(value, 5), "wish": wish.said})]


def _exact(call: ToolCall | None, unit: str, value: float, signed: bool) -> ToolCall | None:
    """A level said with its sign is the level itself."""
    if unit != "db" or not signed or call is None:
        return None
    music = call.name == "set_music" or call.args.get("track") == "music"
    return ToolCall(name="set_music" if music else "set_voiceover", args={"gain_db": value})


def unit_of(op: str, changed: tuple[tuple[str, object, object], ...], call: ToolCall | None) -> str | None:
    """The unit of what an edit changed: "s", "stop", "look", "share" (of the frame), "degree", "db"; None for none."""
    if op == "set_duration":
        return "s"
    if op in ("set_music", "set_voiceover"):
        return (
            "db"
            if any(path.endswith("gain_db") for path, _, _ in changed)
            or (call and "gain" in str(call.args))
            or (call and call.name == "change_level")
            else None
        )
    if op == "set_look":
        stops = any(path.endswith("exposure") for path, _, _ in changed) or (
            call is not None and call.args.get("property") == "exposure"
        )
        return "stop" if stops else "look"
    if op in ("set_move", "set_camera", "add_shot"):
        kind = str(call.args.get("kind", "")) if call else ""
        turned = kind.startswith(("roll", "orbit")) or any(
            "orbit" in str(new) or "roll" in str(new) for _, _, new in changed
        )
        timed = any(path.endswith(("start_s", "end_s")) for path, _, _ in changed) and not any(
            path.endswith("amount") for path, _, _ in changed
        )
        return None if timed else "degree" if turned else "share"
    return None


# --- other shots -----------------------------------------------------------------------------------------------------


def _repeat(wish: Wish, plain: str, context: Context) -> Calls | None:
    """ "same for the last shot", "do that to the other two", "and the barista one too"."""
    if context.last_edit is None or not _same_wish(wish, plain):
        return None
    target = find_target(wish)
    done = shots_of_last_edit(context)
    ids = tuple(shot for shot in context.shot_ids if shot not in done) if target.all else target.ids
    if not ids:
        return [
            ask("For which shots?", (*(f"shot {n}" for n in range(1, min(4, len(context.shot_ids) + 1))), "all shots"))
        ]
    return [ToolCall(name="repeat_last", args={"shots": listed(ids), "wish": wish.said})]


def _same_wish(wish: Wish, plain: str) -> bool:
    if any(wish.has(tag) for tag in ("prop", "temperature", "exposure", "speed", "static", "duplicate", "history")):
        return False
    if any(wish.has("thing", name) for name in ("captions", "music", "voiceover", "logo", "overlay")):
        return False
    if any(m.value not in ("any", "travel") for m in wish.all("move")) or (wish.numbers and not find_target(wish).ids):
        return False
    same = re.search(
        r"\b(the )?same( thing| again| change| treatment| here)?\b|\bditto\b|\blikewise\b", plain
    ) and not re.search(r"\b(same (time|length|duration|speed|order|place|line|words|shot))\b", plain)
    if same:
        return True
    if re.search(
        (
            r"\b(do|apply|repeat|copy|use|want) (that|it|this)( same)?( change| thing)? (to|on|for|"
            r"across|with|in|everywhere)\b|\bapply to all\b"
        ),
        plain,
    ):
        return True
    target = find_target(wish)
    named = bool(target.ids or target.all)
    ends_too = re.search(r"\b(too|as well|also)$", plain)
    starts = re.match(r"^(and )?(for|on|to) (the |all|every|both|shot)", plain)
    short = len(plain.split()) <= 7 and not wish.has("act", "remove") and not wish.has("order", "swap")
    return named and short and bool(ends_too or starts)


def _retarget(wish: Wish, plain: str, context: Context) -> Calls | None:
    """ "no, I meant the last shot": the last change moves to another shot. It is taken back first."""
    edit = context.last_edit
    if (
        edit is None
        or edit.call is None
        or not re.match(
            r"(no )?i (meant|mean|was talking about)\b|not (that|this) (one|shot)|wrong shot|the other shot", plain
        )
    ):
        return None
    target = find_target(wish)
    if not target.ids or len(plain.split()) > 8:
        return None
    args = {key: value for key, value in edit.call.args.items() if key not in ("shots", "shot")}
    one = "shot" in edit.call.args
    args |= {"shot": target.ids[0]} if one else {"shots": listed(target.ids)}
    return [ToolCall(name="undo", args={}), ToolCall(name=edit.call.name, args={**args, "wish": wish.said})]


# --- an answer to a question -----------------------------------------------------------------------------------------


def completed(sentence: str, context: Context) -> str | None:
    """After a question, the sentence that was unclear with the answer added to it; None where none was asked."""
    turn = context.last_turn
    if turn is None or turn.outcome != "clarify" or not turn.instruction or len(sentence.split()) > 6:
        return None
    return f"{turn.instruction.rstrip(' .!?')} {sentence}"
