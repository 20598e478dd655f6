"""Step: whatever file a person sends: a picture becomes a still, a sound the music."""

from tools.context import ToolContext
from tools.pictures.files import named_suffix, picture_kind
from tools.receipts import Receipt
from tools.sound import receive_sound
from tools.stills import receive_still

_SOUNDS = {".mp3", ".m4a", ".wav", ".flac", ".ogg", ".oga", ".opus", ".aac", ".aif", ".aiff"}


def receive_file(ctx: ToolContext, *, data: bytes, name: str) -> Receipt:
    """Take in an uploaded file. Raises BadUpload; nothing is stored then."""
    if picture_kind(data) is None and named_suffix(name) in _SOUNDS:
        return receive_sound(ctx, data=data, name=name)
    return receive_still(ctx, data=data, name=name)
