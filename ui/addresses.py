"""The page's own addresses of pictures and films: always (session, revision) or content, never a path."""

from urllib.parse import quote


def media_url(media_id: str) -> str:
    return f"/media/{quote(media_id)}"


def preview_url(session_id: str, revision: int) -> str:
    return f"/preview/{session_id}/{revision}.mp4"


def growing_url(session_id: str, revision: int) -> str:
    """The film while it is made: its pictures as they come."""
    return f"/growing/{session_id}/{revision}.mp4"


def poster_url(session_id: str, revision: int, at_s: float = 0.0) -> str:
    """A frame of the film at `at_s` seconds."""
    when = f"?at={at_s:.2f}" if at_s else ""
    return f"/poster/{session_id}/{revision}.jpg{when}"


def take_url(session_id: str, revision: int, shot_id: str, number: int, kind: str) -> str:
    """A shot as a take shows it, alone: `kind` is "mp4" or "jpg" (its first frame)."""
    return f"/take/{session_id}/{revision}/{quote(shot_id)}/{number}.{kind}"


def export_url(session_id: str, turn: str, name: str) -> str:
    """A finished file; every export has a folder of its own, named after its turn."""
    return f"/export/{session_id}/{quote(turn)}/{quote(name)}"


def session_url(session_id: str) -> str:
    """A session's own page."""
    return f"/thread/{quote(session_id)}"


def document_url(session_id: str, kind: str) -> str:
    """The session to take away: `kind` is "zip" (Markdown with thumbnails) or "json"."""
    return f"/document/{quote(session_id)}.{kind}"


def sample_url(name: str) -> str:
    return f"/sample/{quote(name)}"
