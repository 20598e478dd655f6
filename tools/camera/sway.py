"""The sway of a hand that holds a camera: band-limited, seeded, still at both ends."""

import numpy as np
from numpy.typing import NDArray

_SLOWEST_HZ, _FASTEST_HZ = 0.25, 2.2
"""Breathing and weight shifting at one end, muscle tremor (which stabilised cameras remove) left out at the other."""
_WAVES = 9
_ROLL = 0.35
"""Radians of roll for each frame width of sway."""
_SETTLE_S = 0.6
_GRID_HZ = 60


def sway(
    times_s: NDArray[np.float64], start_s: float, end_s: float, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """x, y (frame widths) and roll (radians) at each time, for a sway of RMS 1 over `start_s`..`end_s`, 0 outside.

    The same seed gives the same sway at every frame rate. RMS counts the distance of the frame's middle from where it
    would be without the sway.
    """
    rng = np.random.default_rng(seed)
    grid = np.linspace(start_s, end_s, max(16, round((end_s - start_s) * _GRID_HZ)))
    curves = [_curve(rng, times_s, grid, start_s, end_s) for _ in range(3)]
    (x, x_grid), (y, y_grid), (roll, roll_grid) = curves
    rms = np.sqrt(np.mean(x_grid**2 + y_grid**2))
    roll_rms = np.sqrt(np.mean(roll_grid**2))
    return x / rms, y / rms, roll / roll_rms * _ROLL


def _curve(
    rng: np.random.Generator, times_s: NDArray[np.float64], grid: NDArray[np.float64], start_s: float, end_s: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One random curve at the asked times and on the grid: waves whose strength falls with their frequency."""
    rates = np.geomspace(_SLOWEST_HZ, _FASTEST_HZ, _WAVES) * rng.uniform(0.9, 1.1, _WAVES)
    phases = rng.uniform(0, 2 * np.pi, _WAVES)
    strengths = rng.uniform(0.6, 1.0, _WAVES) / rates

    def raw(at: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.sin(2 * np.pi * np.outer(at, rates) + phases) @ strengths

    weights = _settled(grid, start_s, end_s)
    mean = float((raw(grid) * weights).sum() / weights.sum())
    return (raw(times_s) - mean) * _settled(times_s, start_s, end_s), (raw(grid) - mean) * weights


def _settled(at: NDArray[np.float64], start_s: float, end_s: float) -> NDArray[np.float64]:
    """1 in the middle of the move, easing to 0 at both of its ends."""
    ramp = min(_SETTLE_S, (end_s - start_s) / 3)
    share = np.clip(np.minimum(at - start_s, end_s - at) / ramp, 0, 1)
    return share**2 * (3 - 2 * share)
