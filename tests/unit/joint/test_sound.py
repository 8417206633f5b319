"""From a cavity's growth to a microphone: against Rayleigh's integral over the skin, and what is measured."""

import numpy as np
import pytest

from supple.base.arrays import Array
from supple.joint.sound import (
    HEARD_FROM_HZ,
    NEAR_M,
    RATE_HZ,
    SAMPLES,
    heard,
    joined,
    near_joint,
    reached,
    samples,
)
from supple.knowledge.joint import JointFacts, read_joint

DEPTH, GAIN = np.array([0.04]), np.array([0.5])


@pytest.fixture(scope="module")
def facts() -> JointFacts:
    return read_joint()


def ringing(frequency: float, decay: float) -> Array:
    """Growth of a cavity that rings, m3/s, (1, samples + 1)."""
    time = np.arange(SAMPLES + 1) / RATE_HZ
    return np.asarray(1e-4 * (np.sin(2 * np.pi * frequency * time) * np.exp(-time / decay)))[None]


def step(facts: JointFacts) -> float:
    """What of the way from the skin to the microphone one sample of sound goes."""
    return facts.shared.number["air_sound_speed_m_s"].value / RATE_HZ


@pytest.mark.parametrize("depth", [0.005, 0.045])
@pytest.mark.parametrize("beyond", [0.01, 0.3])
def test_the_skin_sounds_as_an_integral_over_its_rings_says(depth: float, beyond: float) -> None:
    """Each ring of skin moves by its share of the growth, and is heard as late and as softly as it is far."""
    edge = np.linspace(0, 3.0, 600_001)
    radius, width = (edge[1:] + edge[:-1]) / 2, np.diff(edge)
    moves = depth / (radius**2 + depth**2) ** 1.5 * radius * width
    far = np.hypot(radius, beyond)
    for until in (0.02, 0.1, 0.5, 2.0):
        if until > beyond:
            summed = (moves / far)[far < until].sum()
            assert reached(np.array(until), np.array(depth), beyond) == pytest.approx(summed, rel=1e-3)


def test_nothing_comes_before_sound_has_crossed_the_air_and_all_of_it_at_last() -> None:
    assert reached(np.array(0.3), np.array(0.04), 0.3) == 0
    assert reached(np.array(1e6), np.array(0.04), 0.3) == pytest.approx(1 / 0.34, rel=1e-5)


@pytest.mark.parametrize("frequency", [80.0, 400.0, 2000.0])
def test_a_tone_is_found_where_it_is(facts: JointFacts, frequency: float) -> None:
    found = heard(ringing(frequency, 0.03), DEPTH, GAIN, facts)
    assert found.peak_frequency_hz[0] == pytest.approx(frequency, rel=0.05)
    assert found.wave_pa.shape == (1, SAMPLES)
    assert found.peak_pa[0] == np.abs(found.wave_pa).max()
    assert found.loudest_s[0] == pytest.approx(np.abs(found.wave_pa[0]).argmax() / RATE_HZ)


def test_ninety_per_cent_of_a_ringing_that_dies_away_takes_as_long_as_its_energy_does(
    facts: JointFacts,
) -> None:
    """Energy falls by exp(-2 t/decay): from 5 to 95 % is decay/2 times ln 19."""
    found = heard(ringing(1000.0, 0.02), DEPTH, GAIN, facts)
    assert found.duration_s[0] == pytest.approx(0.01 * np.log(19), rel=0.03)


def test_far_below_hearing_there_is_less(facts: JointFacts) -> None:
    """A tone at the corner is half of what it would be; pressure is as the growth's slope, as frequency."""
    low, high = (
        heard(ringing(hertz, 0.1), DEPTH, GAIN, facts) for hertz in (HEARD_FROM_HZ, 20 * HEARD_FROM_HZ)
    )
    middle = slice(SAMPLES // 4, SAMPLES // 2)
    peaks = [np.abs(found.wave_pa[0, middle]).max() for found in (low, high)]
    assert 20 * peaks[0] / peaks[1] == pytest.approx(0.5, abs=0.1)


def test_twice_as_much_is_six_decibels_and_deeper_is_softer(facts: JointFacts) -> None:
    one, twice = (heard(size * ringing(300.0, 0.02), DEPTH, GAIN, facts) for size in (1, 2))
    assert twice.level_db[0] - one.level_db[0] == pytest.approx(20 * np.log10(2))
    assert heard(ringing(300.0, 0.02), 2 * DEPTH, GAIN, facts).peak_pa[0] < one.peak_pa[0]


def test_beside_the_joint_it_is_that_of_a_point_source(facts: JointFacts) -> None:
    """Density V''/(4 pi r): a growth that rises by 1 cm3/s every millisecond."""
    growth = 1e-3 * np.arange(SAMPLES + 1)[None] / RATE_HZ
    density = facts.shared.number["density_kg_m3"].value
    assert near_joint(growth, facts) == pytest.approx(density * 1e-3 / (4 * np.pi * NEAR_M))


def test_silence_is_no_sound(facts: JointFacts) -> None:
    growth = np.vstack([ringing(300.0, 0.02), np.zeros((1, SAMPLES + 1))])
    both = heard(growth, np.repeat(DEPTH, 2), np.repeat(GAIN, 2), facts)
    assert both.peak_pa[1] == both.duration_s[1] == both.peak_frequency_hz[1] == both.loudest_s[1] == 0
    assert both.level_db[1] == -np.inf
    alone = heard(growth[:1], DEPTH, GAIN, facts)
    assert both.peak_pa[0] == pytest.approx(alone.peak_pa[0])
    together = joined([alone.without_wave(), both.without_wave()])
    assert list(together.peak_pa) == pytest.approx([*alone.peak_pa, *both.peak_pa])
    assert together.wave_pa.size == 0


def test_a_file_is_as_loud_as_it_goes_and_silence_stays_silent() -> None:
    assert list(samples(np.array([0.0, 0.5, -1.0]))) == [0, 16384, -32767]
    assert list(samples(np.zeros(3))) == [0, 0, 0]
