"""The colour difference CIEDE2000.

Source: G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary Test
Data, and Mathematical Observations", Color Research and Application 30 (2005), with kL = kC = kH = 1.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Lab = NDArray[np.floating[Any]]
"""CIE Lab values, (..., 3): lightness 0..100, a and b about -100..100."""

_FAR = 25.0**7


def delta_e_2000(one: Lab, two: Lab) -> NDArray[np.float64]:
    """The difference of each pair of colours: about 1 is just seen side by side, 10 is another colour at a glance.

    `one` and `two` have the same shape (..., 3); the answer has the shape (...).
    """
    l1, a1, b1 = (np.asarray(one[..., i], np.float64) for i in range(3))
    l2, a2, b2 = (np.asarray(two[..., i], np.float64) for i in range(3))
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(chroma**7 / (chroma**7 + _FAR))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = np.arctan2(b1, a1 * stretch), np.arctan2(b2, a2 * stretch)
    grey = c1 * c2 == 0

    turn = np.where(grey, 0.0, (h2 - h1 + np.pi) % (2 * np.pi) - np.pi)
    d_hue = 2 * np.sqrt(c1 * c2) * np.sin(turn / 2)
    d_lightness, d_chroma = l2 - l1, c2 - c1

    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = np.where(grey, h1 + h2, h1 + turn / 2)
    weight = (
        1
        - 0.17 * np.cos(hue - np.radians(30))
        + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6))
        - 0.20 * np.cos(4 * hue - np.radians(63))
    )
    off_white = (lightness - 50) ** 2
    s_lightness = 1 + 0.015 * off_white / np.sqrt(20 + off_white)
    s_chroma, s_hue = 1 + 0.045 * chroma, 1 + 0.015 * chroma * weight
    degrees = np.degrees(hue) % 360
    rotation = (
        -2 * np.sqrt(chroma**7 / (chroma**7 + _FAR)) * np.sin(np.radians(60) * np.exp(-(((degrees - 275) / 25) ** 2)))
    )
    terms = (d_lightness / s_lightness, d_chroma / s_chroma, d_hue / s_hue)
    return np.sqrt(terms[0] ** 2 + terms[1] ** 2 + terms[2] ** 2 + rotation * terms[1] * terms[2])
