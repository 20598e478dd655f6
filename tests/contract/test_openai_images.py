"""OpenAI's pictures beside its own client, and the sizes it takes."""

import json
from typing import Any

import httpx
import openai
import pytest
from openai.types import image_generate_params
from pydantic import TypeAdapter, ValidationError

from tests.contract.answers import Desk, parts
from tests.contract.samples.forms import STILL, Samples
from tests.contract.samples.openai_images import SAMPLES
from tests.contract.test_every_adapter import adapter
from tools.profiles import profiles
from tools.providers.requests import StillRequest

GENERATE, EDIT = SAMPLES
FIELDS: dict[str, Any] = {"model": "gpt-image-2", "output_format": "png"}


async def ours(sample: Samples) -> httpx.Request:
    provider, desk = adapter(sample, sample.finished)
    await provider.submit(sample.request)
    return desk.requests[0]


def theirs(sample: Samples) -> tuple[openai.AsyncOpenAI, Desk]:
    desk = Desk(sample.finished)
    client: Any = desk.client
    return openai.AsyncOpenAI(api_key="k", http_client=client, max_retries=0), desk


async def test_generating_sends_what_openais_client_sends_byte_for_byte() -> None:
    client, desk = theirs(GENERATE)
    assert isinstance(GENERATE.request, StillRequest)
    await client.images.generate(**FIELDS, prompt=GENERATE.request.prompt, n=2, quality="high", size="1152x2048")
    sent = await ours(GENERATE)
    assert sent.url == desk.requests[0].url
    assert sent.content == desk.requests[0].content


async def test_editing_sends_the_parts_that_openais_client_sends() -> None:
    client, desk = theirs(EDIT)
    picture = ("picture.png", STILL.data, "image/png")
    request = EDIT.request
    assert isinstance(request, StillRequest)
    assert request.mask is not None
    await client.images.edit(
        **FIELDS, prompt=request.prompt, n=1, quality="low", size="768x960", image=[picture, picture],
        mask=("mask.png", request.mask.data, "image/png"),
    )  # fmt: skip
    sent = await ours(EDIT)
    assert sent.url == desk.requests[0].url
    assert sorted(parts(sent)) == sorted(parts(desk.requests[0]))
    assert [part[0] for part in parts(sent)][-3:] == [
        'name="image[]"; filename="picture.png"', 'name="image[]"; filename="picture.png"',
        'name="mask"; filename="mask.png"',
    ]  # fmt: skip


async def test_one_picture_alone_is_sent_as_image() -> None:
    provider, desk = adapter(EDIT, EDIT.finished)
    await provider.submit(StillRequest(prompt="in blue", base=STILL))
    assert parts(desk.requests[0])[-1][0] == 'name="image"; filename="picture.png"'


async def test_the_body_is_valid_in_openais_own_types() -> None:
    body = json.loads((await ours(GENERATE)).content)
    types = TypeAdapter(image_generate_params.ImageGenerateParamsNonStreaming)
    assert types.validate_python(body) == body
    assert set(body) <= set(types.json_schema()["properties"])
    with pytest.raises(ValidationError):
        types.validate_python({**body, "quality": "cheapest"})


def test_every_size_is_one_that_openai_takes_and_has_the_ratio_exactly() -> None:
    sized = [profile for profile in profiles() if profile.maker == "OpenAI"]
    assert len(sized) >= 5
    for profile in sized:
        assert set(profile.sizes) == set(profile.ratios)
        for ratio, by_quality in profile.sizes.items():
            across, down = map(int, ratio.split(":"))
            assert set(by_quality) == {"low", "medium", "high"}
            for size in by_quality.values():
                width, height = map(int, size.split("x"))
                assert width % 16 == height % 16 == 0
                assert width * down == height * across
                assert 655_360 <= width * height <= 8_294_400
                assert max(width, height) <= 3840


def test_the_final_sizes_cover_the_platforms_pixels() -> None:
    platform = {"9:16": (1080, 1920), "16:9": (1920, 1080), "1:1": (1080, 1080), "4:5": (1080, 1350)}
    for profile in profiles():
        for ratio, by_quality in profile.sizes.items():
            if profile.maker == "OpenAI":
                width, height = map(int, by_quality["high"].split("x"))
                assert width >= platform[ratio][0]
                assert height >= platform[ratio][1]
