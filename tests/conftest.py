"""What any test may ask for: a home of its own with its stores, and the start scenes of the evals."""

import fcntl
import gc
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from store.history import History
from store.home import Home
from store.media import MediaStore
from store.scene import Scene
from store.stills import Stills

if sys.dont_write_bytecode:
    # A run starts about a hundred processes. Where nothing compiled may lie beside the sources, each would compile its
    # thousand modules anew (two seconds); so the run and all it starts share what is compiled, inside the environment.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(sys.prefix) / "compiled")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

SCENES = Path(__file__).parent / "evals" / "scenes.json"


@pytest.fixture(scope="session")
def _new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which nothing has happened yet, to copy: making its tables takes longer than most tests."""
    made = tmp_path_factory.mktemp("new") / "home"
    Home.open(made, write=True).close()
    return made


@pytest.fixture
def home(tmp_path: Path, _new_home: Path) -> Iterator[Home]:
    """A fresh home, opened to write."""
    shutil.copytree(_new_home, tmp_path / "home")
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


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """With several workers (`-n 2`), tests marked `browser` or `alone` run with nothing beside them: they judge how
    fast things are, or need both cores. The wait for it is outermost, so that no test's time limit counts it."""
    run = getattr(item.config, "workerinput", {}).get("testrunuid")
    if run is None:
        return (yield)
    alone = any(item.get_closest_marker(name) for name in ("browser", "alone"))
    with (Path(tempfile.gettempdir()) / f"reshoot-tests-{run}.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: the browser's driver keeps an event loop running in this thread until the run ends,
    and tests that start one of their own would fail after it."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_collection_finish() -> None:
    """What collecting has made stays for the whole run: the garbage collector need not look at it again and again."""
    gc.freeze()
