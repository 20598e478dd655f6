"""Two readings of a sentence weighed against each other: the grammar's, and the second opinion's. Pure.

The grammar is followed unless its reading is unlikely. Then the likeliest kind of wish that can be read is taken, and
where none can, the person is asked. The limits were set on sentences that neither had seen.
"""

from agent.offline.calls import Calls, ask, is_ask
from agent.offline.context import Context
from agent.offline.doubt import left_unused
from agent.offline.intents import QUESTION, UNCLEAR, intent_of
from agent.offline.opinion import Opinion, opinion
from agent.offline.replies import usual_wishes
from agent.offline.second_reading import read_as
from agent.offline.sentence import Sentence
from agent.offline.splitting import without_openers
from agent.offline.wish import Wish

LIKELY = 0.5
"""A kind of wish this likely is taken where the grammar has no reading."""
UNLIKELY = 0.05
"""A reading less likely than this is not followed without a second one."""
SURE = 0.45
"""A kind of wish this likely overrules an unlikely reading."""
CERTAIN = 0.7
"""A kind of wish this likely is taken instead of a question about another one."""
_SAY_NOTHING = frozenset({UNCLEAR, QUESTION, "talk"})


def reconsidered(calls: Calls | None, read: Sentence, context: Context) -> Calls | None:
    """The calls to go on with: those of the grammar, or another reading, or a question."""
    if calls is not None and len(calls) > 1:
        return calls
    seen = second_opinion(read, context)
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    if not calls:
        return _likeliest(seen, wish, LIKELY)
    if is_ask(calls[0]):
        return (_likeliest(seen, wish, CERTAIN) if _is_lost(calls) else None) or calls
    if seen.of_kin(intent_of(calls[0])) >= UNLIKELY:
        return calls
    other = _likeliest(seen, wish, SURE)
    if other is not None or seen.certainty < SURE:
        return other or calls
    return [ask("I am not sure what you mean by that. What should change?", usual_wishes(context))]


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
    return calls if calls and not left_unused(calls, wish) else None
