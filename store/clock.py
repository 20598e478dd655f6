"""The one form of a moment in every table."""

from datetime import UTC, datetime


def utc_now() -> str:
    """Now, in UTC, as `2026-11-20T10:14:00.123456Z`: always of one length, so that text order is time order."""
    return in_utc(datetime.now(UTC))


def in_utc(moment: datetime) -> str:
    """`moment` in the form of the tables; one without a time zone is taken as UTC."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
