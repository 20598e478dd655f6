"""Films that are watched while they are made: what the page is told of one, and how its bytes go out as they come."""

import asyncio
import math
from collections.abc import AsyncIterator
from typing import Any

from fastapi.responses import RedirectResponse, Response, StreamingResponse

from store.scene import Scene, film_duration_s
from store.segments import preview_target
from tools.rendering.growth import Growth, Reader
from ui.addresses import growing_url, preview_url

_LOOK_S = 0.01


def early_film(session_id: str, revision: int, scene: Scene) -> dict[str, Any]:
    """What the page needs to play a film that is not whole.

    length_s: how long it will be. start_s: when its pictures start in the growing file, rounded down to a millisecond,
    so that none is moved before 0. sound: the growing file has none, but the whole one will.
    """
    voice = scene.soundtrack.voiceover
    return {
        "url": growing_url(session_id, revision),
        "length_s": round(film_duration_s(scene), 3),
        "start_s": math.floor(1000 / preview_target(scene).frame_rate) / 1000,
        "sound": scene.soundtrack.music is not None or (voice is not None and voice.media is not None),
    }


def growing_response(growth: Growth | None, session_id: str, revision: int) -> Response:
    """A film as it grows, in one answer without a length; where it is not in the making, the way to the whole one."""
    if growth is None:
        return RedirectResponse(preview_url(session_id, revision), headers={"Cache-Control": "no-store"})
    return StreamingResponse(_as_it_comes(growth), media_type="video/mp4", headers={"Cache-Control": "no-store"})


async def _as_it_comes(growth: Growth) -> AsyncIterator[bytes]:
    with Reader(growth) as reader:
        while (data := reader.more()) is not None:
            if data:
                yield data
            else:
                await asyncio.sleep(_LOOK_S)
