"""`python -m tests.bench.guards`: how many spoilt clips the guards catch, and how many clean ones they blame.

At least 95 % and at most 5 % are wanted; it exits 1 where one is missed.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.guard_clips import Made, made
from tests.bench.lettered_clips import lettered
from tests.bench.moving_clips import lettered_moving, moving
from tools.guards.drift import drift
from tools.guards.evenness import evenness
from tools.guards.reading import Reader
from tools.guards.words import kept_words

CAUGHT, BLAMED = 0.95, 0.05


@dataclass(frozen=True)
class Score:
    caught: int
    spoilt: int
    blamed: int
    clean: int
    seconds: float

    @property
    def good(self) -> bool:
        return self.caught >= CAUGHT * self.spoilt and self.blamed <= BLAMED * self.clean


def score(clips: Iterable[Made], accuses: Callable[[Made], bool]) -> Score:
    """Show each clip to a guard; misjudged ones are printed."""
    caught = spoilt = blamed = clean = 0
    spent = 0.0
    for clip in clips:
        began = time.perf_counter()
        accused = accuses(clip)
        spent += time.perf_counter() - began
        spoilt, clean = spoilt + bool(clip.spoilt), clean + (not clip.spoilt)
        caught, blamed = caught + (accused and bool(clip.spoilt)), blamed + (accused and not clip.spoilt)
        if accused != bool(clip.spoilt):
            print(f"  {'blamed' if accused else 'missed'}: {clip.name}")
    return Score(caught, spoilt, blamed, clean, spent / max(1, spoilt + clean))


def main() -> int:
    reader = Reader()
    good = True

    def drifted(clip: Made) -> bool:
        return bool(drift(clip.still, clip.clip).faults)

    def misread(clip: Made) -> bool:
        return bool(kept_words(clip.still, clip.clip, reader).warped)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        guards: tuple[tuple[str, Iterable[Made], Callable[[Made], bool]], ...] = (
            ("drift", made(folder), drifted),
            ("drift, camera moving", (clip for clip in moving(folder) if not clip.spoilt), drifted),
            ("motion", moving(folder), lambda clip: bool(evenness(clip.clip).jumps)),
            ("text", lettered(folder), misread),
            ("text, camera moving", lettered_moving(folder), misread),
        )
        for guard, clips, accuses in guards:
            found = score(clips, accuses)
            good = good and found.good
            print(
                f"{guard}: caught {found.caught} of {found.spoilt} spoilt, "
                f"blamed {found.blamed} of {found.clean} clean, {found.seconds:.2f} s a clip", flush=True,
            )  # fmt: skip
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
