"""The tables of `ledger.db`, as dumb rows; made by `store.migrations`, or as they stand on a database server.

They are a family of their own: what was paid is kept when its session goes.
"""

from typing import Any

from sqlalchemy import JSON, Index, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

LEDGER_TABLES = MetaData()


class CallRow(SQLModel, table=True):
    """One billed call to a vendor (`store.ledger.Call`)."""

    metadata = LEDGER_TABLES
    __tablename__ = "billed_call"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        UniqueConstraint("session_id", "tool_call_id", "number", "attempt"),
        Index("billed_call_by_state", "state"),
    )

    key: str = Field(primary_key=True)
    session_id: str
    turn_id: int | None = None
    tool_call_id: str
    number: int
    attempt: int
    state: str
    kind: str
    engine: str
    host: str
    request: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    purpose: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    estimate_usd: float
    cost_usd: float | None = None
    currency: str = "USD"
    owner: str | None = None
    armed: int = 0
    external_id: str | None = None
    handle: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    results: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    problem: str | None = None
    message: str = ""
    prepared_at: str
    submitting_at: str | None = None
    submitted_at: str | None = None
    finished_at: str | None = None
    cancel_at: str | None = None
    told_at: str | None = None


class AllowanceRow(SQLModel, table=True):
    """Up to how much a call of a session may cost without being asked for."""

    metadata = LEDGER_TABLES
    __tablename__ = "allowance"  # pyright: ignore[reportAssignmentType]

    session_id: str = Field(primary_key=True)
    up_to_usd: float
    set_at: str
