"""A vendor of pictures on this machine, which answers as OpenAI does: with the pictures themselves."""

import base64
import io
import json

from PIL import Image

from tests.e2e.vendor import Asked, Vendor

_BLOCKED = {"error": {"message": "Your request was rejected: violence", "code": "moderation_blocked"}}


class PictureVendor(Vendor):
    """pictures: how many each call brought along. What holds `refuses` it refuses; what it draws is `drawn` where that
    is set, else an even colour."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[int] = []
        self.refuses = ""
        self.drawn = b""

    @property
    def settings(self) -> dict[str, str]:
        return {"OPENAI_API_KEY": "key-of-no-worth", "RESHOOT_IMAGES_BASE_URL": f"{self.url}/v1"}

    def post(self, asked: Asked) -> None:
        prompt, count, pictures = _wish(asked)
        if self.refuses and self.refuses in prompt:
            asked.answer(_BLOCKED, 400)
            return
        self.charges.append(prompt)
        self.pictures.append(pictures)
        self.go_on.wait(30)
        made = [{"b64_json": self._picture(len(self.charges) + number)} for number in range(count)]
        usage = {"input_tokens": 20, "output_tokens": 400, "total_tokens": 420}
        asked.answer({"created": 1, "data": made, "usage": usage})

    def _picture(self, number: int) -> str:
        return base64.b64encode(self.drawn or _even(number)).decode()


def _wish(asked: Asked) -> tuple[str, int, int]:
    """The prompt, how many pictures are wanted, and how many came along: JSON, or the form of an edit."""
    body, kind = asked.body, asked.headers["content-type"]
    if kind.startswith("application/json"):
        document = json.loads(body)
        return document["prompt"], document.get("n", 1), 0
    parts = body.split(b"--" + kind.split("boundary=", 1)[1].encode())[1:-1]
    heads = [part.partition(b"\r\n\r\n") for part in parts]
    named = {head.split(b'name="', 1)[1].split(b'"', 1)[0]: text.strip() for head, _, text in heads}
    pictures = sum(b'name="image' in head for head, _, _ in heads)
    return named[b"prompt"].decode(), int(named.get(b"n", b"1")), pictures


def _even(number: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1024, 1536), (40 + 50 * (number % 5), 70, 110)).save(buffer, "PNG")
    return buffer.getvalue()
