import pytest

from tests.bench.guard_clips import Made
from tests.bench.lettered_clips import lettered
from tools.guards.reading import Reader
from tools.guards.words import kept_words

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The ways of the first still, by name."""
    found: dict[str, Made] = {}
    for clip in lettered(tmp_path_factory.mktemp("clips")):
        way = clip.name.split(": ")[1]
        if way in found:
            break
        found[way] = clip
    return found


@pytest.mark.parametrize("way", ["as it is", "redrawn", "softened"])
def test_words_that_stay_are_not_blamed(way: str, clips: dict[str, Made], reader: Reader) -> None:
    found = kept_words(clips[way].still, clips[way].clip, reader)
    assert [line.text for line in found.lines] == ["HONEY FARM"]
    assert found.frames >= 5
    assert found.warped == ()


@pytest.mark.parametrize("way", ["other letters", "melted", "scrambled"])
def test_words_that_change_are_told_with_the_worst_frame(way: str, clips: dict[str, Made], reader: Reader) -> None:
    (warped,) = kept_words(clips[way].still, clips[way].clip, reader).warped
    assert warped.line.text == "HONEY FARM"
    assert warped.read != "HONEY FARM"
    assert warped.at_s > 0
