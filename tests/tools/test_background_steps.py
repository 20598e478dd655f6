"""The step about the background of cut-outs, and what a film shows of it."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from store.errors import OutOfRange
from store.home import Home
from store.scene import Background, Scene, replace
from store.segments import Target, preview_target, segments
from tests.tools.camera.drawn import film, shot
from tests.tools.desk import Desk
from tools.camera.encode import blank_planes
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.intake import receive_file
from tools.planes import planes_to_bgr


def bottle() -> bytes:
    """A brown bottle, 400 x 600, nothing around it."""
    picture = Image.new("RGBA", (400, 600), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((150, 150, 250, 500), fill=(90, 40, 30, 255))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def desk(home: Home) -> Desk:
    desk = Desk(home, Scene())
    receipt = desk.run(receive_file, "Upload: bottle.png", data=bottle(), name="bottle.png")
    assert any("stand on white" in note for note in receipt.notes)
    desk.do("lock_still")
    return desk


def test_a_background_is_chosen_changed_and_taken_back(desk: Desk) -> None:
    receipt = desk.do("set_background", color="sage green")
    assert [(line.what, line.old, line.new) for line in receipt.changes] == [
        ("Background", "chosen by itself", "sage green (#9caf88)"),
    ]  # fmt: skip
    desk.click(receipt.offers[0].call)
    background = desk.shot.background
    assert background is not None
    assert (background.color, background.name) == ("#9caf88", "sage green to darker")
    assert background.to is not None
    assert int(background.to[1:3], 16) < 0x9C
    desk.do("set_background", color="white", to_color="light grey")
    assert desk.shot.background == Background(color="#ffffff", to="#d3d3d3", name="white to light grey")
    desk.do("undo")
    assert desk.shot.background == background
    desk.do("set_background")
    assert desk.shot.background is None


def test_a_colour_that_nobody_knows_changes_nothing(desk: Desk) -> None:
    with pytest.raises(OutOfRange, match="I do not know the colour"):
        desk.do("set_background", color="octarine")
    assert desk.shot.background is None


def test_the_background_of_a_photo_is_part_of_it(home: Home, scenes: dict[str, Scene]) -> None:
    desk = Desk(home, Scene())
    desk.do("use_sample")
    desk.do("lock_still")
    receipt = desk.do("set_background", "make the background blue", color="blue")
    assert receipt.outcome == "needs_engine"
    assert "A cut-out of it" in receipt.notes[0]
    assert desk.shot.background is None


def test_mirroring_keeps_what_is_transparent(desk: Desk) -> None:
    desk.do("set_background", color="sage green")
    desk.do("edit_still", operation="mirror")
    with Image.open(desk.home.media.path(desk.stills.get(desk.shot.still or "").media)) as picture:
        assert picture.mode == "RGBA"


@pytest.mark.parametrize(
    ("background", "corner"),
    [
        (None, (255, 255, 255)),
        (Background(color="#9caf88"), (0x88, 0xAF, 0x9C)),
        (Background(color="#000000"), (0, 0, 0)),
    ],
)
def test_the_film_shows_it_and_moves_nothing(
    background: Background | None, corner: tuple[int, int, int], tmp_path: Path
) -> None:
    still = tmp_path / "bottle.png"
    still.write_bytes(bottle())
    scene = film(replace(shot(), background=background))
    target = Target(width=180, height=320, frame_rate=24, quality="preview")
    planes = blank_planes(180, 320)
    sources = Sources({scene.shots[0].still or "": still}, (), tmp_path)
    SegmentPainter(scene, target, segments(scene, target)[0], sources, Plates()).draw(0, planes)
    frame = planes_to_bgr(planes)
    assert tuple(int(value) for value in frame[10, 10]) == pytest.approx(corner, abs=3)
    assert tuple(int(value) for value in frame[170, 90]) == pytest.approx((30, 40, 90), abs=4)


def test_another_background_is_another_picture_and_its_name_is_none() -> None:
    plain = film(shot())
    sage = film(replace(shot(), background=Background(color="#9caf88")))
    named = film(replace(shot(), background=Background(color="#9caf88", name="sage green")))
    keys = [segments(scene, preview_target(scene))[0].key for scene in (plain, sage, named)]
    assert keys[0] != keys[1] == keys[2]
