"""What is asked of an engine: in the ledger as plain values that name pictures, whole again when it is sent."""

import io
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from PIL import Image
from pydantic import JsonValue, ValidationError

from store.errors import VendorError
from store.media import MediaStore
from tools.pictures.cut_outs import flat, is_cut_out
from tools.providers.requests import ClipEditRequest, ClipRequest, Picture, StillRequest

AnyRequest = StillRequest | ClipRequest | ClipEditRequest
Q = TypeVar("Q", bound=AnyRequest)

_FORMS: dict[str, type[AnyRequest]] = {"still": StillRequest, "clip": ClipRequest, "clip_edit": ClipEditRequest}
_HERE = "media:"
_MIMES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


def written(form: str, values: dict[str, Any], pictures: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """The request as it stands in the ledger. `pictures`: media id, or a list of them, by the name of the field."""
    return {"form": form, "values": values, "pictures": dict(pictures)}


def clip_here(media_id: str) -> str:
    """How a request in the ledger names a clip of ours; it gets an address when it is sent."""
    return f"{_HERE}{media_id}"


async def addressed(document: dict[str, Any], address_of: Callable[[str], Awaitable[str]]) -> dict[str, Any]:
    """The request with an address in the place of a clip of ours. Raises what `address_of` raises."""
    url = document["values"].get("video_url")
    if not isinstance(url, str) or not url.startswith(_HERE):
        return document
    address = await address_of(url.removeprefix(_HERE))
    return {**document, "values": {**document["values"], "video_url": address}}


def whole(document: dict[str, Any], media: MediaStore) -> AnyRequest:
    """The request with its pictures. Raises MediaMissing, and VendorError (unsupported) for one that does not fit."""
    return whole_as(_FORMS[document["form"]], document["values"], document["pictures"], media)


def whole_as(form: type[Q], values: dict[str, Any], pictures: dict[str, Any], media: MediaStore) -> Q:
    """The same, where the form is known."""
    files = {
        name: tuple(_picture(one, media, solid=name != "mask") for one in value)
        if isinstance(value, list)
        else _picture(value, media, solid=name != "mask")
        for name, value in pictures.items()
    }
    try:
        return form.model_validate({**values, **files})
    except ValidationError as error:
        what = error.errors(include_input=False)[0]["msg"]
        raise VendorError("unsupported", "the engine", f"the request does not fit ({what})") from error


def _picture(media_id: str, media: MediaStore, *, solid: bool) -> Picture:
    """A file as it is sent. solid: transparent parts, which some engines take for a mask, stand on a ground."""
    data = media.path(media_id).read_bytes()
    with Image.open(io.BytesIO(data)) as picture:
        if solid and is_cut_out(picture):
            buffer = io.BytesIO()
            flat(picture).save(buffer, "PNG")
            data = buffer.getvalue()
        width, height = picture.size
        mime = _MIMES.get(picture.format or "")
    if mime is None:
        raise VendorError("unsupported", "the engine", "the still is neither PNG, JPEG nor WebP")
    return Picture.model_validate({"data": data, "mime": mime, "width": width, "height": height})
