"""Forces and moments of what acts from outside on a found pose, written anew from what each is said to do."""

import numpy as np
from numpy.typing import NDArray

from supple.spine.equilibrium import Equilibria

Array = NDArray[np.float64]


def left_over(found: Equilibria) -> tuple[Array, Array]:
    """All forces and all moments about the origin, reactions among them, (people, frames, 3) each: nil."""
    centre = found.pose["centre"]
    force = found.reaction[..., :3].sum(axis=2)
    moment = (found.reaction[..., 3:] + np.cross(centre, found.reaction[..., :3])).sum(axis=2)
    for acting, forces in (
        (found.load.push, lambda at: found.load.push["force"] + 0 * at),
        (found.load.support, lambda at: _support(found.load.support, at)),
        (found.load.grip, lambda at: _grip(found.load.grip, at)),
    ):
        if acting.shape[2]:
            at = _points(found, acting)
            one = forces(at)
            force += one.sum(axis=2)
            moment += np.cross(at, one).sum(axis=2)
    if found.load.drive.shape[2]:
        moment += _drive(found, found.load.drive).sum(axis=2)
    return force, moment


def borne(found: Equilibria) -> Array:
    """Force of every support on what lies on it, (people, frames, count, 3)."""
    return _support(found.load.support, _points(found, found.load.support))


def moments_through(found: Equilibria) -> Array:
    """What acts above each joint turns it: moments about its middle, (people, frames, joints, 3)."""
    centre = found.pose["centre"]
    middle = (centre[:, :, 1:] + centre[:, :, :-1]) / 2
    moment = np.zeros(middle.shape)
    for acting, forces in (
        (found.load.push, lambda at: found.load.push["force"] + 0 * at),
        (found.load.support, lambda at: _support(found.load.support, at)),
        (found.load.grip, lambda at: _grip(found.load.grip, at)),
    ):
        at = _points(found, acting)
        arm = at[:, :, None] - middle[:, :, :, None]
        above = acting["body"][:, :, None] > np.arange(middle.shape[2])[:, None]
        moment += (above[..., None] * np.cross(arm, forces(at)[:, :, None])).sum(axis=3)
    return moment


def _body(found: Equilibria, acting: np.ndarray, part: str) -> Array:
    """Centre or axes of the body that each acts on."""
    which = acting["body"].astype(int) - found.load.lowest
    people, frames, _ = which.shape
    return np.asarray(found.pose[part][np.arange(people)[:, None, None], np.arange(frames)[:, None], which])


def _points(found: Equilibria, acting: np.ndarray) -> Array:
    """Where in the world each acts, (people, frames, count, 3)."""
    arm = np.einsum("...ij,...j->...i", _body(found, acting, "axes"), acting["point"])
    return np.asarray(_body(found, acting, "centre") + arm)


def _support(support: np.ndarray, at: Array) -> Array:
    """Off a plane or a ridge that falls away as a parabola: as deep as the point is in, the steepest way."""
    aside = np.sum(support["across"] * at, axis=-1) - support["middle"]
    top = support["height"] - support["bend"] * aside**2 / 2
    deep = top - np.sum(support["normal"] * at, axis=-1)
    up = support["normal"] + (support["bend"] * aside)[..., None] * support["across"]
    width = support["width"]
    setting_in = np.clip(deep + width, 0, None) ** 2 / (4 * width)
    bears = support["stiffness"] * np.where(deep < width, setting_in, deep)
    return np.asarray(bears[..., None] * up)


def _grip(grip: np.ndarray, at: Array) -> Array:
    """Against the slide from the anchor across the normal: stiff at first, and no more than most."""
    slide = at - grip["anchor"]
    slide -= np.sum(slide * grip["normal"], axis=-1, keepdims=True) * grip["normal"]
    pull = grip["stiffness"] * np.linalg.norm(slide, axis=-1)
    return np.asarray(-grip["stiffness"][..., None] * slide / np.hypot(1, pull / grip["most"])[..., None])


def _drive(found: Equilibria, drive: np.ndarray) -> Array:
    """Of a moment or a hold on the rotation vector p: with J that makes turns of changes of p, J^-T law."""
    turned = _body(found, drive, "axes") @ np.swapaxes(drive["from"], -1, -2)
    vector = _rotation_vector(turned)
    law = drive["moment"] - drive["stiffness"] * (vector - drive["aimed"])
    cross = np.zeros(turned.shape)
    cross[..., 2, 1], cross[..., 0, 2], cross[..., 1, 0] = np.moveaxis(vector, -1, 0)
    cross -= np.swapaxes(cross, -1, -2)
    angle = np.maximum(np.linalg.norm(vector, axis=-1), 1e-6)[..., None, None]
    jacobian = (
        np.eye(3)
        + (1 - np.cos(angle)) / angle**2 * cross
        + (angle - np.sin(angle)) / angle**3 * cross @ cross
    )
    return np.asarray(np.linalg.solve(np.swapaxes(jacobian, -1, -2), law[..., None])[..., 0])


def _rotation_vector(turned: Array) -> Array:
    """Of rotations below half a turn, through their quaternions."""
    scalar = np.sqrt(np.maximum(1 + np.trace(turned, axis1=-2, axis2=-1), 0)) / 2
    sine = np.stack(
        [
            turned[..., 2, 1] - turned[..., 1, 2],
            turned[..., 0, 2] - turned[..., 2, 0],
            turned[..., 1, 0] - turned[..., 0, 1],
        ],
        axis=-1,
    ) / (4 * scalar[..., None])
    length = np.linalg.norm(sine, axis=-1)
    grown = np.where(length > 1e-12, 2 * np.arctan2(length, scalar) / np.maximum(length, 1e-12), 2.0)
    return np.asarray(grown[..., None] * sine)
