"""Where films go and what each place takes. The figures and their date stand in `platforms.toml`."""

import difflib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from store.errors import UnknownTarget
from store.scene import AspectRatio, Value


class Platform(Value):
    """One destination. Bounds are inclusive; None means no limit that matters here.

    width, height: pixels. frame_rates: lowest and highest, in frames a second. checked: when the figures were read.
    """

    name: str
    label: str
    aspect_ratio: AspectRatio
    width: int
    height: int
    longest_s: float | None
    frame_rates: tuple[float, float]
    max_bytes: int | None
    note: str
    checked: date
    aliases: tuple[str, ...]


def _load() -> dict[str, Platform]:
    data = tomllib.loads(Path(__file__).with_name("platforms.toml").read_text(encoding="utf-8"))
    checked = data.pop("checked")
    return {name: _platform(name, checked, table) for name, table in data.items()}


def _platform(name: str, checked: date, table: dict[str, Any]) -> Platform:
    megabytes = table.pop("max_mb", None)
    return Platform(
        name=name,
        checked=checked,
        longest_s=table.pop("longest_s", None),
        max_bytes=None if megabytes is None else round(megabytes * 1_000_000),
        **table,
    )


PLATFORMS: dict[str, Platform] = _load()
"""Every platform by its name, in the order in which they are offered."""


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


_NAMES: dict[str, str] = {
    _plain(said): name for name, entry in PLATFORMS.items() for said in (name, entry.label, *entry.aliases)
}


def platform(name: str) -> Platform:
    """The platform that a person means by `name`, in any case and spacing. Raises UnknownTarget with the nearest."""
    said = _plain(name)
    if said in _NAMES:
        return PLATFORMS[_NAMES[said]]
    close = difflib.get_close_matches(said, _NAMES, n=6, cutoff=0.5)
    nearest = tuple(dict.fromkeys([*(_NAMES[match] for match in close), *PLATFORMS]))
    raise UnknownTarget(f"There is no platform called “{name[:40]}”. Films can go to {', '.join(PLATFORMS)}.", nearest)
