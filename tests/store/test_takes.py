"""Takes at hand: numbered by shot, clips that wait for a shot apart, and the pure facts of takes that are video."""

import pytest

from store.cutting import halves
from store.history import History
from store.home import Home
from store.retiming import Retime, RetimePoint, source_at
from store.scene import Look, Scene, Shot, ShotId, replace
from store.segments import final_target, segments
from store.takes import NO_SHOT, Takes, Video
from store.video_takes import as_made, lacking_s, lasts_s, video_of, video_take_id

MEDIA = "a" * 64 + ".mp4"
CLIP = Video(media=MEDIA, poster="b" * 64 + ".jpg", width=640, height=360, duration_s=3.4, label="surf")


def retime(*points: tuple[float, float]) -> Retime:
    return Retime(points=tuple(RetimePoint(at_s=at_s, source_s=source_s) for at_s, source_s in points))


def test_takes_are_numbered_in_their_shot_and_keep_their_facts(home: Home, history: History) -> None:
    takes, session = Takes(home.database), history.create_session().id
    takes.add(session, "s1", "take:1")
    made = takes.add(session, "s1", video_take_id("s1", MEDIA), engine="upload", video=CLIP)
    assert (made.number, made.video) == (2, CLIP)
    assert takes.add(session, "s1", video_take_id("s1", MEDIA)) == made
    assert [take.number for take in takes.of_shot(session, "s1")] == [1, 2]


def test_a_clip_without_a_shot_is_no_take_of_any(home: Home, history: History) -> None:
    takes, session = Takes(home.database), history.create_session().id
    takes.add(session, NO_SHOT, video_take_id(NO_SHOT, MEDIA), engine="upload", video=CLIP)
    assert takes.of_session(session) == []
    assert [take.video for take in takes.clips(session)] == [CLIP]


def test_a_branch_has_the_takes_of_its_origin(home: Home, history: History) -> None:
    takes, session = Takes(home.database), history.create_session().id
    takes.add(session, "s1", video_take_id("s1", MEDIA), video=CLIP)
    branch = history.branch(session, "other").id
    assert [take.video for take in takes.of_session(branch)] == [CLIP]
    history.delete_session(session)
    assert len(takes.of_session(branch)) == 1


def test_the_id_of_a_take_names_its_file() -> None:
    assert video_of(video_take_id("s1", MEDIA)) == MEDIA
    assert video_of("take:call:1") is None
    assert video_of(None) is None


@pytest.mark.parametrize(
    ("pace", "duration_s", "lacking", "lasts"),
    [
        (None, 3.4, 0.0, 3.4),
        (None, 6.0, 2.6, 3.4),
        (retime((0, 0), (6, 3.4)), 6.0, 0.0, 6.0),
        (retime((0, 0), (1, 2)), 3.0, 1.3, 1.7),
        (retime((0, 3), (3, 0)), 4.0, 1.0, 3.0),
        (retime((0, 0), (3.4, 3.4), (6, 3.4)), 6.0, 0.0, 6.0),
        (retime((0, 0), (3.4, 3.4), (6, 3.4)), 9.0, 0.0, 9.0),
        (None, 3.43, 0.0, 3.4),
    ],
    ids=["as long", "longer", "slowed", "twice as fast", "backwards", "held", "held on", "a frame too long"],
)
def test_how_much_of_a_shot_its_take_does_not_cover(
    pace: Retime | None, duration_s: float, lacking: float, lasts: float
) -> None:
    assert lacking_s(pace, duration_s, 3.4) == pytest.approx(lacking)
    assert lasts_s(pace, duration_s, 3.4) == pytest.approx(lasts)


def filmed(**values: object) -> Scene:
    shot = Shot(id=ShotId("s1"), duration_s=3.0, take=video_take_id("s1", MEDIA))
    return Scene(shots=(replace(shot, **values),))


def test_a_segment_is_known_by_the_file_its_take_shows_and_how_it_runs() -> None:
    def key(scene: Scene) -> str:
        return segments(scene, final_target(scene))[0].key

    plain = key(filmed())
    others = [
        filmed(take=video_take_id("s1", "c" * 64 + ".mp4")), filmed(retime=as_made(3.0, 1.0)),
        filmed(stabilise=0.5), filmed(look=Look(temperature=0.2)), filmed(take=None),
    ]  # fmt: skip
    assert len({plain, *map(key, others)}) == 6
    assert key(filmed(take=video_take_id("s9", MEDIA), still="still:000000000000")) == plain


def test_a_split_take_runs_on_over_the_cut() -> None:
    first, second = halves(filmed().shots[0], 1.2, along_path=True)
    assert first.retime is None
    assert second.retime is not None
    assert [source_at(second.retime, at_s) for at_s in (0.0, 1.8)] == pytest.approx([1.2, 3.0])


def test_only_takes_that_are_video_have_a_pace() -> None:
    still = Shot(id=ShotId("s1"), duration_s=3.0, take=None)
    assert halves(still, 1.2, along_path=True)[1].retime is None
