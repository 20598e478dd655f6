"""Platforms, and finished files beside what they take."""

from datetime import date
from pathlib import Path

import pytest

from store.errors import RenderFailed, UnknownTarget
from store.scene import ASPECT_RATIOS
from tests.tools.finish.clips import write_film
from tools.finish.assembly import mux
from tools.finish.platforms import PLATFORMS, platform
from tools.finish.probe import MediaFacts, check, has_faststart, probe
from tools.finish.silence import write_silence

GOOD = MediaFacts(
    container="mov,mp4,m4a,3gp,3g2,mj2", video_codec="h264", profile="High", pixel_format="yuv420p", width=1080,
    height=1920, frame_rate=30, duration_s=8, frames=240, audio_codec="aac", audio_rate_hz=48_000, audio_channels=2,
    audio_duration_s=8, faststart=True, size_bytes=4_000_000,
)  # fmt: skip


# --- platforms -------------------------------------------------------------------------------------------------------


def test_every_platform_is_dated_and_its_pixels_have_its_ratio() -> None:
    assert list(PLATFORMS) == ["tiktok", "shorts", "reels", "feed", "feed_portrait", "youtube"]
    for entry in PLATFORMS.values():
        across, down = (int(side) for side in entry.aspect_ratio.split(":"))
        assert entry.aspect_ratio in ASPECT_RATIOS
        assert entry.width * down == entry.height * across
        assert entry.checked >= date(2026, 11, 1)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("TikTok", "tiktok"), ("tik-tok", "tiktok"), ("Instagram Feed", "feed"), ("ig", "reels"), ("YT", "youtube"),
        ("YouTube Shorts", "shorts"), ("feed_portrait", "feed_portrait"), (" instagram  reels ", "reels"),
    ],
)  # fmt: skip
def test_platforms_are_found_by_the_names_people_use(said: str, name: str) -> None:
    assert platform(said).name == name


def test_no_name_means_two_platforms() -> None:
    names = [alias for entry in PLATFORMS.values() for alias in (entry.name, entry.label.lower(), *entry.aliases)]
    said = {name.replace("_", " ") for name in names}
    assert all(platform(name) for name in said)
    for entry in PLATFORMS.values():
        assert {platform(name).name for name in (entry.name, entry.label, *entry.aliases)} == {entry.name}


def test_an_unknown_platform_names_the_nearest() -> None:
    with pytest.raises(UnknownTarget, match="no platform called “tiktak”") as caught:
        platform("tiktak")
    assert caught.value.nearest[0] == "tiktok"


# --- probing ---------------------------------------------------------------------------------------------------------


def test_a_film_is_read_back(tmp_path: Path) -> None:
    video = write_film(tmp_path / "v.mp4", 48, size=(108, 192), fps=24)
    facts = probe(mux(video, write_silence(tmp_path / "a.m4a", 2.0), tmp_path / "film.mp4"))
    assert (facts.video_codec, facts.pixel_format) == ("h264", "yuv420p")
    assert (facts.width, facts.height, facts.frame_rate, facts.frames) == (108, 192, 24, 48)
    assert (facts.audio_codec, facts.audio_rate_hz, facts.audio_channels) == ("aac", 48_000, 2)
    assert facts.size_bytes == (tmp_path / "film.mp4").stat().st_size


def test_the_order_of_the_boxes_tells_faststart(tmp_path: Path) -> None:
    assert not has_faststart(write_film(tmp_path / "late.mp4", 3))
    assert has_faststart(write_film(tmp_path / "early.mp4", 3, movflags="+faststart"))
    assert not probe(tmp_path / "late.mp4").faststart


@pytest.mark.parametrize("content", [b"", b"\x00\x00", b"\x00" * 64, b"\x00\x00\x00\x01mdat", b"text, not boxes" * 9])
def test_what_is_no_film_is_refused_without_hanging(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    assert not has_faststart(path)
    with pytest.raises(RenderFailed, match="cannot be read back"):
        probe(path)


# --- checks ----------------------------------------------------------------------------------------------------------


def test_a_good_film_passes_every_check_of_its_platform() -> None:
    assert [entry for entry in check(GOOD, platform("tiktok")) if not entry.ok] == []


@pytest.mark.parametrize(
    ("changes", "name", "failed"),
    [
        ({"width": 720, "height": 1280}, "tiktok", "picture size"),
        ({"pixel_format": "yuv444p"}, "tiktok", "video"),
        ({"frame_rate": 24.0}, "tiktok", "frame rate"),
        ({"frame_rate": 60.0}, "reels", "frame rate"),
        ({"duration_s": 90.2}, "reels", "length"),
        ({"duration_s": 181.0}, "shorts", "length"),
        ({"size_bytes": 72_000_001}, "tiktok", "file size"),
        ({"audio_codec": None, "audio_rate_hz": None, "audio_channels": None}, "shorts", "sound"),
        ({"audio_channels": 1}, "shorts", "sound"),
        ({"faststart": False}, "tiktok", "starts at once"),
    ],
)
def test_each_limit_is_checked(changes: dict[str, object], name: str, failed: str) -> None:
    facts = MediaFacts.model_validate({**GOOD.model_dump(), **changes})
    assert [entry.name for entry in check(facts, platform(name)) if not entry.ok] == [failed]


def test_checks_speak_in_words() -> None:
    said = {entry.name: (entry.value, entry.limit) for entry in check(GOOD, platform("tiktok"))}
    assert said["length"] == ("8.0 s", "up to 10 min 0 s")
    assert said["file size"] == ("4.0 MB", "up to 72.0 MB")
    assert said["sound"] == ("aac 48 kHz stereo", "aac 48 kHz stereo")
