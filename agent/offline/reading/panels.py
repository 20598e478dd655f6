"""What is said about several pictures at once: "six panels of the story: ...", "three shots: wide, close, detail"."""

import re

from agent.offline.calls import Calls
from agent.offline.context import Context
from agent.offline.whole_sentences import COUNT, Reader, number_in, one_call, read_whole
from tools.panels import MOST_PANELS

_MAKES = r"(?:(?:make|draw|generate|create|give me|show me|do|build|sketch)(?: me| us)? )?"
_SAME = re.compile(
    r"(?:(?:all )?(?:with )?(?:the )?same|always(?: the same)?|keep(?:ing)? the same|all (?:of|with|in))\b.*", re.I
)


def read_panels(sentence: str, context: Context) -> Calls | None:
    """The calls of a sentence about panels; None for every other."""
    return read_whole(sentence, context, _PATTERNS)


def _made(found: "re.Match[str]", context: Context) -> Calls | None:
    del context
    parts = found.groupdict()
    count = number_in(parts.get("count"))
    about = (parts.get("about") or "").strip(" ,")
    listed, same = _items(parts.get("list") or "")
    if re.fullmatch(r"(?:the |a |our |my )?(?:story|film|whole story|script|shots?)", about, re.I):
        about = ""
    if len(listed) == 1 and not about and "panel" not in found[0]:
        return None
    if listed and count is not None and len(listed) != count:
        listed, about = [], ": ".join(part for part in (about, parts["list"]) if part)
    if not listed and not about:
        return None
    about = ", ".join(part for part in (about, same) if part)
    return one_call("generate_panels", description=about, panels=list(listed) or None, count=None if listed else count)


def _as_shots(found: "re.Match[str]", context: Context) -> Calls | None:
    """Only where panels wait: "make them shots" means others else."""
    turn = context.last_turn
    waiting = turn is not None and any(offer.call.name == "use_panels" for offer in turn.offers)
    del found
    return one_call("use_panels") if waiting else None


def _items(text: str) -> tuple[list[str], str]:
    """What each panel shows, and what is the same in all of them; lists of lines, numbers, semicolons or commas."""
    numbered = re.split(r"\s*(?:^|[,;.]?\s)\(?\d{1,2}[.):]\s+", text)
    if len(numbered) > 2:
        parts = numbered
    else:
        parts = (
            re.split(r";|\. |\n", text)
            if re.search(r"[;\n]|\. ", text)
            else re.split(r", (?:and |then )?| and then ", text)
        )
    items = [part.strip(" .,;") for part in parts if part.strip(" .,;")]
    same = [item for item in items if _SAME.fullmatch(item)]
    return [item for item in items if item not in same][:MOST_PANELS], ", ".join(same)


_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (
        rf"{_MAKES}(?:(?P<count>{COUNT}) )?(?:(?:consistent|matching|story|storyboard|comic) )*panels"
        r"(?: (?:of|for|from|about|telling|that tell|showing) (?P<about>[^:]+?))?(?:: ?(?P<list>.+))?",
        _made,
    ),
    (
        rf"{_MAKES}(?P<count>{COUNT}) (?:new )?(?:shots|pictures|stills|images|frames)"
        r"(?: (?:of|for|from|about|telling|showing) (?P<about>[^:]+?))?: ?(?P<list>.+)",
        _made,
    ),
    (
        r"(?:make|turn|put|use|take|add)"
        r"(?: (?:them|the panels|all(?: of them)?|these|all (?:the )?\w+ panels?|the \w+ panels))"
        r"(?: all)?(?: (?:in|into|to|as|in as))?(?: (?:the film|the video|(?:\w+ )?shots|(?:\w+ )?shots of the film))?",
        _as_shots,
    ),
)
