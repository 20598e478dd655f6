"""The sound of a clip is kept apart, in step with its pictures."""

from pathlib import Path

import av
import numpy as np
import pytest

from tests.tools.finish.clips import level_db, read_sound
from tests.tools.footage.filmed import write_clip
from tools.footage.sound import keep_sound


def test_the_sound_is_kept_as_long_as_it_was(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "tone.mp4", 31, tone_hz=440)
    assert keep_sound(clip, tmp_path / "kept.m4a")
    sound = read_sound(tmp_path / "kept.m4a")
    assert sound.shape[1] / 48_000 == pytest.approx(1.0, abs=0.05)
    assert level_db(sound, 440, 0.2, 0.8) == pytest.approx(-16.5, abs=1)  # one channel on two is 3 dB less on each


def test_sound_that_comes_late_stays_late(tmp_path: Path) -> None:
    clip, late = write_clip(tmp_path / "tone.mp4", 31, tone_hz=440), tmp_path / "late.mp4"
    with av.open(str(clip)) as source, av.open(str(late), "w") as target:
        streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        for packet in source.demux():
            if packet.dts is None:
                continue
            if packet.stream.type == "audio":
                packet.pts, packet.dts = (packet.pts or 0) + 24_000, packet.dts + 24_000
            packet.stream = streams[packet.stream.index]
            target.mux(packet)
    assert keep_sound(late, tmp_path / "kept.m4a")
    sound = np.abs(read_sound(tmp_path / "kept.m4a")[0])
    assert sound[:20_000].max() < 0.01
    assert sound[30_000:60_000].max() > 0.1


def test_a_silent_clip_has_no_sound_to_keep(tmp_path: Path) -> None:
    assert not keep_sound(write_clip(tmp_path / "mute.mp4", 5), tmp_path / "kept.m4a")
