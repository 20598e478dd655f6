"""Text that a sentence only carries: quoted, behind a colon or an arrow, behind "says" or "call it". Never parsed."""

import re

from agent.offline.lexicon import lexicon
from agent.offline.spelling import corrected
from agent.offline.tokens import set_aside, tidy, without_quotes

_HEAD = re.compile(
    r"\b(captions?|subtitles?|text|overlays?|banner|sticker|badge|headline|tagline|cta|call to "
    r"action|title|voice ?-?over|voice|"
    r"narrat\w+|vo|line|script|say|says|saying|read|reads|reading|write|type|call it|name it|"
    r"rename|frames?|stills?|images?|"
    r"pictures?|photos?|variants?|options?|generate|describe|draw|imagine|sketch\w*|end card|"
    r"words|sign|description|picture|"
    r"subt[ií]tulos?|untertitel|sous-titres?|legendas?|t[ií]tulo|titel|titre|texto?e?|voz|stimme|"
    r"voix|字幕|标题|タイトル|テキスト|文字|"
    r"visuali[sz]e|create|(new|another|add|insert|closing|opening|extra|one more|one extra|"
    r"additional) (a )?(new )?(\S+ ){0,2}(shot|scene|clip|cutaway|insert)|"
    r"(shot|scene|clip) of|motion|atmosphere|prompt|still prompt)\b",
    re.IGNORECASE,
)
_TOPIC_ONLY = re.compile(
    r"^(the |my |our )?(captions|subtitles|subs|music|voice|voice ?-?over|logo|overlay|text|"
    r"colou?r|look|grade|sound|audio|timing|pace|camera|shot|opening|ending)\W*$",
    re.IGNORECASE,
)
_COLON = re.compile(r"(?<!\d):(?!\d)|(?<=\d):(?=\s)")
_ARROW = re.compile(r"\s*(→|⇒|➔|->|=>)\s*")
_SAYS = re.compile(
    r"\b(?:(?:that|which|to|should|must|will|just|instead|it|can|could)\s+)?(?:says?|saying|"
    r"reads?|reading)\b\s*,?\s+(?:just |simply |only |something like )?(?P<text>\S.*)$",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\b(captions?|subtitles?|subs?|text|overlays?|banner|sticker|badge|headline|tagline|cta|call "
    r"to action|lines?|voice|vo|narrat\w+|title|sign|card|"
    r"sale|message|offer|promo|cue|one|it|write|type|words|her|him|she|he)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:(?:call|name|title)\s+(?:this (?:project|film|video|one)|it|this|that|the (?:project|"
    r"film|video|whole thing))|(?:rename|retitle)\s+(?:it|this|the (?:project|film|video|session|"
    r"title)|this (?:project|film|video|session)|project|session)(?:\s+(?:to|as|into))?|(?:change|"
    r"set) the (?:project |film |video )?(?:title|name) (?:of (?:it|this|the (?:project|film|"
    r"video)) )?to|title (?:should be|is now))\s+(?P<text>\S.*)$",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:\s*,)?\s+(?:please|pls|thanks|thank you)\W*$"
    r"|(?:\s*,)?\s+(?:in|at|on|to|near) (?:the )?(?:very )?(?:top|bottom|upper|lower|middle|"
    r"cent(?:er|re)|left|right)(?:[ -](?:left|right|hand|third|corner|of|the|frame|screen|side|"
    r"cent(?:er|re)|middle))*\W*$"
    r"|(?:\s*,)?\s+(?:from|for|until|at|between|starting)\s+(?:the )?(?:first |last "
    r")?\d[\d.]*\s?(?:s|secs?|seconds?)?(?: (?:to|and|until|-) \d[\d.]*)?\s?(?:s|secs?|"
    r"seconds?)?\W*$"
    r"|(?:\s*,)?\s+(?:for|during|in) (?:the )?(?:first |last )?(?:one|two|three|four|five|six) seconds?\W*$"
    r"|(?:\s*,)?\s+(?:on|over|during|in|for) (?:the )?(?:first|last|second|third|opening|closing|"
    r"final|whole|entire|\w+) (?:shot|clip|scene|film|video)\W*$",
    re.IGNORECASE,
)


_CLOSING_TIME = re.compile(
    r",\s*(?:(?:from|for|until|at|between|starting at|about)\s+)?(?:the )?(?:first |last )?\d[\d.]*\s?"
    r"(?:s|secs?|seconds?)\b[^,]*$",
    re.IGNORECASE,
)
"""A time behind a comma is said about a text that stands behind a colon, not in it."""


def prepared(sentence: str) -> tuple[str, list[str]]:
    """The tidied sentence with its carried texts set aside as placeholders, and those texts in order."""
    payloads: list[str] = []
    text = without_quotes(tidy(sentence), payloads)
    text = _addresses(text, payloads)
    text = _behind_arrow(text, payloads)
    text = _behind_colon(text, payloads)
    if not payloads:
        text = _behind_name(text, payloads)
        text = _behind_noun(text, payloads)
        text = _behind_comma(text, payloads)
        text = _behind_verb(text, payloads)
        text = _named_first(text, payloads)
    return text, payloads


_ADDRESS = re.compile(
    r"(?<![\w@])(?:@[a-z\d_][\w.]*\w|(?:https?://|www\.)[^\s,;]+[\w/]|[\w-]+\.(?:com|net|org|shop|store|co|io)\b[\w/.-]*)",
    re.IGNORECASE,
)
"""A name on a platform or an address of a site: text by itself, wherever it stands."""


def _addresses(text: str, payloads: list[str]) -> str:
    while (found := _ADDRESS.search(text)) is not None:
        text = set_aside(text, found.start(), found.end(), payloads, found[0])
    return text


def _behind_arrow(text: str, payloads: list[str]) -> str:
    found = _ARROW.search(text)
    if found is None:
        return text
    head, tail = text[: found.start()], text[found.end() :]
    if _HEAD.search(head) and "¶" not in tail and tail.strip():
        return set_aside(text, found.end(), len(text), payloads, tail.strip()).replace(found[1], " " * len(found[1]))
    return f"change {head} to {tail}" if len(head.split()) <= 2 else f"{head} to {tail}"


def _behind_colon(text: str, payloads: list[str]) -> str:
    found = _COLON.search(text)
    if found is None:
        return text
    head, tail = text[: found.start()], text[found.end() :].strip()
    if _WORKS_ON_STILL.match(head):
        return text[: found.start()] + " " + text[found.end() :]
    if re.search(r"\b(colou?r|size|position|place|animation|box|font|style|timing)\s*$", head, re.IGNORECASE):
        return text[: found.start()] + "," + text[found.end() :]
    spelled = re.sub(r"[A-Za-z]{4,}", lambda word: corrected(word[0].lower(), frozenset()), head)
    carries = (
        bool(tail)
        and "¶" not in tail
        and not _MEASURE.fullmatch(tail)
        and (_HEAD.search(head) or _HEAD.search(spelled)) is not None
    )
    begins = head[:1].islower() and tail[:1].isupper()  # written as a line of its own: "voice-over: Fresh every day"
    if not carries or (_TOPIC_ONLY.match(head) and _all_known(tail) and not begins):
        return text[: found.start()] + "," + text[found.end() :] if not carries and tail and "¶" not in tail else text
    tail = _SHOULD_SAY.sub("", tail)
    timed = _CLOSING_TIME.search(tail)
    start = len(text.rstrip()) - len(tail)
    if timed is not None and timed.start():
        end = start + timed.start()
        return set_aside(text, start, end, payloads, tail[: timed.start()].strip())
    return set_aside(text, start, len(text), payloads, tail)


_MEASURE = re.compile(
    r"[+\-−]?\d+(?:[.,]\d+)?\s?(?:s|secs?|seconds?|frames?|db|decibels?|%|percent|x|fps)\W*", re.IGNORECASE
)
"""What is a value, and no text: "narration level: -3 dB"."""


_SHOULD_SAY = re.compile(
    r"^(?:(?:it|that|this) )?(?:should|must|needs to|has to|ought to|is supposed to) (?:say|read|be)\b:? *",
    re.IGNORECASE,
)


_WORKS_ON_STILL = re.compile(r"\W*(?:please )?(?:crop|trim|mirror|flip|flop|rotate|straighten)\b", re.IGNORECASE)
"""What is said behind "crop the still:" tells how, and is no text."""


def _all_known(tail: str) -> bool:
    """Whether every word is one of the vocabulary's: then it is a wish and no text."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"#[0-9a-f]{6}", "", tail.lower()))
    return bool(words) and all(
        word in lexicon().words or word in ("a", "the", "and", "to", "at", "it", "them", "in", "by") for word in words
    )


def _behind_verb(text: str, payloads: list[str]) -> str:
    found = _SAYS.search(text)
    if found is None:
        return text
    wished = _WISHED.search(text, found.start("text"))
    found = _SAYS.search(text, wished.start("verb")) if wished else found
    if found is None:
        return text
    loose = re.match(r"(it |can |could )?read(s|ing)?\b", found[0], re.IGNORECASE)
    if loose and not _HEAD.search(text[: found.start()]):
        return text
    if not _SPEAKER.search(text[: found.start() + 1] + " " + text[found.start() : found.start("text")]):
        return text
    if re.search(r"\bwhat (she|he|they|it)('s| is|'re| are)? (say|read)", text, re.IGNORECASE):
        return text
    if re.search(
        r"\b(i|i'd|i would|let's|let us|you|we|they|can|can't|cannot|hard to|not|to) (say|read)\b",
        text[: found.start("text")],
        re.IGNORECASE,
    ) and not re.search(
        r"\b(have|make|get|should|want|needs?|need) .*\b(say|read)", text[: found.start("text")], re.IGNORECASE
    ):
        return text
    if _PRONOUN.fullmatch(found["text"]):
        return text
    return _without_tail(text, found.start("text"), payloads)


_WISHED = re.compile(
    r"\b(?:want|need|like|have|make|should|must|has|needs|ought)\b(?: \w+){0,3}? (?P<verb>(?:to )?(?:say|read)) ",
    re.IGNORECASE,
)
"""What it is to say, behind what it says: "it reads Hello but I want it to read Good morning"."""
_PRONOUN = re.compile(r"(it|this|that|them|so|something|anything|too|again)\W*", re.IGNORECASE)
"""What stands for words that were said, and is none itself: "each word as she says it"."""
_NOUN = re.compile(
    r"\b[Aa]dd (?:a |the |another |one more |new )*(?:caption|subtitle|text|title) (?P<text>[A-Z][^,]*)$"
)


_BEHIND_COMMA = re.compile(
    r"^(?:\w+ ){0,2}add (?:a|an|the|another|one more) (?:\w+ )?(?:caption|subtitle|text|title|headline|banner), "
    r"(?!.*\b(?:top|bottom|left|right|middle|cent(?:er|re)|corner|small|large|big|shot|clip|second|please|it|one)\b)"
    r"(?P<text>[^,]+)$",
    re.IGNORECASE,
)
"""A text behind a comma, and nothing else: "add a caption, cold pressed"."""


def _behind_noun(text: str, payloads: list[str]) -> str:
    """ "add the caption Pressed within hours": it begins with a capital."""
    found = None if payloads else _NOUN.search(text)
    return _without_tail(text, found.start("text"), payloads) if found else text


def _behind_comma(text: str, payloads: list[str]) -> str:
    found = None if payloads else _BEHIND_COMMA.search(text)
    if found is None:
        return text
    return _without_tail(text, found.start("text"), payloads)


_NAMED_FIRST = re.compile(
    r"\b(?:called|named|is|name's) (?P<text>[A-Z][^,;.]*)[,;.] *(?:please |can you |so )?"
    r"(?:have|put|write|add|show|get|stick|pop)\b",
)


def _named_first(text: str, payloads: list[str]) -> str:
    """ "my shop's called Grove & Press, have it written along the bottom"."""
    found = None if payloads else _NAMED_FIRST.search(text)
    if found is None:
        return text
    return set_aside(text, found.start("text"), found.end("text"), payloads, found["text"].strip())


def _behind_name(text: str, payloads: list[str]) -> str:
    found = _NAMES.search(text)
    return _without_tail(text, found.start("text"), payloads) if found else text


def _without_tail(text: str, start: int, payloads: list[str]) -> str:
    """Set aside from `start`, but for a closing "please", a place or a time."""
    end = len(text)
    while True:
        found = _TRAILING.search(text[start:end])
        if found is None or found.start() == 0:
            break
        end = start + found.start()
    return set_aside(text, start, end, payloads, text[start:end].strip(" .'\""))
