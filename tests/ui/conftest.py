"""A studio without a graph or an encoder: real stores, a director that knows a few sentences, films from a file."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from store.history import History
from store.home import Home
from store.stills import Stills
from store.threads import create_user
from tests.ui.rehearsal import FilmsOnFile, Rehearsal
from tests.ui.watching import Watcher
from ui.auth import LOCAL_USER
from ui.chat import Chat
from ui.chat_rows import ChatRows
from ui.composition import Studio
from ui.conversation import Conversation

# Chainlit makes its folders where it is first imported; the checkout is not the place.
os.environ.setdefault("CHAINLIT_APP_ROOT", tempfile.mkdtemp(prefix="reshoot-chainlit-"))


@pytest.fixture
def films(tmp_path: Path) -> FilmsOnFile:
    return FilmsOnFile(tmp_path)


@pytest.fixture
def studio(home: Home, films: FilmsOnFile) -> Iterator[Studio]:
    history, stills = History(home.database), Stills(home.database)
    create_user(home.database, LOCAL_USER, display_name="You")
    director = Rehearsal(home, history, stills)
    yield Studio(home=home, history=history, stills=stills, renderer=films, director=director)
    films.close()


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture
async def conversation(studio: Studio, watcher: Watcher) -> AsyncIterator[Conversation]:
    conversation = Conversation(studio, Chat(ChatRows(studio.home.database), watcher))
    yield conversation
    await conversation.close()
