"""A model server on the own machine that speaks OpenAI's two protocols over real HTTP, from a script of replies."""

import json
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class Reply:
    """What the server answers to one request.

    calls: (name, arguments) where arguments may be a dict or raw text. status: an HTTP error instead. hang_s: silence
    before the answer. cut_after: the connection is dropped after so many events. raw: this body instead.
    """

    text: str = ""
    calls: list[tuple[str, Any]] = field(default_factory=list)
    refusal: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    error: dict[str, Any] = field(default_factory=dict)
    hang_s: float = 0.0
    cut_after: int | None = None
    reset: bool = False
    """The connection is not closed but torn when it is cut."""
    raw: bytes | None = None
    finish: str = ""
    same_ids: bool = False
    """Every call has the id "0", as small local servers do."""


class ModelServer:
    """Serves `replies` one after another; the last one again and again. `requests` keeps (path, body)."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.keys: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                return

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append((self.path, body))
                server.keys.append(self.headers.get("Authorization", ""))
                number = len(server.requests)
                reply = server.replies[min(number, len(server.replies)) - 1]
                try:
                    answer(self, self.path, body, reply, number)
                except (BrokenPipeError, ConnectionResetError):
                    return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def messages(self, number: int = -1) -> list[dict[str, Any]]:
        """What the model was shown in a request."""
        body = self.requests[number][1]
        return body["messages"] if "messages" in body else body["input"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(2)


def answer(handler: BaseHTTPRequestHandler, path: str, body: dict[str, Any], reply: Reply, number: int) -> None:
    if reply.hang_s:
        time.sleep(reply.hang_s)
    if reply.status != 200:
        send(handler, reply.status, json.dumps({"error": reply.error or {"message": "no"}}).encode(), reply.headers)
        return
    if reply.raw is not None:
        send(handler, 200, reply.raw, {"Content-Type": "application/json", **reply.headers})
        return
    responses = path.endswith("/responses")
    if not body.get("stream"):
        whole = whole_response(reply, number) if responses else whole_completion(reply, number)
        send(handler, 200, json.dumps(whole).encode(), {"Content-Type": "application/json"})
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()
    events = response_events(reply, number) if responses else completion_events(reply, number)
    for count, event in enumerate(events):
        if reply.cut_after is not None and count >= reply.cut_after:
            if reply.reset:
                handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                os.close(handler.connection.detach())
            return
        name = f"event: {event['type']}\n" if responses else ""
        handler.wfile.write(f"{name}data: {json.dumps(event)}\n\n".encode())
        handler.wfile.flush()
    if not responses:
        handler.wfile.write(b"data: [DONE]\n\n")


def send(handler: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", **headers}.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def arguments(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def pieces(text: str, size: int = 7) -> Iterator[str]:
    for start in range(0, len(text), size):
        yield text[start : start + size]


def call_id(reply: Reply, number: int, index: int) -> str:
    return "0" if reply.same_ids else f"call_{number}_{index}"


def completion_events(reply: Reply, number: int) -> Iterator[dict[str, Any]]:
    def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        return {
            "id": f"chatcmpl-{number}", "object": "chat.completion.chunk", "created": 1, "model": "local",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }  # fmt: skip

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(reply.text):
        yield chunk({"content": piece})
    if reply.refusal:
        yield chunk({"refusal": reply.refusal})
    for index, (name, args) in enumerate(reply.calls):
        head = {"name": name, "arguments": ""}
        yield chunk(
            {
                "tool_calls": [
                    {"index": index, "id": call_id(reply, number, index), "type": "function", "function": head}
                ]
            }
        )
        for piece in pieces(arguments(args)):
            yield chunk({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
    yield chunk({}, reply.finish or ("tool_calls" if reply.calls else "stop"))


def whole_completion(reply: Reply, number: int) -> dict[str, Any]:
    calls = [
        {"id": call_id(reply, number, i), "type": "function", "function": {"name": n, "arguments": arguments(a)}}
        for i, (n, a) in enumerate(reply.calls)
    ]
    message: dict[str, Any] = {"role": "assistant", "content": reply.text or None}
    if calls:
        message["tool_calls"] = calls
    if reply.refusal:
        message["refusal"] = reply.refusal
    return {
        "id": f"chatcmpl-{number}", "object": "chat.completion", "created": 1, "model": "local",
        "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls" if calls else "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip


def output_items(reply: Reply, number: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    if reply.text or reply.refusal:
        content = (
            {"type": "refusal", "refusal": reply.refusal}
            if reply.refusal
            else {"type": "output_text", "text": reply.text, "annotations": []}
        )
        items.append(
            {"id": f"msg_{number}", "type": "message", "role": "assistant", "status": "completed", "content": [content]}
        )
    items += [
        {
            "id": f"fc_{number}_{i}", "type": "function_call", "status": "completed", "name": name,
            "call_id": call_id(reply, number, i), "arguments": arguments(args),
        }
        for i, (name, args) in enumerate(reply.calls)
    ]  # fmt: skip
    return items


def whole_response(reply: Reply, number: int) -> dict[str, Any]:
    return {
        "id": f"resp_{number}", "object": "response", "created_at": 1, "model": "local", "status": "completed",
        "output": output_items(reply, number), "parallel_tool_calls": True, "tool_choice": "auto", "tools": [],
        "error": None, "incomplete_details": None, "instructions": None, "metadata": {},
        "usage": {
            "input_tokens": 1, "output_tokens": 1, "total_tokens": 2,
            "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0},
        },
    }  # fmt: skip


def response_events(reply: Reply, number: int) -> Iterator[dict[str, Any]]:
    sequence = iter(range(10_000))
    whole = whole_response(reply, number)

    def event(kind: str, **values: Any) -> dict[str, Any]:
        return {"type": kind, "sequence_number": next(sequence), **values}

    yield event("response.created", response={**whole, "status": "in_progress", "output": [], "usage": None})
    for place, item in enumerate(whole["output"]):
        if item["type"] == "message":
            yield event("response.output_item.added", output_index=place, item={**item, "content": []})
            content = item["content"][0]
            where = {"item_id": item["id"], "output_index": place, "content_index": 0}
            if content["type"] == "refusal":
                yield event("response.refusal.done", refusal=content["refusal"], **where)
            else:
                for piece in pieces(content["text"]):
                    yield event("response.output_text.delta", delta=piece, logprobs=[], **where)
                yield event("response.output_text.done", text=content["text"], logprobs=[], **where)
        else:
            yield event("response.output_item.added", output_index=place, item={**item, "arguments": ""})
            where = {"item_id": item["id"], "output_index": place}
            for piece in pieces(item["arguments"]):
                yield event("response.function_call_arguments.delta", delta=piece, **where)
            yield event(
                "response.function_call_arguments.done", arguments=item["arguments"], name=item["name"], **where
            )
        yield event("response.output_item.done", output_index=place, item=item)
    yield event("response.completed", response=whole)
