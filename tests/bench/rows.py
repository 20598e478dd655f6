"""A benchmark's rows: what was measured, beside what it may be at most."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One measurement. `limit`: at most (`least`: at least) this much; None where it is only told. `detail`: where it
    comes from, in a few words."""

    what: str
    value: float | None
    unit: str = ""
    limit: float | None = None
    least: bool = False
    detail: str = ""
    processor: float | None = None
    """A ratio by processor time, which other work on the machine does not change."""

    @property
    def missed(self) -> bool:
        if self.limit is None or self.value is None:
            return False
        return self.value < self.limit if self.least else self.value > self.limit


def printed(rows: Iterable[Row]) -> str:
    """The rows as a table."""
    lines = [f"{'what':<58}{'is':>10}{'by CPU':>8}  {'at most':<16}   how"]
    for row in rows:
        is_ = "-" if row.value is None else f"{row.value:.{_digits(row)}f}"
        limit = "" if row.limit is None else f"{'≥' if row.least else '≤'} {row.limit:g}"
        unit = f" {row.unit}" if row.unit else ""
        verdict = "  MISSED" if row.missed else ""
        busy = "" if row.processor is None else f"{row.processor:.2f}"
        lines.append(f"{row.what:<58}{is_:>10}{busy:>8}  {limit + unit:<16}   {row.detail}{verdict}")
    return "\n".join(lines)


def _digits(row: Row) -> int:
    return 0 if row.unit in ("MB", "files") else 4 if row.unit == "px" or row.least else 2


def as_json(rows: Sequence[Row], **facts: Any) -> dict[str, Any]:
    """The rows and the circumstances, to keep and compare."""
    return {**facts, "rows": [{**asdict(row), "missed": row.missed} for row in rows]}
