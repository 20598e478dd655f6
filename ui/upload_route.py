"""Files on their way into the composer, refused in our words where Chainlit would answer with a fault or in jargon.

What is a usable still is decided later, from the content; here only what could not even be taken in is told.
"""

from typing import Annotated, Any

from chainlit.auth import get_current_user
from chainlit.server import upload_file
from chainlit.user import PersistedUser, User
from fastapi import Depends, FastAPI, HTTPException, UploadFile

from ui.wording import UPLOAD_EMPTY, UPLOAD_KIND, UPLOAD_SIZE

_OURS = {"File type not allowed": UPLOAD_KIND, "File size too large": UPLOAD_SIZE}
"""Chainlit's reasons, and what the person reads behind the file's name."""

Visitor = Annotated[User | PersistedUser | None, Depends(get_current_user)]


def add_upload_route(app: FastAPI) -> None:
    """Put our upload route in front of Chainlit's, which it calls."""
    mounted = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @mounted.post("/project/file")
    async def upload(visitor: Visitor, session_id: str, file: UploadFile, ask_parent_id: str | None = None) -> Any:
        if not file.size:
            # Chainlit takes empty content for none at all, and breaks.
            raise HTTPException(400, UPLOAD_EMPTY)
        try:
            return await upload_file(visitor, session_id, file, ask_parent_id)
        except HTTPException as refused:
            raise HTTPException(refused.status_code, _OURS.get(str(refused.detail), refused.detail)) from refused

    app.router.routes[:0] = mounted.router.routes
