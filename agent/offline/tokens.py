"""A sentence as tokens: tidied, contractions opened, quoted and announced text set aside, numbers read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from agent.offline.quantities import Quantity, quantities

PAYLOAD = "¶"
"""The word of a token that stands for text which is never parsed."""
NUMBER = "_n_"
"""The word of a token that stands for a quantity."""

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"', "』": '"'}
)
_QUOTED = re.compile(r'"([^"]+)"|(?<![\w])\'([^\']+(?:\'\w[^\']*)*)\'(?![\w])')
_WORD = re.compile(
    r"\d{1,2}\s?:\s?\d{1,2}|(?<!\w)\.\d+[a-z]*|\d+(?='s\b)|(?<=\d)'s\b|[+\-−]?[$€]?\d+(?:[.,]\d+)?(?:/\d+)?(?:%|°|[a-z]+)?|[½⅓⅔¼¾]|"
    r"#[0-9a-f]{6}\b|#(?=\d)|[^\W\d_]+(?:'[a-z]+)?\d*|¶\d+¶|[,.;:!?&%°$]"
)
_CONTRACTED = {
    "can't": "can not", "cannot": "can not", "cant": "can not", "won't": "will not", "wont": "will not",
    "shan't": "shall not",
    "ain't": "is not", "let's": "let us", "lets": "let us", "gonna": "going to", "wanna": "want to", "gimme": "give me",
    "lemme": "let me", "kinda": "kind of", "sorta": "sort of", "gotta": "got to", "outta": "out of", "lotta": "lot of",
    "it's": "it is", "that's": "that is", "there's": "there is", "what's": "what is", "who's": "who is",
    "here's": "here is",
    "how's": "how is", "where's": "where is", "she's": "she is", "he's": "he is", "everything's": "everything is",
    "i'm": "i am", "i'd": "i would", "i'll": "i will", "i've": "i have", "we'd": "we would", "we'll": "we will",
    "we've": "we have", "we're": "we are", "you're": "you are", "they're": "they are", "it'd": "it would",
    "it'll": "it will",
    "'em": "them", "dunno": "do not know",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not",
    "shouldnt": "should not", "couldnt": "could not", "wouldnt": "would not", "thats": "that is", "whats": "what is",
    "pls": "please", "plz": "please", "thx": "thanks", "w/o": "without", "abit": "a bit", "alot": "a lot", "&": "and",
    "%": "%", "n": "and", "w": "with", "em": "them", "lil": "little", "u": "you", "ur": "your", "tho": "though",
    "cuz": "because", "coz": "because", "bc": "because", "cos": "because",
    "til": "until", "till": "until", "thru": "through", "bw": "black and white", "b&w": "black and white",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word, in lower case, with its place in the sentence (characters). A number carries its quantity and the
    words it was read from, set-aside text carries itself."""

    word: str
    start: int
    end: int
    quantity: Quantity | None = None
    text: str = ""


def tidy(sentence: str) -> str:
    """The sentence with plain quotes, spaces and digits. Letters, accents and scripts stay."""
    plain = unicodedata.normalize("NFKC", sentence).translate(_QUOTES).replace("−", "-")
    visible = "".join(c for c in plain if c.isprintable() or c.isspace())
    return re.sub(r"\s+", " ", visible).strip()


def set_aside(sentence: str, start: int, end: int, payloads: list[str], text: str) -> str:
    """`sentence` with [start, end) replaced by a placeholder for `text`, of the same width where there is room."""
    payloads.append(text)
    mark = f"¶{len(payloads) - 1}¶"
    return sentence[:start] + mark + " " * max(0, end - start - len(mark)) + sentence[end:]


def without_quotes(sentence: str, payloads: list[str]) -> str:
    """Quoted text set aside, in order."""
    while True:
        found = _QUOTED.search(sentence)
        if found is None:
            return sentence
        sentence = set_aside(sentence, found.start(), found.end(), payloads, (found[1] or found[2]).strip())


def tokenise(sentence: str, payloads: list[str]) -> list[Token]:
    """Words, marks of punctuation, numbers and placeholders of a tidied sentence."""
    lowered = sentence.lower()
    if len(lowered) != len(sentence):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in sentence)
    lowered = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", lowered)
    lowered = re.sub(r"(?<=\d)(\s?)[x×](\s?)(?=\d)", r"\1:\2", lowered)
    lowered = re.sub(r"(?<=[\d])-(?=[^\W_])", " ", lowered)
    lowered = re.sub(r"\bb ?[&/] ?w\b", lambda m: "bw".ljust(len(m[0])), lowered)
    lowered = re.sub(r"\bsuper[ -]8\b", "super8 ", lowered)
    return list(_words(lowered, payloads))


def _words(lowered: str, payloads: list[str]) -> Iterator[Token]:
    for found in _WORD.finditer(lowered):
        word, start, end = found[0].replace(" ", ""), found.start(), found.end()
        if word[0] == "¶":
            yield Token(PAYLOAD, start, end, text=payloads[int(word.strip("¶"))])
            continue
        for part in _opened(word):
            yield Token(part, start, end)


def _opened(word: str) -> list[str]:
    """The words of a contraction; possessives lose their ending, but "vignette's" keeps a "'s" (it may be an "is")."""
    if word in ("#", "'s"):
        return ["number"] if word == "#" else [word]
    if word in _CONTRACTED:
        return _CONTRACTED[word].split()
    if word.endswith("n't"):
        return [word[:-3], "not"]
    if word.endswith("'s"):
        return [word[:-2], "'s"]
    if "'" in word:
        head, tail = word.split("'", 1)
        return [head, {"ll": "will", "d": "would", "ve": "have", "re": "are"}.get(tail, tail)]
    return [word]


def with_numbers(tokens: list[Token]) -> list[Token]:
    """Tokens in which every quantity is one token."""
    words = [token.word for token in tokens]
    merged: list[Token] = []
    at = 0
    for found in quantities(words):
        merged += tokens[at : found.start]
        span = tokens[found.start : found.end]
        said = " ".join(words[found.start : found.end])
        merged.append(Token(NUMBER, span[0].start, span[-1].end, found.quantity, said))
        at = found.end
    return merged + tokens[at:]
