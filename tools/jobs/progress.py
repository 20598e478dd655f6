"""How far a billed call is, for whoever watches."""

from dataclasses import dataclass
from typing import Literal

Stage = Literal["queued", "running", "fetching"]


@dataclass(frozen=True)
class Moment:
    """stage: it waits at the vendor, is being made there, or comes here. progress: 0..1 where the vendor tells."""

    stage: Stage
    progress: float | None = None
