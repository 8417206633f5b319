"""A joint with a bubble in it, by diffrax, compiled by JAX for arguments of one shape."""

import diffrax
import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.peers.joint_formulas import Numbers, numbers, rates
from benchmarks.peers.joint_scipy import SIZES, VOLUME_SPEED
from supple.base.arrays import Array
from supple.joint.pull import Pull
from supple.joint.sound import RATE_HZ, SAMPLES
from supple.joint.traits import Joints

jax.config.update("jax_enable_x64", True)  # noqa: FBT003 - its own way


def force(pull: tuple[Array, Array, Array], time: Array) -> Array:
    """Cubic Hermite pieces, in newtons; the last force ever after."""
    knots, forces, slopes = pull
    time = jnp.clip(time, knots[0], knots[-1])
    k = jnp.clip(jnp.searchsorted(knots, time, side="right") - 1, 0, len(knots) - 2)
    width = knots[k + 1] - knots[k]
    s, rise = (time - knots[k]) / width, forces[k + 1] - forces[k]
    first, second = width * slopes[k], width * slopes[k + 1]
    cube = first + second - 2 * rise
    found: Array = forces[k] + s * (first + s * (rise - first - cube + s * cube))
    return found


def _growth(of: Numbers, pull: tuple[Array, Array, Array], time: Array, state: Array, rtol: Array) -> Array:
    end = pull[0][-1]
    samples = time + jnp.arange(SAMPLES + 1) / RATE_HZ

    def motion(now: Array, at: Array, _: None) -> Array:
        return rates(jnp, of, force(pull, now), at)

    found = diffrax.diffeqsolve(
        diffrax.ODETerm(motion),
        diffrax.Kvaerno5(),
        time,
        end,
        1e-9,
        state,
        saveat=diffrax.SaveAt(ts=jnp.minimum(samples, end)),
        stepsize_controller=diffrax.PIDController(rtol=rtol, atol=rtol * jnp.asarray(SIZES)),
        max_steps=100_000,
    )
    growth: Array = jnp.where(samples < end, found.ys[:, VOLUME_SPEED], 0.0)
    return growth


_compiled = jax.jit(_growth)


def grow(joints: Joints, time: float, state: Array, rtol: float) -> Array:
    """Growth of the first joint's bubble in samples from its birth to the end of the pull, m3/s."""
    pull: Pull = joints.pull[:1]
    knots = tuple(jnp.asarray(one[0]) for one in (pull.time_s, pull.force_n, pull.slope_n_s))
    of = {name: jnp.asarray(value) for name, value in numbers(joints.made[0]).items()}
    return np.asarray(_compiled(of, knots, time, jnp.asarray(state), rtol))
