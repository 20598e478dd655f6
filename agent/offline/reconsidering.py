"""Two readings of a sentence weighed against each other: the grammar's, and the second opinion's. Pure.

The grammar is followed unless its reading is unlikely. Then the likeliest kind of wish that can be read is taken, and
where none can, the person is asked. The limits were set on sentences that neither had seen.
"""

from agent.offline.calls import Calls, ask, is_ask
from agent.offline.context import Context
from agent.offline.doubt import about_what_is_named, concerns, left_unused, unknown_words
from agent.offline.intents import QUESTION, UNCLEAR, intent_of
from agent.offline.opinion import Opinion, opinion
from agent.offline.reading.implied import topic_of_last
from agent.offline.reading.topics import things
from agent.offline.replies import usual_wishes
from agent.offline.second_reading import read_as
from agent.offline.sentence import Sentence, read_sentence
from agent.offline.splitting import without_openers
from agent.offline.wish import Wish
from tools.receipts import ToolCall

LIKELY = 0.5
"""A kind of wish this likely is taken where the grammar has no reading."""
UNLIKELY = 0.05
"""A reading less likely than this is not followed without a second one."""
RULED_OUT = 0.02
"""A reading less likely than this gives way to one beyond doubt, whatever speaks for it."""
SURE = 0.45
"""A kind of wish this likely overrules an unlikely reading."""
CERTAIN = 0.7
"""A kind of wish this likely is taken instead of a question about another one."""
BEYOND_DOUBT = 0.9
"""Where another kind of wish is this likely, an unlikely reading is asked about, however plain its words are."""
SETTLED = 0.98
"""Where a kind of wish is this likely, what is left over is a remark ("hogging half the screen")."""
_SAY_NOTHING = frozenset({UNCLEAR, QUESTION, "talk"})


def reconsidered(calls: Calls | None, read: Sentence, context: Context) -> Calls | None:
    """The calls to go on with: those of the grammar, or another reading, or a question."""
    seen = second_opinion(read, context)
    if calls is not None and len(calls) > 1:
        return _of_several(calls, seen, context)
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    if not calls:
        return _likeliest(seen, wish, LIKELY)
    if is_ask(calls[0]):
        return (_likeliest(seen, wish, CERTAIN) if _is_lost(calls) else None) or calls
    if _goes_on(calls[0], wish):
        return calls
    likelier = read_as(seen.best, wish) if seen.certainty >= BEYOND_DOUBT else None
    if likelier and seen.of_kin(intent_of(calls[0])) < RULED_OUT and not _throws_away(likelier[0], wish):
        return likelier
    if seen.of_kin(intent_of(calls[0])) >= UNLIKELY or about_what_is_named(calls[0], wish):
        return calls
    if _stands(calls[0], seen, wish):
        return calls
    other = _likeliest(seen, wish, SURE)
    if other is not None and other[0].name == calls[0].name and not _goes_elsewhere(calls[0], other[0]):
        return calls  # the grammar reads values, and both mean the same step
    if other is not None or seen.certainty < SURE:
        return other if other is not None and not _throws_away(other[0], wish) else calls
    if _kindred(seen.best, intent_of(calls[0])):
        return calls
    if not unknown_words(wish) and seen.certainty < BEYOND_DOUBT:
        return calls
    return [ask("I am not sure what you mean by that. What should change?", usual_wishes(context))]


def _of_several(calls: Calls, seen: Opinion, context: Context) -> Calls:
    """The wishes without what only leads to the one that the sentence is about: "wrong way, the pan wants to go left",
    "the pour is blown, take it down a stop"."""
    first, second = calls[:2]
    if first.name == second.name and first.args.keys() < second.args.keys():
        return calls[1:]
    meant = next((n for n, one in enumerate(calls) if intent_of(one) == seen.best), 0)
    if meant == 0 or seen.certainty < CERTAIN:
        return calls
    said = read_sentence(str(first.args.get("wish", "")), context)
    return calls[meant:] if second_opinion(said, context).of_kin(intent_of(first)) < UNLIKELY else calls


def _stands(one: ToolCall, seen: Opinion, wish: Wish) -> bool:
    """Whether the grammar's reading holds against any opinion: the first picture of an empty film, a new text with its
    place, all shots together, and a value where only the way it is told is in doubt ("two more seconds")."""
    if one.name == "generate_stills" and not wish.context.scene.shots:
        return True
    if one.name == "add_overlay" and wish.has("place") and wish.texts:
        return True
    if one.args.get("shots") == ["all"]:
        return True
    told = any(isinstance(value, int | float) and not isinstance(value, bool) for value in one.args.values())
    return told and family_of(seen.best) == family_of(intent_of(one))


def _goes_on(one: ToolCall, wish: Wish) -> bool:
    """Whether a wish that names nothing is read as one about the text or sound that was changed last: which one is
    meant was told before, and the opinion knows nothing of it."""
    last = topic_of_last(wish)
    return bool(last) and not things(wish) and concerns(last, one)


def _kindred(one: str, other: str) -> bool:
    """Whether two kinds of wishes can be said in the same words: a trim is a shorter length, and what adjusts the last
    change names its kind anew."""
    families = {family_of(one), family_of(other)}
    return (
        len(families) == 1 or "adjust" in families or (families == {"shots", "length"} and "shots.trim" in (one, other))
    )


def _goes_elsewhere(one: ToolCall, other: ToolCall) -> bool:
    """Whether two calls of the same step, neither with a value, are about different moves."""
    told = any(isinstance(value, int | float) for value in one.args.values())
    return not told and "kind" in one.args and one.args["kind"] != other.args.get("kind", one.args["kind"])


def _throws_away(one: ToolCall, wish: Wish) -> bool:
    """Whether a shot would go without being called one, or without a word that takes out."""
    told = wish.has("shotword") and wish.has("act", "remove", "off")
    return one.name == "remove_shot" and not (told or wish.says("removes_all_but") or wish.word("only"))


def family_of(intent: str) -> str:
    """The family of a kind of wish: "look" of "look.tint.more"."""
    return intent.split(".", 1)[0]


def asked_or_wished(read: Sentence, context: Context) -> Calls | None:
    """The calls of a sentence that was taken for a question but is hardly one."""
    seen = second_opinion(read, context)
    if seen.of(QUESTION) >= UNLIKELY:
        return None
    return _likeliest(seen, Wish(tuple(without_openers(read.tokens)), context, read.said), SURE)


def second_opinion(read: Sentence, context: Context) -> Opinion:
    """What kind of wish the sentence is, after the change that was made last."""
    last = context.last_edit.call if context.last_edit else None
    return opinion(read.tokens, intent_of(last) if last is not None else "")


def _is_lost(calls: Calls) -> bool:
    """Whether it was asked because nothing was understood, and not because something is missing or left open."""
    return str(calls[0].args.get("question", "")).startswith(("I did not understand", "I am not sure"))


def _likeliest(seen: Opinion, wish: Wish, least: float) -> Calls | None:
    """The reading of the likeliest kind of wish, if it is at least that likely and loses nothing that was said."""
    if seen.certainty < least or seen.best in _SAY_NOTHING:
        return None
    calls = read_as(seen.best, wish)
    if not calls or _throws_away(calls[0], wish):
        return None
    return calls if (seen.certainty >= SETTLED or not left_unused(calls, wish)) else None
