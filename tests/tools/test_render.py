"""The local renderer: previews, posters, framings and exports of a scene, and sentences where something is missing."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from store.errors import MediaMissing, RenderFailed, UnknownTarget
from store.scene import Captions, Cue, Framing, Look, Point, Scene, replace
from tests.tools.camera.drawn import film, move, save, shot, texture
from tools.camera.cache import SealedCache, is_sealed
from tools.finish.probe import probe
from tools.render import LocalRenderer, Renderer, composed_box, platform_named, platform_names


@pytest.fixture(scope="module")
def stills(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stills")
    save(folder, texture(300, 400), "a.png")
    return folder


@pytest.fixture(scope="module")
def renderer(stills: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalRenderer]:
    def resolve(still: str) -> Path:
        path = stills / f"{still}.png"
        if not path.exists():
            raise MediaMissing("The still is gone. Nothing was changed.")
        return path

    opened = LocalRenderer(resolve, resolve, tmp_path_factory.mktemp("cache"))
    yield opened
    opened.close()


SCENE = film(shot(move("push_in", 0.2, end_s=0.2), duration_s=0.2))


def test_it_is_what_the_rest_of_reshoot_expects(renderer: LocalRenderer) -> None:
    known: Renderer = renderer
    assert known.ready_preview(film(shot(duration_s=0.3))) is None


@pytest.mark.slow
def test_a_preview_is_made_once_and_then_there_at_once(renderer: LocalRenderer) -> None:
    path = renderer.preview("s", SCENE).result(timeout=60)
    facts = probe(path)
    assert (facts.width, facts.height, facts.frame_rate, facts.frames) == (540, 960, 24, 5)
    assert renderer.ready_preview(SCENE) == path
    again = renderer.preview("s", SCENE)
    assert again.done()
    assert again.result() == path
    assert renderer.film("other", SCENE).result() == path


@pytest.mark.slow
def test_a_film_that_the_cache_dropped_is_rendered_again(renderer: LocalRenderer) -> None:
    path = renderer.preview("s", SCENE).result(timeout=60)
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    assert renderer.ready_preview(SCENE) is None
    assert renderer.film("s", SCENE).result(timeout=60).read_bytes() == whole


def test_a_cache_over_its_limit_makes_room_when_it_is_opened(tmp_path: Path) -> None:
    cache = SealedCache(tmp_path, 0)
    for age, key in enumerate("abc"):
        unfinished = cache.unfinished(key, ".mp4")
        unfinished.write_bytes(b"film" * 100)
        os.utime(cache.keep(unfinished, key, ".mp4"), (1000 + age, 1000 + age))
    cache.unfinished("half", ".mp4").write_bytes(b"half")
    LocalRenderer(Path, Path, tmp_path, cache_bytes=1000).close()
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["b", "c"]


def test_a_poster_is_a_frame_of_the_film_at_a_time(renderer: LocalRenderer) -> None:
    fading = film(shot(duration_s=0.2, transition={"kind": "fade_black", "duration_s": 0.2}))
    means = []
    for at_s in (0.0, 0.1, 99.0):
        with Image.open(renderer.poster("s", fading, at_s).result(timeout=60)) as picture:
            assert picture.size == (540, 960)
            means.append(float(np.asarray(picture).mean()))
    assert means == sorted(means)
    assert means[0] < means[2] / 3


def test_a_missing_still_is_told_through_the_future(renderer: LocalRenderer) -> None:
    gone = film(shot(still="gone", duration_s=0.2))
    for asked in (renderer.preview("s", gone), renderer.film("s", gone), renderer.poster("s", gone)):
        with pytest.raises(MediaMissing):
            asked.result(timeout=60)
    assert renderer.framings(gone, "s1") is None
    assert renderer.limits(gone, "s1") == ("The still is gone. Nothing was changed.",)


def test_a_film_without_shots_is_a_sentence(renderer: LocalRenderer) -> None:
    for asked in (renderer.preview("s", Scene()), renderer.poster("s", Scene())):
        with pytest.raises(RenderFailed, match="no shot"):
            asked.result(timeout=60)


def test_a_film_without_a_still_shows_its_card(renderer: LocalRenderer) -> None:
    slate = film(shot(still=None, description="A hand reaches for the bottle", duration_s=0.2))
    with Image.open(renderer.poster("s", slate).result(timeout=60)) as picture:
        grey = np.asarray(picture.convert("L")).astype(int)
    assert grey[380:580].max() > 200
    assert grey[:200].max() < 160
    assert renderer.framings(slate, "s1") is None
    assert renderer.limits(slate, "s1") == ()


def test_framings_are_drawn_on_the_still(renderer: LocalRenderer) -> None:
    framings = renderer.framings(SCENE, "s1")
    assert framings is not None
    width = [quad[1][0] - quad[0][0] for quad in (framings.start, framings.end)]
    assert width[0] / width[1] == pytest.approx(1.2)
    assert framings.tightened == 1
    assert all(0 <= value <= 1 for quad in (framings.start, framings.end) for point in quad for value in point)


def test_what_the_picture_has_no_room_for_is_said(renderer: LocalRenderer) -> None:
    far = film(shot(move("pedestal_up", 0.9)))
    (sentence,) = renderer.limits(far, "s1")
    assert sentence == "The picture has no room for all of the pedestal up: it goes 50 % instead of 90 %."
    framings = renderer.framings(far, "s1")
    assert framings is not None
    assert framings.cut[0][:2] == ("pedestal_up", 0.9)
    assert renderer.limits(SCENE, "s1") == ()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "size"), [("tiktok", (1080, 1920)), ("feed", (1080, 1080))])
def test_an_export_is_what_its_platform_asks_for(
    renderer: LocalRenderer, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    told: list[float] = []
    scene = replace(SCENE, frame_rate=30)
    report = renderer.export("s", scene, name, tmp_path / "out", "bottle", told.append)
    assert report.path == tmp_path / "out" / f"bottle-{name}.mp4"
    assert (report.width, report.height) == size
    assert [check.name for check in report.checks if not check.ok] == []
    assert report.notes == ()
    assert [path.name for path in (tmp_path / "out").iterdir()] == [report.path.name]
    assert not is_sealed(report.path)
    assert told == sorted(told)


def test_an_export_is_stopped_by_whoever_follows_it(renderer: LocalRenderer, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(_: float) -> None:
        raise Stopped

    scene = film(shot(duration_s=60))
    with pytest.raises(Stopped):
        renderer.export("s", scene, "tiktok", tmp_path / "out", "film", stop)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_an_export_says_what_had_to_give(renderer: LocalRenderer, tmp_path: Path) -> None:
    late = Captions(cues=(Cue(text="Too late", start_s=0.1, end_s=3),))
    report = renderer.export("s", replace(SCENE, captions=late), "reels", tmp_path, "film", lambda _: None)
    assert report.label == platform_named("reels").label
    assert report.notes[0].endswith("so the file has 30, not 24.")
    assert "Too late" in report.notes[1]
    assert probe(report.path).frame_rate == 30


@pytest.mark.slow
def test_an_export_over_its_platforms_bytes_is_encoded_to_fit_and_says_so(
    renderer: LocalRenderer, tmp_path: Path
) -> None:
    noisy = film(shot(move("push_in", 0.2, end_s=2), duration_s=2, look=Look(grain=1.0)), frame_rate=30)
    feed = platform_named("feed")
    whole = renderer.export_to(feed, "s", noisy, tmp_path, "whole", lambda _: None)
    limit = whole.size_bytes // 2
    fitted = renderer.export_to(replace(feed, max_bytes=limit), "s", noisy, tmp_path, "fitted", lambda _: None)
    assert fitted.size_bytes <= limit
    assert [check.name for check in fitted.checks if not check.ok] == []
    assert whole.notes == ()
    assert "Mbit/s" in fitted.notes[0]
    hopeless = renderer.export_to(replace(feed, max_bytes=9000), "s", noisy, tmp_path, "hopeless", lambda _: None)
    assert [check.name for check in hopeless.checks if not check.ok] == ["file size"]


def test_an_unknown_platform_names_the_nearest(renderer: LocalRenderer, tmp_path: Path) -> None:
    with pytest.raises(UnknownTarget) as caught:
        renderer.export("s", SCENE, "tictoc", tmp_path, "film", lambda _: None)
    assert "tiktok" in caught.value.nearest
    assert "tiktok" in platform_names()


@pytest.mark.slow
def test_an_export_in_another_ratio_uses_the_framing_chosen_for_it(renderer: LocalRenderer, tmp_path: Path) -> None:
    chosen = Framing(center=Point(x=0.3, y=0.3), scale=0.3)
    scene = film(shot(duration_s=0.2, framing={"1:1": chosen}, look=Look()), frame_rate=30)
    composed = film(shot(duration_s=0.2), frame_rate=30)
    first, second = (
        renderer.export("s", each, "feed", tmp_path / str(number), "film", lambda _: None).path.read_bytes()
        for number, each in enumerate((scene, composed))
    )
    assert first != second


def test_the_composed_crop_of_a_picture_has_its_ratio_and_lies_inside() -> None:
    picture = Image.fromarray(texture(300, 200))
    for ratio, value in (("9:16", 9 / 16), ("1:1", 1.0), ("16:9", 16 / 9)):
        left, top, right, bottom = composed_box(picture, ratio)  # type: ignore[arg-type]
        assert 0 <= left < right <= 300
        assert 0 <= top < bottom <= 200
        assert (right - left) / (bottom - top) == pytest.approx(value, rel=0.02)
