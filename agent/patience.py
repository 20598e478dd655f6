"""How long and how often the chat model is asked. Asking has no effect, so asking again is safe; it never loops."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from langchain.agents.middleware import ModelResponse
from langchain_core.messages import AIMessage

from agent.model_failures import Failure, check_answer, read_failure

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Patience:
    """timeout_s: for one turn's answer, retries included. tries: at most. first_wait_s: doubles with each retry."""

    timeout_s: float = 60.0
    tries: int = 3
    first_wait_s: float = 0.5


class Unanswered(Exception):
    """The model gave no usable answer; `failure` says what the person reads."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.sentence)
        self.failure = failure


async def ask(
    attempt: Callable[[], Awaitable[ModelResponse]], patience: Patience, name: str, again: Callable[[], None]
) -> ModelResponse:
    """The answer of the chat model `name`. `again` is called before each retry. Raises Unanswered."""
    deadline = time.monotonic() + patience.timeout_s
    for number in range(1, patience.tries + 1):
        try:
            async with asyncio.timeout(max(0.05, deadline - time.monotonic())):
                response = await attempt()
            check_answer(_message(response))
            return response
        except Exception as error:
            failure = read_failure(error, name)
            _log.warning("the chat model failed", model=name, attempt=number, error=type(error).__name__)
            wait_s = failure.wait_s
            if wait_s is None:
                wait_s = patience.first_wait_s * 2 ** (number - 1) * random.uniform(0.75, 1.25)  # noqa: S311
            if not failure.again or number == patience.tries or time.monotonic() + wait_s >= deadline:
                raise Unanswered(failure) from error
            await asyncio.sleep(wait_s)
            again()
    raise AssertionError("the last try either answers or raises")


def _message(response: ModelResponse) -> AIMessage:
    message = response.result[-1]
    return message if isinstance(message, AIMessage) else AIMessage(content="")
