"""What went wrong with the chat model: is another try safe and sensible, and what does the person read."""

import asyncio
from dataclasses import dataclass
from typing import Any

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.messages import AIMessage

KEPT = "Nothing was changed."
_GO_ON = "Try again in a moment, or set RESHOOT_MODEL=offline to go on without it."
_MAX_WAIT_S = 10.0


@dataclass(frozen=True)
class Failure:
    """sentence: for the person. again: another try may succeed (a model call has no effect, so it is safe).

    wait_s: what the server asks to wait; None leaves it to us. declined: the model understood and said no.
    """

    sentence: str
    again: bool = False
    wait_s: float | None = None
    declined: bool = False


class ModelSaidNothing(Exception):
    """The answer carried neither words nor a tool call."""


class ModelDeclined(Exception):
    """The model refused to answer; `str(error)` is what it said."""


def check_answer(message: AIMessage) -> None:
    """Raises ModelSaidNothing or ModelDeclined for an answer that nothing can be done with."""
    if message.tool_calls or message.invalid_tool_calls:
        return
    refusal = _refusal(message)
    if refusal is not None:
        raise ModelDeclined(refusal)
    if not str(message.text).strip():
        raise ModelSaidNothing


def read_failure(error: BaseException, name: str) -> Failure:
    """Read any exception of a call to the chat model `name`. Never quotes the error: it may carry the key."""
    if isinstance(error, ModelDeclined):
        said = f' It said: "{error}"' if str(error) else ""
        return Failure(f"The chat model declined to do this.{said} {KEPT} Say it another way.", declined=True)
    if isinstance(error, ModelSaidNothing):
        return Failure(
            f"The chat model gave an empty answer; some do when they decline. {KEPT} Say it in other words.", again=True
        )
    return _read_taxonomy(error, name) or _read_status(error, name)


def _read_taxonomy(error: BaseException, name: str) -> Failure | None:
    """LangChain's own classes, which the providers' exceptions inherit from."""
    if isinstance(error, ModelRateLimitError):
        return _limited(error, name)
    if isinstance(error, ModelTimeoutError | TimeoutError | asyncio.TimeoutError):
        return Failure(f"The chat model {name} did not answer in time. {KEPT} {_GO_ON}", again=True)
    if isinstance(error, ModelConnectionError):
        return _unreachable(name)
    if isinstance(error, ModelAPIError):
        return _broken(error, name)
    if isinstance(error, ModelAuthenticationError | ModelPermissionDeniedError):
        return _locked(name)
    if isinstance(error, ModelNotFoundError):
        return _unknown(name)
    if isinstance(error, ContextOverflowError):
        return Failure(f"This is more than the chat model {name} can read at once. {KEPT} Say it in fewer words.")
    if isinstance(error, ModelInvalidRequestError):
        return _unreadable(name)
    return None


def _read_status(error: BaseException, name: str) -> Failure:
    """Providers outside the taxonomy usually carry an HTTP status; what has none broke on the way."""
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    if status == 429:
        return _limited(error, name)
    if status in (401, 403):
        return _locked(name)
    if status == 404:
        return _unknown(name)
    if isinstance(status, int) and 400 <= status < 500:
        return _unreadable(name)
    if isinstance(status, int):
        return _broken(error, name)
    if type(error).__module__.split(".")[0] in {"httpx", "httpcore", "aiohttp"} or isinstance(error, OSError):
        return _unreachable(name)
    return Failure(
        f"The chat model {name} gave an answer that could not be read ({type(error).__name__}). {KEPT} {_GO_ON}",
        again=True,
    )


def _limited(error: BaseException, name: str) -> Failure:
    body = getattr(error, "body", None)
    if isinstance(body, dict) and body.get("code") == "insufficient_quota":
        return Failure(
            f"The account behind the chat model {name} has no credit left. {KEPT} Top it up, or set "
            "RESHOOT_MODEL=offline to go on without it."
        )
    return Failure(
        f"The chat model {name} is asked too often right now. {KEPT} {_GO_ON}", again=True, wait_s=_retry_after(error)
    )


def _broken(error: BaseException, name: str) -> Failure:
    return Failure(
        f"The server of the chat model {name} has a fault. {KEPT} {_GO_ON}", again=True, wait_s=_retry_after(error)
    )


def _unreachable(name: str) -> Failure:
    return Failure(
        f"The chat model {name} cannot be reached. {KEPT} Check the network (or OPENAI_BASE_URL), or set "
        "RESHOOT_MODEL=offline to go on without it.",
        again=True,
    )


def _locked(name: str) -> Failure:
    return Failure(
        f"The chat model {name} does not accept the key. {KEPT} Check the key, or set RESHOOT_MODEL=offline to go on "
        "without it."
    )


def _unknown(name: str) -> Failure:
    return Failure(f"There is no chat model {name} at its address. {KEPT} Check RESHOOT_MODEL and OPENAI_BASE_URL.")


def _unreadable(name: str) -> Failure:
    return Failure(
        f"The chat model {name} cannot read the request; it may not support tools. {KEPT} Choose another with "
        "RESHOOT_MODEL."
    )


def _retry_after(error: BaseException) -> float | None:
    """Seconds from the Retry-After header, never more than 10; None where it is absent or a date."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if headers is not None else None
    try:
        return min(max(float(value), 0.0), _MAX_WAIT_S) if value else None
    except ValueError:
        return None


def _refusal(message: AIMessage) -> str | None:
    """What a refusing model said; None for one that did not refuse."""
    said = message.additional_kwargs.get("refusal")
    if isinstance(said, str) and said:
        return said
    if isinstance(message.content, list):
        for block in message.content:
            if isinstance(block, dict) and block.get("type") == "refusal":
                return str(block.get("refusal", ""))
    reason = message.response_metadata.get("finish_reason")
    return "" if reason == "content_filter" and not str(message.text).strip() else None
