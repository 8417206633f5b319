"""Random people and random loads on their spines, over all that either can be.

A load is drawn for a handful of people at once: what takes part and what is held is theirs together, what
acts on them is each one's own. Used by laws, by a test and by benchmarks/random_spines.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine import layout
from supple.spine.build import RibCage, Spines, build
from supple.spine.load import CLAMP_NM_PER_RAD, Load
from supple.spine.names import BODIES, JOINTS
from supple.spine.people import LEVEL_STIFFNESS, RANGES, REFERENCE_HEIGHT_M, People, Person, aged, many, one

Array = NDArray[np.float64]
RIB_CAGES: tuple[RibCage, ...] = ("whole", "no_front", "none")
MOST_NM, MOST_N, MOST_TURN = 30.0, 400.0, np.radians(60)
WITHOUT_RIBS = {"whole": 1.0, "no_front": 0.5, "none": 0.5}  # what is left of a spine's strength
MOST_TURN_A_JOINT = np.radians(15)
HELD_TO = 0.3  # share of the drives that are a turn held to


@cache
def facts() -> SpineFacts:
    """The tables, read once."""
    return read_spine()


def usual(rib_cage: RibCage = "whole") -> Spines:
    """The spine of the person that everything is calibrated to."""
    return build(facts(), one(Person(), facts()), rib_cage=rib_cage)


def drawn(chance: Generator, count: int = 1, rib_cage: RibCage = "whole") -> Spines:
    """Spines of people as they are met, each a little lopsided."""
    return build(facts(), many(Person(), facts(), count=count, chance=chance), rib_cage=rib_cage)


def extreme_people(chance: Generator, count: int) -> People:
    """People anywhere in what a body can be, with levels of any stiffness among them."""

    def within(name: str, *shape: int) -> Array:
        low, high, _ = RANGES[name]
        return np.exp(chance.uniform(np.log(low), np.log(high), shape))

    person = Person(
        sex=(None, "female", "male")[int(chance.integers(3))],
        age=None if chance.random() < 0.2 else float(within("age", 1)[0]),
    )
    found = many(person, facts(), count=count, chance=chance)
    odd = chance.random((count, len(JOINTS))) < chance.choice([0.0, 0.1, 0.3], (count, 1))
    low, high = LEVEL_STIFFNESS
    levels = np.exp(chance.uniform(np.log(low), np.log(high), odd.shape))
    return People(
        size=within("height_m", count) / REFERENCE_HEIGHT_M,
        mass_kg=within("mass_kg", count),
        stiffness=found.stiffness / within("flexibility", count, 1) * np.where(odd, levels, 1.0),
        aged=aged(person, facts()),
        facet_turn=found.facet_turn,
        facet_out=found.facet_out,
        clearance=found.clearance,
    )


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Which part of these people's spines takes part in a load, and over how many frames it grows."""

    spines: Spines
    lowest: int
    highest: int
    frames: int
    chance: Generator
    beyond: bool  # what is borne

    def array(self, kind: np.dtype, count: int) -> np.ndarray:
        """So many of a kind for every person and frame, each on a body that is not the lowest."""
        found = np.zeros((len(self.spines), self.frames, count), dtype=kind)
        bodies = self.chance.integers(self.lowest + 1, self.highest + 1, (len(self.spines), 1, count))
        found["body"] = bodies
        return found

    def at_rest(self, acting: np.ndarray) -> np.ndarray:
        """Where the body that each acts on rests, (people, frames, count)."""
        people = np.arange(len(self.spines))[:, None, None]
        return np.asarray(self.spines.rest[people, acting["body"].astype(int)])

    def growing(self) -> Array:
        """What part of the load is there in every frame, (frames, 1, 1)."""
        return np.linspace(0, 1, self.frames + 1)[1:, None, None]

    def each(self, count: int) -> Array:
        """What each of so many may be of a load for somebody usual, (people, 1, 1, 1).

        Together no more than that, and for whoever is weaker less; or all of it each, beyond what is borne.
        """
        people = self.spines.people
        stiff = np.exp(np.log(people.stiffness[:, self.lowest : self.highest]).mean(axis=-1))
        strength = np.minimum(stiff * people.size**3, 1.0) * WITHOUT_RIBS[self.spines.rib_cage]
        found = np.ones_like(strength) if self.beyond else strength / max(count, 1)
        return np.asarray(found[:, None, None, None])

    def any_vectors(self, count: int, most: float) -> Array:
        """Vectors of any direction, and of any size up to `most`, (people, 1, count, 3)."""
        direction = self.chance.standard_normal((len(self.spines), 1, count, 3))
        direction /= np.linalg.norm(direction, axis=-1, keepdims=True)
        return most * self.chance.random((len(self.spines), 1, count, 1)) * direction


def pushes(piece: Piece, count: int) -> np.ndarray:
    """Forces of up to MOST_N in all, at points of the bodies or as far beside them as an arm hangs."""
    found = piece.array(layout.PUSH, count)
    found["point"] = piece.any_vectors(count, 0.1)
    found["force"] = piece.any_vectors(count, MOST_N) * piece.each(count) * piece.growing()
    return found


def turning(piece: Piece, count: int) -> np.ndarray:
    """Moments of up to MOST_NM in all, and turns of up to MOST_TURN that bodies are held to about some axes.

    Turns grow from the lowest body to the highest, so that neighbours are not turned against each other.
    """
    found = piece.array(layout.DRIVE, count)
    found["from"] = piece.at_rest(found)["axes"]
    found["moment"] = piece.any_vectors(count, MOST_NM) * piece.each(count) * piece.growing()
    held_to = piece.chance.random((len(piece.spines), 1, count, 3)) < HELD_TO
    found["stiffness"] = np.where(held_to, CLAMP_NM_PER_RAD, 0.0)
    joints = piece.highest - piece.lowest
    turn = piece.any_vectors(1, min(MOST_TURN, joints * MOST_TURN_A_JOINT))
    part = (found["body"] - piece.lowest)[..., None] / joints
    found["aimed"] = np.where(held_to, turn * part * piece.growing(), 0.0)
    return found


def lying_on(piece: Piece, count: int) -> np.ndarray:
    """Floors and rolls behind the back, firm or soft, near or pressed in."""
    found, chance = piece.array(layout.SUPPORT, count), piece.chance
    shape = (len(piece.spines), 1, count)
    rest = piece.at_rest(found)
    found["point"][..., 0] = -chance.uniform(0.02, 0.1, shape)
    behind = rest["centre"] + np.einsum("...ij,...j->...i", rest["axes"], found["point"])
    found["normal"][..., 0] = 1.0
    found["height"] = behind[..., 0] + chance.uniform(-0.02, 0.02, shape)
    found["across"][..., 1] = 1.0
    found["middle"] = behind[..., 1] + chance.uniform(-0.03, 0.03, shape)
    found["bend"] = np.where(chance.random(shape) < 0.5, 0.0, 1 / chance.uniform(0.03, 0.3, shape))
    found["stiffness"] = np.exp(chance.uniform(np.log(1e3), np.log(1e5), shape))
    found["width"] = chance.uniform(0.0005, 0.005, shape)
    return found


def gripped(piece: Piece, count: int) -> np.ndarray:
    """What a floor or a hand holds back, up to a force."""
    found, chance = piece.array(layout.GRIP, count), piece.chance
    shape = (len(piece.spines), 1, count)
    rest = piece.at_rest(found)
    found["point"] = piece.any_vectors(count, 0.1)
    found["anchor"] = rest["centre"] + np.einsum("...ij,...j->...i", rest["axes"], found["point"])
    found["anchor"] += piece.any_vectors(count, 0.02) * piece.growing()
    found["normal"][..., 0] = 1.0
    found["stiffness"] = np.exp(chance.uniform(np.log(1e3), np.log(1e6), shape))
    found["most"] = chance.uniform(5, 300, shape)
    return found


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Some people's spines under a load each."""

    spines: Spines
    load: Load


def bare_case(chance: Generator, count: int, *, beyond: bool = False) -> Drawn:
    """People anywhere, any piece of the spine, any bodies held, and anything that may act on it."""
    spines = build(facts(), extreme_people(chance, count), rib_cage=RIB_CAGES[chance.integers(3)])
    whole = chance.random() < 0.5
    lowest = 0 if whole else int(chance.integers(0, len(BODIES) - 1))
    highest = len(BODIES) - 1 if whole else int(chance.integers(lowest + 1, len(BODIES)))
    piece = Piece(
        spines=spines,
        lowest=lowest,
        highest=highest,
        frames=int(chance.integers(1, 4)),
        chance=chance,
        beyond=beyond,
    )
    also_held = chance.integers(lowest, highest + 1, chance.choice([0, 0, 1, 2]))
    return Drawn(
        spines=spines,
        load=Load(
            frames=piece.frames,
            lowest=lowest,
            highest=highest,
            held=frozenset({lowest, *map(int, also_held)}),
            push=pushes(piece, int(chance.integers(0, 4))),
            drive=turning(piece, int(chance.integers(0, 3))),
            support=lying_on(piece, int(chance.choice([0, 0, 1, 4, 12]))),
            grip=gripped(piece, int(chance.choice([0, 0, 1, 4]))),
        ),
    )


def beyond_bearing(chance: Generator, count: int) -> Drawn:
    """As above, with loads as great for somebody small, soft and without ribs: many a spine folds."""
    return bare_case(chance, count, beyond=True)


# What random cases are drawn from, each as likely as the other; a technique's load is one more of them.
KINDS: tuple[Callable[[Generator, int], Drawn], ...] = (bare_case,)


def random_case(seed: int, count: int) -> Drawn:
    """The case of that seed for so many people."""
    chance = np.random.default_rng(seed)
    return KINDS[int(chance.integers(len(KINDS)))](chance, count)
