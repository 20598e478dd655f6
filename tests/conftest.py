"""What any test may ask for: a home of its own with its stores, and the start scenes of the evals."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.history import History
from store.home import Home
from store.media import MediaStore
from store.scene import Scene
from store.stills import Stills

SCENES = Path(__file__).parent / "evals" / "scenes.json"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A fresh home, opened to write."""
    with Home.open(tmp_path / "home", write=True) as opened:
        yield opened


@pytest.fixture
def history(home: Home) -> History:
    return History(home.database)


@pytest.fixture
def media(home: Home) -> MediaStore:
    return home.media


@pytest.fixture
def stills(home: Home) -> Stills:
    return Stills(home.database)


@pytest.fixture(scope="session")
def scenes() -> dict[str, Scene]:
    """The start scenes by name, as in `tests/evals/scenes.json`."""
    documents = json.loads(SCENES.read_text(encoding="utf-8"))
    return {name: Scene.model_validate(document) for name, document in documents.items()}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: the browser's driver keeps an event loop running in this thread until the run ends,
    and tests that start one of their own would fail after it."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
