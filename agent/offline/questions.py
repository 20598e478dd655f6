"""Questions about the scene: told apart from wishes ("can you warm it up?" is a wish), and answered from the scene."""

from agent.offline.answers import answer_for
from agent.offline.constructions import says_only
from agent.offline.context import Context
from agent.offline.sentence import Sentence
from agent.offline.splitting import without_openers
from agent.offline.wish import Wish

_INTERROGATIVE = frozenset({"what", "which", "who", "whose", "where", "when", "why", "how"})
_BE = frozenset({"is", "are", "was", "were", "does", "do", "did", "has", "have", "am"})


def greeting(sentence: Sentence) -> bool:
    """Whether nothing is said but hello or thanks."""
    words = " ".join(token.word for token in sentence.tokens if token.word.isalpha())
    return says_only("greeting", words)


def answer_to_greeting(context: Context) -> str:
    """What the director says to "hi"."""
    if not context.scene.shots:
        return "Hello. Upload a photo, or describe a picture: “a glass bottle on marble, soft side light”."
    return "Good. Say what should change next: “slower”, “warmer”, “add a caption: Hello”."


def read_question(sentence: Sentence, context: Context) -> str | None:
    """The answer to a question about the scene or the product; None for anything else."""
    tokens = without_openers([t for t in sentence.tokens if t.word not in ("!",)])
    while tokens and tokens[-1].word in ("?", ".", ","):
        tokens = tokens[:-1]
    if not tokens:
        return None
    wish = Wish(tuple(tokens), context, sentence.said)
    if wish.texts and wish.words[0] in ("describe", "list", "show", "give"):
        return None
    asked = any(t.word == "?" for t in sentence.tokens)
    if not is_question(wish, asked=asked):
        return None
    return answer_for(wish, help_wanted=wish.says("asks_for_help"))


def is_question(wish: Wish, *, asked: bool) -> bool:
    """Whether the person wants to know something and not to change it."""
    if wish.says("asks_for_help"):
        return True
    if wish.says("wish_as_question", "complaint_as_question"):
        return False
    if wish.says("asks_to_tell"):
        return not wish.has("history") and not _orders(wish)
    first = wish.words[0]
    if first in _INTERROGATIVE:
        return True
    if first in _BE:
        following = wish.words[1] if len(wish.words) > 1 else ""
        if first in ("have", "do", "does", "did", "has", "was"):
            return following in ("we", "you", "i", "they") or (asked and first != "have")
        return asked or following in ("there", "it", "the", "this", "that", "any", "we", "you", "i", "my", "our")
    return asked and (_states(wish) or first == "any")


def _orders(wish: Wish) -> bool:
    """ "show me the captions in yellow" is a wish."""
    return any(wish.has(tag) for tag in ("size", "height", "speed", "generate")) and wish.words[0] in ("show", "give")


def _states(wish: Wish) -> bool:
    """ "the shot is 6 seconds, right?": a question mark behind a statement without a wish."""
    return (
        wish.has("statement")
        and not wish.has("act")
        and not wish.has("modal")
        and not wish.has("more")
        and not wish.has("excess")
    )
