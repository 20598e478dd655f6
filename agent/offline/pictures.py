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


def first_picture(read: Sentence, context: Context, calls: Calls) -> Calls | None:
    """The stills a description asks for, where the film has no shot and nothing is waiting to be locked; None where
    the sentence asks for something that works without a shot, or describes nothing."""
    if (calls and calls[0].name in _WORKS_WITHOUT_A_SHOT) or context.stills:
        return None
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
    return len(words) >= 2 and len(things) >= 1 and len(things) * 4 >= len(words)
