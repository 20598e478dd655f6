"""What is said about references: "this is Mia, keep her in every shot", "use this as the style reference"."""

import re

from agent.offline.calls import Calls
from agent.offline.context import Context
from agent.offline.whole_sentences import COUNT, Reader, number_in, one_call, read_whole
from store.references import ReferenceKind

_NAME = r"(?P<name>[\w'&-]+(?: [\w'&-]+){0,4}?)"
_PICTURE = "(?:picture|photo|image|still|one|upload|frame|sketch)"
_THIS = (
    rf"(?:(?:the )?still of shot (?P<of_shot>{COUNT})|shot (?P<shot>{COUNT})'s still|"
    rf"(?:{_PICTURE}|number|variant|option) (?P<number>\d+)|the (?P<ordinal>first|second|third|fourth) {_PICTURE}|"
    rf"(?:this|that|it|her|him|the (?:last|new|uploaded) {_PICTURE})(?: (?:new |last )?{_PICTURE})?)"
)
_EVERYWHERE = (
    r"(?:in|for|through|throughout|across|over|on) (?:every|all|each|the whole|the entire|any)\b.*|"
    r"(?:from now on|everywhere|throughout|consistent|the same|always)"
)
_KEPT = (
    r"(?:(?:always )?(?:keep|use|put|have)|remember) (?P<who>her|him|them|it|this|that)\b(?: the same)?"
    rf"(?: (?:{_EVERYWHERE}))?"
)
_KIND = r"(?P<kind>style|character|person|cast|product|prop|object|palette|colou?rs?|colou?r palette)"
_REFERENCE = "(?: (?:reference|ref|guide|board|image|picture|reference picture|reference image))"
_CALLED = rf"(?: (?:called|named|for|of) {_NAME})?"
_KINDS: dict[str, ReferenceKind] = {
    "style": "style", "character": "character", "person": "character", "cast": "character", "product": "product",
    "prop": "prop", "object": "prop", "palette": "palette",
}  # fmt: skip
_PRODUCTS = re.compile(
    r"\b(?:product|brand|bottle|pack(?:age|aging|shot)?|label|can|jar|box|tube|our|shoe|sneaker)\b", re.I
)
_NO_NAMES = re.compile(
    r"(?:too|so|much|better|good|great|nice|fine|bad|wrong|not|it|the (?:one|end|last)|perfect|ok|okay|right|for)\b",
    re.I,
)
"""What follows "this is" and names nobody."""


def read_references(sentence: str, context: Context) -> Calls | None:
    """The calls of a sentence about references; None for every other."""
    return read_whole(sentence, context, _PATTERNS)


def _introduced(found: "re.Match[str]", context: Context) -> Calls | None:
    """ "this is Mia, keep her in every shot"; alone only right after a picture came."""
    name, who = found["name"], found.groupdict().get("who")
    if _NO_NAMES.match(name):
        return None
    if who is None:
        turn = context.last_turn
        if turn is None or turn.action != "receive_still" or not name[:1].isupper():
            return None
    kind: ReferenceKind = "character"
    if (who or "").casefold() in ("it", "this", "that"):
        kind = "product" if _PRODUCTS.search(name) else "prop"
    return one_call("set_reference", name=name, kind=kind)


def _used(found: "re.Match[str]", context: Context) -> Calls | None:
    """ "use picture 2 as the style reference", "keep this as our product"."""
    return one_call(
        "set_reference", kind=_kind(found["kind"]), name=found.groupdict().get("name"), **_where(found, context)
    )


def _styled(found: "re.Match[str]", context: Context) -> Calls | None:
    """ "keep this style in every shot", "use the colours of picture 2 for all shots"."""
    return one_call("set_reference", kind=_kind(found["kind"]), **_where(found, context))


def _forgotten(found: "re.Match[str]", context: Context) -> Calls | None:
    kind = found.groupdict().get("kind")
    name = found.groupdict().get("name")
    known = [one.name for one in context.scene.references]
    if name and not any(one.casefold() == name.casefold() for one in known):
        return None
    return one_call("remove_reference", kind=_kind(kind) if kind else None, name=name)


def _no_longer(found: "re.Match[str]", context: Context) -> Calls | None:
    """ "forget Mia": only where she is a reference."""
    known = {one.name.casefold(): one.name for one in context.scene.references}
    name = known.get(re.sub(r"^(?:about|the reference) ", "", found["name"].casefold()))
    return one_call("remove_reference", name=name) if name else None


def _shown(found: "re.Match[str]", context: Context) -> Calls | None:
    del found, context
    return one_call("show_references")


def _where(found: "re.Match[str]", context: Context) -> dict[str, str | int | None]:
    """The picture that is meant, as arguments; empty: the one that came last."""
    parts = found.groupdict()
    number = number_in(parts.get("number") or parts.get("ordinal"))
    place = number_in(parts.get("of_shot") or parts.get("shot"))
    if place is None:
        return {"number": number}
    ids = context.shot_ids
    return {"shot": ids[place - 1] if 1 <= place <= len(ids) else f"s{place}"}


def _kind(word: str) -> ReferenceKind:
    return _KINDS.get(word.casefold(), "palette")


_FORGET = (
    r"(?:forget|drop|remove|delete|lose|clear|stop using|stop keeping|do not use|don't use|take out|get rid of|"
    r"no longer use|no longer keep)"
)
_IS = rf"(?:this|that|she|he|here) is (?:called |named )?{_NAME}"
_REFERENCES = "(?:reference|ref)s?(?: (?:pictures?|images?))?"
_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (rf"{_IS}(?:,|;| -|:|\.)? (?:so |and |please )*{_KEPT}", _introduced),
    (_IS, _introduced),
    (
        rf"(?:use|take|keep|set|have|make|remember|treat|add) {_THIS} (?:as|for|as being) (?:(?:the|a|an|our|my) )?"
        rf"{_KIND}{_REFERENCE}?{_CALLED}(?: (?:{_EVERYWHERE}))?",
        _used,
    ),
    (
        rf"(?:keep|use|copy|follow|match|take) (?:this|that|the|its) {_KIND}(?: (?:of|from) {_THIS})? "
        rf"(?:{_EVERYWHERE})",
        _styled,
    ),
    (rf"{_FORGET}(?: about)? (?:(?:the|our|my) )?(?:{_KIND} )?{_REFERENCES}{_CALLED}", _forgotten),
    (rf"{_FORGET} {_NAME}", _no_longer),
    (
        r"(?:(?:show|list|see|view)(?: me)?|what are|which are|where are) (?:(?:all|the|our|my|your) )*"
        rf"{_REFERENCES}",
        _shown,
    ),
    (r"(?:which|what) (?:references?|reference pictures) .*", _shown),
)
