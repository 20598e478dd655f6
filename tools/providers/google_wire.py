"""How Google says that something is wrong: the same for generateContent, Interactions and the Enterprise platform."""

import re
from collections.abc import Mapping
from typing import Any

from tools.providers.wire import Answer, Trouble

REFUSED = re.compile(r"safety|prohibited|blocklist|recitation|spii|responsible|policy|sensitive|celebrity", re.I)
_NO_CREDIT = re.compile(r"billing|prepay|credits? (?:are|is) depleted|spend(?:ing)? (?:cap|limit)", re.I)
_DELAY = re.compile(r"(\d+(?:\.\d+)?)s")


def error_of(answer: Answer) -> Trouble | None:
    """`error {code, message, status, details}`, also where the HTTP status is 200."""
    error: Any = answer.body.get("error")
    if not isinstance(error, dict):
        return None
    reason = str(error.get("message") or error.get("status") or error.get("code") or f"HTTP {answer.status}")
    codes = f"{error.get('code')} {error.get('status')} {_reasons(error)}"
    if "API_KEY_INVALID" in codes or "API key not valid" in reason:
        return Trouble("key", reason)
    if _NO_CREDIT.search(reason):
        return Trouble("credit", reason)
    if REFUSED.search(codes):
        return Trouble("refused", reason)
    if answer.status == 429:
        return Trouble("rate", reason, again=True, wait_s=_delay(error))
    return Trouble("failed", reason) if answer.status < 400 else None


def _details(error: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    details: Any = error.get("details")
    return [detail for detail in details if isinstance(detail, dict)] if isinstance(details, list) else []


def _reasons(error: Mapping[str, Any]) -> str:
    return " ".join(str(detail.get("reason", "")) for detail in _details(error))


def _delay(error: Mapping[str, Any]) -> float | None:
    """`RetryInfo.retryDelay`, such as "7s"."""
    found = (_DELAY.fullmatch(str(detail.get("retryDelay", ""))) for detail in _details(error))
    return next((min(float(match.group(1)), 3600.0) for match in found if match), None)
