"""Zones of a take where its still lies over what the take shows, such as words that an engine has drawn anew. Pure."""

from typing import Annotated, Literal

from pydantic import Field

from store.values import Unit, Value

Zone = tuple[Unit, Unit, Unit, Unit]
"""Left, top, right and bottom in a take's first frame, as shares of it."""


class Cover(Value):
    """One covered zone of one take.

    video: the take's file (a media id); the cover shows only with it. text: the words that stand in `zone`. letters:
    "still": the still's own; "none": they were painted out, and something else says them. picture: the piece of the
    still, with soft edges, and track: how it moves with the take, both files (media ids).
    """

    video: str
    zone: Zone
    text: Annotated[str, Field(max_length=500)] = ""
    letters: Literal["still", "none"] = "still"
    picture: str
    track: str
