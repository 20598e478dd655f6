"""A desk at which things can be bought: a real ledger, engines with keys of no worth, orders that settle by hand."""

import io
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from store.home import Home
from store.ledger_calls import Call
from store.scene import Scene
from tests.purse import HandOrders, purse
from tests.tools.desk import Desk
from tools.arrivals import arrived, delivery
from tools.context import ToolContext
from tools.engines import Engines
from tools.money import Agreed, Money
from tools.receipts import Receipt
from tools.steps import STEPS

WIDTH, HEIGHT = 720, 1280
PLENTY = Agreed(up_to_usd=1000.0)


class Shop(Desk):
    """A desk at which things can be bought."""

    money: Money
    orders: HandOrders

    def buys(self, step: str, agreed: Agreed | None = PLENTY, **args: Any) -> Receipt:
        return STEPS[step](self.paying(agreed), **args)

    def paying(self, agreed: Agreed | None = None) -> ToolContext:
        return replace(self.context("buy"), money=self.money, agreed=agreed)

    def arrives(self, calls: list[Call]) -> Receipt:
        return arrived(self.paying(), self.money, [self.money.ledger.get(call.key) for call in calls])


@contextmanager
def shop_in(home: Home, scene: Scene, engines: Engines | None = None) -> Generator[Shop]:
    """A shop whose first shot shows a bundled picture."""
    made = Shop(home, scene)
    made.money, made.orders = purse(home.path, engines)
    made.orders.deliver = delivery(made.money.ledger, made.stills, made.takes, home.media, lambda _: True)
    still = made.shot.still
    assert still is not None
    made.stills.add(
        made.session_id, home.media.put_bytes(_small_sample(), "jpg"), "sample", width=WIDTH, height=HEIGHT,
        label="bottle", still_id=still,
    )  # fmt: skip
    yield made
    made.money.ledger.close()


@cache
def _small_sample() -> bytes:
    """A bundled picture at a quarter of its pixels: what is sent of it is made many times."""
    written = io.BytesIO()
    with Image.open(next((Path(__file__).parents[2] / "tools/samples").glob("*.jpg"))) as opened:
        opened.resize((WIDTH, HEIGHT)).save(written, "JPEG", quality=95)
    return written.getvalue()


def clip(path: Path) -> Path:
    """Half a second of grey that gets lighter, 270 x 480."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 270, 480, "yuv420p"
        for number in range(12):
            frame = av.VideoFrame.from_ndarray(np.full((480, 270, 3), 60 + 8 * number, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
