"""The chat model over real HTTP: a server on this machine speaks both of OpenAI's protocols, well and badly."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from agent.events import Words
from agent.models import ChosenModel, choose_model
from agent.patience import Patience
from agent.redaction import Redactor
from agent.settings import Settings
from tests.agent.conftest import QUICK, OpenStudio
from tests.agent.model_server import ModelServer, Reply
from tools.steps import STEPS

KEY = "sk-" + "test" * 8
COMPLETIONS, RESPONSES = "openai:local", "openai:gpt-6.1-terra"
SLOWER = ("change_move", {"property": "speed", "direction": "less", "wish": "slow the push-in"})
TITLE = ("set_title", {"title": "Dawn", "wish": "call it Dawn"})

BOTH = [COMPLETIONS, pytest.param(RESPONSES, marks=pytest.mark.slow)]
"""The two protocols; one of them in the quick run."""

Serve = Callable[..., ModelServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers and stops them."""
    running: list[ModelServer] = []

    def start(*replies: Reply) -> ModelServer:
        running.append(ModelServer(*replies))
        return running[-1]

    yield start
    for server in running:
        server.__exit__()


def slow(*values: Any) -> Any:
    """A case for the full run only."""
    return pytest.param(*values, marks=pytest.mark.slow)


def model_at(url: str, name: str = COMPLETIONS, key: str | None = KEY) -> ChosenModel:
    return choose_model(
        Settings(_env_file=None, model=name, openai_base_url=url, openai_api_key=SecretStr(key) if key else None)  # pyright: ignore[reportCallIssue]
    )


@pytest.mark.slow
@pytest.mark.parametrize("protocol", [COMPLETIONS, RESPONSES])
async def test_a_streamed_tool_call_changes_the_scene_and_the_rest_of_the_sentence_waits(
    studio: OpenStudio, serve: Serve, protocol: str
) -> None:
    server = serve(Reply(text="Slowing it.", calls=[SLOWER, TITLE]))
    room = studio(model_at(server.url, protocol))
    heard: list[str] = []
    receipt = await room.says(
        "slow the push-in and call it Dawn",
        on_event=lambda event: heard.append(event.text) if isinstance(event, Words) else None,
    )
    assert receipt.outcome == "changed"
    assert room.scene.shots[0].camera[0].amount == pytest.approx(0.084)
    assert receipt.offers[-1].label == "call it Dawn"
    assert "".join(heard) == "Slowing it."
    assert server.requests[0][0].endswith("/responses" if protocol == RESPONSES else "/chat/completions")
    assert len(server.requests) == 1


@pytest.mark.parametrize("protocol", BOTH)
async def test_the_model_is_shown_the_rules_the_scene_as_it_is_and_tools_with_units(
    studio: OpenStudio, serve: Serve, protocol: str
) -> None:
    server = serve(Reply(calls=[SLOWER]), Reply(text="It lasts 6 s."))
    room = studio(model_at(server.url, protocol))
    await room.says("slow the push-in")
    await room.says("how long is it?")
    body = server.requests[1][1]
    assert '"amount":0.084' in json.dumps(server.messages()).replace('\\"', '"')
    tools = [tool.get("function", tool) for tool in body["tools"]]
    assert len(tools) == len(STEPS)
    duration = next(tool for tool in tools if tool["name"] == "set_duration")["parameters"]["properties"]
    assert "seconds" in duration["duration_s"]["description"]
    assert duration["duration_s"]["maximum"] == 60


@pytest.mark.slow
@pytest.mark.parametrize("protocol", BOTH)
async def test_a_long_conversation_stays_one_that_the_protocol_accepts(
    studio: OpenStudio, serve: Serve, protocol: str
) -> None:
    server = serve(
        Reply(calls=[SLOWER, TITLE], same_ids=True),
        Reply(calls=[("remove_shot", {"shot": "s9"})], same_ids=True),
        Reply(text="There is no ninth shot."),
        Reply(calls=[("show_history", {})], same_ids=True),
        Reply(text="You slowed it.", same_ids=True),
    )
    room = studio(model_at(server.url, protocol))
    for sentence in ("slow the push-in and call it Dawn", "drop shot nine", "what did we change?", "and now?"):
        await room.says(sentence)
    assert_calls_are_answered(server.messages())


def assert_calls_are_answered(messages: list[dict[str, Any]]) -> None:
    """Each call has one answer, under an id that no other call has."""
    calls = [call["id"] for m in messages for call in m.get("tool_calls") or []]
    calls += [m["call_id"] for m in messages if m.get("type") == "function_call"]
    answers = [m["tool_call_id"] for m in messages if m.get("role") == "tool"]
    answers += [m["call_id"] for m in messages if m.get("type") == "function_call_output"]
    assert sorted(calls) == sorted(answers)
    assert len(set(calls)) == len(calls) > 2


@pytest.mark.parametrize("protocol", BOTH)
async def test_a_call_that_was_cut_off_is_not_carried_out_half(studio: OpenStudio, serve: Serve, protocol: str) -> None:
    half = ("set_duration", '{"duration_s": 8, "shots": ["s')
    server = serve(Reply(calls=[half]), Reply(calls=[("set_duration", {"duration_s": 4})]))
    room = studio(model_at(server.url, protocol))
    receipt = await room.says("4 seconds")
    assert receipt.outcome == "changed"
    assert room.scene.shots[0].duration_s == 4
    assert room.revisions == 2
    assert_answered = server.messages(1)
    assert "complete JSON" in json.dumps(assert_answered)


@pytest.mark.slow
@pytest.mark.parametrize("reset", [False, True], ids=["closed", "torn"])
async def test_a_stream_that_breaks_off_inside_a_call_changes_nothing(
    studio: OpenStudio, serve: Serve, reset: bool
) -> None:
    server = serve(Reply(calls=[("set_duration", {"duration_s": 8, "shots": ["s1"]})], cut_after=5, reset=reset))
    room = studio(model_at(server.url))
    receipt = await room.says("8 seconds")
    assert receipt.outcome in ("failed", "refused")
    assert room.revisions == 1


@pytest.mark.parametrize(
    "trouble",
    [
        Reply(status=429, headers={"Retry-After": "0"}),
        slow(Reply(status=500)),
        slow(Reply(status=503)),
        Reply(text=""),
        slow(Reply(raw=b"<html>busy</html>", headers={"Content-Type": "text/html"})),
        Reply(raw=b'{"choices": 7}'),
    ],
    ids=["429", "500", "503", "empty", "html", "garbage"],
)
async def test_a_passing_trouble_is_tried_again_without_a_word(
    studio: OpenStudio, serve: Serve, trouble: Reply
) -> None:
    server = serve(trouble, Reply(calls=[SLOWER]))
    room = studio(model_at(server.url))
    assert (await room.says("slow the push-in")).outcome == "changed"
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("trouble", "words", "requests"),
    [
        slow(Reply(status=429), "asked too often", 3),
        (Reply(status=500), "has a fault", 3),
        slow(Reply(text=""), "empty answer", 3),
        slow(Reply(raw=b"nonsense"), "could not be read", 3),
        (Reply(status=401, error={"message": f"Incorrect API key provided: {KEY}"}), "does not accept the key", 1),
        slow(Reply(status=404), "no chat model", 1),
        slow(Reply(status=400), "cannot read the request", 1),
        (Reply(status=429, error={"message": "no credit", "code": "insufficient_quota"}), "no credit", 1),
    ],
    ids=["429", "500", "empty", "garbage", "401", "404", "400", "quota"],
)
async def test_a_lasting_trouble_is_one_sentence_and_the_scene_stays(
    studio: OpenStudio, serve: Serve, trouble: Reply, words: str, requests: int
) -> None:
    server = serve(trouble)
    room = studio(model_at(server.url))
    before = room.scene
    receipt = await room.says("slow the push-in")
    assert receipt.outcome == "failed"
    assert words in receipt.message
    assert "Nothing was changed" in receipt.message
    assert len(server.requests) == requests
    assert room.scene == before
    assert room.history.turns(room.session_id)[0].outcome == "failed"


async def test_the_turn_after_a_failure_works(studio: OpenStudio, serve: Serve) -> None:
    server = serve(Reply(status=401), Reply(calls=[SLOWER]))
    room = studio(model_at(server.url))
    await room.says("warmer")
    assert (await room.says("slow the push-in")).outcome == "changed"


async def test_a_server_that_is_not_there_is_a_sentence(studio: OpenStudio) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    room = studio(model_at(f"http://127.0.0.1:{port}/v1"))
    receipt = await room.says("slow the push-in")
    assert receipt.outcome == "failed"
    assert "cannot be reached" in receipt.message


@pytest.mark.slow
async def test_a_server_that_hangs_is_given_up_in_time(studio: OpenStudio, serve: Serve) -> None:
    server = serve(Reply(hang_s=3))
    room = studio(model_at(server.url), patience=Patience(timeout_s=0.3, tries=3, first_wait_s=0.01))
    began = time.perf_counter()
    receipt = await room.says("slow the push-in")
    assert time.perf_counter() - began < 1.5
    assert receipt.outcome == "failed"
    assert "did not answer in time" in receipt.message


@pytest.mark.parametrize("protocol", BOTH)
async def test_a_refusal_is_told_and_not_tried_again(studio: OpenStudio, serve: Serve, protocol: str) -> None:
    refusal = Reply(refusal="I cannot help with that.")
    if protocol == COMPLETIONS:
        refusal.finish = "content_filter"
    server = serve(refusal)
    room = studio(model_at(server.url, protocol))
    receipt = await room.says("slow the push-in")
    assert receipt.outcome == "refused"
    assert "declined" in receipt.message
    assert len(server.requests) == 1


async def test_words_that_broke_off_are_taken_back_before_the_second_try(studio: OpenStudio, serve: Serve) -> None:
    server = serve(Reply(text="The film las", cut_after=3, reset=True), Reply(text="It lasts 6 s."))
    room = studio(model_at(server.url))
    heard: list[Words] = []
    receipt = await room.says(
        "how long?", on_event=lambda event: heard.append(event) if isinstance(event, Words) else None
    )
    again = heard.index(Words("", restart=True))
    assert "".join(words.text for words in heard[:again]).startswith("The film")
    assert "".join(words.text for words in heard[again:]) == receipt.message == "It lasts 6 s."


async def test_a_local_server_needs_no_key(studio: OpenStudio, serve: Serve) -> None:
    server = serve(Reply(calls=[SLOWER]))
    room = studio(model_at(server.url, key=None))
    assert (await room.says("slow the push-in")).outcome == "changed"


async def test_the_key_is_in_the_request_and_nowhere_else(
    studio: OpenStudio, serve: Serve, logs: list[dict[str, Any]], home: Any
) -> None:
    wrong = Reply(status=401, error={"message": f"Incorrect API key provided: {KEY}"})
    server = serve(wrong, Reply(text=f"Your key is {KEY}."))
    room = studio(model_at(server.url), redactor=Redactor([KEY]))
    receipts = [await room.says("slow the push-in"), await room.says(f"my key is {KEY}, use it")]
    assert server.keys[0] == f"Bearer {KEY}"
    assert KEY not in json.dumps([receipt.model_dump(mode="json") for receipt in receipts])
    assert KEY not in json.dumps([turn.receipt for turn in room.history.turns(room.session_id)])
    assert KEY not in json.dumps([turn.instruction for turn in room.history.turns(room.session_id)])
    assert KEY not in str(logs)
    assert KEY not in json.dumps(server.messages(1))


def test_the_patience_of_the_tests_is_that_of_the_product_but_shorter() -> None:
    assert QUICK.tries == Patience().tries == 3
