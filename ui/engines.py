"""`reshoot engines`: which engines there are, what they can do, what they cost, and which are connected."""

import json
import shutil
from collections.abc import Sequence
from typing import Any

from tools.engine_limits import nearest
from tools.engines import Engines
from tools.hosts import hosts
from tools.prices import Estimate, estimate
from tools.profiles import Profile
from tools.providers.requests import ClipEditRequest, ClipRequest, Picture, StillRequest, Tier

TAKE_S = 6.0
"""The take that every engine is priced for."""
_STILL = Picture(data=b"-", mime="image/png", width=1080, height=1920)
_AUDIO = {
    "still": {"never": "-"},
    "clip": {"never": "no", "choice": "yes/no", "always": "always"},
    "edit": {"never": "not said", "choice": "kept or new", "always": "kept"},
}
_TAKE = "take"
_COLUMNS = (
    "engine", "host", "connected", "seconds", "ratios", "audio", "first/last frame", "seed", "price",
    _TAKE, "facts of",
)  # fmt: skip


def print_engines(engines: Engines, as_json: bool) -> int:
    """Print the table, those that are connected first; or every fact as one JSON document. In a window that is too
    narrow for the table the same cells stand in a few lines for each engine."""
    rows = [_facts(engines, profile) for profile in engines.all()]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for kind, title in (("still", "Stills"), ("clip", "Clips from stills"), ("edit", "Changes to clips")):
        cells = [_cells(row) for row in rows if row["kind"] == kind]
        print(f"{title}\n\n{_listed(cells, 'a picture' if kind == 'still' else '6 s take')}\n")
    print("about: reported by others, not on the vendor's own page.\nunknown: ask the vendor before you spend.")
    return 0


def _facts(engines: Engines, profile: Profile) -> dict[str, Any]:
    missing = engines.missing(profile)
    draft, final = _take(profile, "draft"), _take(profile, "final")
    return {
        "engine": profile.engine,
        "id": profile.id,
        "name": profile.name,
        "maker": profile.maker,
        "kind": profile.kind,
        "host": hosts()[profile.host].title,
        "connected": not missing,
        "missing": missing or None,
        "seconds": profile.seconds.words if profile.seconds else None,
        "final_seconds": profile.final_seconds.words if profile.final_seconds else None,
        "ratios": list(profile.ratios) or "as the frame",
        "audio": profile.audio,
        "first_frame": profile.kind == "clip",
        "last_frame": profile.last_frame,
        "references": profile.references,
        "seed": profile.seed,
        "camera": profile.camera,
        "price": _price(draft, final),
        "take": {"draft": _cost(draft), "final": _cost(final)},
        "as_of": profile.as_of.isoformat(),
        "source": profile.source,
        "retires": profile.retires.isoformat() if profile.retires else None,
        "unverified": list(profile.unverified),
        "notes": list(profile.notes),
    }


def _take(profile: Profile, tier: Tier) -> tuple[Estimate, float | None]:
    """What one picture, or a take of 6 s, costs; and how long the take is where the engine has no 6 s."""
    if profile.kind == "still":
        still = StillRequest(prompt="-", quality="low" if tier == "draft" else "high")
        return estimate(profile, still), None
    lengths = profile.lengths(tier)
    seconds = lengths.covering(TAKE_S) if lengths else TAKE_S
    if profile.kind == "edit":
        return estimate(profile, ClipEditRequest(instruction="-", video_url="-", seconds=seconds, tier=tier)), seconds
    clip = ClipRequest(motion_prompt="-", first_frame=_STILL, seconds=seconds, tier=tier)
    return estimate(profile, nearest(profile, clip) or clip), seconds


def _cost(priced: tuple[Estimate, float | None]) -> dict[str, Any]:
    cost, seconds = priced
    return {"usd": cost.usd, "seconds": seconds, "checked": cost.checked, "per": cost.per or None}


def _price(draft: tuple[Estimate, float | None], final: tuple[Estimate, float | None]) -> str:
    """`$0.084 a second, final $0.112`; the word for the unit once."""
    pers = [cost.per for cost, _ in (draft, final) if cost.per]
    if not pers:
        return "unknown"
    if draft[0].usd is None:
        return f"final {pers[-1]}"
    return pers[0] if len(set(pers)) == 1 else f"{pers[0]}, final {pers[-1].split(' ')[0]}"


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    ratios = row["ratios"] if isinstance(row["ratios"], str) else " ".join(row["ratios"])
    frames = {True: "first + last", False: "first"}[row["last_frame"]] if row["kind"] == "clip" else "-"
    return (
        row["engine"],
        row["host"],
        "yes" if row["connected"] else row["missing"].partition(":")[0],
        _lengths(row),
        ratios,
        _AUDIO[row["kind"]][row["audio"]],
        frames,
        "yes" if row["seed"] else "no",
        row["price"],
        _takes(row["take"]),
        _dated(row),
    )


def _dated(row: dict[str, Any]) -> str:
    """The date of the facts, and the engine's announced end."""
    ends = row["retires"]
    if ends is None:
        return row["as_of"]
    return f"{row['as_of']}, {'may have ended' if ends <= row['as_of'] else f'ends {ends}'}"


def _lengths(row: dict[str, Any]) -> str:
    final = f", final {row['final_seconds']}" if row["final_seconds"] else ""
    return f"{row['seconds']}{final}" if row["seconds"] else "-"


def _takes(take: dict[str, dict[str, Any]]) -> str:
    """`$0.50, final $0.67`, with the length where it is not 6 s."""
    draft, final = (_told(take[tier]) for tier in ("draft", "final"))
    return draft if draft == final else f"{draft}, final {final}"


def _told(take: dict[str, Any]) -> str:
    if take["usd"] is None:
        return "unknown"
    length = f" ({take['seconds']:g} s)" if take["seconds"] not in (None, TAKE_S) else ""
    return Estimate(usd=take["usd"], checked=take["checked"]).words + length


def _listed(rows: Sequence[tuple[str, ...]], unit: str) -> str:
    """The table; or its narrow form where the window is known and has no room for it."""
    table, window = _table(rows, unit), shutil.get_terminal_size((0, 0)).columns
    return _narrow(rows, unit) if 0 < window < max(map(len, table.splitlines())) else table


def _narrow(rows: Sequence[tuple[str, ...]], unit: str) -> str:
    """Three lines for each engine, none over 100 characters: who makes it and how it is connected; what it can do; what
    it costs, and the date of all that."""
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    blocks: list[str] = []
    for row in rows:
        _, _, _, seconds, ratios, audio, frames, seed, price, take, dated = row
        video = [] if seconds == "-" else [seconds]
        video += [] if audio == "-" else [f"audio {audio}"]
        video += [] if frames == "-" else [f"frames {frames}"]
        can = " · ".join([*video, ratios, "seed" if seed == "yes" else "no seed"])
        costs = f"{'price unknown' if price == 'unknown' else f'{price} · {unit} {take}'} · {dated}"
        blocks.append("\n  ".join(["  ".join(map(str.ljust, row[:3], widths)).rstrip(), can, costs]))
    return "\n".join(blocks)


def _table(rows: Sequence[tuple[str, ...]], unit: str) -> str:
    columns = tuple(unit if column == _TAKE else column for column in _COLUMNS)
    widths = [max(len(row[column]) for row in (columns, *rows)) for column in range(len(columns))]
    lines = [columns, tuple("-" * width for width in widths), *rows]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
