"""The pull on joints over time, as knots with cubic pieces between them that never swing past a knot."""

from dataclasses import dataclass

import numpy as np

from supple.base.arrays import Array
from supple.base.errors import SuppleError


@dataclass(frozen=True, kw_only=True)
class Pull:
    """Pulls on n joints at k knots each: seconds, newtons, newtons a second; each (n, k)."""

    time_s: Array
    force_n: Array
    slope_n_s: Array

    def __getitem__(self, people: slice) -> "Pull":
        """The pulls on some of the joints."""
        return Pull(
            time_s=self.time_s[people], force_n=self.force_n[people], slope_n_s=self.slope_n_s[people]
        )


def through(time_s: Array, force_n: Array) -> Pull:
    """A pull through knots (n, k), flat at both ends, with the slopes of a monotone cubic (Fritsch, Butland).

    Raises SuppleError where times do not rise or a number is not finite.
    """
    time, force = np.atleast_2d(np.asarray(time_s, float)), np.atleast_2d(np.asarray(force_n, float))
    if time.shape != force.shape or time.shape[1] < 2:  # noqa: PLR2004 - a line has two ends
        raise SuppleError("A pull needs as many forces as times, two or more", fix="Give both")
    if not (np.isfinite(time).all() and np.isfinite(force).all() and (np.diff(time) > 0).all()):
        raise SuppleError("A pull has times that do not rise, or no numbers", fix="Give rising times")
    width, rise = np.diff(time), np.diff(force) / np.diff(time)
    slope = np.zeros_like(force)
    before, after = rise[:, :-1], rise[:, 1:]
    weight = 2 * width[:, 1:] + width[:, :-1], width[:, 1:] + 2 * width[:, :-1]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        mean = (weight[0] + weight[1]) / (weight[0] / before + weight[1] / after)
    slope[:, 1:-1] = np.where(before * after > 0, mean, 0)
    return Pull(time_s=time, force_n=force, slope_n_s=slope)


def ramp(peak_n: Array, rise_s: Array, hold_s: Array) -> Pull:
    """A pull that rises, holds and lets go in half the time of its rise; arguments (n,)."""
    nothing = np.zeros_like(peak_n)
    time = np.stack([nothing, rise_s, rise_s + hold_s, 1.5 * rise_s + hold_s], axis=1)
    return through(time, np.stack([nothing, peak_n, peak_n, nothing], axis=1))


def force_at(pull: Pull, time_s: Array) -> Array:
    """Each pull at a time of its own (n,), newtons; nothing before its first knot or after its last."""
    row = np.arange(len(time_s))
    last = pull.time_s.shape[1] - 2
    piece = np.clip((pull.time_s <= time_s[:, None]).sum(axis=1) - 1, 0, last)
    from_s, to_s = pull.time_s[row, piece], pull.time_s[row, piece + 1]
    width, rest = to_s - from_s, (to_s - time_s) / (to_s - from_s)
    done = 1 - rest
    force = pull.force_n[row, piece] * rest**2 * (1 + 2 * done)
    force += pull.force_n[row, piece + 1] * done**2 * (1 + 2 * rest)
    force += width * rest * done * (pull.slope_n_s[row, piece] * rest - pull.slope_n_s[row, piece + 1] * done)
    return np.asarray(np.where((rest < 0) | (done < 0), 0, force))
