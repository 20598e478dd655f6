"""A take's measures as scores of 0 to 100, so that candidates of one shot can be ranked.

A score of 65 is a take at a limit of its guards. Likeness weighs most: a take that left its still is another shot.
"""

from store.take_checks import Finding, Scores
from tools.guards.defects import Defects

_LIKENESS, _WORDS, _MOTION, _WHOLE = 0.4, 0.3, 0.2, 0.1
_AT_LIMIT = 65
_PER_JUMP, _FROZEN = 35, 60
FAULTY = 64
"""The most that a take with a fault can reach, so that it ranks behind every take without one."""


def scores(strain: float, words: float | None, flaws: Defects, jumps: int, findings: tuple[Finding, ...]) -> Scores:
    """Scores of a take. strain: of the drift guard; words: share of the words that is kept."""
    likeness = _percent(100 - (100 - _AT_LIMIT) * strain)
    kept = None if words is None else _percent(100 * words)
    motion = _percent(100 - _PER_JUMP * jumps - _FROZEN * len(flaws.motion))
    whole = 0 if flaws.film else 100
    weighed = [(likeness, _LIKENESS), (motion, _MOTION), (whole, _WHOLE)]
    weighed += [] if kept is None else [(kept, _WORDS)]
    total = _percent(sum(score * weight for score, weight in weighed) / sum(weight for _, weight in weighed))
    faulty = any(finding.level == "miss" for finding in findings)
    return Scores(
        likeness=likeness, words=kept, motion=motion, whole=whole, total=min(FAULTY, total) if faulty else total
    )


def _percent(value: float) -> int:
    return max(0, min(100, round(value)))
