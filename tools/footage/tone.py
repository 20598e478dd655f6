"""High dynamic range to BT.709: one colour cube from encoded RGB to encoded RGB, made once for a clip.

Bright light rolls off above the white of ordinary video instead of being cut; colours outside BT.709 are brought to
its edge by their brightest part, so that hues stay.
"""

from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Transfer = Literal["pq", "hlg", "gamma"]
Floats = NDArray[np.float64]

_CUBE = 33
_WHITE_NITS = 203.0
"""What HDR programmes give a white page (ITU-R BT.2408-7, table 1): the white of ordinary video."""
_PEAK_NITS = 1000.0
_KNEE = 0.6
_2020_TO_709 = np.array(
    [[1.660491, -0.587641, -0.072850], [-0.124550, 1.132900, -0.008349], [-0.018151, -0.100579, 1.118730]]
)
"""Linear light, ITU-R BT.2087-0, annex 2 (inverse)."""
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593])


def write_cube(path: Path, transfer: Transfer, wide: bool) -> None:
    """Write the `.cube` file. wide: the colours are those of BT.2020, else of BT.709."""
    steps = np.linspace(0, 1, _CUBE)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    colours = to_709(np.stack([red, green, blue], axis=-1).reshape(-1, 3), transfer, wide)
    lines = "\n".join(" ".join(f"{value:.6f}" for value in colour) for colour in colours.tolist())
    path.write_text(f"LUT_3D_SIZE {_CUBE}\n{lines}\n")


def to_709(encoded: Floats, transfer: Transfer, wide: bool) -> Floats:
    """Encoded colours (n, 3), 0..1, as encoded BT.709 colours."""
    light = _LIGHT[transfer](encoded)
    if wide:
        light = light @ _2020_TO_709.T
    return _encoded_709(_rolled_off(np.maximum(light, 0)))


def _pq(encoded: Floats) -> Floats:
    """SMPTE ST 2084 to light, where 1 is the white of ordinary video."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
    power = encoded ** (1 / m2)
    nits = 10_000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
    return nits / _WHITE_NITS


def _hlg(encoded: Floats) -> Floats:
    """Hybrid log-gamma (ITU-R BT.2100-2, table 5) on a display of 1000 nits, where 1 is the white of ordinary video."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(encoded <= 0.5, encoded**2 / 3, (np.exp((encoded - c) / a) + b) / 12)
    luma = np.maximum(scene @ _LUMA_2020, 1e-9)
    return scene * luma[:, None] ** 0.2 * _PEAK_NITS / _WHITE_NITS


def _gamma(encoded: Floats) -> Floats:
    """BT.709's own curve, as BT.2020 has it too."""
    return np.where(encoded < 0.081, encoded / 4.5, ((encoded + 0.099) / 1.099) ** (1 / 0.45))


def _encoded_709(light: Floats) -> Floats:
    return np.clip(np.where(light < 0.018, 4.5 * light, 1.099 * np.maximum(light, 0.018) ** 0.45 - 0.099), 0, 1)


def _rolled_off(light: Floats) -> Floats:
    """Light over the knee approaches 1 softly; all three colours by the same factor."""
    brightest = np.maximum(light.max(axis=1, keepdims=True), 1e-9)
    room = 1 - _KNEE
    shown = np.where(brightest <= _KNEE, brightest, _KNEE + room * (1 - np.exp(-(brightest - _KNEE) / room)))
    return light * shown / brightest


_LIGHT = {"pq": _pq, "hlg": _hlg, "gamma": _gamma}
