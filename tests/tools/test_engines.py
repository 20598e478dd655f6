"""Engines: which are connected, what they can do, what fits them, what they cost."""

from datetime import date
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from store.errors import PersonError, UnknownTarget, VendorError
from tools.engine_limits import check, misfits, nearest
from tools.engines import ADAPTERS, Engines
from tools.hosts import Connections, hosts, read_connections, variables
from tools.prices import charged_usd, estimate, prices, token_prices
from tools.profiles import Profile, Seconds, profiles
from tools.providers.outcomes import Finished
from tools.providers.requests import ClipEditRequest, ClipRequest, Picture, ShotLine, StillRequest

STILL = Picture(data=b"x", mime="image/png", width=1080, height=1920)
NARROW = Picture(data=b"x", mime="image/png", width=200, height=300)
WEBP = Picture(data=b"x", mime="image/webp", width=1080, height=1920)
CLIP = "https://media.example.com/clip.mp4"
WANTED = ClipRequest(motion_prompt="it turns slowly", first_frame=STILL, seconds=6)


def engine(name: str) -> Profile:
    return Engines().find(name)


def test_without_a_key_every_engine_says_what_to_connect_with() -> None:
    engines = Engines()
    missing = {profile.id: engines.missing(profile) for profile in engines.all()}
    assert all(words.startswith("connect with ") for words in missing.values())
    assert missing["kling-3.0@kling"] == "connect with KLING_API_KEY"
    assert missing["nano-banana-pro@google"] == "connect with GOOGLE_API_KEY or GEMINI_API_KEY"


def test_an_engine_without_a_key_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(VendorError, match="connect with FAL_KEY") as caught:
        Engines().adapter(engine("kling-3.0@fal"), httpx.AsyncClient())
    assert (caught.value.kind, caught.value.charged) == ("key", "no")


def test_a_vendors_usual_variable_connects_and_ours_wins() -> None:
    given = {"FAL_KEY": "usual", "RESHOOT_FAL_KEY": "ours", "GEMINI_API_KEY": " g ", "RUNWAYML_API_SECRET": ""}
    connected = read_connections(given).hosts
    assert set(connected) == {"fal", "google"}
    assert connected["fal"].key == SecretStr("ours")
    assert connected["google"].key == SecretStr("g")
    assert connected["fal"].base_url == "https://queue.fal.run"


def test_connected_engines_come_first_and_are_meant_by_a_bare_name() -> None:
    engines = Engines(read_connections({"FAL_KEY": "x"}))
    first = [profile.host for profile in engines.all("clip")]
    assert first[: first.count("fal")] == ["fal"] * first.count("fal")
    assert engines.find("kling-3.0").host == "fal"
    assert Engines(read_connections({"KLING_API_KEY": "x"})).find("kling-3.0").host == "kling"
    with pytest.raises(UnknownTarget) as caught:
        engines.find("kling-3.1")
    assert any(name.startswith("kling-3.0") for name in caught.value.nearest)


def test_a_key_of_another_server_is_never_sent_to_openai() -> None:
    local = {"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": "http://localhost:11434/v1"}
    engines = Engines(read_connections(local))
    assert "OPENAI_BASE_URL says the key is another server's" in engines.missing(engine("gpt-image-2@openai"))
    named = Engines(read_connections({**local, "RESHOOT_IMAGES_BASE_URL": "http://localhost:11434/v1"}))
    assert not named.missing(engine("gpt-image-2@openai"))
    same = Engines(read_connections({**local, "OPENAI_BASE_URL": "https://api.openai.com/v1"}))
    assert not same.missing(engine("gpt-image-2@openai"))


def test_a_clip_by_address_needs_a_host_that_keeps_it_or_an_address_that_the_operator_sets() -> None:
    keyed = {"RUNWAYML_API_SECRET": "x", "KLING_API_KEY": "x"}
    assert not Engines(read_connections(keyed)).missing(engine("aleph-2"))
    omni = engine("kling-3.0-omni@kling")
    assert "RESHOOT_MEDIA_URL" in Engines(read_connections(keyed)).missing(omni)
    given = {**keyed, "RESHOOT_MEDIA_URL": "https://media.example.com/reshoot"}
    assert not Engines(read_connections(given)).missing(omni)


@pytest.mark.parametrize("url", ["localhost:1", "ftp://x.example.com", "not an address", "file:///etc"])
def test_an_address_that_is_none_is_one_sentence(url: str) -> None:
    with pytest.raises(PersonError, match="RESHOOT_FAL_BASE_URL is no web address"):
        read_connections({"FAL_KEY": "x", "RESHOOT_FAL_BASE_URL": url})


def test_every_variable_that_is_read_is_named() -> None:
    names = variables()
    for host in hosts().values():
        assert set(host.variables) | {host.base_variable} <= set(names)
    assert read_connections({}) == Connections()


def test_keys_are_not_shown() -> None:
    connections = read_connections({"FAL_KEY": "very-secret-indeed"})
    assert "very-secret" not in repr(connections) + str(Engines(connections))
    assert connections.secrets() == ("very-secret-indeed",)


# profiles


def test_every_profile_is_dated_sourced_and_possible() -> None:
    for profile in profiles():
        assert date(2026, 6, 1) <= profile.as_of <= date(2026, 12, 31), profile.id
        assert profile.source
        assert profile.host in hosts()
        assert profile.adapter in ADAPTERS
        if profile.kind == "still":
            assert profile.ratios
            if profile.adapter != "fal":
                assert all(set(profile.sizes[ratio]) == {"low", "medium", "high"} for ratio in profile.ratios)
        else:
            assert profile.seconds is not None
        if profile.camera == "parameter":
            assert profile.camera_values
            assert profile.fields.camera
        assert bool(profile.edit_from) == (profile.kind == "edit")
        assert profile.needs_media_address == ("address" in profile.edit_from)


def test_each_row_of_the_plan_is_there() -> None:
    names = {profile.id for profile in profiles()}
    assert {
        "gpt-image-2@openai", "gpt-image-2.5-flare@openai", "gpt-image-2.6-sunburst@openai", "gpt-image-2@fal",
        "nano-banana-2-lite@google", "nano-banana-2.1@google", "nano-banana-pro@google", "gen-4-image@runway",
        "kling-3.0@kling", "kling-2.6@kling", "hailuo-2.3@minimax", "hailuo-2.3-fast@minimax", "wan-2.6@alibaba",
        "wan-2.7@alibaba", "seedance-1.5-pro@byteplus", "seedance-2.0@byteplus", "gen-4.5@runway",
        "omni-flash-1.2@google", "veo-3.1@google-enterprise", "veo-3.1@fal", "ltx-2.3@fal", "pixverse-4.5@fal",
        "omni-flash-1.2-edit@google", "aleph-2@runway", "kling-3.0-omni@kling", "wan-2.7-edit@alibaba",
        "happy-horse@fal",
    } <= names  # fmt: skip


def test_lengths() -> None:
    some, steps = Seconds(choices=(5, 10)), Seconds(least=3, most=15)
    assert (some.words, steps.words) == ("5 or 10 s", "3–15 s")
    assert some.allows(5)
    assert not some.allows(6)
    assert steps.allows(6)
    assert not steps.allows(6.5)
    assert (some.nearest(6), some.nearest(7.5), steps.nearest(20), steps.nearest(1)) == (5, 10, 15, 3)
    assert (some.covering(6), some.covering(12), steps.covering(3.2)) == (10, 10, 4)


# refused before spend, with the nearest that works


@pytest.mark.parametrize(
    ("name", "changes", "reason", "words"),
    [
        ("kling-2.6@kling", {"seconds": 6}, "clips of 5 or 10 s, not 6 s", "5 s"),
        ("kling-3.0@kling", {"seed": 4}, "takes no seed", "without a seed"),
        ("veo-3.1@fal", {"ratio": "4:5"}, "makes 9:16 and 16:9, not 4:5", "9:16, cropped to 4:5 on purpose"),
        ("seedance-2.0@fal", {"ratio": "4:5"}, "not 4:5", "3:4, cropped to 4:5"),
        ("hailuo-2.3@minimax", {"last_frame": STILL}, "takes no last frame", "first frame alone"),
        ("hailuo-2.3@minimax", {"audio": True}, "makes no sound", "without sound"),
        ("hailuo-2.3@minimax", {"seconds": 10, "tier": "final"}, "clips of 6 s, not 10 s", "6 s"),
        ("omni-flash-1.2@google", {}, "always makes sound", "with sound"),
        ("kling-2.6@kling", {"seconds": 5, "audio": True}, "drafts have no sound", "a final clip"),
        ("gen-4.5@runway", {"motion_prompt": "turns " * 200}, "reads 1000 characters", "the first"),
        ("wan-2.6@alibaba", {"shots": (ShotLine(words="a", seconds=6),)}, "one shot at a time", "each shot"),
    ],
)  # fmt: skip
def test_what_an_engine_cannot_do_is_refused_with_the_nearest(
    name: str, changes: dict[str, object], reason: str, words: str
) -> None:
    profile = engine(name)
    request = ClipRequest.model_validate({**dict(WANTED), **changes})
    with pytest.raises(VendorError) as caught:
        check(profile, request)
    assert (caught.value.kind, caught.value.charged) == ("unsupported", "no")
    assert reason in str(caught.value)
    assert any(words in each for each in caught.value.nearest)
    near = nearest(profile, request)
    assert near is not None
    check(profile, near)


@pytest.mark.parametrize(
    ("name", "request_", "reason"),
    [
        ("kling-3.0@kling", StillRequest(prompt="x"), "does not make pictures"),
        ("kling-3.0@kling", ClipRequest(motion_prompt="x", seconds=6), "needs a still"),
        ("kling-3.0@kling", ClipRequest(motion_prompt="x", seconds=6, first_frame=NARROW), "at least 300 pixels"),
        ("kling-3.0@kling", ClipRequest(motion_prompt="x", seconds=6, first_frame=WEBP), "not WEBP"),
        ("aleph-2@runway", ClipEditRequest(instruction="x", interaction="v1_x", seconds=6), "at a public address"),
        ("omni-flash-1.2-edit@google", ClipEditRequest(instruction="x", video_url=CLIP, seconds=6), "made itself"),
        ("aleph-2@runway", ClipEditRequest(instruction="x", video_url=CLIP, seconds=40), "2–30 s"),
    ],
)  # fmt: skip
def test_where_nothing_of_the_kind_works_there_is_no_nearest(name: str, request_: Any, reason: str) -> None:
    assert reason in " ".join(misfit.reason for misfit in misfits(engine(name), request_))
    assert nearest(engine(name), request_) is None


def test_too_many_references_are_refused_with_those_that_fit() -> None:
    request = StillRequest(prompt="x", references=(STILL,) * 5)
    near = nearest(engine("gen-4-image"), request)
    assert near is not None
    assert len(near.references) == 3


def test_a_cut_prompt_is_cut_between_words_and_never_through_a_character() -> None:
    near = nearest(engine("gen-4.5"), ClipRequest.model_validate({**dict(WANTED), "motion_prompt": "😀 " * 500}))
    assert near is not None
    assert set(near.motion_prompt) == {"😀", " "}
    assert len(near.motion_prompt.encode("utf-16-le")) // 2 <= 1000


# prices


def cost(name: str, **changes: object) -> float | None:
    return estimate(engine(name), ClipRequest.model_validate({**dict(WANTED), **changes})).usd


def test_six_seconds_cost_what_the_vendors_say() -> None:
    assert cost("kling-3.0@kling") == pytest.approx(0.504)
    assert cost("kling-3.0@kling", tier="final", audio=True) == pytest.approx(1.008)
    assert cost("gen-4.5@runway") == pytest.approx(0.72)
    assert cost("hailuo-2.3@minimax") == pytest.approx(0.28)
    assert cost("hailuo-2.3@minimax", seconds=10) == pytest.approx(0.56)
    assert cost("veo-3.1@fal", audio=True, tier="final") == pytest.approx(2.4)
    assert cost("seedance-1.5-pro@byteplus", audio=True, tier="final", seconds=5) == pytest.approx(0.5832)
    assert estimate(engine("kling-3.0@kling"), WANTED, takes=3).usd == pytest.approx(3 * 0.504)


def test_an_unknown_price_is_unknown_and_never_zero() -> None:
    unknown = estimate(engine("ltx-2.3"), WANTED)
    assert (unknown.usd, unknown.words) == (None, "price unknown")
    assert (
        estimate(engine("hailuo-2.3@minimax"), ClipRequest.model_validate({**dict(WANTED), "seconds": 8})).usd is None
    )


def test_pictures_cost_by_count_quality_and_size() -> None:
    square = estimate(engine("gpt-image-2@openai"), StillRequest(prompt="x", ratio="1:1", count=4))
    assert square.usd == pytest.approx(0.04)
    assert square.words == "about $0.04"
    tall = estimate(engine("gpt-image-2@openai"), StillRequest(prompt="x", quality="high"))
    assert tall.usd == pytest.approx(0.22 * 2.25, abs=1e-4)
    assert estimate(engine("gen-4-image"), StillRequest(prompt="x")).words == "$0.05"


def test_a_real_cost_is_the_vendors_word_or_its_counts() -> None:
    assert charged_usd(engine("gen-4.5"), Finished(cost_usd=0.72)) == 0.72
    usage = {"text_in": 40.0, "image_in": 0.0, "image_out": 9000.0}
    assert charged_usd(engine("gpt-image-2@openai"), Finished(usage=usage)) == pytest.approx(0.2702)
    assert charged_usd(engine("kling-3.0@kling"), Finished()) is None


def test_every_price_is_dated_and_for_an_engine_that_exists() -> None:
    known = {(profile.engine, profile.host) for profile in profiles()}
    for line in (*prices(), *token_prices()):
        assert line.as_of.year == 2026
        assert any((name, host) in known for name in line.engines for host in line.hosts), line
        assert set(line.engines) <= {name for name, _ in known}
