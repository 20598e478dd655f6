"""Orders in whole sentences: one clip of several shots, the final of a draft, a shot that goes on from another."""

import re

from pydantic import JsonValue

from agent.offline.calls import Calls
from agent.offline.context import Context
from agent.offline.whole_sentences import COUNT, Reader, number_in, one_call, read_whole

_TAKE = r"(?:take|candidate|clip|version)"
_PICTURE = r"(?:picture|still|image|variant|photo|sketch)"
ENGINES = r"(?:kling|seedance|veo|runway|gen|hailuo|minimax|wan|omni|gemini|google|ltx|pixverse|happy horse)\b"
WITH_SOUND = r"(?:,| and)? (?:with|and) (?:its own |their own |native |real )?(?:sound|audio)"
"""That an engine's own sound is wished, as a pattern."""
_BY = r"(?: (?:with|by|using|on|in) (?P<engine>[a-z][\w. -]*?))?"
_HIGH = (
    r"(?:(?:in |at )?(?:high|full|best|final) (?:quality|res(?:olution)?)|final(?: quality| version)?|finals?|"
    r"the (?:final|real) (?:one|version))"
)
_AT_BEST = r"(?:,| and)? (?:in|at) (?:the )?(?:high|highest|full|best|top|final) quality"
_NUMBERED = rf"(?:number |no\.? ?|#)?(?P<number>{COUNT})"
_ENDS = r"(?:the )?(?:end|last frame|final frame|end frame)"


def read_orders(sentence: str, context: Context) -> Calls | None:
    """The calls of a sentence that orders one of these; None for every other."""
    return read_whole(sentence, context, _PATTERNS)


def _final(found: "re.Match[str]", context: Context) -> Calls | None:
    parts = found.groupdict()
    what = "still" if re.search(_PICTURE, parts.get("noun") or "", re.I) else "take"
    number = number_in(parts.get("number"))
    if number is None and not parts.get("noun") and not any(context.takes.values()):
        what = "still"
    return one_call("make_final", what=what, number=number, shot=_shot(parts.get("shot"), context))


def _together(found: "re.Match[str]", context: Context) -> Calls | None:
    if len(context.shot_ids) < 2:
        return None
    parts = found.groupdict()
    said = parts.get("shots") or ""
    shots = _shots(said, context) if re.search(r"\d", said) else None
    return one_call("render_sequence", shots=list(shots) if shots else None, engine=_engine(parts.get("engine")))


def _goes_on(found: "re.Match[str]", context: Context) -> Calls | None:
    parts = found.groupdict()
    words = (parts.get("words") or "").strip(" ,:;")
    return one_call("continue_shot", shot=_shot(parts.get("shot"), context), description=words)


def _up_to(found: "re.Match[str]", context: Context) -> Calls | None:
    parts = found.groupdict()
    count = number_in(parts.get("count"))
    first, last = _shot(parts.get("shot"), context), _shot(parts["last"], context)
    return one_call("render_takes", shot=first, ends_on=last, count=count or 1, engine=_engine(parts.get("engine")))


def _shot(word: str | None, context: Context) -> str | None:
    number = number_in(word)
    if number is None:
        return None
    return context.shot_ids[number - 1] if number <= len(context.shot_ids) else f"s{number}"


def _shots(said: str, context: Context) -> list[str]:
    """ "1 to 3", "2 and 3", "1, 2 and 3"."""
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    if re.search(r"\d\s*(?:to|-|–|through|until)\s*\d", said) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    return [shot for number in numbers if (shot := _shot(str(number), context))]


def _engine(said: str | None) -> str | None:
    """An engine as the person calls it; None where no maker is named."""
    return said.strip() if said and re.match(ENGINES, said, re.I) else None


def _takes(found: "re.Match[str]", context: Context) -> Calls | None:
    """ "make two takes of shot 1 with Kling", "make a take of shot 3: the steam rises"."""
    parts = found.groupdict()
    words = re.sub(r"^(?:[:,;\s]|where|in which)+", "", parts.get("words") or "")
    sound = re.search(f"{WITH_SOUND}$", found[0], re.IGNORECASE) is not None
    best = re.search(f"{_AT_BEST}$", found[0], re.IGNORECASE) is not None
    said, words = (
        re.sub(f"(?:{WITH_SOUND}|{_AT_BEST})$", "", text, flags=re.IGNORECASE)
        for text in (parts.get("engine") or "", words)
    )
    engine = _engine(said)
    if engine is None and not words:
        return None
    count = number_in(parts.get("count")) or (1 if re.search(r"\btake\b", found[0]) else None)
    shot = _shot(parts.get("shot"), context)
    more: dict[str, JsonValue] = {"sound": sound or None, "final": best or None}
    return one_call("render_takes", shot=shot, count=count, engine=engine, words=words, **more)


def _moves(found: "re.Match[str]", context: Context) -> Calls | None:
    """ "make it move": an engine would fill that with anything, so the step asks which movement."""
    wish = found.groupdict().get("moving") or found[0]
    return one_call("needs_engine", wish=wish, capability="subject_motion") if context.scene.shots else None


def _advised(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    about = found[0].casefold()
    content = next((name for name, words in _CONTENTS.items() if re.search(words, about)), None)
    return one_call("advise_engine", content=content)


_CONTENTS = {
    "multi_shot": r"several shots|multi|sequence|story", "conversational": r"chang|edit|convers",
    "face": r"face|portrait|person|people|talk|speak|head|lip", "draft": r"draft|cheap|quick|fast",
    "control": r"control|exact|precise|camera", "product": r"product|bottle|pack|object|thing",
}  # fmt: skip


_IT = r"(?:it|this|that|him|her|them|the (?:picture|image|photo|still|shot|scene))"
_NOUN = rf"(?P<noun>{_TAKE}|{_PICTURE})(?: {_NUMBERED})?(?: of shot (?P<shot>{COUNT}))?"
_SEVERAL = (
    r"(?P<shots>(?:all |the |these |those |my |two |three |four |five )*shots"
    r"(?: \d+(?:(?:,| and| to| through| until| ?[-–])* ?\d+)*)?)"
)
_ONE_CLIP = "(?:a |one )(?:single |multi-shot )?(?:clip|take|go|call)"
_GO_ON = "(?:continue|carry on|go on|keep going|start (?:a|the) (?:new|next) shot)(?: from| with| at| on)*"
_WORDS = "(?P<words>[,:;] .+)?"
_STARTS = rf"(?:that )?(?:starts?|begins?|goes on) (?:where|from where|(?:from|with) {_ENDS} of)"
_ENDING = "(?:that ends?|which ends?|ending|up|that goes) (?:on|at|with|to|in)"
_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?:(?:make|render|do|give me|get)(?: me)? )?(?:the |a )?final(?: version)? (?:of|for|from) (?:the )?{_NOUN}",
        _final,
    ),
    (rf"(?:make|render|do|redo|re-render|finish) (?:the )?{_NOUN}(?: again)? {_HIGH}", _final),
    (rf"(?:make|render|do|redo|re-render) (?:it|this(?: one)?|that(?: one)?)(?: again)? {_HIGH}", _final),
    (
        rf"(?:make|render|do|put|shoot|generate|turn) {_SEVERAL}(?: together)? (?:in|into|as|to) {_ONE_CLIP}{_BY}",
        _together,
    ),
    (rf"(?:(?:make|render|do) )?{_ONE_CLIP} (?:of|for|from|with) {_SEVERAL}{_BY}", _together),
    (rf"{_GO_ON}(?: {_ENDS} of)? shot (?P<shot>{COUNT})(?: (?:on|further))?{_WORDS}", _goes_on),
    (rf"{_GO_ON} {_ENDS}{_WORDS}", _goes_on),
    (
        rf"(?:(?:add|make) )?(?:a |the )?(?:new |next )?shot {_STARTS} shot (?P<shot>{COUNT})(?: ends| stops)?{_WORDS}",
        _goes_on,
    ),
    (
        rf"(?:(?:make|render|do) )?(?:a |one |(?P<count>{COUNT}) )?takes? (?:of|from) shot (?P<shot>{COUNT}) {_ENDING} "
        rf"(?:the (?:still|picture|first frame) of )?shot (?P<last>{COUNT}){_BY}",
        _up_to,
    ),
    (
        rf"(?:make|render|do|shoot|give me|get)(?: me)? (?:a |one |another |(?P<count>{COUNT}) )?(?:new |more )?takes?"
        rf"(?: (?:of|from|for) shot (?P<shot>{COUNT}))?{_BY}(?P<words>(?::| where| in which) .+)?",
        _takes,
    ),
    (
        rf"(?:make|let|get|have) {_IT} (?:to )?(?:move|moving|alive|come alive|come to life|dynamic|animated)"
        rf"|(?:animate|bring to life) {_IT}|animate|bring {_IT} to life"
        rf"|add (?:some )?(?:motion|movement)(?: to {_IT})?",
        _moves,
    ),
    (
        rf"(?:(?:make|let|get|have) {_IT} (?:to )?move|animate {_IT}|bring {_IT} to life)(?: so that|[:,])"
        r" (?P<moving>(?:the|his|her|its|their|a) (?!camera|shot|frame|view|picture|image)\w+ .+)",
        _moves,
    ),
    (
        r"(?:which|what) (?:video |clip )?(?:engine|model|vendor|provider)s? "
        r"(?:is|are|would be|fits|suits|should|works|do)\b.*"
        r"|(?:recommend|suggest|advise)(?: me)? (?:an? |the )?(?:video |clip )?(?:engine|model).*",
        _advised,
    ),
)
