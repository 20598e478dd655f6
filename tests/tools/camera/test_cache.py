"""What is kept: sealed files within a limit, and the process's own memory."""

import os
from pathlib import Path

import pytest

from tools.camera.cache import SealedCache, clear_unfinished, is_sealed, write_unsealed
from tools.camera.memory import Recent


def kept(cache: SealedCache, key: str, data: bytes = b"film" * 100) -> Path:
    unfinished = cache.unfinished(key, ".mp4")
    unfinished.write_bytes(data)
    return cache.keep(unfinished, key, ".mp4")


def test_a_kept_file_is_found_under_its_key(tmp_path: Path) -> None:
    cache = SealedCache(tmp_path / "cache", 10_000)
    assert cache.find("a", ".mp4") is None
    path = kept(cache, "a")
    assert cache.find("a", ".mp4") == path
    assert [file.name for file in cache.folder.iterdir()] == ["a.mp4"]


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "grown"])
def test_a_damaged_file_is_noticed_and_removed(tmp_path: Path, damage: str) -> None:
    cache = SealedCache(tmp_path, 10_000)
    path = kept(cache, "a")
    data = path.read_bytes()
    broken = {"flip": data[:9] + b"X" + data[10:], "cut": data[:-5], "empty": b"", "grown": data + b"!"}[damage]
    path.write_bytes(broken)
    assert cache.find("a", ".mp4") is None
    assert not path.exists()


def test_the_seal_comes_off_without_a_trace(tmp_path: Path) -> None:
    path = kept(SealedCache(tmp_path, 10_000), "a", b"the film")
    assert is_sealed(path)
    write_unsealed(path, tmp_path / "out.mp4")
    assert (tmp_path / "out.mp4").read_bytes() == b"the film"


def test_the_files_not_used_for_longest_make_room(tmp_path: Path) -> None:
    cache = SealedCache(tmp_path, 3 * 480)
    for age, key in enumerate("abcd"):
        os.utime(kept(cache, key), (1000 + age, 1000 + age))
    assert cache.find("a", ".mp4")
    cache.make_room()
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["a", "c", "d"]


def test_the_newest_file_stays_even_when_it_is_too_large(tmp_path: Path) -> None:
    cache = SealedCache(tmp_path, 10)
    kept(cache, "a")
    cache.make_room()
    assert cache.find("a", ".mp4")


def test_what_a_render_uses_is_never_removed_to_make_room(tmp_path: Path) -> None:
    ours, theirs = SealedCache(tmp_path, 0), SealedCache(tmp_path, 0)
    for age, key in enumerate("abc"):
        os.utime(kept(ours, key), (1000 + age, 1000 + age))
    with ours.holding():
        assert ours.find("a", ".mp4")
        os.utime(tmp_path / "a.mp4", (1000, 1000))
        kept(ours, "mine")
        theirs.make_room()
        assert sorted(file.stem for file in tmp_path.iterdir()) == ["a", "mine"]
    kept(theirs, "later")
    theirs.make_room()
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["later"]


def test_a_file_in_the_making_is_left_alone(tmp_path: Path) -> None:
    cache = SealedCache(tmp_path, 0)
    half = cache.unfinished("b", ".mp4")
    half.write_bytes(b"half")
    os.utime(half, (1, 1))
    kept(cache, "a")
    cache.make_room()
    assert half.exists()


def test_who_reads_a_file_that_makes_room_reads_it_to_the_end(tmp_path: Path) -> None:
    cache = SealedCache(tmp_path, 0)
    with kept(cache, "a").open("rb") as film:
        os.utime(tmp_path / "a.mp4", (1, 1))
        kept(cache, "b")
        cache.make_room()
        assert cache.find("a", ".mp4") is None
        assert film.read().startswith(b"film" * 100)


def test_when_a_file_was_last_used_outlives_the_process(tmp_path: Path) -> None:
    for age, key in enumerate("abc"):
        os.utime(kept(SealedCache(tmp_path, 0), key), (1000 + age, 1000 + age))
    SealedCache(tmp_path, 0).find("a", ".mp4")
    SealedCache(tmp_path, 2 * 480).make_room()
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["a", "c"]


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    cache = SealedCache(tmp_path, 10_000)
    path = kept(cache, "a")
    cache.unfinished("b", ".mp4").write_bytes(b"half")
    clear_unfinished(tmp_path, of_process=os.getpid() + 1)
    assert len(list(tmp_path.iterdir())) == 2
    clear_unfinished(tmp_path, of_process=os.getpid())
    assert list(tmp_path.iterdir()) == [path]


def test_memory_drops_what_was_not_used_for_longest() -> None:
    made: list[str] = []
    memory: Recent[bytes] = Recent(10)

    def get(key: str) -> bytes:
        def make() -> bytes:
            made.append(key)
            return key.encode() * 4

        return memory.get(key, make, len)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert get(key) == key.encode() * 4
    assert made == ["a", "b", "c", "b"]
    assert memory.bytes == 8
