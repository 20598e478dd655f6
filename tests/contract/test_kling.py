"""What only Kling has: a task is found again by our own label."""

import pytest

from store.errors import VendorError
from tests.contract.answers import Reply
from tests.contract.samples.kling import SAMPLES
from tests.contract.test_every_adapter import adapter
from tools.engines import ADAPTERS
from tools.providers.outcomes import FindsByLabel

CLIP = SAMPLES[0]


async def test_a_label_goes_with_the_submit_and_finds_the_task_again() -> None:
    assert CLIP.submitted is not None
    provider, desk = adapter(CLIP, CLIP.submitted, CLIP.finished, Reply({"code": 0, "data": []}))
    assert isinstance(provider, FindsByLabel)
    submitted = await provider.submit(CLIP.request, label="session-1.call-2.1")
    assert desk.posted["options"]["external_task_id"] == "session-1.call-2.1"
    assert await provider.find("session-1.call-2.1") == submitted
    assert desk.requests[1].url.query == b"external_task_ids=session-1.call-2.1"
    assert await provider.find("session-1.call-2.2") is None
    with pytest.raises(VendorError):
        await provider.find("a,b&task_ids=c")


def test_it_is_the_only_vendor_that_can_be_asked_by_label() -> None:
    assert [name for name, found in ADAPTERS.items() if issubclass(found, FindsByLabel)] == ["kling"]


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        (1000, 401, "key"), (1004, 401, "key"), (1100, 429, "credit"), (1101, 429, "credit"), (1102, 429, "credit"),
        (1103, 403, "key"), (1200, 400, "unsupported"), (1300, 400, "refused"), (1301, 400, "refused"),
        (1302, 429, "rate"), (1303, 429, "rate"), (1304, 429, "key"), (5000, 500, "failed"), (5001, 503, "failed"),
    ],
)  # fmt: skip
async def test_not_every_429_is_worth_waiting_for(code: int, status: int, kind: str) -> None:
    provider, _ = adapter(CLIP, Reply({"code": code, "message": "words", "request_id": "r"}, status))
    with pytest.raises(VendorError) as caught:
        await provider.submit(CLIP.request)
    assert caught.value.kind == kind
    assert caught.value.reason == "words"
    assert caught.value.charged == ("unknown" if status >= 500 else "no")
