"""LUTs and depth maps find their way from their ids in a scene into the frames of a render process."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from store.errors import MediaMissing
from store.scene import Depth, Focus, Lut, Scene
from tests.tools.camera.drawn import film, move, save, shot, texture
from tools.render import LocalRenderer

NEGATIVE = "LUT_1D_SIZE 2\n1 1 1\n0 0 0\n"


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalRenderer]:
    folder = tmp_path_factory.mktemp("media")
    still = save(folder, texture(300, 500), "a.png")
    near = np.zeros((500, 300, 3), np.uint8)
    near[250:] = 255
    save(folder, near, "near.png")
    (folder / "negative.cube").write_text(NEGATIVE, encoding="ascii")

    def media(name: str) -> Path:
        if not (folder / name).exists():
            raise MediaMissing("It is gone. Nothing was changed.")
        return folder / name

    opened = LocalRenderer(lambda _: still, media, tmp_path_factory.mktemp("cache"))
    yield opened
    opened.close()


def poster(renderer: LocalRenderer, scene: Scene) -> np.ndarray:
    with Image.open(renderer.poster("s", scene, 0.2).result(timeout=60)) as picture:
        return np.asarray(picture.convert("RGB"), np.float64)


@pytest.mark.slow
def test_a_lut_and_a_depth_map_show_in_the_films_frames(renderer: LocalRenderer) -> None:
    plain = poster(renderer, film(shot(duration_s=0.5)))
    negative = poster(renderer, film(shot(duration_s=0.5, lut=Lut(media="negative.cube"))))
    assert np.abs(plain + negative - 255).mean() < 6
    focus = Focus(start_depth=1, end_depth=1, end_s=0.5, blur=1)
    deep = Depth(source="map", media="near.png", amount=0)
    soft = poster(renderer, film(shot(duration_s=0.5, focus=focus, depth=deep)))
    apart = np.abs(plain - soft).mean(axis=(1, 2))
    assert apart[700:].max() < 3
    assert apart[:300].mean() > 4


@pytest.mark.slow
def test_a_file_that_is_gone_fails_its_render_and_not_the_next(renderer: LocalRenderer) -> None:
    gone = film(shot(move("push_in", 0.1, end_s=0.3), duration_s=0.5, lut=Lut(media="gone.cube")))
    with pytest.raises(MediaMissing):
        renderer.film("s", gone).result(timeout=60)
    assert renderer.film("s", film(shot(duration_s=0.5))).result(timeout=60).exists()
