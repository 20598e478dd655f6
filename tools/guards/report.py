"""All guards over one take, told as a report: a verdict, every measure with its limit, scores, and the two pictures."""

from dataclasses import dataclass
from pathlib import Path

from store.take_checks import Finding, LostWords, Scores
from store.wording import joined
from tools.camera.saliency import Pixels
from tools.guards.defects import Defects, defects
from tools.guards.drift import (
    MAX_COLOUR,
    MAX_SUBJECT_COLOUR,
    MIN_STRUCTURE,
    MIN_SUBJECT_STRUCTURE,
    OTHER_PICTURE,
    Drift,
    drift,
)
from tools.guards.evenness import Evenness, evenness
from tools.guards.orders import Wanted
from tools.guards.reading import Reader
from tools.guards.scoring import scores
from tools.guards.words import Warped, Words, kept_words

_AGAIN = "Make it again from the locked still."
_OTHER_WORDS = "Lay the still's own words over it, or make the still again without them."


@dataclass(frozen=True, eq=False)
class TakeReport:
    """What the guards say of a take. still, frame: what it was held against, and the frame that differs most (BGR), at
    `at_s` of the take."""

    verdict: str
    findings: tuple[Finding, ...]
    scores: Scores
    lost_words: tuple[LostWords, ...]
    still: Pixels
    frame: Pixels
    at_s: float


def report_on(still: Pixels, clip: Path, wanted: Wanted, reader: Reader, *, changed: bool = False) -> TakeReport:
    """Measure a clip against the picture it was made from (BGR, the clip's framing) and what was asked for.

    changed: the clip is a change of another one, whose first frame `still` is; then what is in the picture may differ,
    but its framing and its words may not. Takes about a second, and one more for each line of text. Raises RenderFailed
    for a clip that cannot be decoded.
    """
    seen, words = drift(still, clip), kept_words(still, clip, reader)
    flaws, moves = defects(clip, wanted), evenness(clip)
    findings = (
        *_drift_findings(seen, changed), *_word_findings(words), *_motion_findings(flaws, moves), *_film_findings(flaws)
    )  # fmt: skip
    worst = words.warped[0] if words.warped and not seen.faults else None
    return TakeReport(
        verdict=_verdict(findings, changed),
        findings=findings,
        scores=scores(seen.strain, words.alike, flaws, len(moves.jumps), findings),
        lost_words=tuple(_lost(one) for one in words.warped),
        still=still,
        frame=worst.frame if worst else seen.frame,
        at_s=worst.at_s if worst else 0.0,
    )


def _lost(one: Warped) -> LostWords:
    return LostWords(text=one.line.text, read=one.read, at_s=one.at_s, zone=one.zone)


def _verdict(findings: tuple[Finding, ...], changed: bool) -> str:
    source = "the take it was made from" if changed else "its still"
    missed = [finding for finding in findings if finding.level == "miss"]
    if missed:
        return f"This take has faults: {joined([finding.value for finding in missed])}."
    noted = [finding.value for finding in findings if finding.level == "note"]
    if noted:
        return f"Against {source}, {joined(noted)}; the wish may be why."
    return f"This take keeps to {source}: all {len(findings)} checks pass."


def _drift_findings(seen: Drift, changed: bool) -> tuple[Finding, ...]:
    if OTHER_PICTURE in seen.faults:
        other = "it shows another picture than the take it was made from" if changed else OTHER_PICTURE
        return (Finding(name="Picture", level="miss", value=other, fix=_AGAIN),)
    closer = f"{abs(seen.scale - 1):.1%} {'closer' if seen.scale > 1 else 'wider'}"
    figures = {
        "Framing": ("the framing moved", f"by {seen.shift:.1%} of its height, {closer}"),
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
        Finding(
            name=name,
            level="note" if changed and name != "Framing" else "miss",
            value=f"{fault} ({figure})",
            fix=_AGAIN,
        )
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
            fix=_OTHER_WORDS,
        )
        if line.text in lost
        else Finding(name="Words", level="pass", value=f"“{line.text}” stays")
        for line in words.lines
    )


def _motion_findings(flaws: Defects, moves: Evenness) -> tuple[Finding, ...]:
    found = list(flaws.motion)
    if moves.jumps:
        times = joined([f"{at_s:.1f} s" for at_s in sorted(moves.jumps[:3])])
        found.append(f"it jumps at {times}" + (" and elsewhere" if len(moves.jumps) > 3 else ""))
    if not found:
        return (Finding(name="Motion", level="pass", value="nothing jumps or stands still"),)
    return tuple(Finding(name="Motion", level="miss", value=flaw, fix=_AGAIN) for flaw in found)


def _film_findings(flaws: Defects) -> tuple[Finding, ...]:
    if not flaws.film:
        return (Finding(name="Film", level="pass", value="whole from the first frame to the last"),)
    return tuple(Finding(name="Film", level="miss", value=flaw, fix=_AGAIN) for flaw in flaws.film)
