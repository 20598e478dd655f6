"""Google's interfaces beside its own client, over a mock transport."""

import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.contract.answers import Reply
from tests.contract.samples import google_images, google_omni, google_veo
from tests.contract.samples.forms import LAST, PNG, Samples
from tests.contract.test_every_adapter import adapter
from tools.providers.outcomes import Finished, Link
from tools.providers.requests import ClipRequest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its source has escapes that Python warns of when it compiles them
    from google import genai
    from google.genai import types
    from google.genai._gaos.types.interactions import CreateModelInteraction

INTERACTIONS = google_omni.SAMPLES


@pytest.fixture
def theirs() -> Iterator[tuple[dict[str, Any], list[httpx2.Request]]]:
    """What makes Google's client send to us, and what it sent."""
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json={"id": "v1_x", "status": "queued", "name": "operations/1", "candidates": []})

    client = httpx2.Client(transport=httpx2.MockTransport(answer))
    logging.getLogger("google_genai").setLevel(logging.ERROR)
    yield {"api_key": "k", "http_options": types.HttpOptions(httpx_client=client)}, sent
    client.close()


async def ours(sample: Samples) -> tuple[str, Any]:
    provider, desk = adapter(sample, sample.submitted or sample.finished)
    await provider.submit(sample.request)
    return str(desk.requests[0].url), desk.posted


async def test_pictures_are_asked_for_as_googles_client_does(
    theirs: tuple[dict[str, Any], list[httpx2.Request]],
) -> None:
    how, sent = theirs
    picture = types.Part.from_bytes(data=PNG, mime_type="image/png")
    genai.Client(**how).models.generate_content(
        model="gemini-nano-banana-2.1",
        contents=[types.Part.from_text(text="The same bottle on a wet stone at dawn"), picture],
        config=types.GenerateContentConfig(
            response_modalities=["IMAGE"], seed=3, image_config=types.ImageConfig(aspect_ratio="4:5", image_size="2K")
        ),
    )
    url, body = await ours(google_images.SAMPLES[0])
    assert url == str(sent[0].url)
    # Protocol buffers' JSON reads both forms; Google's client mixes them.
    assert body == json.loads(sent[0].content.replace(b'"mime_type"', b'"mimeType"'))


@pytest.mark.parametrize("sample", INTERACTIONS, ids=lambda s: s.name)
async def test_interactions_are_valid_in_googles_own_types(sample: Samples) -> None:
    _, body = await ours(sample)
    read = CreateModelInteraction.model_validate(body)
    assert read.model_extra in ({}, None)
    fields = CreateModelInteraction.model_json_schema()["properties"]
    assert set(body) <= set(fields)


@pytest.mark.parametrize("sample", INTERACTIONS, ids=lambda s: s.name)
async def test_interactions_are_sent_as_googles_client_does(
    sample: Samples, theirs: tuple[dict[str, Any], list[httpx2.Request]]
) -> None:
    how, sent = theirs
    url, body = await ours(sample)
    arguments = {**body, "input": body["input"][0]["content"]}
    genai.Client(**how).interactions.create(**arguments)
    assert url == str(sent[0].url)
    assert body == json.loads(sent[0].content)


async def test_veo_is_asked_as_googles_client_does(theirs: tuple[dict[str, Any], list[httpx2.Request]]) -> None:
    how, sent = theirs
    sample = google_veo.SAMPLES[0]
    assert isinstance(sample.request, ClipRequest)
    client = genai.Client(enterprise=True, **how)
    client.models.generate_videos(
        model="veo-3.1-generate-001",
        source=types.GenerateVideosSource(
            prompt=sample.request.motion_prompt, image=types.Image(image_bytes=PNG, mime_type="image/png")
        ),
        config=types.GenerateVideosConfig(
            duration_seconds=6, aspect_ratio="9:16", resolution="1080p", seed=3, generate_audio=False,
            number_of_videos=1, last_frame=types.Image(image_bytes=LAST, mime_type="image/png"),
        ),
    )  # fmt: skip
    url, body = await ours(sample)
    assert url == str(sent[0].url)
    assert body == json.loads(sent[0].content)


async def test_a_clip_without_alt_media_is_asked_for_as_media() -> None:
    sample = INTERACTIONS[0]
    for plain, asked in ((":download", ":download?alt=media"), (":download?v=1", ":download?v=1&alt=media")):
        provider, _ = adapter(sample, sample.finished.but(":download?alt=media", plain))
        assert sample.job is not None
        finished = await provider.poll(sample.job)
        assert isinstance(finished, Finished)
        link = finished.results[0]
        assert isinstance(link, Link)
        assert link.url.endswith(asked)


async def test_a_quick_success_without_a_video_is_a_failure_that_names_the_region() -> None:
    sample = INTERACTIONS[1]
    empty = Reply({"id": "v1_x", "status": "completed", "steps": [], "usage": {"total_output_tokens": 0}})
    provider, _ = adapter(sample, empty)
    assert sample.job is not None
    outcome = await provider.poll(sample.job)
    assert "where it runs" in getattr(outcome, "reason", "")


async def test_googles_own_time_to_wait_is_read_from_the_body() -> None:
    detail = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "31.5s"}
    body = {"error": {"code": 429, "message": "Quota", "status": "RESOURCE_EXHAUSTED", "details": [detail]}}
    provider, _ = adapter(INTERACTIONS[0], Reply(body, 429))
    with pytest.raises(Exception, match=r"wait 31\.5 s"):
        await provider.submit(INTERACTIONS[0].request)
