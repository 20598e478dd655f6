"""All guards over one take, told as a report: a verdict, and every measure with its limit."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from store.scene import Value
from tools.camera.saliency import Pixels
from tools.guards.defects import Wanted, defects
from tools.guards.drift import (
    MAX_COLOUR,
    MAX_SUBJECT_COLOUR,
    MIN_STRUCTURE,
    MIN_SUBJECT_STRUCTURE,
    Drift,
    drift,
)
from tools.guards.reading import Reader
from tools.guards.words import Words, kept_words

_GAP = 8
"""Pixels between the two pictures that are shown side by side."""


class Finding(Value):
    """One check: `value` is what was measured, in words; `fix` what can be done, empty for a pass."""

    name: str
    level: Literal["pass", "miss"]
    value: str
    fix: str = ""


@dataclass(frozen=True, eq=False)
class TakeReport:
    """What the guards say of a take. `side_by_side`: the still and the frame that differs most (BGR).

    `lost_words` are the lines of the still that the take does not keep.
    """

    verdict: str
    findings: tuple[Finding, ...]
    side_by_side: Pixels
    lost_words: tuple[str, ...]

    @property
    def drifted(self) -> bool:
        """Whether anything is over its limit."""
        return any(finding.level == "miss" for finding in self.findings)


def report_on(still: Pixels, clip: Path, wanted: Wanted, reader: Reader) -> TakeReport:
    """Measure a clip against the still it was made from (BGR, the clip's framing) and what was asked for.

    Takes about a second, and one more for each line of text. Raises RenderFailed for a clip that cannot be decoded.
    """
    seen, words, flaws = drift(still, clip), kept_words(still, clip, reader), defects(clip, wanted)
    findings = (*_drift_findings(seen), *_word_findings(words), *_flaw_findings(flaws))
    missed = [finding for finding in findings if finding.level == "miss"]
    verdict = (
        f"This take left its still: {'; '.join(finding.value for finding in missed)}."
        if missed
        else f"This take keeps to its still: all {len(findings)} checks pass."
    )
    worst = words.warped[0].frame if words.warped and not seen.faults else seen.frame
    return TakeReport(verdict, findings, _side_by_side(still, worst), tuple(one.line.text for one in words.warped))


def _drift_findings(seen: Drift) -> tuple[Finding, ...]:
    again = "Make it again from the locked still."
    if seen.faults and seen.faults[0].startswith("it shows another"):
        return (Finding(name="Picture", level="miss", value=seen.faults[0], fix=again),)
    figures = {
        "Framing": (
            "the framing moved",
            f"by {seen.shift:.1%} of its height, {abs(seen.scale - 1):.1%} {'closer' if seen.scale > 1 else 'wider'}",
        ),
        "Picture": ("the shapes of the picture changed", f"likeness {seen.structure:.2f}, at least {MIN_STRUCTURE}"),
        "Subject": (
            "the subject changed its shape",
            f"likeness {seen.subject_structure:.2f}, at least {MIN_SUBJECT_STRUCTURE}",
        ),
        "Colours": ("the colours of the picture moved", f"ΔE {seen.colour:.1f}, at most {MAX_COLOUR:g}"),
        "Subject's colours": (
            "the subject's colours moved",
            f"ΔE {seen.subject_colour:.1f}, at most {MAX_SUBJECT_COLOUR:g}",
        ),
    }
    return tuple(
        Finding(name=name, level="miss", value=f"{fault} ({figure})", fix=again)
        if fault in seen.faults
        else Finding(name=name, level="pass", value=figure)
        for name, (fault, figure) in figures.items()
    )


def _word_findings(words: Words) -> tuple[Finding, ...]:
    lost = {one.line.text: one for one in words.warped}
    return tuple(
        Finding(
            name="Words",
            level="miss",
            value=f"“{line.text}” reads “{lost[line.text].read}” at {lost[line.text].at_s:.1f} s",
            fix="Lay the words over the film, or make the still again without them.",
        )
        if line.text in lost
        else Finding(name="Words", level="pass", value=f"“{line.text}” stays")
        for line in words.lines
    )


def _flaw_findings(flaws: tuple[str, ...]) -> tuple[Finding, ...]:
    if not flaws:
        return (Finding(name="Film", level="pass", value="whole from the first frame to the last"),)
    return tuple(Finding(name="Film", level="miss", value=flaw, fix="Make it again.") for flaw in flaws)


def _side_by_side(still: Pixels, frame: Pixels) -> Pixels:
    """The two pictures at the frame's height, a light gap between them."""
    height = frame.shape[0]
    width = max(1, round(still.shape[1] * height / still.shape[0]))
    left = np.asarray(cv2.resize(still, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return np.hstack([left, np.full((height, _GAP, 3), 230, np.uint8), frame])
