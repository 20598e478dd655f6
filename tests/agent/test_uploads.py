"""A picture that a person sends is a turn of its own."""

import io
from pathlib import Path

import pytest
from PIL import Image

from store.stills import Stills
from tests.agent.conftest import OpenStudio
from tests.agent.scripted import ScriptedModel, following, say


def picture(size: tuple[int, int] = (720, 1280)) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, "JPEG")
    return file.getvalue()


@pytest.mark.slow
async def test_a_picture_becomes_a_still_and_a_turn(
    studio: OpenStudio, silent: ScriptedModel, stills: Stills, tmp_path: Path
) -> None:
    room = studio(silent, "empty")
    receipt = await room.director.upload(room.session_id, picture(), "bottle.jpg")
    assert receipt.outcome == "action"
    assert len(stills.of_session(room.session_id)) == 1
    (turn,) = room.history.turns(room.session_id)
    assert turn.instruction == "Upload: bottle.jpg"
    (tmp_path / "second.jpg").write_bytes(picture((640, 640)))
    await room.director.upload(room.session_id, tmp_path / "second.jpg", "second.jpg")
    assert len(stills.of_session(room.session_id)) == 2


@pytest.mark.parametrize("data", [b"", b"not a picture", picture()[:200]], ids=["nothing", "text", "torn"])
async def test_a_file_that_is_no_picture_is_refused_with_a_sentence(
    studio: OpenStudio, silent: ScriptedModel, stills: Stills, data: bytes
) -> None:
    room = studio(silent, "empty")
    receipt = await room.director.upload(room.session_id, data, "../../etc/\x00passwd\n.jpg")
    assert receipt.outcome == "refused"
    assert stills.of_session(room.session_id) == []
    (turn,) = room.history.turns(room.session_id)
    assert turn.instruction.isprintable()


async def test_a_path_that_leads_nowhere_is_refused_with_a_sentence(
    studio: OpenStudio, silent: ScriptedModel, tmp_path: Path
) -> None:
    room = studio(silent, "empty")
    receipt = await room.director.upload(room.session_id, tmp_path / "gone.jpg", "gone.jpg")
    assert receipt.outcome == "refused"
    assert "could not be read" in receipt.message


@pytest.mark.slow
async def test_the_director_knows_the_stills_in_the_next_turn(studio: OpenStudio) -> None:
    room = studio(following(say("Nice.")), "empty")
    await room.director.upload(room.session_id, picture(), "bottle.jpg")
    await room.says("nice?")
    assert '"kind":"upload"' in room.model.seen[0][0].text
