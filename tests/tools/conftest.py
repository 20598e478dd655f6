"""What tests of the steps share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.home import Home
from store.scene import Scene
from tests.tools.desk import Desk, desk_again
from tests.tools.footage.filmed import numbered, write_clip
from tests.tools.shop import Shop, shop_in
from tools.intake import receive_file


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds, wide, with a tone."""
    path = tmp_path_factory.mktemp("clip") / "surf.mp4"
    return write_clip(path, 60, draw=numbered(320, 240), tone_hz=440).read_bytes()


@pytest.fixture(scope="session")
def _home_of_surf(tmp_path_factory: pytest.TempPathFactory, clip: bytes) -> tuple[Path, str]:
    """A home with a session whose film is the clip, to copy: taking a clip in takes half a second."""
    path = tmp_path_factory.mktemp("surf") / "home"
    with Home.open(path, write=True) as home:
        desk = Desk(home, Scene())
        desk.run(receive_file, "Upload: surf.mp4", data=clip, name="surf.mp4")
        return path, desk.session_id


@pytest.fixture
def surf(tmp_path: Path, _home_of_surf: tuple[Path, str]) -> Iterator[Desk]:
    """A desk whose film is the clip."""
    with desk_again(_home_of_surf, tmp_path / "surf") as desk:
        yield desk


@pytest.fixture
def shop(home: Home, scenes: dict[str, Scene]) -> Iterator[Shop]:
    """The film of the bottle, at a desk with OpenAI and fal connected."""
    with shop_in(home, scenes["bottle"]) as made:
        yield made
