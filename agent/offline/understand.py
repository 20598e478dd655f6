"""From a sentence to tool calls, an answer, or one short question. Pure: same sentence and scene, same result."""

from dataclasses import dataclass, replace

from agent.offline.after_change import read_after_change
from agent.offline.calls import Calls, ask, is_ask, is_settled
from agent.offline.complaints import read_complaint
from agent.offline.context import Context
from agent.offline.corrected import read_correction
from agent.offline.doubt import questioned
from agent.offline.pictures import described_picture
from agent.offline.questions import answer_to_greeting, greeting, read_question
from agent.offline.reading.candidates import read_candidates
from agent.offline.reading.orders import read_orders
from agent.offline.reading.panels import read_panels
from agent.offline.reading.past import read_past
from agent.offline.reading.references import read_references
from agent.offline.reading.routes import read_wish
from agent.offline.reading.trims import read_trims
from agent.offline.reconsidering import asked_or_wished, reconsidered
from agent.offline.replies import asks_for_next, completed, gives_word, is_refusal, overdone, read_reply, usual_wishes
from agent.offline.reply_values import of_the_same
from agent.offline.sentence import Sentence, read_sentence
from agent.offline.several import inner, wishes
from agent.offline.splitting import without_commas, without_openers
from agent.offline.taken_back import in_its_place, read_taken_back
from agent.offline.targets import find_target
from agent.offline.variants import read_variants
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from tools.receipts import ToolCall

MAX_CHARS = 4000
"""A longer sentence is no wish; it is cut before it is read."""


@dataclass(frozen=True)
class Understanding:
    """What a sentence means: tool calls in the order of its wishes, or a plain answer."""

    calls: tuple[ToolCall, ...] = ()
    answer: str = ""


def understand(sentence: str, context: Context) -> Understanding:
    """What the person wants with this sentence in this scene. Unclear: one `ask_person` call."""
    said = sentence[:MAX_CHARS].strip()
    if not said:
        return Understanding(answer="Say what should change, or ask about the film.")
    read = read_sentence(said, context)
    if is_refusal(read, context):
        return Understanding(answer="Fine, nothing was changed.")
    if greeting(read):
        return Understanding(answer=answer_to_greeting(context))
    english = read.said if read.foreign else said
    settled = _settled(english, context)
    if settled is not None:
        return Understanding(tuple(settled))
    calls = _of_variants(read, context) or _of_last_change(read, context) or read_reply(read, context)
    if calls is None and gives_word(read):
        return Understanding(answer="Nothing is waiting for your go. Say what should change.")
    if calls is None:
        whole = _after_question(said, read, context)
        if whole is not None:
            return whole
        found = _fresh(said, read, context)
        if found is not None:
            return found
        if asks_for_next(read):
            return Understanding(answer="Nothing is waiting. Say what should change next.")
        calls = [unclear(context)]
    return Understanding(tuple(_in_own_words(calls, said if read.foreign else "")))


def _settled(sentence: str, context: Context) -> Calls | None:
    """The calls of a whole sentence that can mean one thing only."""
    for reader in (read_past, read_references, read_panels, read_orders, read_candidates, read_trims):
        if (calls := reader(sentence, context)) is not None:
            return calls
    return None


def _of_variants(read: Sentence, context: Context) -> Calls | None:
    """The calls of a sentence about the stills that wait, and of the wish behind it."""
    found = read_variants(read, context)
    if found is None:
        return None
    calls, behind = found
    return calls + ((read_wish(inner(behind)) or []) if behind is not None and behind.tokens else [])


def _of_last_change(read: Sentence, context: Context) -> Calls | None:
    """The calls of a sentence that puts the last change right, and of a wish that follows behind an "and"."""
    ends = max((n + 1 for n, token in enumerate(read.tokens) if token.word not in (".", "!")), default=0)
    read = replace(read, tokens=read.tokens[:ends])
    readers = (read_after_change, read_correction, read_complaint, read_taken_back)
    whole = next((calls for reader in readers if (calls := reader(read, context)) is not None), None)
    if whole is not None or context.last_edit is None:
        return whole
    at = next((n for n, token in enumerate(read.tokens) if token.word == "and" and n), 0)
    first = read_reply(replace(read, tokens=tuple(without_commas(read.tokens[:at]))), context) if at else None
    if first is None or first[0].name != "adjust_last":
        return None
    behind = wishes(replace(read, tokens=read.tokens[at + 1 :]), context)
    return [*first, *behind] if is_settled(behind) else None


def _fresh(said: str, read: Sentence, context: Context) -> Understanding | None:
    """A sentence read on its own; None where nothing is understood."""
    early = _early(read, context)
    if early:
        return Understanding(tuple(_in_own_words(early, said if read.foreign else "")))
    behind = _behind_question(read, context)
    if behind:
        return Understanding(tuple(_in_own_words(behind, said if read.foreign else "")))
    answer = read_question(read, context)
    if answer is not None:
        wished = asked_or_wished(read, context)
        return (
            Understanding(tuple(_in_own_words(wished, said if read.foreign else "")))
            if wished
            else Understanding(answer=answer)
        )
    calls = wishes(read, context)
    calls = described_picture(read, context, calls) or calls
    if calls:
        calls = overdone(calls, read, context) or of_the_same(calls, _as_wish(read, context), context)
        calls = questioned(calls, read, context)
    calls = reconsidered(calls, read, context)
    if not calls:
        return None
    calls = in_its_place(calls, read, context)
    return Understanding(tuple(_in_own_words(calls, said if read.foreign else "")))


def _as_wish(read: Sentence, context: Context) -> Wish:
    return Wish(tuple(without_openers(read.tokens)), context, read.said)


def _behind_question(read: Sentence, context: Context) -> Calls | None:
    """The wish behind a question: "where can I download it? give me the finished file"."""
    marks = [n for n, token in enumerate(read.tokens) if token.word in ("?", ".", "!") and n]
    at = next((n for n in marks if read.tokens[n].word == "?"), len(read.tokens))
    if marks and marks[0] < at and read.tokens[0].word in _INTERROGATIVE:
        at = marks[0]
    rest = replace(read, tokens=tuple(without_openers(read.tokens[at + 1 :])))
    if len(rest.tokens) < 2 or read_question(rest, context) is not None:
        return None
    calls = wishes(rest, context)
    return calls if is_settled(calls) else None


_ASKS = word_set("asks")
_INTERROGATIVE = frozenset({"why", "what", "who", "where", "how"})


def _early(read: Sentence, context: Context) -> Calls | None:
    """What is put as a question and is a look-up all the same ("what did we change?", "what did it cost?")."""
    from agent.offline.reading.history import read_cost, read_history
    from agent.offline.reading.stills import read_stills

    tokens = tuple(without_openers([t for t in read.tokens if t.word not in ("?", "!")]))
    wish = Wish(tokens, context, read.said)
    first = tokens[0].word if tokens else ""
    if first not in _ASKS and "?" not in [t.word for t in read.tokens]:
        return None
    calls = read_cost(wish) or _only(read_history(wish), ("show_history", "compare"))
    return calls or _only(read_stills(wish, find_target(wish)), ("check_still",))


def _only(calls: Calls | None, names: tuple[str, ...]) -> Calls | None:
    return calls if calls and calls[0].name in names else None


def _after_question(said: str, read: Sentence, context: Context) -> Understanding | None:
    """The answer to the question that was asked last: read on its own, else with what it was asked about."""
    together = completed(said, context)
    if together is None:
        return None
    alone = _fresh(said, read, context)
    settled = alone is not None and (alone.answer or not is_ask(alone.calls[0]))
    joined = _fresh(together, read_sentence(together, context), replace(context, last_turn=None))
    if (
        joined is not None
        and joined.calls
        and not is_ask(joined.calls[0])
        and not (settled and _complete(read, context))
    ):
        return joined
    return alone if settled else None


def _complete(read: Sentence, context: Context) -> bool:
    """Whether an answer is a wish by itself and not only a target or a way."""
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    return any(wish.has(tag) for tag in ("act", "history", "export", "prop")) or len(wish.words) > 4


def unclear(context: Context) -> ToolCall:
    """The question for a sentence that is not understood."""
    if not context.scene.shots:
        return ask("There is no shot yet. How do you want to start?", usual_wishes(context))
    return ask("I did not understand that. What should change?", usual_wishes(context))


def _in_own_words(calls: Calls, original: str) -> Calls:
    """With a translated sentence each wish carries the person's own words."""
    if not original:
        return calls
    return [
        ToolCall(name=c.name, args={**c.args, "wish": original} if "wish" in c.args else dict(c.args)) for c in calls
    ]
