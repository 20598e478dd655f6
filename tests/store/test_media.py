import errno
import hashlib
import os
import threading
from pathlib import Path

import pytest

from store.errors import DiskFull, MediaMissing
from store.media import MediaStore

PICTURE = b"\x89PNG not really" * 1000


def test_the_same_bytes_are_stored_once_under_their_hash(media: MediaStore) -> None:
    first = media.put_bytes(PICTURE, "png")
    assert first == f"{hashlib.sha256(PICTURE).hexdigest()}.png"
    made = media.path(first).stat().st_mtime_ns
    assert media.put_bytes(PICTURE, ".PNG") == first
    assert media.path(first).stat().st_mtime_ns == made
    assert [path.name for path in media.folder.iterdir()] == [first]
    assert media.path(first).read_bytes() == PICTURE


def test_a_file_is_copied_and_the_original_is_left(media: MediaStore, tmp_path: Path) -> None:
    original = tmp_path / "Photo of Ünï.JPEG"
    original.write_bytes(PICTURE)
    stored = media.put_file(original)
    assert stored.endswith(".jpg")
    original.write_bytes(b"changed")
    assert media.path(stored).read_bytes() == PICTURE
    assert media.put_file(original, "png") == media.put_bytes(b"changed", "png")
    assert len(list(media.folder.iterdir())) == 2


def test_a_file_whose_end_was_lost_is_written_anew(media: MediaStore) -> None:
    stored = media.put_bytes(PICTURE, "png")
    media.path(stored).write_bytes(PICTURE[:100])
    assert media.put_bytes(PICTURE, "png") == stored
    assert media.path(stored).read_bytes() == PICTURE


@pytest.mark.parametrize("extension", ["svg", "exe", "", "png/../../x", "p\x00ng", "html"])
def test_only_known_kinds_are_stored(media: MediaStore, extension: str) -> None:
    with pytest.raises(ValueError, match="is not stored"):
        media.put_bytes(PICTURE, extension)
    assert list(media.folder.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../reshoot.db",
        "../../etc/passwd",
        "/etc/passwd",
        "",
        ".",
        "a" * 64,
        "a" * 64 + ".svg",
        "A" * 64 + ".png",
        "a" * 64 + ".png\n",
        "a" * 64 + ".png/../" + "a" * 64 + ".png",
        "a" * 64 + ".png\x00",
        "x" * 100_000,
    ],
)
def test_what_is_not_an_id_reaches_no_file(media: MediaStore, name: str) -> None:
    assert not media.exists(name)
    with pytest.raises(MediaMissing) as error:
        media.path(name)
    assert len(str(error.value)) < 500


def test_a_file_that_is_gone_is_a_sentence(media: MediaStore) -> None:
    stored = media.put_bytes(PICTURE, "png")
    media.path(stored).unlink()
    assert not media.exists(stored)
    with pytest.raises(MediaMissing, match="put the file back"):
        media.path(stored)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_without_room_leaves_nothing_half_written(
    media: MediaStore, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    kept = media.put_bytes(b"kept", "png")
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        with pytest.raises(DiskFull, match="no room left on the disk"):
            media.put_bytes(PICTURE, "png")
    assert [path.name for path in media.folder.iterdir()] == [kept]
    assert media.path(media.put_bytes(PICTURE, "png")).read_bytes() == PICTURE


def test_another_error_of_the_disk_is_not_called_full(media: MediaStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        media.put_file(tmp_path / "nowhere.png")
    with pytest.raises(IsADirectoryError):
        media.put_file(tmp_path, "png")
    assert list(media.folder.iterdir()) == []


def test_threads_may_put_the_same_file_at_once(media: MediaStore) -> None:
    stored: list[str] = []
    threads = [threading.Thread(target=lambda: stored.append(media.put_bytes(PICTURE, "png"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stored) == 8
    assert [path.name for path in media.folder.iterdir()] == [stored[0]]
