"""Keys stay out of logs, errors and history: what looks like one, or is one, is replaced."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, TextIO

import structlog

REDACTED = "[key]"

_SECRET_NAME = re.compile(
    r"(^|[_\-.])(api[_-]?key|authorization|secret|password|passwd|token|cookie|credentials?)$", re.I
)
_SHAPES = (
    re.compile(r"\bsk-[A-Za-z0-9_\-]{16,}"),  # OpenAI, Anthropic, OpenRouter
    re.compile(r"\bAIza[0-9A-Za-z_\-]{30,}"),  # Google
    re.compile(r"\b(?:gsk|xai|hf|r8)[_-][A-Za-z0-9]{20,}"),  # Groq, xAI, Hugging Face, Replicate
    re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{32}\b"),  # fal
)
_AFTER = (
    re.compile(r"(\bBearer\s+)[^\s'\",]+", re.I),
    re.compile(r"([?&](?:api[_-]?key|key|token|access_token|signature)=)[^&\s'\"]+", re.I),
)


class Redactor:
    """Replaces keys in texts, and is a structlog processor at the same time.

    `secrets` are values known to be secret; shapes of the usual vendors' keys are replaced besides.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # A secret of a few letters would blank out ordinary words.
        self._secrets = tuple(sorted({s for s in secrets if len(s) >= 6}, key=len, reverse=True))

    def text(self, text: str) -> str:
        """`text` without keys."""
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        for shape in _SHAPES:
            text = shape.sub(REDACTED, text)
        for shape in _AFTER:
            text = shape.sub(rf"\1{REDACTED}", text)
        return text

    def value(self, value: Any, name: str = "") -> Any:
        """Any logged value without keys; what stands under a telling name is replaced as a whole."""
        if isinstance(value, str):
            return REDACTED if value and _SECRET_NAME.search(name) else self.text(value)
        if isinstance(value, Mapping):
            return {key: self.value(item, str(key)) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value(item, name) for item in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        return self.text(str(value))

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """The structlog processor: stands after the one that writes tracebacks out."""
        return {key: self.value(item, key) for key, item in event.items()}


def configure_logging(redactor: Redactor, level: str = "INFO", stream: TextIO | None = None) -> None:
    """One line of JSON per event on `stream` (standard error), for our own logs and the libraries', without keys."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redactor,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
