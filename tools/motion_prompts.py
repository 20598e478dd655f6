"""Motion prompts: words about movement only, and a shot's camera in an engine's words, brackets or parameter. Pure.

    subject + direction of its motion + camera + atmosphere + pace

The still shows what is there already; a prompt that says it again makes engines redraw it. `directed` writes what is
sent, so that it can be shown before it is.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from store.errors import AskPerson
from store.scene import DEGREE_KINDS, Move, MoveKind, Value
from store.wording import joined
from tools.engine_advice import Content
from tools.profiles import DATA, Profile

_WORDS: dict[MoveKind, str] = {
    "push_in": "pushes in", "pull_out": "pulls back", "truck_left": "glides sideways to the left",
    "truck_right": "glides sideways to the right", "pedestal_up": "rises straight up",
    "pedestal_down": "sinks straight down", "pan_left": "pans left", "pan_right": "pans right", "tilt_up": "tilts up",
    "tilt_down": "tilts down", "roll_cw": "rolls clockwise", "roll_ccw": "rolls counterclockwise",
    "zoom_in": "zooms in", "zoom_out": "zooms out", "orbit_left": "orbits to the left around the subject",
    "orbit_right": "orbits to the right around the subject", "handheld": "sways lightly, as if held by hand",
}  # fmt: skip
_BRACKETS: dict[MoveKind, str] = {
    "push_in": "Push in", "pull_out": "Pull out", "truck_left": "Truck left", "truck_right": "Truck right",
    "pedestal_up": "Pedestal up", "pedestal_down": "Pedestal down", "pan_left": "Pan left", "pan_right": "Pan right",
    "tilt_up": "Tilt up", "tilt_down": "Tilt down", "zoom_in": "Zoom in", "zoom_out": "Zoom out", "handheld": "Shake",
}  # fmt: skip
"""MiniMax's commands (2026-11-20); it has none for roll and orbit."""
_MOST_TOGETHER = 3
"""Commands in one pair of brackets run together; more than three are not obeyed (MiniMax)."""
_STILL = "The camera holds still"
_SLOW, _QUICK = 0.04, 0.15
"""Amount per second under which a move is slow and over which it is quick; degrees count a hundredth each."""
_ENGLISH = re.compile(r"\b(?:a|an|the|of|on|in|with|and|at|by|from|to|is|are|its|his|her)\b", re.I)
_ENDINGS = "e|s|es|d|ed|ing|ly|ion|ions|ating|[a-z](?:ed|ing)"
"""`rotat` is also rotate, rotates, rotation; `spin` is spinning. Not any letters: `sing` is not single."""
_MOST_OPTIONS = 3


class Direction(Value):
    """What an engine is told about movement. prompt: the words. camera: the value of its camera parameter, if any."""

    prompt: str
    camera: str | None = None


@dataclass(frozen=True)
class _Lexicon:
    movement: re.Pattern[str]
    scene: re.Pattern[str]
    vague: re.Pattern[str]
    proposals: dict[str, tuple[str, ...]]


def directed(
    profile: Profile, subject: str, moves: Sequence[Move], duration_s: float, atmosphere: str = "", pace: str = ""
) -> Direction:
    """What the engine is told for a shot: its subject's motion, its camera, its atmosphere and its pace.

    Raises AskPerson, with a better prompt to choose, where `subject` describes the picture instead.
    """
    told = checked_motion(subject) if subject.strip() else ""
    camera = next((value for move in moves if (value := profile.camera_values.get(move.kind))), None)
    if profile.camera == "parameter" and not moves:
        camera = profile.camera_values.get("static")
    in_words = [move for move in moves if camera is None or profile.camera_values.get(move.kind) != camera]
    if profile.camera == "brackets":
        lead, in_words = bracketed(moves)
        words = _join(_camera_words(in_words, duration_s) if in_words else "")
        return Direction(prompt=f"{lead} {_join(told, words, atmosphere, pace)}".strip())
    words = _camera_words(in_words, duration_s) if in_words or camera is None else ""
    return Direction(prompt=_join(told, words, atmosphere, pace) or _STILL + ".", camera=camera)


def in_manner(movement: str, manner: str) -> str:
    """A movement in a manner: "The bottle turns, calmly and gently"; without a movement, all of them."""
    if not manner.strip():
        return movement
    return f"{movement.strip().rstrip('.')}, {manner}" if movement.strip() else f"Everything moves {manner}"


def bracketed(moves: Sequence[Move]) -> tuple[str, list[Move]]:
    """MiniMax's commands for the moves, and the moves that it has no command for.

    Moves that overlap in time share a pair of brackets, up to three; later ones follow in their own.
    """
    if not moves:
        return "[Static shot]", []
    ordered = sorted(moves, key=lambda move: move.start_s)
    groups: list[list[Move]] = []
    left: list[Move] = []
    for move in ordered:
        if move.kind not in _BRACKETS:
            left.append(move)
        elif groups and move.start_s < max(other.end_s for other in groups[-1]) - 1e-6:
            (groups[-1] if len(groups[-1]) < _MOST_TOGETHER else left).append(move)
        else:
            groups.append([move])
    return "".join(f"[{', '.join(_BRACKETS[move.kind] for move in group)}]" for group in groups), left


def checked_motion(text: str, content: Content | None = None) -> str:
    """`text` as it stands, if it is about movement. Raises AskPerson with better ones to choose where it only asks for
    some movement, or describes the picture. Text in other languages than English is left to the engine."""
    words = " ".join(text.split())
    lexicon = _lexicon()
    proposals = lexicon.proposals[content or "product"] if content else _mixed(lexicon)
    if lexicon.vague.fullmatch(words.rstrip(".! ").lower()):
        raise AskPerson("Which movement? Say what moves and where to.", proposals[:_MOST_OPTIONS])
    described = lexicon.scene.search(words.lower())
    moving = lexicon.movement.search(words.lower())
    if not described and (moving or not _ENGLISH.search(words)):
        return words
    better = _moving_part(words, lexicon)
    raise AskPerson(
        "That describes the picture, which the still shows already; a motion prompt says only what moves. Take this?",
        (better,) if better else proposals[:_MOST_OPTIONS],
    )


def _moving_part(words: str, lexicon: _Lexicon) -> str:
    """The clauses of a prompt that move and do not describe; empty where there are none."""
    clauses = [clause.strip() for clause in re.split(r"[.;,]|\band\b(?= the camera)", words)]
    kept = [c for c in clauses if lexicon.movement.search(c.lower()) and not lexicon.scene.search(c.lower())]
    return _sentence(", ".join(kept)) if kept else ""


def _mixed(lexicon: _Lexicon) -> tuple[str, ...]:
    return tuple(lexicon.proposals[content][0] for content in ("product", "face", "control"))


def _camera_words(moves: Sequence[Move], duration_s: float) -> str:
    if not moves:
        return _STILL
    told = [f"{_WORDS[move.kind]}{_manner(move)}{_when(move, duration_s)}" for move in moves]
    return f"The camera {joined(told)}"


def _manner(move: Move) -> str:
    """How fast, in the words that engines know."""
    speed = move.speed / (100 if move.kind in DEGREE_KINDS else 1)
    if move.kind == "handheld":
        return ""
    return " slowly" if speed < _SLOW else " quickly" if speed > _QUICK else " at an even pace"


def _when(move: Move, duration_s: float) -> str:
    """When it happens, where it does not fill the shot."""
    late, early = move.start_s > 0.25, move.end_s < duration_s - 0.25
    if late and early:
        return f" from {move.start_s:g} to {move.end_s:g} seconds"
    if late:
        return f" after {move.start_s:g} seconds"
    return f" for {move.end_s:g} seconds, then holds" if early else ""


def _join(*parts: str) -> str:
    return " ".join(_sentence(part) for part in parts if part.strip())


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + ("" if not text or text[-1] in ".!?。！？" else ".")


@cache
def _lexicon() -> _Lexicon:
    read = tomllib.loads((DATA / "motion_words.toml").read_text(encoding="utf-8"))
    return _Lexicon(
        movement=re.compile(rf"\b(?:{_any(read['movement'].split())})(?:{_ENDINGS})?\b"),
        scene=re.compile(rf"(?<!\w)(?:{_any(read['scene'])})(?!\w)"),
        vague=re.compile("|".join(read["vague"])),
        proposals={content: tuple(words) for content, words in read["proposals"].items()},
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
