"""Runway beside its own client, and in the types of its client."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter, ValidationError
from runwayml import AsyncRunwayML
from runwayml.types import image_to_video_create_params, text_to_image_create_params, video_to_video_create_params

from tests.contract.answers import Desk, Reply
from tests.contract.samples.forms import LAST_URL, STILL_URL, Samples
from tests.contract.samples.runway import SAMPLES
from tests.contract.test_every_adapter import adapter
from tools.profiles import profiles
from tools.providers.outcomes import Failed

CLIP, VEO, PICTURE, EDIT = SAMPLES
Call = Callable[[AsyncRunwayML], Awaitable[object]]
CALLS: tuple[tuple[Samples, Call], ...] = (
    (
        CLIP,
        lambda client: client.image_to_video.create(
            model="gen4.5", prompt_image=STILL_URL, prompt_text=CLIP.body["promptText"], ratio="720:1280", duration=6,
            seed=3,
        ),
    ),
    (
        VEO,
        lambda client: client.image_to_video.create(
            model="veo3.1_fast", prompt_text=CLIP.body["promptText"], ratio="1080:1920", duration=6, audio=True,
            prompt_image=[{"position": "first", "uri": STILL_URL}, {"position": "last", "uri": LAST_URL}],
        ),
    ),
    (
        PICTURE,
        lambda client: client.text_to_image.create(
            model="gen4_image", prompt_text="@ref1 on a wet stone", ratio="1080:1920", seed=3,
            reference_images=[{"uri": STILL_URL, "tag": "ref1"}],
        ),
    ),
    (
        EDIT,
        lambda client: client.video_to_video.create(
            model="aleph2", video_uri="https://m.example.com/a.mp4", prompt_text="make it dusk", seed=3
        ),
    ),
)  # fmt: skip
TYPES: tuple[tuple[Samples, Any], ...] = (
    (CLIP, image_to_video_create_params.Gen4_5),
    (VEO, image_to_video_create_params.Veo3_1Fast),
    (PICTURE, text_to_image_create_params.Gen4Image),
    (EDIT, video_to_video_create_params.Variant0),
)


async def ours(sample: Samples) -> httpx.Request:
    provider, desk = adapter(sample, sample.submitted or sample.finished)
    await provider.submit(sample.request)
    return desk.requests[0]


@pytest.mark.parametrize(("sample", "call"), CALLS, ids=[sample.name for sample, _ in CALLS])
async def test_what_is_sent_is_what_runways_client_sends_byte_for_byte(sample: Samples, call: Call) -> None:
    desk = Desk(Reply({"id": "x"}))
    await call(AsyncRunwayML(api_key="k", http_client=desk.client, max_retries=0))
    sent = await ours(sample)
    theirs = desk.requests[0]
    assert sent.url == theirs.url
    assert sent.headers["x-runway-version"] == theirs.headers["x-runway-version"]
    assert sent.content == theirs.content


@pytest.mark.parametrize(("sample", "types"), TYPES, ids=[sample.name for sample, _ in TYPES])
async def test_bodies_are_valid_in_runways_own_types(sample: Samples, types: Any) -> None:
    body = json.loads((await ours(sample)).content)
    snake = {"".join(f"_{c.lower()}" if c.isupper() else c for c in name): value for name, value in body.items()}
    adapted = TypeAdapter(types)
    assert adapted.validate_python(snake)
    assert set(snake) <= set(adapted.json_schema()["properties"])
    with pytest.raises(ValidationError):
        adapted.validate_python({**snake, "model": "gen4_aleph"})


def test_every_size_stands_in_runways_own_types() -> None:
    types = {
        "gen-4.5": image_to_video_create_params.Gen4_5, "veo-3.1": image_to_video_create_params.Veo3_1,
        "veo-3.1-fast": image_to_video_create_params.Veo3_1Fast, "gen-4-image": text_to_image_create_params.Gen4Image,
    }  # fmt: skip
    allowed = {engine: TypeAdapter(one).json_schema()["properties"]["ratio"]["enum"] for engine, one in types.items()}
    sized = [profile for profile in profiles() if profile.host == "runway" and profile.sizes]
    assert len(sized) == 4
    for profile in sized:
        assert set(profile.sizes) == set(profile.ratios)
        assert {size for by in profile.sizes.values() for size in by.values()} <= set(allowed[profile.engine])


async def test_a_task_that_failed_says_whether_it_was_charged() -> None:
    for cost, charged in ((0, "no"), (72, "yes")):
        reply = Reply({"id": "x", "status": "FAILED", "failure": "no", "cost": {"credits": cost}})
        provider, _ = adapter(CLIP, reply)
        assert CLIP.job is not None
        outcome = await provider.poll(CLIP.job)
        assert isinstance(outcome, Failed)
        assert outcome.charged == charged


@pytest.mark.parametrize(("status", "charged"), [("PENDING", "no"), ("RUNNING", "yes")])
async def test_a_job_that_ran_is_charged_although_it_is_cancelled(status: str, charged: str) -> None:
    assert CLIP.job is not None
    provider, _ = adapter(CLIP, Reply({"id": CLIP.job.task_id, "status": status}), Reply(status=204))
    answer = await provider.cancel(CLIP.job)
    assert (answer.state, answer.charged) == ("cancelled", charged)
