"""Parallax and focus: bent smoothly and within limits, never past an edge, sharp where it should be."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from store.errors import MediaMissing, RenderFailed
from store.scene import Depth, Focus, Framing, Look, Lut, Move, MoveKind, Scene, Shot
from store.segments import Target, segments
from tests.tools.camera.drawn import SMALL, film, move, save, shot, texture
from tools.camera.depth_maps import DepthMap, map_depth, slope, smooth_depth, softened
from tools.camera.depth_model import modelled_depth
from tools.camera.encode import blank_planes
from tools.camera.framing import plan_shot
from tools.camera.grid import FrameSize, grid_points, grown
from tools.camera.parallax import MAX_STRETCH, bent, parallax_slack, steepest_depth
from tools.camera.path import frame_corners
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.camera.shading import key_looks
from tools.camera.verticals import strong_verticals
from tools.planes import U8, planes_to_bgr
from tools.samples import SAMPLES

KINDS: tuple[MoveKind, ...] = ("push_in", "pull_out", "truck_left", "truck_right", "pedestal_up", "pedestal_down")


def drawn(
    scene: Scene, still: Path, frame: int = 12, media: dict[str, Path] | None = None, target: Target = SMALL
) -> U8:
    sources = Sources({"a": still}, (), still.parent, media or {})
    planes = blank_planes(target.width, target.height)
    SegmentPainter(scene, target, segments(scene, target)[0], sources, Plates()).draw(frame, planes)
    return planes_to_bgr(planes)


@pytest.fixture
def still(tmp_path: Path) -> Path:
    return save(tmp_path, texture(300, 500))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("amount", [0.03, 0.08])
def test_near_parts_pass_far_ones_by_the_amount_and_stretch_little(kind: MoveKind, amount: float) -> None:
    ratio = 9 / 16
    y, x = np.mgrid[-0.5 / ratio : 0.5 / ratio : 90j, -0.5:0.5:50j]
    # The steepest depth there may be, along the frame's height and width.
    steep = steepest_depth((move(kind, 0.1),), amount, ratio)
    for depth in (np.clip(0.5 + y * steep, 0, 1), np.clip(0.5 + x * steep, 0, 1)):
        for at_s in (0.0, 1.0):
            to_x, to_y = bent(x, y, depth, (move(kind, 0.1),), amount, at_s, ratio)
            away_x, away_y = to_x - x, to_y - y
            slack = parallax_slack(shot(move(kind, 0.1), depth=Depth(amount=amount)), ratio)
            assert max(np.abs(away_x).max(), np.abs(away_y).max()) <= slack
            steps = (np.diff(away_x, axis=1) / np.diff(x, axis=1), np.diff(away_y, axis=0) / np.diff(y, axis=0))
            assert max(np.abs(step).max() for step in steps) <= MAX_STRETCH + 1e-9
    ends = [bent(x[:1, :1], y[:1, :1], np.ones((1, 1)), (move(kind, 0.1),), amount, at_s, ratio) for at_s in (0.0, 1.0)]
    far = [bent(x[:1, :1], y[:1, :1], np.zeros((1, 1)), (move(kind, 0.1),), amount, at_s, ratio) for at_s in (0.0, 1.0)]
    passed = np.abs([(b - a)[0, 0] for a, b in zip(*ends, strict=True)]) + np.abs(
        [(b - a)[0, 0] for a, b in zip(*far, strict=True)]
    )
    assert passed.max() == pytest.approx(amount if kind[:2] in ("tr", "pe") else amount / ratio, rel=0.02)


@pytest.mark.parametrize("kind", KINDS)
def test_a_bent_frame_keeps_inside_the_still(kind: MoveKind, still: Path, tmp_path: Path) -> None:
    deep = shot(move(kind, 0.3, easing="cubic-bezier(0.3,-0.5,0.7,1.5)"), depth=Depth(amount=0.08))
    plan = plan_shot(deep, "9:16", still, tmp_path)
    reach = frame_corners(plan.views(np.arange(25) / 24), plan.ratio, parallax_slack(deep, plan.ratio))
    assert reach.min() >= 0
    assert (reach <= (plan.still_width, plan.still_height)).all()


def test_a_bent_frame_shows_nothing_but_the_picture(tmp_path: Path) -> None:
    picture = np.full((500, 300, 3), 200, np.uint8)
    picture[:1], picture[-1:], picture[:, :1], picture[:, -1:] = 0, 0, 0, 0
    framed = save(tmp_path, picture)
    scene = film(shot(move("truck_right", 0.2), move("pedestal_up", 0.1), depth=Depth(amount=0.08)))
    for frame in (0, 11, 23):
        assert drawn(scene, framed, frame).min() > 150


def test_the_middle_of_the_way_is_not_bent(still: Path) -> None:
    truck, room = move("truck_right", 0.1, easing="linear"), {"9:16": Framing(scale=0.8)}
    flat, deep = film(shot(truck, framing=room)), film(shot(truck, framing=room, depth=Depth(amount=0.06)))
    middle, end = (np.abs(drawn(flat, still, at).astype(int) - drawn(deep, still, at)).mean() for at in (12, 23))
    # Their plates are cut differently, so they are not the same to the last level.
    assert middle < 2
    assert end > 3 * middle


def test_a_depth_is_softened_until_it_stretches_little_and_no_further() -> None:
    edge = np.zeros((120, 80), np.float32)
    edge[:, 40:] = 1
    soft = softened(edge, 0.05)
    assert 0.035 < slope(soft) <= 0.05
    assert softened(soft, 0.1) is soft


def test_the_smooth_depth_grows_towards_the_viewer_and_the_subject_stands_upright_in_it() -> None:
    picture = np.full((480, 300, 3), 190, np.uint8)
    cv2.rectangle(picture, (110, 150), (190, 400), (30, 40, 200), -1)
    depth = smooth_depth(picture)
    rows, columns = depth.shape
    assert depth[0].max() < 0.2
    assert depth[-1].min() > 0.9
    upright = depth[int(rows * 0.4) : int(rows * 0.8), columns // 2]
    assert np.ptp(upright) < 0.25
    assert upright.min() > depth[int(rows * 0.4), 2] + 0.2
    assert slope(depth) * columns < steepest_depth((move("push_in", 0.1),), 0.03, 9 / 16)


def test_a_given_map_is_the_depth_white_near(still: Path, tmp_path: Path) -> None:
    given = np.zeros((100, 60, 3), np.uint8)
    given[50:] = 255
    assert map_depth(given)[[10, 90], 30].tolist() == [0, 1]
    path = save(tmp_path, given, "map.png")
    focus = Focus(start_depth=1, end_depth=1, end_s=1, blur=1)
    scene = film(shot(focus=focus, depth=Depth(source="map", media="m", amount=0)))
    sharp = drawn(film(shot()), still)
    soft = drawn(scene, still, media={"m": path})
    apart = np.abs(sharp.astype(int) - soft).mean(axis=(1, 2))
    assert apart[100:].max() < 1
    assert apart[:50].min() > 2


def test_a_focus_moves_what_is_sharp_and_leaves_no_halo(tmp_path: Path) -> None:
    """A white square on black: where the ground is soft it stays black beside the square, where the square is sharp."""
    picture, near = np.zeros((500, 300, 3), np.uint8), np.zeros((500, 300, 3), np.uint8)
    picture[150:350, 100:200] = 255
    near[150:350, 100:200] = 255
    still, path = save(tmp_path, picture), save(tmp_path, near, "map.png")
    scene = film(
        shot(focus=Focus(start_depth=1, end_depth=0, end_s=1, blur=1), depth=Depth(source="map", media="m", amount=0))
    )
    large = Target(width=360, height=640, frame_rate=24, quality="preview")
    first, last = (drawn(scene, still, frame, {"m": path}, large)[320, :, 0].astype(int) for frame in (0, 23))
    # The square reaches from 116 to 244; its rim may be as soft as the depth's own pixels.
    assert first[:106].max() < 6
    assert first[126:234].min() > 249
    assert np.abs(np.diff(last)).max() < np.abs(np.diff(first)).max() * 0.55


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"depth": Depth(source="map", media="gone.png")}, "depth map of this film is no longer on disk"),
        ({"lut": Lut(media="gone.cube")}, "LUT of this film is no longer on disk"),
    ],
)
def test_a_file_that_is_gone_is_named_and_the_next_render_works(values: dict, says: str, still: Path) -> None:
    with pytest.raises(MediaMissing, match=says):
        drawn(film(shot(move("push_in", 0.1), **values)), still)
    drawn(film(shot(move("push_in", 0.1))), still)


def test_a_lut_that_broke_on_disk_is_told(still: Path, tmp_path: Path) -> None:
    broken = tmp_path / "x.cube"
    broken.write_bytes(b"LUT_3D_SIZE 2\n0 0 0\n")
    with pytest.raises(RenderFailed, match="can no longer be read"):
        drawn(film(shot(lut=Lut(media="x"))), still, media={"x": broken})


def test_a_look_that_changes_begins_and_ends_as_the_steady_ones_do(still: Path) -> None:
    start, end = Look(exposure=-1, temperature=-0.5), Look(exposure=0.7, temperature=0.6, vignette=0.5)
    changing = film(shot(look=start, look_end=end))
    for frame, look in ((0, start), (23, end)):
        steady = drawn(film(shot(look=look)), still, frame).astype(int)
        assert np.abs(drawn(changing, still, frame) - steady).mean() < 0.8


def test_a_look_in_between_is_the_grade_in_between(still: Path) -> None:
    start, end = Look(exposure=-2, contrast=-0.8), Look(exposure=2, contrast=0.8, saturation=0.5)
    looks = key_looks(start, end)
    assert 3 <= len(looks) <= 9
    assert key_looks(start, Look(exposure=-2, contrast=-0.8, grain=1)) == (start,)
    middle = drawn(film(shot(look=start, look_end=end)), still, 12)
    wanted = drawn(
        film(shot(look=Look(exposure=2 * (24 / 23 - 1), contrast=0.8 * (24 / 23 - 1), saturation=0.26))), still, 12
    )
    assert np.abs(middle.astype(int) - wanted).mean() < 2.5


def test_upright_lines_are_found_and_texture_is_not_taken_for_them() -> None:
    door = np.full((800, 450, 3), 180, np.uint8)
    cv2.rectangle(door, (100, 100), (330, 790), (70, 60, 50), 8)
    assert strong_verticals(door)
    assert not strong_verticals(texture(450, 800))
    assert not strong_verticals(np.full((800, 450, 3), 90, np.uint8))
    leaning = cv2.warpAffine(door, cv2.getRotationMatrix2D((225, 400), 12, 1), (450, 800), borderValue=(180, 180, 180))
    assert not strong_verticals(np.asarray(leaning, np.uint8))


def test_a_grid_grows_to_the_pixels_it_stands_for() -> None:
    for size, shift, step in ((FrameSize(72, 128), 0.0, 8), (FrameSize(54, 96), 0.0, 8), (FrameSize(35, 64), -0.5, 4)):
        whole = FrameSize(size.width * 8 // step, size.height * 8 // step)
        x, y = grid_points(whole, shift)
        found = grown(x.astype(np.float32), size, step)
        pixels = np.arange(size.width) * (8 // step) + (8 // step - 1) / 2 + shift
        assert np.abs(found - pixels).max() < 1e-3
        assert grown(y.astype(np.float32), size, step).shape == (size.height, size.width)


def test_depth_is_read_at_the_pixels_it_belongs_to() -> None:
    values = np.tile(np.linspace(0, 1, 100, dtype=np.float32), (50, 1))
    depth = DepthMap(values, 1000, 500)
    found = depth.at((np.array([[5.0, 995.0, 500.0]]), np.array([[250.0, 250.0, 250.0]])))
    assert found[0].tolist() == pytest.approx([0, 1, 0.5], abs=1e-3)


def test_parallax_without_a_way_is_a_flat_picture(still: Path) -> None:
    flat: Shot = shot(Move(kind="pan_left", amount=0.05, end_s=1))
    deep = shot(Move(kind="pan_left", amount=0.05, end_s=1), depth=Depth())
    assert (drawn(film(flat), still) == drawn(film(deep), still)).all()


MODEL = Path(__file__).with_name("brightness.onnx")
"""A model of 151 bytes in the form of a depth model: (1, 3, 56, 56) in, the mean of the channels, (1, 56, 56), out."""


def test_a_model_on_disk_gives_the_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESHOOT_DEPTH_MODEL", str(MODEL))
    picture = np.zeros((300, 200, 3), np.uint8)
    picture[150:] = 255
    depth = modelled_depth(picture, 60)
    assert depth.shape == (60, 40)
    assert (depth[:25].max(), depth[35:].min()) == pytest.approx((0, 1), abs=1e-5)


def test_parallax_and_focus_take_the_depth_of_a_model(still: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESHOOT_DEPTH_MODEL", str(MODEL))
    deep = shot(move("truck_right", 0.1), depth=Depth(source="model"))
    smooth = shot(move("truck_right", 0.1), depth=Depth())
    assert np.abs(drawn(film(deep), still, 23).astype(int) - drawn(film(smooth), still, 23)).mean() > 0.5


@pytest.mark.parametrize(
    ("path", "says"),
    [("", "No depth model is set up"), ("/nowhere/depth.onnx", "no file at the path"), (__file__, "could not be run")],
)
def test_a_model_that_is_not_there_or_is_none_is_told_and_nothing_is_guessed(
    path: str, says: str, still: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESHOOT_DEPTH_MODEL", path)
    with pytest.raises(RenderFailed, match=says):
        drawn(film(shot(move("truck_right", 0.1), depth=Depth(source="model"))), still)


PREVIEW = Target(width=270, height=480, frame_rate=24, quality="preview")
FINAL = Target(width=540, height=960, frame_rate=24, quality="final")


@pytest.mark.slow
@pytest.mark.parametrize(
    "values",
    [
        {"depth": Depth(amount=0.06)},
        {"focus": Focus(start_depth=1, end_depth=0, end_s=1, blur=1)},
        {"look": Look(exposure=-0.5), "look_end": Look(exposure=0.5, temperature=0.5, vignette=0.4)},
    ],
)
def test_a_preview_shows_what_the_final_shows(values: dict, tmp_path: Path) -> None:
    still = tmp_path / "cafe.jpg"
    still.write_bytes(SAMPLES[1].path.read_bytes())
    scene = film(shot(move("push_in", 0.15), **values))
    for frame in (0, 12, 23):
        small, large = (drawn(scene, still, frame, target=target) for target in (PREVIEW, FINAL))
        shrunk = cv2.resize(large, (270, 480), interpolation=cv2.INTER_AREA)
        assert similarity(small, np.asarray(shrunk, np.uint8)) > 0.98


def similarity(one: U8, other: U8) -> float:
    """Structural similarity of two pictures' grey (Wang et al., IEEE TIP 2004), 1 for equal ones."""
    a, b = (cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float64) for picture in (one, other))

    def local(values: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5))

    mean_a, mean_b = local(a), local(b)
    var_a, var_b = local(a * a) - mean_a**2, local(b * b) - mean_b**2
    both = local(a * b) - mean_a * mean_b
    top = (2 * mean_a * mean_b + 6.5) * (2 * both + 58.5)
    return float((top / ((mean_a**2 + mean_b**2 + 6.5) * (var_a + var_b + 58.5))).mean())
