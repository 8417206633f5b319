"""Polygons joined, rounded in their corners and cut at the floor; then points that keep their order."""

from collections.abc import Sequence

import numpy as np
import pyclipper

from supple.base.rotation import Array

FINE = 10.0  # clipper counts in tenths of a millimetre
DENSE = 4.0  # millimetres between points before resampling
BEND_WEIGHT = 5.0  # extra points where a path turns, per radian


def _whole(path: Array) -> list[list[int]]:
    found: list[list[int]] = np.rint(path * FINE).astype(np.int64).tolist()
    return found


def _largest(paths: Sequence[Sequence[Sequence[int]]]) -> Array:
    """The path round the largest area, counted the same way round each time; empty where none is."""
    if not paths:
        return np.zeros((0, 2))
    best = max(paths, key=lambda path: abs(pyclipper.Area(path)))
    if not pyclipper.Orientation(best):
        best = list(reversed(best))
    return np.asarray(best, dtype=np.float64) / FINE


def united(polygons: Sequence[Array]) -> Array:
    """Outline of the union of polygons that all run the same way round, (points, 2) millimetres."""
    clipper = pyclipper.Pyclipper()
    clipper.AddPaths([_whole(polygon) for polygon in polygons], pyclipper.PT_SUBJECT, closed=True)
    found = clipper.Execute(pyclipper.CT_UNION, pyclipper.PFT_NONZERO, pyclipper.PFT_NONZERO)
    return _largest(found)


def filled_in(path: Array, radius: float) -> Array:
    """Corners that go inward rounded to a radius in millimetres: grown, then shrunk."""
    grown = _offset([_whole(path)], radius)
    return _largest(_offset(grown, -radius))


def _offset(paths: Sequence[Sequence[Sequence[int]]], radius: float) -> list[list[list[int]]]:
    offset = pyclipper.PyclipperOffset(2.0, 1.5 * FINE)
    offset.AddPaths(paths, pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
    found: list[list[list[int]]] = offset.Execute(radius * FINE)
    return found


def without(path: Array, other: Array) -> Array:
    """The largest piece of a path's area outside another's."""
    if not len(path) or not len(other):
        return path
    clipper = pyclipper.Pyclipper()
    clipper.AddPath(_whole(path), pyclipper.PT_SUBJECT, closed=True)
    clipper.AddPath(_whole(other), pyclipper.PT_CLIP, closed=True)
    found = clipper.Execute(pyclipper.CT_DIFFERENCE, pyclipper.PFT_NONZERO, pyclipper.PFT_NONZERO)
    return _largest(found)


def above_floor(path: Array) -> Array:
    """What is above the floor line y = 0, cut flat."""
    if not len(path) or path[:, 1].max() <= 0:
        return path
    far = 10_000.0
    below = np.array([[-far, 0.0], [far, 0.0], [far, far], [-far, far]])
    return without(path, below)


def dense(path: Array) -> Array:
    """A closed path with points at most DENSE apart, (points, 2), first point not repeated."""
    after = np.roll(path, -1, axis=0)
    parts = np.maximum(np.ceil(np.linalg.norm(after - path, axis=1) / DENSE).astype(int), 1)
    start = np.repeat(path, parts, axis=0)
    step = np.repeat((after - path) / parts[:, None], parts, axis=0)
    index = np.arange(len(start)) - np.repeat(np.cumsum(parts) - parts, parts)
    return np.asarray(start + step * index[:, None])


def _stretch(path: Array, count: int, weight: Array) -> Array:
    """`count` points along an open path, its last point left out, spaced by length times weight."""
    length = np.linalg.norm(np.diff(path, axis=0), axis=1) * (weight[1:] + weight[:-1]) / 2
    along = np.concatenate([[0.0], np.cumsum(length)])
    wanted = np.linspace(0.0, along[-1], count, endpoint=False)
    return np.stack([np.interp(wanted, along, path[:, axis]) for axis in (0, 1)], axis=-1)


def _bends(closed: Array) -> Array:
    """How sharply a dense closed path turns within a centimetre or so of each point, radians."""
    path = closed[:-1]
    before, after = path - np.roll(path, 3, axis=0), np.roll(path, -3, axis=0) - path
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turn = np.abs(np.arctan2(cross, np.sum(before * after, axis=1)))
    spread = (np.roll(turn, 2) + np.roll(turn, 1) + turn + np.roll(turn, -1) + np.roll(turn, -2)) / 5
    return np.append(spread, spread[0])


def resampled(
    path: Array, *, counts: tuple[int, ...], landmarks: Array, details: Array, detail_reach: float
) -> Array:
    """A closed path as sum(counts) points: counts[i] from the point nearest landmark i to the next.

    Points within `detail_reach` mm of one of `details` lie closer, as they do in bends. Landmarks that are
    out of order along the path, as where one is hidden, are passed over.
    """
    if not len(path):
        return np.repeat(landmarks[:1], sum(counts), axis=0)
    fine = dense(path)
    nearest = [int(np.argmin(np.sum((fine - mark) ** 2, axis=1))) for mark in landmarks]
    fine = np.roll(fine, -nearest[0], axis=0)
    places = [(place - nearest[0]) % len(fine) for place in nearest] + [len(fine)]
    closed = np.concatenate([fine, fine[:1]])
    weight = 1.0 + BEND_WEIGHT * _bends(closed)
    for detail in details:
        weight += 1.5 * (np.sum((closed - detail) ** 2, axis=1) < detail_reach**2)
    pieces, start, count = [], 0, 0
    for index, share in enumerate(counts):
        count += share
        if index + 1 < len(counts) and not start + 4 < places[index + 1] < len(fine) - 4:
            continue
        end = places[index + 1] if index + 1 < len(counts) else len(fine)
        pieces.append(_stretch(closed[start : end + 1], count, weight[start : end + 1]))
        start, count = end, 0
    return np.concatenate(pieces)


def opened(path: Array, *, root: Array, radius: float, count: int) -> Array:
    """The path outside a circle round its root as `count` points from end to end, the arc farthest out."""
    fine = dense(path)
    apart = np.linalg.norm(fine - root, axis=1)
    tip = int(np.argmax(apart))
    fine, apart = np.roll(fine, -tip, axis=0), np.roll(apart, -tip)
    inside = np.flatnonzero(apart < radius)
    if not len(inside):
        half = len(fine) // 2
        line = np.concatenate([fine[half:], fine[:half]])
    else:
        line = np.concatenate([fine[inside[-1] :], fine[: inside[0] + 1]])
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    wanted = np.linspace(0.0, length[-1], count)
    return np.stack([np.interp(wanted, length, line[:, axis]) for axis in (0, 1)], axis=-1)
