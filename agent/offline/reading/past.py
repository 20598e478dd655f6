"""What is said about earlier versions: taking one change back, going back by words, name or time, naming, finding,
searching, comparing by name. Only whole sentences that can mean nothing else are read here; the rest is an edit."""

import re
from collections.abc import Callable, Iterator

from pydantic import JsonValue

from agent.offline.calls import Calls
from agent.offline.context import Context
from tools.receipts import ToolCall

_OPENER = (
    r"(?:(?:ok|okay|so|and|now|please|then|hm+|well|actually|can you|can we|could you|could we|would you|let us|"
    r"i would like to|i want to|we should|just)\b,? )*"
)
_THEM = "(?:it|me|us|everything)"
_BACK = f"(?:(?:go|get|jump|switch|take {_THEM}|bring {_THEM}|put {_THEM}) )?back"
_RETURN = f"(?:{_BACK}|restore(?: it)?|return)"
_STATE = "(?:the )?(?:version|state|cut)"
_RIGHT = "(?:just |right )?"
_UNDO = "(?:undo|revert|reverse|take back)"
_VERSION = r"(?:the )?(?:version|revision|change|edit|number|no|v)\.? ?#?(\d{1,7})"
_REST = (
    r"(?:(?:all |everything )?(?:the |of the )?(?:rest|others?|other (?:changes|edits)|later (?:ones|changes|edits)|"
    r"ones after(?: it)?)|everything (?:else|after(?: it| that)?|later|that came (?:after|later)|since))"
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "a few": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "half a": 0.5,
    "half an": 0.5,
}  # fmt: skip
_UNITS = {"min": 1.0, "h": 60.0, "hour": 60.0, "hr": 60.0, "day": 1440.0, "week": 10080.0}
_COUNT = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
_AGO = rf"(?P<count>\d+(?:\.\d+)?|{_COUNT}) ?(?P<unit>min|hour|hr|h|day|week)(?:ute)?s?"
_SESSIONS = (
    "(?:(?:all|my|the|our|other|every|any|old|past|earlier|previous|of) )*(?:sessions?|chats?|projects?|conversations?)"
)
_KIND = re.compile(
    "(?:the )?(captions?|camera|looks?|music|overlays?|transitions?|stills?|takes?|exports?) (?:changes|edits)"
)
_NO_CHANGE = re.compile(
    r"(?:that|this|it|them|those|these|everything|all|all (?:the )?changes|any changes|we .*|i .*|"
    r"(?:the )?(?:last|latest|previous|most recent)(?: .*)?|(?:the )?(?:change|edit)|it was|they were)"
)
"""Words that name no change of their own: the readers of "undo" know what they mean."""

Reader = Callable[["re.Match[str]", Context], Calls | None]


def read_past(sentence: str, context: Context) -> Calls | None:
    """The calls of a sentence about earlier versions; None for every other."""
    plain = _plain(sentence)
    for pattern, reader in _PATTERNS:
        if (found := re.fullmatch(_OPENER + pattern + "(?: please)?", plain)) is not None:
            calls = reader(found, context)
            if calls is not None:
                return [_as_typed(one, sentence) for one in calls]
    return _by_name(plain, context)


def _as_typed(one: ToolCall, sentence: str) -> ToolCall:
    """A name with the letters that were typed."""
    name = one.args.get("name")
    at = sentence.casefold().rfind(name) if isinstance(name, str) else -1
    if not isinstance(name, str) or at < 0:
        return one
    return ToolCall(name=one.name, args={**one.args, "name": sentence[at : at + len(name)]})


def _plain(sentence: str) -> str:
    """Small letters, straight quotes, "let us" for "let's", nothing at the end."""
    text = sentence.casefold().replace("’", "'").replace("“", '"').replace("”", '"').replace("let's", "let us")
    text = re.sub(r"\bi'd\b", "i would", text).replace("wanna", "want to")
    return re.sub(r"\s+", " ", text).strip(" .!?")


def _one(name: str, /, **args: JsonValue) -> Calls:
    return [ToolCall(name=name, args={key: value for key, value in args.items() if value is not None})]


def _words(text: str) -> str | None:
    """Words for a change; None where they name none of their own."""
    words = text.strip(" ,\"'")
    return None if _NO_CHANGE.fullmatch(words) else words


# --- taking back, going back -----------------------------------------------------------------------------------------


def _revert_version(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    return _one("revert", version=int(found[1]))


def _revert_words(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    words = _words(re.sub(r" (?:back|again)$", "", found["words"]))
    if words is None:
        return _one("undo") if re.fullmatch(r"(?:that|it|this|the last (?:change|edit|one))", found["words"]) else None
    return _one("revert", words=words)


def _revert_named(found: "re.Match[str]", context: Context) -> Calls | None:
    """Without "only" or "keep the rest" it is a step back as a rule; but a change that is named is meant alone."""
    words = _words(found["words"])
    return _one("revert", words=words) if words and context.last_edit is not None else None


def _before(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    words = _words(found["words"])
    return _one("restore", before=words) if words else None


def _after(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    words = _words(found["words"])
    return _one("restore", words=words) if words else None


def _ago(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    count = found["count"]
    number = _NUMBERS[count] if count in _NUMBERS else float(count)
    return _one("restore", minutes_ago=number * _UNITS[found["unit"]])


def _yesterday(found: "re.Match[str]", context: Context) -> Calls | None:
    del found, context
    return _one("restore", minutes_ago=_UNITS["day"])


# --- naming, branching -----------------------------------------------------------------------------------------------


def _name(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    name = found["name"].strip(" \"'")
    if not name or re.match(r"(?:a|an|as|separate|new|another)\b", name):
        return None
    number = found.groupdict().get("version")
    return _one("name_version", name=name, version=int(number) if number else None)


def _branch(found: "re.Match[str]", context: Context) -> Calls | None:
    where = found["where"].strip(" \"'")
    numbered = re.fullmatch(rf"(?:{_VERSION}|(\d{{1,7}}))", where)
    version = int(numbered[1] or numbered[2]) if numbered else next(_named(where, context), None)
    return None if version is None else _one("branch", version=version, name=found["name"])


# --- looking back ----------------------------------------------------------------------------------------------------


def _find(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    return _one("find_change", words=found["words"])


def _search(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    words = found["words"].strip(" \"'")
    since = re.search(r"\b(?:since|from) (today|yesterday|this week|\d{4}-\d{2}-\d{2})$", words)
    words = words[: since.start()].strip() if since else words
    kind = _KIND.fullmatch(words)
    asked: dict[str, JsonValue] = {"kind": kind[1]} if kind else {"words": words}
    return _one("search_sessions", **asked, since=since[1] if since else None)


def _take_away(found: "re.Match[str]", context: Context) -> Calls | None:
    del found, context
    return _one("export_session")


def _show(found: "re.Match[str]", context: Context) -> Calls | None:
    del found, context
    return _one("show_history")


_KEEPING = rf",? (?:but|and|while|yet)? ?(?:keep|keeping|leave|hold on to) {_REST}(?: as it is| alone)?"
_ONLY = "(?:only |just )?"
_WAS = "(?:as|how|like|the way|what) (?:it|this|the film|everything|things)"
_NAMES = "(?:name|call|label|tag|bookmark|save|mark)"
_WHOLE = "(?:the |this |our |my )?(?:whole |entire |full )?(?:session|history|chat|conversation|changelog)"
_WHICH = "(?:which|what|in which|at which|in what|at what) (?:change|turn|version|edit|point|step)s?"
_DID = "(?:did|made|turned|changed|added|removed|was|were)"
_HAD = "(?:say|use|have|had|has|used|mentions?|mentioned|was about|is about|were about)"

_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (rf"{_UNDO} {_ONLY}{_VERSION}(?: only| alone|{_KEEPING})?", _revert_version),
    (rf"take {_ONLY}{_VERSION} back(?: again)?(?:{_KEEPING})?", _revert_version),
    (rf"{_UNDO} {_ONLY}(?P<words>.+?){_KEEPING}", _revert_words),
    (rf"take {_ONLY}(?P<words>.+?) back{_KEEPING}", _revert_words),
    (rf"{_UNDO} (?:only|just) (?P<words>.+)", _revert_words),
    ("take (?:only|just) (?P<words>.+) back", _revert_words),
    (rf"{_UNDO} (?:the|that|my|our) (?P<words>.+?) (?:change|edit|tweak|adjustment)", _revert_named),
    ("take back (?:the|that|my|our) (?P<words>.+)", _revert_named),
    ("take (?:the|that|my|our) (?P<words>.+?)(?: (?:change|edit|tweak|adjustment))? back(?: again)?", _revert_named),
    (
        rf"{_RETURN} (?:to )?(?:{_WAS} (?:was|were) |(?:the )?(?:version|state|cut) )?{_RIGHT}before (?P<words>.+)",
        _before,
    ),
    ("(?:undo|drop|discard|take back|revert) everything (?:since|after) (?P<words>.+)", _after),
    (rf"{_RETURN} to (?:{_STATE} (?:with|where)|when|{_RIGHT}after) (?P<words>.+)", _after),
    (rf"(?:(?:{_RETURN}|show me)(?: to)? )?{_WAS} (?:was|were|looked|had been) {_AGO} (?:ago|before)", _ago),
    (rf"{_RETURN}(?: to)?(?: by)? {_AGO}(?: ago)?", _ago),
    (rf"(?:{_RETURN}(?: to)? )?{_WAS} (?:was|looked) yesterday", _yesterday),
    (rf"{_NAMES} (?:version |v)(?P<version>\d{{1,7}})(?: as)? (?P<name>.+)", _name),
    (rf"{_NAMES} (?:this|that|the (?:current|present)) (?:version|cut|one)(?: as)? (?P<name>.+)", _name),
    ("bookmark (?:this|it)(?: as)? (?P<name>.+)", _name),
    ("(?:branch|fork)(?: off)? (?:from|at|off) (?P<where>.+?)(?: (?:called|named|as) (?P<name>.+))?", _branch),
    (rf"(?:in )?(?:which|what) {_SESSIONS} (?:did (?:i|we) )?{_HAD} (?P<words>.+)", _search),
    (rf"(?:where|when) did (?:i|we) (?:say|write|ask for|use|type) (?P<words>.+?)(?: in {_SESSIONS})?", _search),
    (rf"(?:search|look|check|find)(?: through| in| across)? {_SESSIONS} (?:for|about|with) (?P<words>.+)", _search),
    (rf"(?:search for|look for|find) (?P<words>.+?) (?:in|across|through) {_SESSIONS}", _search),
    ("search for (?P<words>.+)", _search),
    ("(?P<words>(?:since )?when (?:did|was|were|have|has) .+)", _find),
    (rf"(?P<words>{_WHICH} {_DID} .+)", _find),
    (rf"(?:export|download|take away)(?: me)? {_WHOLE}\b.*", _take_away),
    (rf"(?:save|get|give me|write) {_WHOLE} (?:as|in|to) .*(?:markdown|json|file|document).*", _take_away),
    ("(?:show|open)(?: me)? (?:the |our )?(?:history|version) (?:board|tree)", _show),
)


# --- versions by their names -----------------------------------------------------------------------------------------


def _by_name(plain: str, context: Context) -> Calls | None:
    """ "back to the calm cut", "compare calm cut with this": what a person has named is meant before anything else."""
    if not context.named_versions:
        return None
    back = re.fullmatch(rf"{_OPENER}(?:{_BACK} to|return to|restore|load|open) (?P<name>.+)", plain)
    if back is not None and (number := next(_named(back["name"], context), None)) is not None:
        return _one("restore", version=number)
    compared = re.fullmatch(rf"{_OPENER}compare (?P<rest>.+)", plain)
    if compared is None or not any(name.casefold() in plain for name in context.named_versions):
        return None
    return _compared(re.split(r" (?:with|to|and|against|versus|vs) ", compared["rest"]), context)


def _compared(sides: list[str], context: Context) -> Calls | None:
    numbers: list[int] = []
    for side in sides:
        text = side.strip(" \"'").removeprefix("with ")
        numbered = re.fullmatch(rf"{_VERSION}|(\d{{1,7}})", text)
        if re.fullmatch(r"(?:this|it|now|this one|the current (?:one|version|cut)|what we have(?: now)?)", text):
            continue
        number = int(numbered[1] or numbered[2]) if numbered else next(_named(text, context), None)
        if number is None:
            return None
        numbers.append(number)
    if len(numbers) > 2 or not numbers:
        return None
    return _one("compare", version_a=numbers[0], version_b=numbers[1] if len(numbers) == 2 else None)


def _named(text: str, context: Context) -> Iterator[int]:
    """The version of that name, with or without "the" in front and "version" or "cut" behind."""
    said = re.sub(r"^(?:the|my|our) ", "", text.strip(" \"'"))
    forms = {said, re.sub(r"^version ", "", said), re.sub(r" (?:version|cut|one)$", "", said), f"{said} cut"}
    for name, number in context.named_versions.items():
        if name.casefold() in forms:
            yield number
