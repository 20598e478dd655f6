"""Words that a take warps: covered by the still's own, or taken out of it; on real clips and with a real reader."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from store.apply import invert
from store.edits import ReplaceWords, parse_edit
from store.errors import UnknownTarget
from store.home import Home
from store.scene import Scene
from store.takes import Video
from store.video_takes import video_take_id
from tests.bench.guard_clips import encoded, stills
from tests.bench.lettered_clips import labelled
from tests.tools.desk import Desk
from tools.camera.covering import Covering
from tools.camera.saliency import Pixels
from tools.camera.take_frames import TakeFrames
from tools.guards.reading import Reader
from tools.guards.words import legible
from tools.planes import planes_to_bgr

pytestmark = pytest.mark.slow
PLACE, FRAMES = (110, 820), 36


@pytest.fixture(scope="module")
def ground() -> Pixels:
    drawn = next(picture for name, picture in stills() if name == "cafe")
    return np.asarray(cv2.resize(drawn, (720, 1280), interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.fixture
def desk(home: Home, ground: Pixels) -> Desk:
    """A desk whose only shot has a still with a label on it."""
    desk = Desk(home, Scene())
    media = home.media.put_bytes(_png(labelled(ground, "HONEY FARM", PLACE)), "png")
    desk.stills.add(desk.session_id, media, "upload", width=720, height=1280, label="cafe", still_id="still:cafe")
    desk.do("set_move", kind="push_in")
    return desk


def _png(picture: Pixels) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


def misread(ground: Pixels) -> list[Pixels]:
    """Pushed in and swaying, the label read otherwise from the fourth frame on, the light falling a little."""
    right, wrong = (labelled(ground, text, PLACE) for text in ("HONEY FARM", "HQNEV FABM"))
    frames: list[Pixels] = []
    for number in range(FRAMES):
        matrix = cv2.getRotationMatrix2D((360, 640), np.sin(number / 5), 1 + 0.004 * number)
        matrix[:, 2] += 4 * np.array([np.sin(number / 4), np.cos(number / 6)])
        source = right if number < 4 else wrong
        moved = cv2.warpAffine(source, matrix, (720, 1280), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        frames.append(cv2.convertScaleAbs(moved, alpha=1 - 0.002 * number).astype(np.uint8))
    return frames


def come_back(desk: Desk, folder: Path, frames: list[Pixels]) -> str:
    media = desk.home.media.put_file(encoded(folder / "take.mp4", frames, crf=20))
    poster = desk.home.media.put_bytes(_png(frames[0]), "png")
    video = Video(media=media, poster=poster, width=720, height=1280, duration_s=len(frames) / 24)
    desk.takes.add(desk.session_id, desk.shot.id, video_take_id(desk.shot.id, media), "kling", video)
    return media


def covered_frames(desk: Desk, media: str) -> list[Pixels]:
    files = {name: desk.home.media.path(name) for one in desk.shot.covers for name in (one.picture, one.track)}
    covering, take = Covering(desk.shot.covers, files), TakeFrames(desk.home.media.path(media))
    return [
        planes_to_bgr(covering.laid_over(take.planes(number), float(at_s))) for number, at_s in enumerate(take.times_s)
    ]


def test_the_stills_own_words_lie_over_a_take_and_move_with_it(desk: Desk, ground: Pixels, tmp_path: Path) -> None:
    frames = misread(ground)
    media = come_back(desk, tmp_path, frames)
    before = desk.scene
    receipt = desk.do("cover_words", number=1)
    assert receipt.message == "“HONEY FARM” is the still's own again in take 1. Take 1 is in the film now."
    (line,) = [change for change in receipt.changes if "words" in change.what.lower()]
    assert line.old == "as the take draws them"
    assert line.new.startswith("the still's own, laid over 14–")

    made, reader = covered_frames(desk, media), Reader()
    assert {line.text for shown in made[::7] for line in reader.lines(shown)} == {"HONEY FARM"}
    # Round the words nothing is other than the take: neither slipped nor of another light.
    right = labelled(ground, "HONEY FARM", PLACE)
    for number in (0, 17, 35):
        matrix = cv2.getRotationMatrix2D((360, 640), np.sin(number / 5), 1 + 0.004 * number)
        matrix[:, 2] += 4 * np.array([np.sin(number / 4), np.cos(number / 6)])
        moved = cv2.warpAffine(right, matrix, (720, 1280), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        ideal = moved.astype(np.float32) * (1 - 0.002 * number)
        off = np.abs(made[number].astype(np.float32) - ideal)
        assert off[780:920].mean() < off[600:780].mean() + 2.0

    assert receipt.edit is not None
    edit = parse_edit(receipt.edit)
    assert isinstance(edit, ReplaceWords)
    assert desk.do("undo").outcome == "action"
    assert desk.scene == before
    assert invert(before, edit).values


def test_a_take_that_keeps_its_words_is_left_alone(desk: Desk, ground: Pixels, tmp_path: Path) -> None:
    right = labelled(ground, "HONEY FARM", PLACE)
    come_back(desk, tmp_path, [right] * 12)
    receipt = desk.do("cover_words", number=1)
    assert (receipt.outcome, desk.shot.covers) == ("unchanged", ())


def test_where_something_passes_in_front_the_other_ways_are_offered(desk: Desk, ground: Pixels, tmp_path: Path) -> None:
    frames = misread(ground)
    for number, frame in enumerate(frames[12:], 12):
        cv2.circle(frame, (60 + 18 * number, 860), 190, (60, 80, 120), -1)
    come_back(desk, tmp_path, frames)
    receipt = desk.do("cover_words", number=1)
    assert receipt.outcome == "refused"
    assert "would slip there, so nothing was changed" in receipt.message
    assert [chip.label for chip in receipt.offers] == [
        "take 1: the still without words, text over it", "take 1: make it again from the lock",
    ]  # fmt: skip
    assert desk.shot.covers == ()


def test_words_can_be_painted_out_and_said_by_a_text(desk: Desk, ground: Pixels, tmp_path: Path) -> None:
    media = come_back(desk, tmp_path, misread(ground))
    receipt = desk.do("cover_words", number=1, letters="overlay")
    assert "painted out, and a text over the film says it" in receipt.message
    assert [(overlay.text, overlay.position) for overlay in desk.scene.overlays] == [("HONEY FARM", "bottom")]
    assert legible(covered_frames(desk, media)[20], Reader()) == ()

    assert desk.do("uncover_words").outcome == "changed"
    assert desk.shot.covers == ()


def test_the_still_is_made_again_without_its_words_on_this_machine(desk: Desk, ground: Pixels) -> None:
    receipt = desk.do("remake_without_words")
    assert receipt.message == (
        "The still is without “HONEY FARM”, and a text over the film says it. The shot shows the still."
    )
    assert receipt.notes[0].startswith("The words were painted out on this machine")
    assert [overlay.text for overlay in desk.scene.overlays] == ["HONEY FARM"]
    still = desk.stills.get(desk.shot.still or "")
    made = cv2.imread(str(desk.home.media.path(still.media)))
    assert made is not None
    assert legible(np.asarray(made, np.uint8), Reader()) == ()
    blank = labelled(ground, "HONEY FARM", PLACE)
    assert np.abs(made[:780].astype(int) - blank[:780]).max() == 0
    with pytest.raises(UnknownTarget, match="No words can be read"):
        desk.do("remake_without_words")


def test_a_still_that_was_bought_without_words_is_locked_with_its_text(desk: Desk, ground: Pixels) -> None:
    media = desk.home.media.put_bytes(_png(ground), "png")
    desk.stills.add(desk.session_id, media, "generated", width=720, height=1280, label="blank", still_id="still:blank")
    receipt = desk.do("remake_without_words", still="still:blank")
    assert receipt.notes == ()
    assert desk.shot.still == "still:blank"
    assert [overlay.text for overlay in desk.scene.overlays] == ["HONEY FARM"]
