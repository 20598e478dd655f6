"""Films with takes that are video: mixed with stills, the same bytes every time, previewed as exported."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from store.errors import MediaMissing
from store.retiming import Retime, RetimePoint
from store.scene import Captions, Cue, Look, Scene, Shot, Transition, replace
from store.segments import Target
from store.video_takes import video_take_id
from tests.tools.camera.drawn import film, move, save, shot, texture
from tests.tools.footage.filmed import numbered, write_clip
from tools.cards import framings_card
from tools.footage.uploads import accept_clip
from tools.planes import U8
from tools.render import LocalRenderer
from tools.rendering.films import FilmMaker, with_slate_words
from tools.rendering.orders import FilmOrder, PosterOrder

MEDIA = "c" * 64 + ".mp4"
PREVIEW = Target(width=180, height=320, frame_rate=30, quality="preview")
FINAL = Target(width=360, height=640, frame_rate=30, quality="final")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A clip of a second, and a still."""
    clip = tmp_path / MEDIA
    accept_clip(write_clip(tmp_path / "sent.mp4", 30, draw=numbered(640, 360)), "x", clip, lambda _: None)
    return {MEDIA: clip, "a": save(tmp_path, texture(90, 160))}


def filmed(name: str = "s1", **values: object) -> Shot:
    made = shot(move("push_in", 0.2), name=name, still=None, duration_s=1.0)
    return replace(made, take=video_take_id(name, MEDIA), **values)


def order(scene: Scene, files: dict[str, Path], target: Target = PREVIEW, cache: str = "cache") -> FilmOrder:
    return FilmOrder(scene, target, {"a": files["a"]}, {MEDIA: files[MEDIA]}, files["a"].parent / cache, 10**8)


def made(wanted: FilmOrder | PosterOrder) -> Path:
    return FilmMaker().make(wanted, lambda _: None, lambda: False)


def lumas(path: Path) -> list[U8]:
    with av.open(str(path)) as opened:
        return [np.asarray(frame.to_ndarray(), np.uint8)[: frame.height] for frame in opened.decode(video=0)]


def likeness(a: U8, b: U8) -> float:
    """Mean structural similarity of two pictures (Wang et al. 2004), windows of 8 pixels."""
    x, y = a.astype(np.float64), b.astype(np.float64)
    mean_x, mean_y = cv2.blur(x, (8, 8)), cv2.blur(y, (8, 8))
    var_x, var_y = cv2.blur(x * x, (8, 8)) - mean_x**2, cv2.blur(y * y, (8, 8)) - mean_y**2
    both = cv2.blur(x * y, (8, 8)) - mean_x * mean_y
    one, two = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    top, bottom = (2 * mean_x * mean_y + one) * (2 * both + two), (mean_x**2 + mean_y**2 + one) * (var_x + var_y + two)
    return float((top / bottom).mean())


def test_a_clip_and_a_still_fade_into_each_other_under_captions(files: dict[str, Path]) -> None:
    fade = Transition(kind="crossfade", duration_s=0.4)
    scene = film(
        filmed(look=Look(temperature=0.4), stabilise=0.5), shot(name="s2", transition=fade), frame_rate=30,
        captions=Captions(cues=(Cue(text="Hello", start_s=0.1, end_s=1.4),)),
    )  # fmt: skip
    frames = lumas(made(order(scene, files)))
    assert len(frames) == 48
    plain = lumas(made(order(replace(scene, captions=None), files)))
    caption = slice(220, 320)
    assert cv2.absdiff(frames[20][caption], plain[20][caption]).max() > 60


def test_the_same_film_has_the_same_bytes(files: dict[str, Path]) -> None:
    backwards = Retime(points=(RetimePoint(at_s=0, source_s=0.9), RetimePoint(at_s=1, source_s=0.2)))
    scene = film(filmed(retime=backwards, look=Look(contrast=0.2), stabilise=0.6), frame_rate=30)
    assert made(order(scene, files)).read_bytes() == made(order(scene, files, cache="other")).read_bytes()


def test_what_is_previewed_is_what_is_exported(files: dict[str, Path]) -> None:
    scene = film(filmed(), frame_rate=30)
    previewed, exported = (lumas(made(order(scene, files, target))) for target in (PREVIEW, FINAL))
    for number in (0, 14, 29):
        small = np.asarray(cv2.resize(exported[number], (180, 320), interpolation=cv2.INTER_AREA), np.uint8)
        assert likeness(previewed[number], small) > 0.985


def test_only_what_changed_of_a_filmed_shot_is_another_film(files: dict[str, Path]) -> None:
    scene = film(filmed(), frame_rate=30)
    other = replace(scene, shots=(replace(scene.shots[0], still="still:000000000000"),))
    assert order(scene, files).key == order(other, files).key
    slower = Retime(points=(RetimePoint(at_s=0, source_s=0), RetimePoint(at_s=1, source_s=0.5)))
    assert order(replace(scene, shots=(filmed(retime=slower),)), files).key != order(scene, files).key


def test_a_poster_shows_the_take(files: dict[str, Path]) -> None:
    scene = film(filmed(), frame_rate=30)
    wanted = PosterOrder(scene, PREVIEW, 10, {}, {MEDIA: files[MEDIA]}, files["a"].parent / "cache")
    picture = cv2.imread(str(made(wanted)), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    assert cv2.absdiff(picture, lumas(made(order(scene, files)))[10]).mean() < 12


def test_the_end_of_a_clip_is_told_on_its_card() -> None:
    long = filmed(duration_s=3.0)
    (words,) = with_slate_words(film(filmed(name="s0"), long), lambda _: 1.2).overlays
    assert (words.text, words.start_s, words.end_s) == ("The clip ends here", pytest.approx(2.2), pytest.approx(4.0))


def test_a_film_whose_clip_is_gone_says_so(files: dict[str, Path]) -> None:
    files[MEDIA].unlink()
    with pytest.raises(MediaMissing, match="clip of this film is no longer on disk"):
        made(order(film(filmed(), frame_rate=30), files))


@pytest.mark.slow
def test_a_filmed_shot_is_framed_limited_and_exported_like_any_other(files: dict[str, Path], tmp_path: Path) -> None:
    renderer = LocalRenderer(lambda still: files[still], lambda media: files[media], tmp_path / "home")
    try:
        scene = film(filmed(duration_s=1.4), frame_rate=30, aspect_ratio="9:16")
        framings = renderer.framings(scene, "s1")
        assert framings is not None
        (left, _), (right, _) = framings.start[0], framings.start[1]
        assert right - left == pytest.approx(9 / 16 * 360 / 640, abs=0.02)
        still = film(shot(duration_s=1.4), frame_rate=30, aspect_ratio="9:16")
        cards = [framings_card(renderer, lambda _: "first.jpg", old, scene, "s1") for old in (scene, still)]
        assert [(card.data["media"], card.data["old"] is None) for card in cards if card] == [
            ("first.jpg", False), ("first.jpg", True),
        ]  # fmt: skip
        assert any("no picture for 0.4 s" in words for words in renderer.limits(scene, "s1"))
        assert renderer.preview("s", scene).result(60).exists()
        report = renderer.export("s", scene, "feed", tmp_path / "out", "film", lambda _: None)
        assert (report.width, report.height) == (1080, 1080)
        assert all(check.ok for check in report.checks)
        assert any("Shot 1: The take has no picture for 0.4 s" in note for note in report.notes)
    finally:
        renderer.close()
