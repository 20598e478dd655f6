"""From whatever a picture file holds (16 bits, CMYK, Display P3, transparency) to 8-bit sRGB."""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from tools.pictures.cut_outs import usual_ground

_PLAIN = {"1", "L", "P", "RGB", "YCbCr", "HSV", "RGBX"}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@dataclass(frozen=True)
class Converted:
    """An RGB or RGBA picture, and what was done to get there, one sentence each."""

    picture: Image.Image
    notes: tuple[str, ...]


class UnknownColours(Exception):
    """The picture's numbers are not colours (floating point, more than 4 channels)."""


def eight_bits(picture: Image.Image) -> Converted:
    """Grey pictures of 16 bits scaled to 8, palettes opened; other modes as they are. Raises UnknownColours.

    16-bit colour needs no care: Pillow's decoders scale it. Its grey conversion clips instead, hence this.
    """
    if picture.mode.startswith("I"):
        values = np.clip(np.asarray(picture), 0, 65535).astype(np.uint32)
        grey = Image.fromarray(((values + 128) // 257).astype(np.uint8))
        return Converted(_carry(picture, grey), ("16 bits a channel were reduced to 8.",))
    if picture.mode in ("P", "PA"):
        transparent = picture.mode == "PA" or "transparency" in picture.info
        return Converted(_carry(picture, picture.convert("RGBA" if transparent else "RGB")), ())
    if picture.mode in ("L", "RGB", "1") and "transparency" in picture.info:
        return Converted(_carry(picture, picture.convert("RGBA")), ())
    if picture.mode not in _PLAIN | {"LA", "RGBA", "La", "RGBa", "CMYK", "LAB"}:
        raise UnknownColours(picture.mode)
    return Converted(picture, ())


def cut_out(picture: Image.Image) -> Converted:
    """A picture with transparent parts as RGBA, whoever shows it puts it on a ground; one without as RGB.

    Raises UnknownColours when nothing at all is visible.
    """
    if picture.mode not in ("LA", "RGBA", "La", "RGBa"):
        return Converted(picture, ())
    layers = picture.convert("RGBA")
    low, high = layers.getchannel("A").getextrema()
    if high == 0:
        raise UnknownColours("transparent")
    if low == 255:
        return Converted(_carry(picture, layers.convert("RGB")), ())
    said = f"Its transparent parts stand on {usual_ground(layers)}; say “put it on sage green” for another background."
    return Converted(_carry(picture, layers), (said,))


def to_srgb(picture: Image.Image) -> Converted:
    """A picture in sRGB, converted by its embedded profile where it has one that fits; its alpha as it was."""
    if picture.mode == "RGBA":
        solid = to_srgb(_carry(picture, picture.convert("RGB")))
        solid.picture.putalpha(picture.getchannel("A"))
        return solid
    profile = _profile(picture)
    if profile is None:
        if picture.mode == "CMYK":
            return Converted(picture.convert("RGB"), ("Its print colours (CMYK, no profile) were converted by rule.",))
        return Converted(_rgb(picture), ())
    name = " ".join(ImageCms.getProfileDescription(profile).split())[:60]
    if "srgb" in name.lower():
        return Converted(_rgb(picture), ())
    try:
        converted = ImageCms.profileToProfile(
            picture if picture.mode in ("CMYK", "LAB", "L") else _rgb(picture),
            profile,
            _SRGB,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except ImageCms.PyCMSError:
        return Converted(_rgb(picture), ("Its colour profile could not be used; the colours were read as sRGB.",))
    return Converted(converted or picture, (f"Its colours were converted from {name or 'their profile'} to sRGB.",))


def _profile(picture: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The picture's own profile where it can be read and describes the picture's kind of colour."""
    if picture.mode == "LAB":
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    data = picture.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
    except (OSError, ImageCms.PyCMSError):
        return None
    described: Any = profile.profile  # an lcms object; Pillow's own type says otherwise
    space = str(described.xcolor_space).strip()
    expected = {"CMYK": "CMYK", "L": "GRAY", "1": "GRAY"}.get(picture.mode, "RGB")
    return profile if space == expected else None


def _rgb(picture: Image.Image) -> Image.Image:
    """As RGB without a profile; LAB, which Pillow cannot convert so, by its own space."""
    if picture.mode == "LAB":
        transform = ImageCms.buildTransform(ImageCms.createProfile("LAB"), _SRGB, "LAB", "RGB")
        return ImageCms.applyTransform(picture, transform) or picture
    return picture.convert("RGB")


def _carry(source: Image.Image, result: Image.Image) -> Image.Image:
    """The result with the source's profile, which conversions may drop."""
    if "icc_profile" in source.info:
        result.info["icc_profile"] = source.info["icc_profile"]
    return result
