"""Learn the offline director's second opinion: `python -m tests.evals.learning` writes `agent/offline/opinion.npz`.

Learned from the labelled sentences of `intents/*.tsv` and from the cases of `own.jsonl` that the director does right.
Needs scikit-learn (`uv sync --group learning`). `--check FILE` prints how well sentences of cases are told apart.
"""

import argparse
import asyncio
import logging
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agent.models import choose_model
from agent.offline.context import Context
from agent.offline.intents import QUESTION, UNCLEAR, intent_of
from agent.offline.opinion import BUCKETS, WEIGHTS, buckets, features
from agent.offline.sentence import read_sentence
from agent.settings import Settings
from store.home import Home
from store.scene import Scene
from tests.evals.cases import HERE, Case, read_cases, read_scenes
from tests.evals.running import Ran, Runner
from tools.receipts import Receipt

CORPUS = HERE / "intents"


@dataclass(frozen=True)
class Labelled:
    """A sentence with its intent, in the scene it was said in; `before` is the intent of the change before."""

    sentence: str
    intent: str
    scene: Scene
    before: str = ""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evals.learning", description=__doc__)
    parser.add_argument("--strength", type=float, default=100.0, help="how closely the sentences are fitted")
    asked = parser.parse_args(argv)
    logging.disable(logging.CRITICAL)
    examples = examples_of(list(corpus()), [*_cases(HERE / "own.jsonl"), *_cases(HERE / "dev.jsonl")])
    _learn(examples, asked.strength)
    print(f"learned from {len(examples)} sentences, {len({e.intent for e in examples})} intents; wrote {WEIGHTS}")
    return 0


def examples_of(labelled: Sequence[Labelled], played: Sequence[Labelled]) -> list[Labelled]:
    """What is learned: of the cases only kinds of wishes that have labelled sentences too. From a handful of cases a
    kind would be learned as rare, and every other sentence of it be doubted."""
    known = {one.intent for one in labelled}
    return [*labelled, *(one for one in played if one.intent in known)]


_BEFORE = (
    "look.temperature.more", "look.exposure.less", "look.contrast.more", "move.speed.less", "move.amount.more",
    "move.add", "length.to", "length.shorter", "captions.position", "captions.larger", "overlay.add", "music.quieter",
    "transition.crossfade", "shots.order", "format.ratio",
)  # fmt: skip
"""Kinds of changes that a labelled sentence may follow: that something was changed before says nothing by itself."""


def corpus() -> Iterator[Labelled]:
    """The labelled sentences of all files. Corrections follow some change; of the others, every second one does."""
    nothing = Scene()
    for file in sorted(CORPUS.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                intent, sentence = line.split("\t", 1)
                drawn = zlib.crc32(sentence.encode())
                follows = intent.startswith("adjust.") or intent == "repeat" or drawn % 2 == 0
                before = _BEFORE[drawn // 2 % len(_BEFORE)] if follows else ""
                yield Labelled(sentence.strip(), intent, nothing, before)


def _cases(file: Path) -> list[Labelled]:
    return asyncio.run(_played(read_cases(file)))


async def _played(cases: Iterable[Case]) -> list[Labelled]:
    """The turns of cases that the director does right, with the intents of its calls."""
    scenes = read_scenes()
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder), write=True) as home:
        runner = Runner(home, scenes)
        director = runner.director(choose_model(Settings(model="offline")))
        try:
            ran = [await runner.run(director, case) for case in cases]
        finally:
            await director.close()
    single = (one for one in ran if one.verdict.succeeded and "compound" not in one.case.tags)
    return [labelled for one in single for labelled in _turns(one, scenes[one.case.scene])]


def _turns(ran: Ran, scene: Scene) -> Iterator[Labelled]:
    before = ""
    for sentence, receipt in zip(ran.case.turns, ran.receipts, strict=True):
        intent = said_intent(receipt)
        yield Labelled(sentence, intent, scene, before)
        before = intent if receipt.outcome == "changed" else before


def said_intent(receipt: Receipt) -> str:
    """The intent that the director read."""
    if receipt.call is not None:
        return intent_of(receipt.call)
    return UNCLEAR if receipt.outcome == "clarify" else QUESTION


def _learn(examples: Sequence[Labelled], strength: float) -> None:
    # Their group is installed only by who learns anew.
    from scipy.sparse import csr_matrix  # pyright: ignore[reportMissingImports]
    from sklearn.linear_model import LogisticRegression  # pyright: ignore[reportMissingImports]

    intents = sorted({example.intent for example in examples})
    rows = [vector(example) for example in examples]
    indices = [at for row in rows for at in row]
    values = [value for row in rows for value in row.values()]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    matrix = csr_matrix((values, indices, starts), shape=(len(rows), BUCKETS), dtype=np.float32)
    wanted = np.array([intents.index(example.intent) for example in examples])
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=150).fit(matrix, wanted)
    weights = np.asarray(model.coef_, dtype=np.float64).T
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        WEIGHTS, weights=np.rint(weights / scale).astype(np.int8), scale=np.float64(scale), intents=np.array(intents)
    )


def vector(example: Labelled) -> dict[int, float]:
    read = read_sentence(example.sentence, Context(scene=example.scene))
    return buckets(features(read.tokens, example.before))


if __name__ == "__main__":
    raise SystemExit(main())
