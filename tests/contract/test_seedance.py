"""Seedance beside BytePlus's own client, and in the types of its client."""

import json
from typing import Any

import httpx
import pytest
from byteplussdkarkruntime import Ark  # pyright: ignore[reportMissingTypeStubs]
from byteplussdkarkruntime.types.content_generation.create_task_content_param import (  # pyright: ignore[reportMissingTypeStubs]
    CreateTaskContentParam,
)
from pydantic import TypeAdapter, ValidationError

from tests.contract.samples.forms import Samples
from tests.contract.samples.seedance import SAMPLES
from tests.contract.test_every_adapter import adapter


async def ours(sample: Samples) -> httpx.Request:
    provider, desk = adapter(sample, sample.submitted or sample.finished)
    await provider.submit(sample.request)
    return desk.requests[0]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
async def test_what_is_sent_is_what_byteplus_client_sends(sample: Samples) -> None:
    request = await ours(sample)
    body: dict[str, Any] = json.loads(request.content)
    sent: list[httpx.Request] = []

    def take(theirs: httpx.Request) -> httpx.Response:
        theirs.read()
        sent.append(theirs)
        return httpx.Response(200, json={"id": "cgt-1"})

    with httpx.Client(transport=httpx.MockTransport(take)) as client:
        made = Ark(api_key="k", base_url="https://ark.ap-southeast.bytepluses.com/api/v3", http_client=client)
        made.content_generation.tasks.create(**body)
    assert (request.method, request.url) == (sent[0].method, sent[0].url)
    # Their client sends what is left out as null, ours not at all.
    assert body == {name: value for name, value in json.loads(sent[0].content).items() if value is not None}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
async def test_every_part_is_valid_in_byteplus_own_types(sample: Samples) -> None:
    adapted: TypeAdapter[Any] = TypeAdapter(CreateTaskContentParam)
    for part in json.loads((await ours(sample)).content)["content"]:
        assert adapted.validate_python(part) == part
    with pytest.raises(ValidationError):
        adapted.validate_python({"type": "picture", "text": "x"})
