"""What a description asks for, read from its words. An unknown subject stays in its own words."""

import re
from typing import Literal

from store.scene import Value
from tools.sketch.phrases import Phrase, Token, phrases_of
from tools.sketch.vocabulary import vocabulary

Time = Literal["day", "golden", "dawn", "dusk", "night"]
Side = Literal["left", "right", "front", "back", "top"]

READ_AT_MOST = 1200
"""Characters of a description that are read; the rest adds nothing to one frame."""


class Subject(Value):
    """What stands in the frame: a `family` and `kind` of the vocabulary, or "abstract" (or "place")."""

    family: str
    kind: str
    words: str
    colour: str | None = None
    accent: str | None = None
    material: str | None = None
    contents: str | None = None
    """Tint of what is inside, as "#rrggbb"."""
    pose: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    """Parts and garments with their colour name ("" where none is said): (("jacket", "red"),)."""


class Brief(Value):
    """A description, read."""

    subject: Subject
    setting: str = "studio"
    surface: str | None = None
    setting_colour: str | None = None
    time: Time = "day"
    weather: str = "clear"
    light_from: Side | None = None
    light_quality: Literal["soft", "hard"] | None = None
    mood: Literal["dark", "bright", "warm", "cool"] | None = None
    framings: tuple[str, ...] = ()
    space: Literal["left", "right", "top"] | None = None
    text: str | None = None
    """Words to letter into the picture."""
    text_wanted: bool = False
    left_out: tuple[str, ...] = ()
    """Known things that the description names beside the subject and that are not drawn."""


_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]{1,80})[\"“”«»„]")
_CUED = re.compile(r"\b(?:text|words?|title|lettering|says|saying|reads|reading)[:\s]+'([^']{1,80})'", re.IGNORECASE)
_TEXT_CUE = re.compile(
    r"(?<!no )(?<!without )(?<!any )\b(text|title|lettering|headline|words saying|slogan)\b", re.IGNORECASE
)

_DEFAULT_SETTING = {
    # by family or kind; all others stand in the studio
    "animal": "field", "car": "road", "bike": "road", "boat": "sea", "building": "street", "house": "field",
    "lighthouse": "sea", "tree": "field", "chair": "room", "lamp": "room", "fish": "studio",
}  # fmt: skip
_NEARNESS = (
    "studio", "sky", "room", "cafe", "field", "mountain", "forest", "skyline", "road", "street", "sea", "desert",
    "beach", "lake", "table",
)  # fmt: skip
"""Where several are named ("table in a cafe"), the later one here, nearer and more telling, wins."""
_ON_TABLE = frozenset({"cup", "glass", "bowl", "plate", "fruit", "plant", "flower", "laptop"})


def read_brief(description: str) -> Brief:
    """The brief in a description: any length, any language, even empty. Never raises."""
    text = " ".join(description[:READ_AT_MOST].split())
    lettering = _QUOTED.search(text) or _CUED.search(text)
    phrases = phrases_of(_QUOTED.sub(" ", text))
    subject = _subject(phrases)
    setting, setting_colour = _place(phrases, subject)
    time = _first(phrases, "time") or "day"
    weather = _first(phrases, "weather") or "clear"
    framings = tuple(dict.fromkeys(_all(phrases, "framing")))
    return Brief.model_validate(
        {
            "subject": subject,
            "setting": setting,
            "surface": _surface(phrases),
            "setting_colour": setting_colour,
            "time": time,
            "weather": weather,
            "light_from": _first(phrases, "light_from"),
            "light_quality": _first(phrases, "light_quality"),
            "mood": _first(phrases, "mood"),
            "framings": framings,
            "space": _first(phrases, "space"),
            "text": lettering.group(1).strip() if lettering else None,
            "text_wanted": bool(lettering) or bool(_TEXT_CUE.search(text)),
            "left_out": _left_out(phrases, subject),
        }
    )


def _all(phrases: list[Phrase], table: str) -> list[str]:
    return [token.value[0] for phrase in phrases for token in phrase.tokens if token.table == table]


def _first(phrases: list[Phrase], table: str) -> str | None:
    return next(iter(_all(phrases, table)), None)


def _subject(phrases: list[Phrase]) -> Subject:
    """The subject. Known things in place phrases ("by a car") come last."""
    unknown: Phrase | None = None
    for phrase in (p for p in _without_mere_portraits(phrases) if not p.tells_place):
        head = phrase.head("subject")
        if head is not None and not (unknown and unknown.has_article):
            return _known(head, phrase, phrases)
        if unknown is None and phrase.unknown_words and not phrase.sets_the_scene and not phrase.head("setting"):
            unknown = phrase
    clothes = next((p for p in phrases if not p.tells_place and p.head("garment")), None)
    if clothes is not None and (unknown is None or unknown is clothes) and (worn := clothes.head("garment")):
        return _garment(worn, clothes, phrases)
    if unknown is not None:
        return _abstract(unknown, phrases)
    place = next((p for p in phrases if (t := p.head("setting")) and t.value[0] in vocabulary().place_kinds), None)
    anything = next((p for p in phrases if p.head("subject")), None)
    if place is not None and (anything is None or not place.tells_place):
        token = place.head("setting")
        return Subject(family="place", kind=token.value[0] if token else "sky", words=place.text)
    if anything is not None and (head := anything.head("subject")):
        return _known(head, anything, phrases)
    return Subject(family="abstract", kind="form", words=_own_words(phrases))


def _without_mere_portraits(phrases: list[Phrase]) -> list[Phrase]:
    """ "Portrait of a dog": the framing word names the subject only where nothing else does."""
    framing = [
        p
        for p in phrases
        if p.tokens
        and all(t.table in ("framing", "subject") for t in p.tokens)
        and any(t.table == "framing" for t in p.tokens)
    ]
    others = [p for p in phrases if p not in framing and not p.tells_place and p.head("subject")]
    return [p for p in phrases if p not in framing] if others else phrases


def _own_words(phrases: list[Phrase]) -> str:
    return next((p.text for p in phrases if p.text), "")


def _abstract(phrase: Phrase, phrases: list[Phrase]) -> Subject:
    colours = phrase.colours_of(None)
    return Subject(
        family="abstract", kind="form", words=phrase.text, colour=_at(colours, 0), accent=_at(colours, 1),
        parts=(), pose=_first(phrases, "pose"),
    )  # fmt: skip


def _garment(worn: Token, phrase: Phrase, phrases: list[Phrase]) -> Subject:
    colours = phrase.colours_of(worn) + [c for p in phrases if not p.nouns for c in p.colours_of(None)]
    return Subject(
        family="garment", kind=worn.value[0], words=worn.text, colour=_at(colours, 0), accent=_at(colours, 1)
    )


def _known(head: Token, phrase: Phrase, phrases: list[Phrase]) -> Subject:
    family, kind = head.value
    colours = phrase.colours_of(head)
    later = [c for p in phrases if p is not phrase and not p.nouns and not p.unknown_words for c in p.colours_of(None)]
    framings = _all(phrases, "framing")
    pose = _first(phrases, "pose")
    if family == "person":
        pose = "behind" if "behind" in framings else pose or ("bust" if {"bust", "close"} & set(framings) else None)
    if kind == "plain":
        kind = next(
            (
                t.value[1]
                for t in phrase.tokens
                if t.table == "subject" and t.value[0] == family and t.value[1] != "plain"
            ),
            kind,
        )
    if kind == "plain" and family in ("bottle", "jar"):
        kind = _kind_by_contents(family, phrases)
    return Subject(
        family=family, kind=kind, words=head.text, colour=_at(colours + later, 0), accent=_at(colours, 1),
        material=phrase.material_of(head), contents=_contents(head, phrases), pose=pose, parts=_parts(phrases),
    )  # fmt: skip


def _kind_by_contents(family: str, phrases: list[Phrase]) -> str:
    """ "A bottle of olive oil": the kind hides in what follows "of"."""
    said = " " + " ".join(p.text.casefold() for p in phrases) + " "
    kinds = {k: names for (f, k), names in vocabulary().other_kinds.items() if f == family and k != "plain"}
    named = next((kind for kind, names in kinds.items() if any(f" {name} " in said for name in names)), None)
    return named or next((kind for kind in kinds if f" {kind} " in said), "plain")


def _contents(head: Token, phrases: list[Phrase]) -> str | None:
    tints = [t.value[0] for p in phrases if not p.tells_place for t in p.tokens if t.table == "contents"]
    named = f" {head.text.casefold()} "
    own = [tint for tint, names in vocabulary().contents.items() if any(f" {name} " in named for name in names)]
    return _at(tints or own, 0)


def _parts(phrases: list[Phrase]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for phrase in phrases:
        for token in phrase.tokens:
            if token.table in ("garment", "part"):
                found.setdefault(token.value[0], _at(phrase.colours_of(token), 0) or "")
    return tuple(found.items())


def _at(values: list[str], index: int) -> str | None:
    return values[index] if len(values) > index else None


def _place(phrases: list[Phrase], subject: Subject) -> tuple[str, str | None]:
    """The setting and its colour; where none is named, the usual one of the subject under that sky."""
    named = [(phrase, t) for phrase in phrases for t in phrase.tokens if t.table == "setting" and not t.modifies]
    if named:
        phrase, token = max(named, key=lambda found: _NEARNESS.index(found[1].value[0]))
        return token.value[0], _at(phrase.colours_of(token), 0)
    return (subject.kind if subject.family == "place" else _usual_place(phrases, subject)), None


def _usual_place(phrases: list[Phrase], subject: Subject) -> str:
    family, weather = subject.family, _first(phrases, "weather")
    usual = _DEFAULT_SETTING.get(subject.kind) or _DEFAULT_SETTING.get(family)
    if weather in ("rain", "wet") and family in ("shoe", "person", "car", "bike"):
        return "street"
    if family in _ON_TABLE or _surface(phrases) is not None:
        return "table"
    if weather in ("snow", "fog") or _first(phrases, "time") in ("golden", "dawn"):
        return "field" if family in ("person", "abstract") else usual or "table"
    return usual or "studio"


def _surface(phrases: list[Phrase]) -> str | None:
    """What it stands on; "a wooden box" says nothing of that."""
    tokens = (t for phrase in phrases for t in phrase.tokens)
    return next((t.value[0] for t in tokens if t.table == "surface" and t.modifies != "subject"), None)


def _left_out(phrases: list[Phrase], subject: Subject) -> tuple[str, ...]:
    """Known things beside the subject; what also names a place, contents or a framing is drawn in its own way."""
    heads = [(phrase, head) for phrase in phrases if (head := phrase.head("subject")) is not None]
    named = [
        head.text
        for phrase, head in heads
        if head.value[0] != subject.family
        and not any(t.start == head.start and t.table in ("contents", "setting", "framing") for t in phrase.tokens)
    ]
    return tuple(dict.fromkeys(text for text in named if text != subject.words))[:3]
