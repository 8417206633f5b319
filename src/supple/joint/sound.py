"""From a cavity's growth to what a microphone hears beside the skin.

Tissue is as good as incompressible over a body's depth, so that the skin rises by just what the cavity grows:
a volume source at some depth under a flat free surface moves that surface by d / (2 pi (r^2 + d^2)^(3/2)) of
its growth. The air is what such a surface makes of it (Rayleigh's integral), straight above the joint. Both
together answer to an impulse by R^2 - z^2 over a root, in closed form; below 20 Hz nothing is heard.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from supple.base.arrays import Array
from supple.knowledge.joint import JointFacts

RATE_HZ = 48_000
SAMPLES = 8192  # 171 ms from the pop on
WAYS = 1024  # samples later than the first by which sound from the skin may come: 7 m of skin
HEARD_FROM_HZ = 20.0
BLOCK = 64  # samples whose energy is summed at once
QUIETEST_PA = 20e-6  # reference pressure of sound levels in air
SHARE_OF_ENERGY = 0.9
NEAR_M = 0.01


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a microphone hears of n joints. Where nothing was born, numbers are 0 and the level is -inf."""

    distance_m: float  # from the skin
    wave_pa: Array  # (n, samples) at RATE_HZ from the pop on; (0, samples) where it was not kept
    peak_pa: Array  # (n,) largest size of the pressure
    peak_frequency_hz: Array  # (n,) where the spectrum is highest
    duration_s: Array  # (n,) that holds 90 % of the energy, 5 % left out on either side
    loudest_s: Array  # (n,) after the pop

    @property
    def level_db(self) -> Array:
        """Peak level: the largest pressure over 20 micropascals."""
        with np.errstate(divide="ignore"):
            return np.asarray(20 * np.log10(self.peak_pa / QUIETEST_PA))

    def without_wave(self) -> "Heard":
        """The measures alone: the waves of thousands of joints would fill the memory."""
        return replace(self, wave_pa=self.wave_pa[:0])


def reached(distance: Array, depth_m: float | Array, beyond_m: float) -> Array:
    """What of a step in a source's growth has arrived once sound has come from `distance` m away; 1/m.

    At last it is 1/(depth + beyond): a surface above a source sounds like the source itself, that far off.
    """
    root = np.sqrt(distance**2 - beyond_m**2 + depth_m**2)
    return np.asarray((distance**2 - beyond_m**2) / (root * (distance * depth_m + beyond_m * root)))


def heard(growth: Array, depth_m: Array, path_gain: Array, facts: JointFacts) -> Heard:
    """What is heard of cavities that grow by `growth` (n, samples + 1) m3/s at RATE_HZ."""
    beyond = facts.shared.number["microphone_distance_m"].value
    density, speed = (
        facts.shared.number["air_density_kg_m3"].value,
        facts.shared.number["air_sound_speed_m_s"].value,
    )
    joints, count = growth.shape[0], growth.shape[1] - 1
    found = Heard(
        distance_m=beyond,
        wave_pa=np.zeros((joints, count)),
        peak_pa=np.zeros(joints),
        peak_frequency_hz=np.zeros(joints),
        duration_s=np.zeros(joints),
        loudest_s=np.zeros(joints),
    )
    ways = beyond + speed / RATE_HZ * np.arange(float(WAYS + 1))
    frequency, filtered = _filter(count + WAYS)
    for one in map(int, np.flatnonzero(growth.any(axis=1))):  # by one they stay in a core's own memory
        kernel = np.diff(reached(ways, depth_m[one], beyond))
        kernel *= RATE_HZ * density / (2 * np.pi) * path_gain[one]
        spectrum = np.fft.rfft(np.diff(growth[one]), count + WAYS)
        spectrum *= np.fft.rfft(kernel, count + WAYS)
        spectrum *= filtered
        found.wave_pa[one] = np.fft.irfft(spectrum, count + WAYS)[:count]
        found.peak_frequency_hz[one] = frequency[np.abs(spectrum).argmax()]
        _measure(found, one)
    return found


def near_joint(growth: Array, facts: JointFacts) -> Array:
    """Pressure of the same cavities NEAR_M from their middle, in tissue without end, Pa, (n, samples)."""
    density = facts.shared.number["density_kg_m3"].value
    return np.asarray(np.diff(growth) * (RATE_HZ * density / (4 * np.pi * NEAR_M)))


@cache
def _filter(count: int) -> tuple[Array, Array]:
    """Frequencies of a spectrum of so many samples, and what ears leave of each."""
    frequency: Array = np.fft.rfftfreq(count, 1 / RATE_HZ).astype(float)
    square = np.square(frequency)
    return frequency, np.asarray(square / (square + HEARD_FROM_HZ**2))


def _measure(heard: Heard, one: int) -> None:
    """Write down what a wave of them measures."""
    wave = heard.wave_pa[one]
    energy = wave * wave
    blocks = energy.reshape(-1, BLOCK).sum(axis=1).cumsum()
    aside = (1 - SHARE_OF_ENERGY) / 2
    lasting = _holding(energy, blocks, 1 - aside) - _holding(energy, blocks, aside)
    heard.duration_s[one] = lasting / RATE_HZ
    loudest = np.abs(wave).argmax()
    heard.peak_pa[one] = abs(wave[loudest])
    heard.loudest_s[one] = loudest / RATE_HZ


def _holding(energy: Array, blocks: Array, share: float) -> int:
    """First sample up to which a wave holds a share of its energy: sought in the block that reaches it."""
    wanted = share * blocks[-1]
    before = int(blocks.searchsorted(wanted))
    held = blocks[before - 1] if before else 0.0
    inside = energy[before * BLOCK : (before + 1) * BLOCK].cumsum()
    return before * BLOCK + int(inside.searchsorted(wanted - held))


def joined(parts: list[Heard]) -> Heard:
    """What is heard of the joints of some parts, one part after the other."""
    if len(parts) == 1:
        return parts[0]

    def row(name: str) -> Array:
        return np.concatenate([getattr(part, name) for part in parts])

    return Heard(
        distance_m=parts[0].distance_m,
        wave_pa=row("wave_pa"),
        peak_pa=row("peak_pa"),
        peak_frequency_hz=row("peak_frequency_hz"),
        duration_s=row("duration_s"),
        loudest_s=row("loudest_s"),
    )


def samples(wave_pa: Array) -> NDArray[np.int16]:
    """A wave as 16-bit numbers, as loud as they go: a file for ears keeps the shape, not the level."""
    most = np.abs(wave_pa).max(initial=0.0)
    return np.asarray(np.rint(wave_pa * (32767 / most if most > 0 else 0.0)), np.int16)
