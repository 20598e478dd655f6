"""Questions about the scene: told apart from wishes ("can you warm it up?" is a wish), and answered from the scene."""

import re

from agent.offline.answers import answer_for
from agent.offline.context import Context
from agent.offline.sentence import Sentence
from agent.offline.splitting import without_openers
from agent.offline.wish import Wish

_INTERROGATIVE = frozenset({"what", "which", "who", "whose", "where", "when", "why", "how"})
_BE = frozenset({"is", "are", "was", "were", "does", "do", "did", "has", "have", "am"})
_WISH_IN_DISGUISE = re.compile(
    r"^(can|could|would|will|may|might|shall|should) (you|we|i|it|this|that|the|everything|there|"
    r"a|an|she|he|they|someone|somebody)\b|^(what|how) (about|if)\b|^why (do not|not)\b|^why do "
    r"(we|you) not\b|^would it be (possible|ok|okay)|^is it possible|^is there (a way|any way|any "
    r"chance)|^any chance|^do you mind|^would you mind|^are you able|^how hard would it be|^how "
    r"would it look|^what would it look like"
)
_ABILITY = re.compile(
    r"^(what|which) (else )?(can|could) (you|i|we) (do|change|edit|say|ask|try)|^how (do|does|can|"
    r"should|would) (i|you|we|this|it|one|that)\b|^(can you|do you|could you) (tell|explain|show|"
    r"list|help)\b|^help\b|^what (are|is) (my|the|your) (options|commands|features|capabilities|"
    r"choices)|^what do you (do|understand|support|know)|^how does (this|it) work|^who are you|"
    r"^what are you|^what is (this|reshoot)|^what should i|^where do i|^commands\b|^i need help|"
    r"^give me (some )?(ideas|suggestions|help)|^any (ideas|suggestions)|^what now|^what next|"
    r"^instructions|^how to\b|^i am (lost|stuck|new)|^show me what you can|^what kind of|^what "
    r"sort of"
)
_COMPLAINT = re.compile(
    r"^(is|are|does) (it|that|this|the [a-z ]+) not\b|^is (it|that|this) (just me|me) or|^why (is|are|does) .* so\b"
)
_ASKING = re.compile(
    r"^(tell me|show me|remind me|let me know|do you know|any idea|i wonder|i want to know|just "
    r"(checking|wondering|curious)|quick question|question|could you tell me|can you tell me|can "
    r"you remind me|can you show me|give me (a )?(rundown|summary|overview|status|list)|list|"
    r"describe|explain|summar[iy][sz]?e?)\b"
)


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
    return answer_for(wish, help_wanted=_ABILITY.search(wish.plain) is not None)


def is_question(wish: Wish, *, asked: bool) -> bool:
    """Whether the person wants to know something and not to change it."""
    plain = wish.plain
    if _ABILITY.search(plain):
        return True
    if _WISH_IN_DISGUISE.search(plain) or _COMPLAINT.search(plain):
        return False
    if _ASKING.search(plain):
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
