"""References: kept in the scene, shown, forgotten, and sent along with every picture to engines that take them."""

import pytest

from store.errors import AskPerson, UnknownTarget
from store.home import Home
from store.scene import Scene
from tests.tools.shop import Shop, shop_in
from tools.approvals import AskApproval
from tools.engines import Engines
from tools.hosts import read_connections
from tools.jobs.requests import whole
from tools.prices import estimate
from tools.providers.requests import ClipRequest, Picture, StillRequest

ALL = {"GOOGLE_API_KEY": "k", "RUNWAYML_API_SECRET": "k", "FAL_KEY": "k"}


def still_of(shop: Shop) -> str:
    still = shop.shot.still
    assert still is not None
    return still


def test_the_picture_that_came_last_is_kept_and_can_be_taken_back(shop: Shop) -> None:
    receipt = shop.do("set_reference", name="Mia")
    assert receipt.outcome == "changed"
    assert receipt.message == "“Mia” is kept as a character from now on, as “bottle” shows it."
    assert [(one.name, one.kind, one.still) for one in shop.scene.references] == [("Mia", "character", still_of(shop))]
    shop.do("undo")
    assert shop.scene.references == ()
    shop.do("redo")
    assert [one.name for one in shop.scene.references] == ["Mia"]


def test_they_are_shown_by_name_and_forgotten_by_name_or_kind(shop: Shop) -> None:
    assert "keeps to no pictures" in shop.do("show_references").message
    shop.do("set_reference", name="Mia")
    shop.do("set_reference", kind="style")
    shown = shop.do("show_references")
    assert shown.message == "Every new picture keeps to Mia (character) and the style (style)."
    assert shown.cards[0].data["kept"] is True
    assert [chip.label for chip in shown.offers] == ["forget Mia", "forget the style"]
    assert shop.do("remove_reference", kind="style").outcome == "changed"
    assert shop.do("remove_reference").message.startswith("“Mia” is forgotten")
    with pytest.raises(UnknownTarget, match="nothing to forget"):
        shop.do("remove_reference", name="Mia")


def test_which_of_several_is_asked(shop: Shop) -> None:
    shop.do("generate_stills", description="a red cup", count=3, engine="local")
    with pytest.raises(AskPerson, match="Which of the pictures"):
        shop.do("set_reference", name="the cup", kind="prop")
    shop.do("set_reference", name="the cup", kind="prop", number=2)
    assert shop.scene.references[0].still == shop.stills.latest_batch(shop.session_id)[1].id
    shop.do("set_reference", kind="palette", shot="s1")
    assert shop.scene.references[1].still == still_of(shop)
    with pytest.raises(AskPerson, match="Which one is to be forgotten"):
        shop.do("remove_reference")
    with pytest.raises(UnknownTarget, match="the cup and the palette"):
        shop.do("remove_reference", name="Tom")


def test_new_pictures_are_asked_for_with_every_reference_named_in_the_words(shop: Shop) -> None:
    shop.do("set_reference", kind="style")
    shop.do("set_reference", name="Mia")
    shop.buys("generate_stills", description="Mia at a window", count=2)
    call = shop.orders.open[0]
    request = whole(call.request, shop.home.media)
    assert isinstance(request, StillRequest)
    assert len(request.references) == 2
    assert request.prompt == (
        "Image 1 shows Mia: keep this character the same. Follow the style of image 2, not what it shows. "
        "Mia at a window"
    )


def test_the_card_shows_the_words_and_the_names_and_the_price_says_what_they_add(shop: Shop) -> None:
    shop.do("set_reference", name="Mia")
    with pytest.raises(AskApproval) as asked:
        shop.buys("generate_stills", agreed=None, description="Mia at a window")
    receipt = asked.value.receipt
    assert receipt.notes[0] == "Goes along: Mia."
    assert str(receipt.cards[0].data["prompt"]).startswith("Image 1 shows Mia")
    profile = shop.money.engines.find("gpt-image-2@openai")
    alone = StillRequest(prompt="x")
    picture = whole_picture(shop)
    assert "of the pictures that go along" in estimate(profile, StillRequest(prompt="x", references=(picture,))).per
    assert "go along" not in estimate(profile, alone).per


def whole_picture(shop: Shop) -> Picture:
    """The reference that is kept, as it is sent."""
    shop.buys("edit_still", instruction="bluer")
    request = whole(shop.orders.open[-1].request, shop.home.media)
    assert isinstance(request, StillRequest)
    assert request.base is not None
    return request.references[0]


def test_a_change_of_a_still_counts_the_still_as_the_first_picture(shop: Shop) -> None:
    shop.do("set_reference", name="Mia")
    shop.buys("edit_still", instruction="put Mia behind the bottle")
    request = whole(shop.orders.open[0].request, shop.home.media)
    assert isinstance(request, StillRequest)
    assert request.prompt.startswith("Image 2 shows Mia")
    assert [picture is not None for picture in request.pictures] == [True, True]


def test_an_engine_that_takes_fewer_leaves_out_what_matters_least_and_says_so(
    home: Home, scenes: dict[str, Scene]
) -> None:
    with shop_in(home, scenes["bottle"], Engines(read_connections(ALL))) as shop:
        for kind in ("palette", "style", "prop", "character"):
            shop.do("set_reference", kind=kind)
        with pytest.raises(AskApproval) as asked:
            shop.buys("generate_stills", agreed=None, description="a red cup", engine="gen-4-image@runway")
        assert "left out: the palette" in " ".join(asked.value.receipt.notes)
        prompt = str(asked.value.receipt.cards[0].data["prompt"])
        assert prompt.startswith("@ref1 shows the character")
        assert "palette" not in prompt


def test_clips_take_them_where_the_engine_does(home: Home, scenes: dict[str, Scene]) -> None:
    with shop_in(home, scenes["bottle"], Engines(read_connections(ALL))) as shop:
        shop.do("set_reference", name="Mia")
        shop.buys("render_takes", count=1, engine="omni-flash-1.2@google", words="Mia turns her head")
        call = shop.orders.open[0]
        request = whole(call.request, shop.home.media)
        assert isinstance(request, ClipRequest)
        assert len(request.references) == 1
        assert request.motion_prompt.startswith("<IMAGE_REF_0> shows Mia: keep this character the same. Mia turns")


def test_an_engine_for_clips_without_references_says_that_it_keeps_to_the_still(shop: Shop) -> None:
    shop.do("set_reference", name="Mia")
    with pytest.raises(AskApproval) as asked:
        shop.buys("render_takes", agreed=None, count=1, engine="kling-3.0@fal")
    assert "Mia does not go along; a clip keeps to the still instead." in asked.value.receipt.notes[0]
    assert "Mia" not in str(asked.value.receipt.cards[0].data["prompt"])
