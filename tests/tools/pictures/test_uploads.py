"""Whatever file a person sends becomes a clean still, or is refused with a sentence that helps."""

import functools
import io

import numpy as np
import pytest
from PIL import Image

from store.errors import BadUpload
from tests.tools.pictures.uploaded import (
    QUARTERS,
    display_p3_profile,
    jpeg_claiming,
    phone_exif,
    png_claiming,
    quarters,
    saved,
    srgb_profile,
)
from tools.pictures.cut_outs import flat, has_alpha
from tools.pictures.uploads import MAX_SIDE, AcceptedStill, read_still


def _opened(still: AcceptedStill) -> Image.Image:
    picture = Image.open(io.BytesIO(still.data))
    picture.load()
    assert picture.mode == "RGB"
    assert picture.size == (still.width, still.height)
    return picture


def _corners(still: AcceptedStill) -> list[tuple[int, ...]]:
    """The colours of the four quarters, in reading order."""
    picture = np.asarray(_opened(still)).astype(int)
    height, width = picture.shape[:2]
    places = [(height // 4, width // 4), (height // 4, 3 * width // 4)]
    places += [(3 * height // 4, width // 4), (3 * height // 4, 3 * width // 4)]
    return [tuple(picture[place]) for place in places]


def _assert_near(found: list[tuple[int, ...]], wanted: list[tuple[int, ...]], within: int = 6) -> None:
    assert np.abs(np.array(found) - np.array(wanted)).max() <= within


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("HEIF", "heic"), ("AVIF", "avif"), ("GIF", "gif"),
     ("TIFF", "tif"), ("BMP", "bmp")],
)  # fmt: skip
def test_every_usual_kind_of_picture_is_read(kind: str, suffix: str) -> None:
    still = read_still(saved(quarters(), kind), f"photo.{suffix}")
    assert (still.width, still.height) == (640, 480)
    _assert_near(_corners(still), list(QUARTERS))
    assert still.notes == ()


def test_lossless_pictures_stay_lossless_and_photos_stay_jpegs() -> None:
    assert read_still(saved(quarters(), "PNG"), "a.png").suffix == ".png"
    assert read_still(saved(quarters(), "JPEG"), "a.jpg").suffix == ".jpg"
    assert read_still(saved(quarters(), "HEIF"), "a.heic").suffix == ".jpg"
    assert _corners(read_still(saved(quarters(), "PNG"), "a.png")) == list(QUARTERS)


def test_the_content_decides_and_a_wrong_name_is_only_mentioned() -> None:
    still = read_still(saved(quarters(), "PNG"), "photo.jpg")
    assert still.suffix == ".png"
    assert still.notes == ("It is a PNG, although its name ends otherwise.",)


TURNS = {1: [0, 1, 2, 3], 2: [1, 0, 3, 2], 3: [3, 2, 1, 0], 4: [2, 3, 0, 1],
         5: [0, 2, 1, 3], 6: [2, 0, 3, 1], 7: [3, 1, 2, 0], 8: [1, 3, 0, 2]}  # fmt: skip


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", TURNS)
def test_a_picture_is_turned_upright_as_its_camera_recorded(orientation: int, kind: str) -> None:
    still = read_still(saved(quarters(), kind, exif=phone_exif(orientation)), f"a.{kind.lower()}")
    _assert_near(_corners(still), [QUARTERS[i] for i in TURNS[orientation]])
    assert (still.width, still.height) == ((640, 480) if orientation < 5 else (480, 640))


@pytest.mark.slow
def test_a_heic_from_a_phone_held_upright_stays_upright() -> None:
    still = read_still(saved(quarters(), "HEIF", exif=phone_exif(6)), "IMG_0001.HEIC")
    _assert_near(_corners(still), [QUARTERS[i] for i in TURNS[6]])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF"])
def test_place_and_maker_are_removed_and_the_person_is_told(kind: str) -> None:
    data = saved(quarters(), kind, exif=phone_exif())
    assert b"SECRETMAKER" in data
    still = read_still(data, "holiday")
    assert b"SECRETMAKER" not in still.data
    assert not Image.open(io.BytesIO(still.data)).getexif()
    assert any("place where it was taken" in note for note in still.notes)


def test_comments_profiles_and_trailing_data_do_not_travel_on() -> None:
    data = saved(quarters(), "JPEG", comment=b"call 555-0100", icc_profile=srgb_profile()) + b"MotionPhoto_Data hidden"
    still = read_still(data, "a.jpg")
    assert b"555-0100" not in still.data
    assert b"hidden" not in still.data
    assert "icc_profile" not in Image.open(io.BytesIO(still.data)).info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF", "AVIF", "WEBP"])
def test_display_p3_is_converted_to_srgb(kind: str) -> None:
    picture = Image.new("RGB", (400, 400), (200, 60, 60))
    still = read_still(saved(picture, kind, icc_profile=display_p3_profile()), "a")
    red, green, blue = _opened(still).getpixel((200, 200))  # type: ignore[misc]
    # Display P3 (200, 60, 60) by the published matrices, gamma 2.2 in, the sRGB curve out.
    assert (red, green, blue) == pytest.approx((219, 37, 49), abs=4)
    assert "Its colours were converted from Display P3 to sRGB." in still.notes


def test_an_srgb_profile_changes_nothing() -> None:
    still = read_still(saved(quarters(), "PNG", icc_profile=srgb_profile()), "a.png")
    assert _corners(still) == list(QUARTERS)
    assert still.notes == ()


def test_a_broken_profile_is_ignored() -> None:
    still = read_still(saved(quarters(), "PNG", icc_profile=b"not a profile at all" * 20), "a.png")
    assert _corners(still) == list(QUARTERS)


def test_print_colours_become_screen_colours() -> None:
    still = read_still(saved(quarters().convert("CMYK"), "JPEG"), "print.jpg")
    _assert_near(_corners(still), list(QUARTERS), within=12)
    assert any("CMYK" in note for note in still.notes)


def test_sixteen_bit_grey_keeps_its_range() -> None:
    ramp = np.tile(np.linspace(0, 65535, 640).astype(np.uint16), (400, 1))
    still = read_still(saved(Image.fromarray(ramp), "PNG"), "scan.png")
    row = np.asarray(_opened(still))[200, :, 0].astype(int)
    assert np.abs(row - np.linspace(0, 255, 640)).max() <= 1


def test_sixteen_bit_colour_keeps_its_range() -> None:
    import cv2

    ramp = np.tile(np.linspace(0, 65535, 640).astype(np.uint16)[:, None], (400, 1, 3))
    data = cv2.imencode(".png", ramp)[1].tobytes()
    row = np.asarray(_opened(read_still(data, "a.png")))[200, :, 0].astype(int)
    assert np.abs(row - np.linspace(0, 255, 640)).max() <= 1


def _glass(colour: tuple[int, int, int]) -> Image.Image:
    """A half transparent picture: its left half is clear."""
    picture = Image.new("RGBA", (600, 400), (*colour, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 300, 400))
    return picture


@pytest.mark.parametrize(("colour", "ground"), [((60, 90, 40), (255, 255, 255)), ((250, 250, 250), (32, 32, 36))])
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_parts_stand_on_a_ground_that_shows_the_picture(
    mode: str, colour: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    still = read_still(saved(_glass(colour).convert(mode), "PNG"), "logo.png")
    assert flat(Image.open(io.BytesIO(still.data))).getpixel((100, 200)) == ground
    assert any("transparent parts" in note for note in still.notes)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_transparent_parts_are_kept(kind: str) -> None:
    still = read_still(saved(_glass((60, 90, 40)), kind), f"logo.{kind.lower()}")
    assert still.suffix == ".png"
    assert has_alpha(still.data)
    alpha = Image.open(io.BytesIO(still.data)).getchannel("A")
    assert (alpha.getpixel((100, 200)), alpha.getpixel((500, 200))) == (0, 255)


def test_what_is_opaque_all_over_has_no_alpha() -> None:
    still = read_still(saved(Image.new("RGBA", (600, 400), (60, 90, 40, 255)), "PNG"), "a.png")
    assert not has_alpha(still.data)
    assert not any("transparent" in note for note in still.notes)


def test_a_cut_out_in_display_p3_is_converted_and_stays_one() -> None:
    still = read_still(saved(_glass((60, 200, 40)), "PNG", icc_profile=display_p3_profile()), "a.png")
    picture = Image.open(io.BytesIO(still.data))
    assert picture.mode == "RGBA"
    assert "icc_profile" not in picture.info
    assert picture.getpixel((500, 200)) != (60, 200, 40, 255)


def test_a_palette_with_one_clear_colour_counts_as_transparent() -> None:
    picture = quarters().quantize(8)
    still = read_still(saved(picture, "GIF", transparency=picture.getpixel((10, 10))), "a.gif")
    assert any("transparent parts" in note for note in still.notes)


def test_a_fully_transparent_picture_is_refused() -> None:
    with pytest.raises(BadUpload, match="fully transparent"):
        read_still(saved(Image.new("RGBA", (400, 400), (0, 0, 0, 0)), "PNG"), "a.png")


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF", "AVIF"])
def test_of_an_animation_the_first_frame_is_used(kind: str) -> None:
    frames = [quarters(), Image.new("RGB", (640, 480), "black"), Image.new("RGB", (640, 480), "white")]
    still = read_still(saved(frames[0], kind, save_all=True, append_images=frames[1:]), f"a.{kind.lower()}")
    _assert_near(_corners(still), list(QUARTERS))
    assert any("first one is used" in note for note in still.notes)


@pytest.mark.slow
def test_a_very_large_picture_is_scaled_and_the_person_is_told() -> None:
    still = read_still(saved(quarters(9000, 3000).convert("L"), "JPEG"), "pano.jpg")
    assert (still.width, still.height) == (MAX_SIDE, 2730)
    assert "It was scaled from 9,000 x 3,000 to 8,192 x 2,730 pixels." in still.notes


@pytest.mark.slow
def test_a_200_megapixel_photo_is_scaled_to_24() -> None:
    still = read_still(saved(Image.new("L", (16320, 12240), 90), "JPEG"), "huge.jpg")
    assert 20e6 < still.width * still.height <= 24e6
    assert still.width / still.height == pytest.approx(16320 / 12240, rel=1e-3)


BOMBS = {
    "PNG": png_claiming(30_000, 30_000),
    "JPEG": jpeg_claiming(30_000, 30_000),
    "GIF": saved(quarters(), "GIF")[:6] + (30_000).to_bytes(2, "little") * 2 + saved(quarters(), "GIF")[10:],
    "BMP": saved(quarters(), "BMP")[:18] + (30_000).to_bytes(4, "little") * 2 + saved(quarters(), "BMP")[26:],
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_a_bomb_of_30000_by_30000_is_refused_by_its_header_with_its_size_named(data: bytes) -> None:
    with pytest.raises(BadUpload, match=r"30,000 x 30,000 pixels .900 megapixels.") as refusal:
        read_still(data, "bomb.png")
    assert "Scale it down" in str(refusal.value)


def test_a_progressive_jpeg_has_a_lower_limit_because_it_is_decoded_whole() -> None:
    data = saved(quarters(), "JPEG", progressive=True)
    at = data.index(b"\xff\xc2") + 5
    data = data[:at] + (12_000).to_bytes(2, "big") * 2 + data[at + 4 :]
    with pytest.raises(BadUpload, match="progressive JPEG may have up to 100"):
        read_still(data, "a.jpg")


@pytest.mark.parametrize("size", [(1, 1), (319, 2000), (2000, 100)])
def test_a_tiny_picture_is_refused_with_its_size(size: tuple[int, int]) -> None:
    with pytest.raises(BadUpload, match=f"only {size[0]:,} x {size[1]:,} pixels"):
        read_still(saved(Image.new("RGB", size), "PNG"), "dot.png")


def test_a_strip_that_would_vanish_when_scaled_is_refused() -> None:
    with pytest.raises(BadUpload, match="too narrow a strip"):
        read_still(saved(Image.new("L", (20_000, 400)), "PNG"), "strip.png")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"></svg>'
NOT_PICTURES = {
    "a text file": b"hello, this is not a photo\n" * 20,
    "an SVG drawing": SVG,
    "a web page": b"<!DOCTYPE html><html><body>404</body></html>",
    "a PDF": b"%PDF-1.7 ...",
    "a ZIP archive": b"PK\x03\x04rest",
    "a video": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 40,
    "something that is not a picture": bytes(range(256)) * 8,
    "a sound or video file": b"RIFF\x24\0\0\0WAVEfmt ",
}


@pytest.mark.parametrize("what", NOT_PICTURES)
def test_a_file_that_is_no_picture_is_refused_for_what_it_is(what: str) -> None:
    with pytest.raises(BadUpload) as refusal:
        read_still(NOT_PICTURES[what], "photo.jpg")
    message = str(refusal.value)
    assert message.startswith(f"“photo.jpg” is {what}, not a picture")
    assert "nothing else has changed" in message
    assert "Send" in message or "send" in message


def test_a_text_file_in_utf_16_is_called_one() -> None:
    with pytest.raises(BadUpload, match="is a text file"):
        read_still("Einkaufsliste: Öl, Brot".encode("utf-16"), "liste.jpg")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(BadUpload, match=r"is empty .0 bytes."):
        read_still(b"", "photo.jpg")


def test_a_file_over_60_mb_is_refused_unread() -> None:
    with pytest.raises(BadUpload, match="is 61 MB, and a still may be up to 60 MB"):
        read_still(b"\xff\xd8\xff" + bytes(61 * 1024 * 1024), "a.jpg")


@functools.cache
def _photo(kind: str) -> bytes:
    """A noisy picture with EXIF, where the kind has any."""
    noise = Image.fromarray(np.random.default_rng(5).integers(0, 255, (330, 330, 3), dtype=np.uint8))
    return saved(noise, kind) if kind in ("GIF", "BMP") else saved(noise, kind, exif=phone_exif())


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "TIFF", "BMP"])
def test_a_truncated_picture_is_refused(kind: str, share: float) -> None:
    data = _photo(kind)
    with pytest.raises(BadUpload, match=r"damaged or incomplete|not a picture that can be used"):
        read_still(data[: int(len(data) * share)], "cut")


@pytest.mark.filterwarnings("ignore")  # Pillow warns of what it skips in damaged metadata
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "TIFF", "BMP"])
def test_a_scrambled_picture_is_read_or_refused_but_never_breaks_anything(kind: str) -> None:
    data = _photo(kind)
    random = np.random.default_rng(11)
    for _ in range(25):
        damaged = bytearray(data)
        for at in random.integers(4, min(len(data), 1500), 6):
            damaged[at] = int(random.integers(0, 256))
        try:
            still = read_still(bytes(damaged), "x")
        except BadUpload:
            continue
        assert min(still.width, still.height) >= 320


HOSTILE_NAMES = {
    "../../etc/passwd": "“passwd”",
    "..\\..\\windows\\photo.jpg": "“photo.jpg”",
    "a\x00b\x1b[31m\nc.jpg": "“ab31m c.jpg”",
    "x" * 5000 + ".jpg": "“" + "x" * 40 + "…" + "x" * 12 + ".jpg”",
    "gpj.\u202eexe.jpg": "“gpj.exe.jpg”",
    "<script>alert(1)</script>": "“script”",
    "": "The file",
    "..": "The file",
    "caf\u00e9 \U0001f600.jpg": "“café 😀.jpg”",
    "\udcff.jpg": "“.jpg”",
}


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_cleaned_before_it_is_repeated(name: str) -> None:
    with pytest.raises(BadUpload) as refusal:
        read_still(b"no picture", name)
    message = str(refusal.value)
    assert message.startswith(HOSTILE_NAMES[name])
    message.encode()
    assert message.isprintable()
    assert len(message) < 400


@pytest.mark.parametrize("name", [n for n in HOSTILE_NAMES if n])
def test_a_good_picture_with_a_hostile_name_is_read(name: str) -> None:
    assert read_still(saved(quarters(), "JPEG"), name).suffix == ".jpg"
