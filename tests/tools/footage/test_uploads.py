"""Any clip becomes one plain kind of clip, frame by frame; what is none is refused in words, and nothing is left."""

import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from store.errors import BadUpload
from tests.tools.footage.filmed import luma_frames, number_of, numbered, turn, write_clip, write_sound
from tools.footage.uploads import AcceptedClip, accept_clip, looks_like_a_clip
from tools.planes import U8

TENTH = [Fraction(index, 10) for index in range(10)]


def accepted(path: Path, name: str = "") -> AcceptedClip:
    return accept_clip(path, name or path.name, path.with_name("kept.mp4"), lambda _: None)


def kept(path: Path) -> list[tuple[float, U8]]:
    accepted(path)
    return luma_frames(path.with_name("kept.mp4"))


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("plain.mp4", {}),
        ("web.webm", {"codec": "libvpx-vp9", "options": {"deadline": "realtime", "cpu-used": "8"}}),
        ("ten_bits.mov", {"codec": "libx265", "pixels": "yuv420p10le"}),
        ("odd.mkv", {"draw": numbered(321, 243), "pixels": "yuv444p"}),
        ("rgb.mov", {"codec": "png", "pixels": "rgb24"}),
        ("alpha.mov", {"codec": "prores_ks", "pixels": "yuva444p10le"}),
    ],
)
def test_every_frame_of_any_kind_of_clip_is_kept_at_its_time(tmp_path: Path, name: str, how: dict[str, Any]) -> None:
    frames = kept(write_clip(tmp_path / name, 12, **how))
    assert [number_of(luma) for _, luma in frames] == list(range(12))
    assert [at_s for at_s, _ in frames] == pytest.approx([n / 30 for n in range(12)], abs=0.0006)


def test_uneven_times_stay_as_they_are(tmp_path: Path) -> None:
    times = [Fraction(0), Fraction(1, 10), Fraction(1, 8), Fraction(1, 2), Fraction(3, 5)]
    path = write_clip(tmp_path / "uneven.mp4", times)
    assert [at_s for at_s, _ in kept(path)] == pytest.approx([float(at_s) for at_s in times])
    assert accepted(path).duration_s == pytest.approx(0.7)


@pytest.mark.parametrize(("degrees", "size"), [(90, (240, 320)), (180, (320, 240)), (270, (240, 320))])
def test_a_clip_is_turned_as_its_camera_noted(tmp_path: Path, degrees: int, size: tuple[int, int]) -> None:
    path = turn(write_clip(tmp_path / "turned.mp4", 8), degrees)
    clip = accepted(path)
    assert (clip.width, clip.height) == size
    assert "turned upright" in clip.notes[0]
    shown = luma_frames(path.with_name("kept.mp4"))[5][1]
    as_filmed = np.ascontiguousarray(np.rot90(shown, degrees // 90))
    assert number_of(as_filmed) == 5


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path) -> None:
    def wide(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(4, 3)

    clip = accepted(write_clip(tmp_path / "wide.mp4", 8, prepare=wide))
    assert (clip.width, clip.height) == (426, 240)


def patch(levels: tuple[int, int, int], pixels: str, top: int) -> Callable[[U8], VideoFrame]:
    """A frame of one colour, given as its own Y, U and V."""

    def frame(drawn: U8) -> VideoFrame:
        height, width = drawn.shape[:2]
        made = VideoFrame(width, height, pixels)
        kind = np.uint16 if top > 255 else np.uint8
        for plane, level in zip(made.planes, levels, strict=True):
            plane.update(np.full(plane.buffer_size // kind().itemsize, level, kind).tobytes())
        return made

    return frame


def tagged(space: int, primaries: int, curve: int) -> Callable[[Any], None]:
    def prepare(stream: Any) -> None:
        context = stream.codec_context
        context.colorspace, context.color_primaries, context.color_trc = space, primaries, curve
        context.color_range = ColorRange.MPEG

    return prepare


def middle_bgr(path: Path) -> list[float]:
    """The colour in the middle of the poster."""
    picture = cv2.imdecode(np.frombuffer(accepted(path).poster, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return [float(value) for value in picture[120, 160]]


@pytest.mark.parametrize(
    ("curve", "white"), [(ColorTrc.SMPTE2084, 0.5807), (ColorTrc.ARIB_STD_B67, 0.75)], ids=["PQ", "HLG"]
)
@pytest.mark.slow
def test_high_dynamic_range_shows_its_white_as_nearly_white_and_its_greys_in_order(
    tmp_path: Path, curve: int, white: float
) -> None:
    shown: list[float] = []
    for share in (0.3, 0.6, 1.0):
        path = tmp_path / f"{share}.mp4"
        level = round(64 + 876 * white * share)
        write_clip(
            path, 8, codec="libx265", pixels="yuv420p10le", picture=patch((level, 512, 512), "yuv420p10le", 1023),
            prepare=tagged(Colorspace.BT2020, ColorPrimaries.BT2020, curve), draw=numbered(320, 240),
        )  # fmt: skip
        blue, green, red = middle_bgr(path)
        assert max(blue, green, red) - min(blue, green, red) <= 3
        shown.append(green)
    assert shown == sorted(shown)
    assert 225 <= shown[-1] <= 245


def test_the_colours_of_old_television_are_carried_over(tmp_path: Path) -> None:
    """Red in BT.601 has other Y, U and V than in BT.709; it stays red."""
    path = write_clip(
        tmp_path / "old.mp4", 8, picture=patch((81, 90, 240), "yuv420p", 255), options={"crf": "5"},
        prepare=tagged(Colorspace.ITU601, ColorPrimaries.SMPTE170M, ColorTrc.SMPTE170M), draw=numbered(320, 240),
    )  # fmt: skip
    assert middle_bgr(path) == pytest.approx([0, 0, 254], abs=6)


def test_what_is_transparent_is_black(tmp_path: Path) -> None:
    def half_clear(drawn: U8) -> VideoFrame:
        picture = np.full((*drawn.shape[:2], 4), 255, np.uint8)
        picture[:, :160, 3] = 0
        return VideoFrame.from_ndarray(picture, format="rgba")

    path = write_clip(tmp_path / "clear.mov", 8, codec="png", pixels="rgba", picture=half_clear)
    luma = kept(path)[0][1]
    assert (int(luma[:, :150].max()), int(luma[:, 170:].min())) == (16, 235)


def test_the_same_clip_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "same.mp4", 12)
    accepted(path)
    first = path.with_name("kept.mp4").read_bytes()
    accepted(path)
    assert path.with_name("kept.mp4").read_bytes() == first


def test_a_clip_says_whether_it_had_sound_and_keeps_none(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "tone.mp4", 12, tone_hz=440)
    assert accepted(path).sound
    with av.open(str(path.with_name("kept.mp4"))) as container:
        assert not container.streams.audio


def empty(path: Path) -> None:
    path.write_bytes(b"")


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "b" * 999)


def playlist(path: Path) -> None:
    path.write_text("ffconcat version 1.0\nfile '/etc/hostname'\n")


def half(path: Path) -> None:
    data = write_clip(path, 60).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def torn(path: Path) -> None:
    data = write_clip(path.with_suffix(".mkv"), 90).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def ten_hours(path: Path) -> None:
    write_clip(path.with_suffix(".mkv"), [Fraction(0), Fraction(1), Fraction(36_000)]).rename(path)


def only_sound(path: Path) -> None:
    write_sound(path)


def one_picture(path: Path) -> None:
    write_clip(path, 1)


def a_stamp(path: Path) -> None:
    write_clip(path, 8, draw=numbered(64, 48))


def picture(path: Path) -> None:
    _, data = cv2.imencode(".png", numbered()(1))
    path.write_bytes(data.tobytes())


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (empty, "is empty"),
        (zipped, "is a ZIP archive, not a video"),
        (playlist, "is a text file, not a video"),
        (half, "damaged or incomplete"),
        (torn, r"breaks off after 1\.\d s of 3\.0 s"),
        (ten_hours, "lasts 10 h 0 min, and a clip may last up to 3 minutes"),
        (only_sound, "has no pictures in it, only sound"),
        (one_picture, "holds a single picture"),
        (a_stamp, "is only 64 x 48 pixels"),
        (picture, "is not a video"),
    ],
)
def test_what_is_no_usable_clip_is_refused_in_words(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    path = tmp_path / "x.mp4"
    make(path)
    with pytest.raises(BadUpload, match=words) as caught:
        accepted(path, "../hostile/<b>x.mp4")
    assert "It was not kept, and nothing else has changed." in str(caught.value)
    assert "“bx.mp4”" in str(caught.value)


@pytest.mark.slow
def test_more_pixels_than_4k_are_refused_by_the_header_alone(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "8k.mov", 1, draw=lambda _: np.zeros((4320, 7680, 3), np.uint8), codec="png",
                      pixels="rgb24")  # fmt: skip
    with pytest.raises(BadUpload, match="7,680 x 4,320 pixels"):
        accepted(path)


def test_a_damaged_stream_never_becomes_a_half_clip(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "noise.mp4", 60)
    data = bytearray(path.read_bytes())
    for place in np.random.default_rng(0).integers(len(data) // 4, len(data) * 3 // 4, 300):
        data[place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(BadUpload):
        accepted(path)


def test_clips_are_told_by_their_first_bytes(tmp_path: Path) -> None:
    assert looks_like_a_clip(write_clip(tmp_path / "a.mp4", 2).read_bytes())
    assert looks_like_a_clip(write_clip(tmp_path / "a.mkv", 2).read_bytes())
    assert not looks_like_a_clip(b"RIFF")


def test_a_full_disk_is_no_fault_of_the_clip(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", 30, draw=lambda n: np.random.default_rng(n).integers(
        0, 255, (360, 640, 3), np.uint8))  # fmt: skip
    with pytest.raises(OSError, match="No space left") as caught:
        accept_clip(path, "a.mp4", Path("/dev/full"), lambda _: None)
    assert not isinstance(caught.value, BadUpload)
