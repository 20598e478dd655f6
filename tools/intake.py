"""Step: whatever file a person sends: a picture becomes a still, a sound the music, a clip a take, a LUT lies
over the look."""

from tools.clips import receive_clip
from tools.context import ToolContext
from tools.luts import is_lut, receive_lut
from tools.pictures.files import named_suffix, picture_kind, what_it_is
from tools.receipts import Receipt
from tools.sound import receive_sound
from tools.stills import receive_still

_SOUNDS = {".mp3", ".m4a", ".wav", ".flac", ".ogg", ".oga", ".opus", ".aac", ".aif", ".aiff"}

_CLIPS = {".mp4", ".m4v", ".mov", ".qt", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".ts", ".3gp"}


def receive_file(ctx: ToolContext, *, data: bytes, name: str) -> Receipt:
    """Take in an uploaded file. Raises BadUpload; nothing is stored then."""
    if picture_kind(data) is None and named_suffix(name) in _SOUNDS:
        return receive_sound(ctx, data=data, name=name)
    if picture_kind(data) is None and (named_suffix(name) in _CLIPS or what_it_is(data) == "a video"):
        return receive_clip(ctx, data=data, name=name)
    if picture_kind(data) is None and (named_suffix(name) == ".cube" or is_lut(data)):
        return receive_lut(ctx, data=data, name=name)
    return receive_still(ctx, data=data, name=name)
