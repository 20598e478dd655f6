"""The first picture of an empty film: a bare description is a wish for stills."""

import re

from agent.offline.calls import Calls, call
from agent.offline.context import Context
from agent.offline.lexicon import lexicon
from agent.offline.sentence import Sentence
from agent.offline.spelling import plain_words
from agent.offline.splitting import without_openers
from agent.offline.tokens import PAYLOAD
from agent.offline.wish import Wish, marks_of
from agent.offline.word_sets import word_set

_WORKS_WITHOUT_A_SHOT = word_set("works_without_a_shot")
_OPENING = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|so|please)[ ,]+)*"
    r"(?:(?:i|we)(?:'d| would)? (?:want|need|like|love)(?: to (?:make|see|have|start with|create|do|shoot))?"
    r"|let's (?:make|do|start with|create|have)"
    r"|(?:can|could) (?:you|we) (?:make|create|do|generate|draw|show)(?: me| us)?"
    r"|(?:make|give|create|generate|draw|show|get|paint|imagine|picture|visuali[sz]e|sketch|design|start with|try|do)"
    r"(?: me| us)?|how about|what about|it's|its|this is)\b[ ,]*"
    r"(?:(?:an?|the|some|one|my)? ?(?:\w+ )?"
    r"(?:video|clip|short|film|reel|ad|picture|image|still|photo|shot|frame|sketch|scene|option|variant)s?"
    r" (?:of|about|showing|with|for|where|:) ?)?",
    re.IGNORECASE,
)
_FILLER = word_set("filler")


def described_picture(read: Sentence, context: Context, calls: Calls) -> Calls | None:
    """The stills a description asks for: in an empty film anything that describes, in any film a bare "a glass jar of
    honey on a wooden table". None where the sentence asks for something else, or describes nothing."""
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    if _is_bare(wish):
        return [call(wish, "generate_stills", description=" ".join(read.said.split()).strip(" .!"))]
    waits = (calls and calls[0].name in _WORKS_WITHOUT_A_SHOT) or context.stills
    return None if waits or context.scene.shots else _first_picture(read, context)


_OF_THE_TRADE = (
    "act", "modal", "thing", "move", "transition", "degree", "more", "length", "style", "history", "export", "platform",
    "newshot", "stillword", "takeword", "lookname", "pronoun", "statement", "question", "negation", "excess", "retime",
)  # fmt: skip


def _is_bare(wish: Wish) -> bool:
    """Whether a sentence is nothing but a picture: it begins like one, names things, and asks for nothing."""
    if len(wish.words) < 5 or wish.words[0] not in _BEGINS_A_PICTURE or wish.texts or wish.numbers:
        return False
    asks = any(m.tag in _OF_THE_TRADE and m.value not in ("travel", "put") for m in wish.marks)
    return not asks and describes(wish.said)


_BEGINS_A_PICTURE = frozenset({"a", "an", "two", "three", "some", "several"})


def _first_picture(read: Sentence, context: Context) -> Calls | None:
    """The picture that an empty film is to begin with."""
    announced = next((token.text for token in read.tokens if token.word == PAYLOAD), "")
    if announced and read.tokens[0].word in ("describe", "prompt", "description", "still", "picture", "image", "photo"):
        return [call(Wish(read.tokens, context, read.said), "generate_stills", description=announced)]
    said = " ".join(read.said.split())
    description = _OPENING.sub("", said).strip(" .!")
    if "¶" in description or not describes(description):
        return None
    if any(
        m.tag == "move" and m.value not in ("any", "travel", "track", "roll") and m.start <= 2
        for m in marks_of([t.word for t in read.tokens])
    ):
        return None
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    return [call(wish, "generate_stills", description=description)]


def describes(text: str) -> bool:
    """Whether words tell what a picture shows: some of them are no words of the trade, and there are a few."""
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in _FILLER]
    things = [word for word in words if word not in lexicon().words or word in plain_words()]
    opens = re.match(r"(an?|two|three|four|some|several) ", text.lower()) is not None
    return len(words) >= 2 and len(things) >= 1 and len(things) * (7 if opens else 4) >= len(words)
