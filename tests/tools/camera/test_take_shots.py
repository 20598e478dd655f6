"""Shots that show a take: the right frames, cropped, graded and moved like a still, whatever the order."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from store.errors import MediaMissing, RenderFailed
from store.retiming import Retime, RetimePoint
from store.scene import AspectRatio, Depth, Focus, Look, Lut, Shot
from tests.tools.camera.drawn import move, shot
from tests.tools.footage.filmed import Draw, bits_of, number_of, numbered, write_clip
from tools.camera.bending import FrameForm
from tools.camera.encode import blank_planes
from tools.camera.grade import grade
from tools.camera.take_frames import TakeFrames
from tools.camera.take_poster import poster_of
from tools.camera.take_shot import TakeShot, _graded, filmed_shot  # pyright: ignore[reportPrivateUsage]
from tools.footage.uploads import accept_clip
from tools.planes import U8, Planes, half_size, planes_to_bgr

WIDE = FrameForm(320, 180, 30)


def kept_clip(folder: Path, frames: int = 30, draw: Draw | None = None) -> Path:
    """A clip as an upload is kept."""
    accept_clip(
        write_clip(folder / "sent.mp4", frames, draw=draw or numbered(640, 360)), "x", folder / "kept.mp4",
        lambda _: None,
    )  # fmt: skip
    return folder / "kept.mp4"


def filmed(
    path: Path | None,
    what: Shot,
    size: FrameForm = WIDE,
    ratio: AspectRatio = "16:9",
    media: dict[str, Path] | None = None,
) -> TakeShot:
    frames = round(what.duration_s * size.frame_rate)
    folder = Path("/nowhere") if path is None else path.parent
    return filmed_shot(what, ratio, frames, size, path, media or {}, folder / "cache", lambda: None)


def frame(drawer: TakeShot, number: int, size: FrameForm = WIDE) -> Planes:
    out, spare = blank_planes(size.width, size.height), blank_planes(size.width, size.height)
    drawer.draw(number, out, spare)
    return out


def numbers(drawer: TakeShot, frames: Sequence[int]) -> list[int]:
    return [number_of(frame(drawer, number)[0]) for number in frames]


def backwards(seconds: float) -> Retime:
    return Retime(points=(RetimePoint(at_s=0, source_s=seconds), RetimePoint(at_s=seconds, source_s=0)))


def test_a_take_shows_its_frames_in_order(tmp_path: Path) -> None:
    drawer = filmed(kept_clip(tmp_path), shot(duration_s=1.0))
    assert numbers(drawer, range(30)) == list(range(30))


@pytest.mark.slow
def test_frames_can_be_had_in_any_order(tmp_path: Path) -> None:
    take = TakeFrames(kept_clip(tmp_path, 60), budget_bytes=1)
    order = [*range(0, 60, 7), *range(59, 0, -9), 3, 4, 3, 58, 0]
    assert [number_of(take.planes(number)[0]) for number in order] == order


@pytest.mark.slow
def test_memory_holds_a_few_frames_only(tmp_path: Path) -> None:
    take = TakeFrames(kept_clip(tmp_path, 60), budget_bytes=5 * 640 * 360 * 3 // 2)
    for number in (*range(60), *range(59, -1, -1)):
        take.planes(number)
        assert len(take._recent) <= 5


def test_backwards_runs_backwards(tmp_path: Path) -> None:
    drawer = filmed(kept_clip(tmp_path), shot(duration_s=1.0, retime=backwards(1.0)))
    assert numbers(drawer, range(30)) == list(range(29, -1, -1))


def test_slow_motion_mixes_two_frames(tmp_path: Path) -> None:
    half = Retime(points=(RetimePoint(at_s=0, source_s=0), RetimePoint(at_s=2, source_s=1)))
    drawer = filmed(kept_clip(tmp_path), shot(duration_s=2.0, retime=half))
    # Frame 0 has no field lit, frame 1 the first one.
    assert [bits_of(frame(drawer, number)[0])[0] for number in (1, 2)] == pytest.approx([0.25, 0.75], abs=0.04)


def test_a_frame_comes_through_as_it_was(tmp_path: Path) -> None:
    """At one to one, with no move, what is drawn is what the clip holds (but for a pixel that stays outside)."""
    rng = np.random.default_rng(2)
    soft = np.asarray(cv2.GaussianBlur(rng.integers(0, 255, (360, 640, 3), np.uint8), (0, 0), 5), np.uint8)
    path = kept_clip(tmp_path, 8, lambda _: soft)
    shown = planes_to_bgr(
        frame(filmed(path, shot(duration_s=0.2), FrameForm(640, 360, 30)), 3, FrameForm(640, 360, 30))
    )
    source = planes_to_bgr(TakeFrames(path).planes(3))
    apart = cv2.absdiff(shown[20:-20, 20:-20], source[20:-20, 20:-20])
    assert float(apart.mean()) < 0.8


def test_another_ratio_is_cropped_round_the_subject(tmp_path: Path) -> None:
    def ball_at_the_right(_: int) -> U8:
        picture = np.full((360, 640, 3), (120, 130, 120), np.uint8)
        cv2.circle(picture, (500, 180), 60, (30, 40, 220), -1)
        return picture

    tall = FrameForm(90, 160, 30)
    picture = planes_to_bgr(
        frame(filmed(kept_clip(tmp_path, 8, ball_at_the_right), shot(duration_s=0.2), tall, "9:16"), 0, tall)
    )
    red = (picture[:, :, 2].astype(int) - picture[:, :, 1]) > 100
    assert red.sum() / red.size > 0.1


def test_moves_crop_within_the_take_while_it_runs(tmp_path: Path) -> None:
    still = filmed(kept_clip(tmp_path), shot(duration_s=1.0))
    pushed = filmed(tmp_path / "kept.mp4", shot(move("push_in", 0.5), duration_s=1.0))
    assert number_of(frame(pushed, 0)[0]) == 0
    # What was the middle half of the frame fills it at the end of a push of a half: the fields grow by that.
    plain, grown = (frame(drawer, 29)[0] > 150 for drawer in (still, pushed))
    assert grown.sum() / plain.sum() == pytest.approx(1.5**2, rel=0.12)


def test_the_look_is_laid_on_a_take(tmp_path: Path) -> None:
    path = kept_clip(tmp_path, 8)
    grey = planes_to_bgr(frame(filmed(path, shot(duration_s=0.2, look=Look(saturation=-1))), 2))
    assert int(np.ptp(grey[5:20, 5:20].reshape(-1, 3).mean(axis=0))) <= 1
    bright = frame(filmed(path, shot(duration_s=0.2, look=Look(exposure=1))), 2)[0]
    assert bright[5:20, 5:20].mean() > frame(filmed(path, shot(duration_s=0.2)), 2)[0][5:20, 5:20].mean() + 20


def test_a_look_changes_in_the_course_of_a_take(tmp_path: Path) -> None:
    path = kept_clip(tmp_path)
    brightening = filmed(path, shot(duration_s=1.0, look_end=Look(exposure=1)))
    plain, lit = (filmed(path, shot(duration_s=1.0, look=look)) for look in (Look(), Look(exposure=1)))
    corners = [frame(drawer, number)[0][5:20, 5:20].mean() for drawer, number in (
        (plain, 0), (brightening, 0), (brightening, 15), (brightening, 29), (lit, 29))]  # fmt: skip
    assert corners[0] == pytest.approx(corners[1], abs=1)
    assert corners[1] + 8 < corners[2] < corners[3] - 8
    assert corners[3] == pytest.approx(corners[4], abs=1)


def test_a_lut_is_laid_on_a_take(tmp_path: Path) -> None:
    table = tmp_path / "negative.cube"
    table.write_text("LUT_1D_SIZE 2\n1 1 1\n0 0 0\n")
    path = kept_clip(tmp_path, 8)
    what = shot(duration_s=0.2, lut=Lut(media="negative", strength=1.0))
    plain, turned = (
        frame(filmed(path, one, media={"negative": table}), 2)[0][5:20, 5:20].mean()
        for one in (shot(duration_s=0.2), what)
    )
    assert turned - 16 == pytest.approx(219 - (plain - 16), abs=3)
    with pytest.raises(MediaMissing, match="LUT"):
        filmed(path, what)


def test_a_card_stands_where_the_take_has_run_out(tmp_path: Path) -> None:
    drawer = filmed(kept_clip(tmp_path, 15), shot(duration_s=1.0))
    last, card = frame(drawer, 14)[0], frame(drawer, 25)[0]
    assert number_of(last) == 14
    assert float(card.mean()) < 70


def test_the_same_take_gives_the_same_frames(tmp_path: Path) -> None:
    path = kept_clip(tmp_path)
    slow = Retime(points=(RetimePoint(at_s=0, source_s=0.8), RetimePoint(at_s=1, source_s=0.3)))
    what = shot(move("push_in", 0.3), duration_s=1.0, retime=slow, look=Look(contrast=0.4), stabilise=0.5)
    first = [plane.tobytes() for plane in frame(filmed(path, what), 17)]
    warm = filmed(path, what)
    for number in (20, 3, 17):
        again = [plane.tobytes() for plane in frame(warm, number)]
    assert again == first


def test_a_take_that_is_gone_or_torn_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(MediaMissing, match="no longer on disk"):
        filmed(None, shot())
    path = kept_clip(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3] + bytes(len(data) - len(data) // 3))
    with pytest.raises(RenderFailed, match="can no longer be read"):
        frame(filmed(path, shot(duration_s=1.0)), 25)


# --- depth -----------------------------------------------------------------------------------------------------------


def textured(number: int) -> U8:
    """Fine stripes all over, the same in every frame."""
    del number
    y, x = np.mgrid[0:360, 0:640]
    return np.repeat((128 + 90 * np.sin(x / 3) * np.sin(y / 5)).astype(np.uint8)[..., None], 3, axis=2)


def sharpness(luma: U8) -> float:
    return float(np.abs(cv2.Laplacian(luma, cv2.CV_64F)).mean())


def test_a_rack_focus_softens_a_take_where_it_is_not(tmp_path: Path) -> None:
    path = kept_clip(tmp_path, 12, textured)
    focus = Focus(start_depth=1, end_depth=0, start_s=0.1, end_s=0.3, blur=1)
    drawer = filmed(path, shot(duration_s=0.4, focus=focus))
    near, far = (frame(drawer, number)[0] for number in (0, 11))
    rows = (slice(5, 40), slice(150, 178))
    assert sharpness(near[rows[1]]) > 2 * sharpness(near[rows[0]])
    assert sharpness(far[rows[0]]) > 2 * sharpness(far[rows[1]])


def test_parallax_bends_a_take_and_shows_none_of_its_edges(tmp_path: Path) -> None:
    def framed(number: int) -> U8:
        picture = cv2.copyMakeBorder(textured(number)[4:-4, 4:-4] // 2 + 100, 4, 4, 4, 4, cv2.BORDER_CONSTANT)
        return np.asarray(picture, np.uint8)

    path = kept_clip(tmp_path, 12, framed)
    moves = (move("truck_right", 0.1, end_s=0.4), move("push_in", 0.1, end_s=0.4))
    flat, deep = (
        filmed(path, shot(*moves, duration_s=0.4, depth=depth, stabilise=0.5)) for depth in (None, Depth(amount=0.08))
    )
    first, last = (np.abs(frame(flat, at)[0].astype(int) - frame(deep, at)[0]).mean() for at in (0, 11))
    assert min(first, last) > 2
    assert min(frame(deep, at)[0].min() for at in (0, 6, 11)) > 60


def test_parallax_over_a_given_map_bends_a_take_by_it(tmp_path: Path) -> None:
    path = kept_clip(tmp_path, 12, textured)
    white = tmp_path / "map.png"
    cv2.imwrite(str(white), np.full((90, 160, 3), 255, np.uint8))
    push = move("truck_right", 0.1, end_s=0.4)
    given = Depth(source="map", media="m", amount=0.06)
    flat = filmed(path, shot(push, duration_s=0.4, depth=Depth(amount=0.0)))
    bent = filmed(path, shot(push, duration_s=0.4, depth=given), media={"m": white})
    assert np.abs(frame(flat, 11)[0].astype(int) - frame(bent, 11)[0]).mean() > 2
    with pytest.raises(MediaMissing, match="depth map"):
        filmed(path, shot(push, duration_s=0.4, depth=given))


def test_a_damaged_picture_of_a_take_is_made_again(tmp_path: Path) -> None:
    path = kept_clip(tmp_path, 6)
    poster = poster_of(path, tmp_path / "cache")
    whole = poster.read_bytes()
    poster.write_bytes(whole[: len(whole) // 2])
    assert poster_of(path, tmp_path / "cache").read_bytes() == whole


def test_a_large_frame_is_graded_in_bands_as_it_would_be_at_once() -> None:
    chance = np.random.default_rng(3)
    first, second, third = (chance.integers(16, 236, size, np.uint8) for size in ((1300, 90), (650, 45), (650, 45)))
    planes = (first, second, third)
    look = Look(contrast=0.4, temperature=0.5, saturation=-0.3)
    luma, blue, red = (np.asarray(plane, np.uint8) for plane in cv2.split(grade(planes_to_bgr(planes), look)))
    for plane, whole in zip(_graded(planes, look, None), (luma, half_size(blue), half_size(red)), strict=True):
        assert np.array_equal(plane, whole)
