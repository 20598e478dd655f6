"""Captions and overlays as layers: where they stand, when they show, and that they are readable."""

from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest

from store.errors import MediaMissing
from store.scene import ASPECT_RATIOS, Captions, Cue, Overlay, OverlayId, Scene, replace
from tests.tools.finish.drawing import ink_box, on_black, save_logo, scene_with
from tools.finish.captions import caption_layers
from tools.planes import Layer

SIZES = {"9:16": (270, 480), "1:1": (270, 270), "4:5": (270, 338), "16:9": (480, 270)}


def layers_of(scene: Scene, frame_rate: int = 30, **options: object) -> tuple[Layer, ...]:
    width, height = SIZES[scene.aspect_ratio]
    return caption_layers(scene, width, height, frame_rate, **options)  # type: ignore[arg-type]


def box_of(scene: Scene) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is drawn, as fractions of the frame."""
    width, height = SIZES[scene.aspect_ratio]
    left, top, right, bottom = ink_box(on_black(layers_of(scene), width, height))
    return left / width, top / height, right / width, bottom / height


# --- when ------------------------------------------------------------------------------------------------------------


def test_a_caption_shows_in_the_frames_of_its_times() -> None:
    (layer,) = layers_of(scene_with("Hello"))
    assert (layer.start_frame, layer.end_frame) == (30, 90)
    (layer,) = layers_of(scene_with("Hello"), frame_rate=24)
    assert (layer.start_frame, layer.end_frame) == (24, 72)


@pytest.mark.parametrize("position", ["bottom", "middle", "top"])
@pytest.mark.parametrize("animation", ["none", "karaoke"])
def test_captions_that_show_together_keep_clear_of_each_other(position: str, animation: str) -> None:
    cues = [Cue(text=f"Caption number {n}", start_s=0.5 * n, end_s=0.5 * n + 1.2) for n in range(4)]
    track = Captions.model_validate({"cues": cues, "position": position, "animation": animation})
    layers = layers_of(replace(scene_with("x"), captions=track))
    for one, other in combinations(layers, 2):
        together = one.start_frame < other.end_frame and other.start_frame < one.end_frame
        if together:
            spans = sorted((layer.y, layer.y + layer.planes[0].shape[0]) for layer in (one, other))
            assert spans[0][1] <= spans[1][0], (one.start_frame, other.start_frame)
    alone = layers_of(replace(scene_with("x"), captions=replace(track, cues=(cues[0],))))
    assert layers[0].y == alone[0].y
    assert all(layer.y % 2 == 0 for layer in layers)


def test_captions_one_after_the_other_stand_where_they_always_stand() -> None:
    cues = tuple(Cue(text="The same", start_s=n, end_s=n + 1) for n in range(3))
    layers = layers_of(replace(scene_with("x"), captions=Captions(cues=cues)))
    assert len({layer.y for layer in layers}) == 1


def test_a_caption_past_the_end_of_the_film_is_clipped_and_one_behind_it_left_out() -> None:
    scene = scene_with("Hello")
    cues = (Cue(text="late", start_s=3.5, end_s=9.0), Cue(text="gone", start_s=4.0, end_s=9.0))
    (layer,) = layers_of(replace(scene, captions=Captions(cues=cues)))
    assert (layer.start_frame, layer.end_frame) == (105, 120)


def test_hidden_captions_and_films_without_shots_have_no_layers() -> None:
    assert layers_of(scene_with("Hello", visible=False)) == ()
    assert layers_of(replace(scene_with("Hello"), shots=())) == ()


def test_only_the_asked_frames_are_drawn_and_they_look_as_in_the_whole() -> None:
    scene = scene_with("one two three four", animation="karaoke")
    whole = layers_of(scene)
    some = layers_of(scene, frames=(50, 60))
    assert 0 < len(some) < len(whole)
    assert all(layer in whole_times(whole) for layer in whole_times(some))
    assert layers_of(scene, frames=(0, 30)) == ()


def whole_times(layers: tuple[Layer, ...]) -> list[tuple[int, int, int, int]]:
    return [(layer.start_frame, layer.end_frame, layer.fade_frames, layer.x) for layer in layers]


def test_a_popping_caption_fades_in_and_rises_and_a_plain_one_does_not() -> None:
    (plain,) = layers_of(scene_with("Hello"))
    (pop,) = layers_of(scene_with("Hello", animation="pop"))
    assert (plain.fade_frames, plain.rise_px) == (0, 0)
    assert pop.fade_frames >= 3
    assert pop.rise_px > 0


def test_karaoke_lights_each_word_for_its_share_of_the_time() -> None:
    layers = layers_of(scene_with("tea and coffee", animation="karaoke"))
    assert [(layer.start_frame, layer.end_frame) for layer in layers] == [(30, 45), (45, 60), (60, 90)]
    assert [layer.fade_frames > 0 for layer in layers] == [True, False, False]


def test_karaoke_changes_colours_only_and_never_the_shape() -> None:
    first, second, _ = layers_of(scene_with("tea and coffee", animation="karaoke"))
    assert (first.x, first.y) == (second.x, second.y)
    # Skia smooths light letters a trace differently from dark ones.
    assert np.abs(first.inverse_alpha[0].astype(int) - second.inverse_alpha[0]).max() <= 8
    assert not np.array_equal(first.planes[1], second.planes[1])


# --- where -----------------------------------------------------------------------------------------------------------


def test_bottom_captions_keep_clear_of_what_phones_lay_over_a_tall_film() -> None:
    left, top, right, bottom = box_of(scene_with("Golden hour in Tokyo, wait for the light"))
    assert 0.6 < top < bottom <= 0.775
    assert 0.1 <= left < right <= 0.9


@pytest.mark.parametrize("ratio", ASPECT_RATIOS)
def test_positions_stand_in_order_in_every_ratio(ratio: str) -> None:
    tops = [box_of(scene_with("Hi there", ratio=ratio, position=place))[1] for place in ("top", "middle", "bottom")]
    assert tops == sorted(tops)
    assert tops[0] > 0.1
    assert tops[2] > 0.65


def test_an_offset_moves_captions_by_a_fraction_of_the_height_but_never_out_of_the_frame() -> None:
    at_rest, higher = (box_of(scene_with("Hi", offset_y=offset)) for offset in (0.0, -0.1))
    assert at_rest[1] - higher[1] == pytest.approx(0.1, abs=0.01)
    assert box_of(scene_with("Hi", offset_y=0.5))[3] <= 1.0


@pytest.mark.parametrize("ratio", ASPECT_RATIOS)
@pytest.mark.parametrize("text", ["word " * 100, "W" * 500, "黄" * 500, "م" * 500, "😀" * 500, "a\n" * 250])
def test_500_characters_fit_in_the_frame(ratio: str, text: str) -> None:
    left, top, right, bottom = box_of(scene_with(text, ratio=ratio, size="large", box=True))
    assert left >= 0.02
    assert right <= 0.98
    assert top > 0.1
    assert bottom < 0.95


def test_previews_break_lines_where_the_final_film_does() -> None:
    scene = scene_with("Cold-pressed daily, poured slow for early risers")
    (small,), (large,) = (caption_layers(scene, width, width * 16 // 9, 30) for width in (270, 1080))
    assert large.planes[0].shape[0] / small.planes[0].shape[0] == pytest.approx(4, rel=0.08)
    assert large.planes[0].shape[1] / small.planes[0].shape[1] == pytest.approx(4, rel=0.08)


def test_layers_lie_on_even_pixels_with_chroma_of_half_the_size() -> None:
    for layer in layers_of(scene_with("Odd", overlays=(title("Sale"),))):
        height, width = layer.planes[0].shape
        assert (layer.x % 2, layer.y % 2, height % 2, width % 2) == (0, 0, 0, 0)
        assert layer.planes[1].shape == layer.planes[2].shape == layer.inverse_alpha[1].shape
        assert layer.planes[1].shape == (height // 2, width // 2)


# --- how it looks ----------------------------------------------------------------------------------------------------


def test_sizes_grow_and_the_colour_is_the_captions() -> None:
    heights = [box_of(scene_with("Hi", size=size))[3] - box_of(scene_with("Hi", size=size))[1]
               for size in ("small", "medium", "large")]  # fmt: skip
    assert heights == sorted(heights)
    assert heights[2] > 1.4 * heights[0]
    picture = on_black(layers_of(scene_with("HHHH", color="#ffcc00", size="large")), 270, 480)
    blue, green, red = np.median(picture[picture[..., 2] > 200], axis=0)
    assert (red, green, blue) == pytest.approx((255, 204, 0), abs=25)


@pytest.mark.parametrize(("color", "outline_is_dark"), [("#ffffff", True), ("#101010", False)])
def test_the_outline_is_of_the_opposite_lightness(color: str, outline_is_dark: bool) -> None:
    (layer,) = layers_of(scene_with("Hello", color=color, size="large"))
    luma, opaque = layer.planes[0], layer.inverse_alpha[0] == 0
    inner = cv2.erode(opaque.astype(np.uint8), np.ones((3, 3), np.uint8)) == 1
    rim = luma[opaque & ~inner]
    assert (np.median(rim) < 60) == outline_is_dark
    assert (np.percentile(luma[inner], 90 if outline_is_dark else 10) > 190) == outline_is_dark


def test_a_box_lies_behind_the_letters() -> None:
    (plain,), (boxed,) = (layers_of(scene_with("Hello", box=box)) for box in (False, True))
    assert (boxed.inverse_alpha[0] < 90).mean() > 0.9
    assert (plain.inverse_alpha[0] < 90).mean() < 0.8


def test_hostile_text_is_drawn_as_the_characters_it_is_made_of() -> None:
    widths = [box_of(scene_with(text))[2] - box_of(scene_with(text))[0] for text in ("Hi", r"{\b1}Hi", "<b>Hi</b>")]
    assert widths[0] < 0.5 * widths[1]
    assert widths[0] < 0.5 * widths[2]


@pytest.mark.parametrize("text", ["\x00\x01\x02", "   ", "\u202e\u202d", "\u200b"])
def test_text_without_anything_visible_gives_no_layer(text: str) -> None:
    assert layers_of(scene_with(text)) == ()


# --- overlays --------------------------------------------------------------------------------------------------------


def title(text: str, **values: object) -> Overlay:
    return Overlay.model_validate({"id": "o1", "text": text, "end_s": 2.0, **values})


def logo(**values: object) -> Overlay:
    return Overlay.model_validate({"id": "o2", "kind": "logo", "end_s": 2.0, **values})


@pytest.mark.parametrize("ratio", ASPECT_RATIOS)
def test_overlays_stand_in_their_corners(ratio: str) -> None:
    places = ("top_left", "top_right", "bottom_left", "bottom_right")
    boxes = {place: box_of(scene_with(ratio=ratio, overlays=(title("Sale", position=place),))) for place in places}
    for place, (left, top, right, bottom) in boxes.items():
        assert (left < 0.2) == place.endswith("left")
        assert (right > 0.8) == place.endswith("right")
        assert (top < 0.2) == place.startswith("top")
        assert (bottom > 0.55) == place.startswith("bottom")


@pytest.mark.parametrize("ratio", ASPECT_RATIOS)
def test_a_title_a_logo_and_a_caption_do_not_cover_each_other(ratio: str) -> None:
    parts = (
        scene_with(ratio=ratio, overlays=(title("SALE 20% off", position="top"),)),
        scene_with(ratio=ratio, overlays=(logo(position="top_right", size="small"),)),
        scene_with(ratio=ratio, overlays=(logo(position="bottom_right", size="medium"),)),
        scene_with("See you at eight, wait for the light", ratio=ratio),
    )
    width, height = SIZES[ratio]
    drawn = [on_black(layers_of(part), width, height).max(axis=2) > 60 for part in parts]
    assert np.sum(drawn, axis=0).max() == 1


def test_a_logo_is_drawn_with_its_shape_and_colours(tmp_path: Path) -> None:
    path = save_logo(tmp_path / "logo.png")
    scene = scene_with(overlays=(logo(media="logo", position="center", size="large"),))
    picture = on_black(layers_of(scene, resolve_media=lambda _: path), 270, 480)
    red = picture[..., 2] > 150
    rows, columns = np.flatnonzero(red.any(1)), np.flatnonzero(red.any(0))
    assert len(rows) == pytest.approx(len(columns), abs=2)
    assert columns[-1] <= 136, "its right half is clear"


def test_a_logo_without_a_picture_is_a_labelled_place() -> None:
    named, unnamed = (layers_of(scene_with(overlays=(logo(text=text, size="large"),))) for text in ("ACME", ""))
    assert len(named) == len(unnamed) == 1
    assert not np.array_equal(named[0].planes[0], unnamed[0].planes[0])


def test_a_logo_that_is_no_picture_says_so(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_text("not a picture")
    scene = scene_with(overlays=(logo(media="logo"),))
    with pytest.raises(MediaMissing, match="logo's picture"):
        layers_of(scene, resolve_media=lambda _: path)


def test_overlays_lie_under_captions_and_their_ids_do_not_matter() -> None:
    scene = scene_with("Hello", overlays=(title("Sale"),))
    overlay, caption = layers_of(scene)
    assert (overlay.start_frame, overlay.end_frame, caption.start_frame) == (0, 60, 30)
    other = replace(scene, overlays=(replace(scene.overlays[0], id=OverlayId("o9")),))
    assert np.array_equal(layers_of(other)[0].planes[0], overlay.planes[0])
