"""fal beside its own client, and the field maps."""

import fal_client

from tests.contract.samples.fal import SAMPLES
from tests.contract.samples.forms import STILL
from tests.contract.test_every_adapter import adapter
from tools.engine_limits import nearest
from tools.profiles import profiles
from tools.providers import fal
from tools.providers.requests import ClipRequest


async def test_submitting_sends_what_fals_client_sends_byte_for_byte() -> None:
    sample = SAMPLES[0]
    assert sample.submitted is not None
    provider, desk = adapter(sample, sample.submitted, sample.submitted)
    await provider.submit(sample.request)
    client = fal_client.SyncClient(key="sk-test-0123456789abcdef-key")
    client._client._transport = desk.client._transport  # type: ignore[assignment]
    client.submit(sample.path.removeprefix("/"), arguments=desk.posted)
    ours, theirs = desk.requests
    assert (ours.method, ours.url, ours.content) == (theirs.method, theirs.url, theirs.content)
    assert ours.headers["authorization"] == theirs.headers["authorization"]


def test_every_clip_engine_can_be_asked_for_something_near_six_seconds() -> None:
    wanted = ClipRequest(
        motion_prompt="it turns slowly", first_frame=STILL, seconds=6, ratio="4:5", seed=1, tier="final"
    )
    asked = 0
    for profile in profiles():
        if profile.adapter == "fal" and profile.kind == "clip":
            near = nearest(profile, wanted)
            assert near is not None, profile.id
            model, body = fal._to_wire(profile, near)
            assert body[profile.fields.prompt] == "it turns slowly"
            assert model.count("/") >= 2
            asked += 1
    assert asked >= 12
