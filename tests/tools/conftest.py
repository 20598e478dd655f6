"""What tests of the steps share."""

from collections.abc import Iterator

import pytest

from store.home import Home
from store.scene import Scene
from tests.tools.shop import Shop, shop_in


@pytest.fixture
def shop(home: Home, scenes: dict[str, Scene]) -> Iterator[Shop]:
    """The film of the bottle, at a desk with OpenAI and fal connected."""
    with shop_in(home, scenes["bottle"]) as made:
        yield made
