"""Floor, towel, what is under the head, and friction below the ribs."""

from dataclasses import replace

import numpy as np
import pytest

from supple.knowledge.anatomy import Anatomy
from supple.knowledge.schema.technique import Technique
from supple.knowledge.spine import SpineFacts
from supple.spine.build import build
from supple.spine.equilibrium import Equilibria, solve
from supple.spine.names import BODIES
from supple.spine.people import People, Person, many, one
from supple.twin.ground import RIBS, grips, ground
from supple.twin.lying import drawn, lying_load
from supple.twin.movement import Movement, lying_flat
from supple.twin.subject import Subject

Techniques = dict[str, Technique]


@pytest.fixture(scope="module")
def rest(towel: Movement, subject: Subject, people: People) -> Equilibria:
    spines = build(subject.facts, people)
    load = lying_load(towel, spines, subject).part(slice(0, 1))
    return solve(spines, load, start=drawn(towel, spines, 0))


def test_the_floor_is_under_every_vertebra_and_beside_the_ribs(
    anatomy: Anatomy, subject: Subject, people: People
) -> None:
    """As stiff under one vertebra as under another, whether it is one place or three."""
    found = ground(lying_flat(anatomy), subject, people)[0, 0]
    floor = found[:-1]
    for name in BODIES[1:]:
        under = floor[floor["body"] == BODIES.index(name)]
        assert len(under) == (3 if name in RIBS else 1)
        assert under["stiffness"].sum() == pytest.approx(subject.lying("back_stiffness"))
        assert under["point"][:, 2].sum() == 0
    assert (floor["height"] == 0).all()
    assert (found["bend"] == 0).all(), "no towel where none is laid"
    assert (found["normal"] == (1, 0, 0)).all()


def test_the_head_lies_where_it_is_drawn(anatomy: Anatomy, subject: Subject, people: People) -> None:
    flat = lying_flat(anatomy)
    found = ground(flat, subject, people)[0, 0, -1]
    lowest = flat.bones.origins["T1"][0] + flat.bones.turns["T1"][0] @ found["point"]
    assert found["body"] == BODIES.index("T1")
    assert found["height"] == pytest.approx(lowest[0])
    assert found["height"] == pytest.approx(0, abs=0.02)


def test_the_towel_is_a_ridge_where_it_lies(towel: Movement, subject: Subject, people: People) -> None:
    """As thick as the table says whoever lies on it, under its level, and there from when it is laid."""
    found = ground(towel, subject, people)[0]
    ridge = found[:, found["bend"][0] > 0]
    thick = subject.table.lengths["towel_width"].value
    assert np.allclose(ridge["height"], thick)
    assert np.allclose(ridge["bend"], 2 / thick)
    assert not ridge["stiffness"][0].any(), "not while somebody lies flat before"
    assert (ridge["stiffness"][1:] > 0).all()
    reached = {BODIES[int(body)] for body in ridge["body"][1]}
    assert reached == {f"T{number}" for number in range(2, 13)}
    place = BODIES.index("T7")
    under = ridge[1][ridge["body"][1] == place]
    skin = towel.bones.origins["T7"][1] + towel.bones.turns["T7"][1] @ under["point"][0]
    assert under["middle"][0] == pytest.approx(skin[1])


def test_the_towel_bears_as_a_towel_does(towel: Movement, subject: Subject, people: People) -> None:
    """Its stiffness is that of a length of back; a vertebra has as much of it as it is high."""
    found = ground(towel, subject, people)[0, 1]
    ridge = found[found["bend"] > 0]
    pitch = {row.level: row.height + row.disc for row in subject.table.vertebra}
    each = [ridge["stiffness"][ridge["body"] == BODIES.index(name)].sum() for name in ("T5", "T10")]
    wanted = [
        subject.lying("towel_stiffness") * 1000 * pitch[name] / subject.lying("towel_bears_over")
        for name in ("T5", "T10")
    ]
    assert each == pytest.approx(wanted)


def test_the_towel_rolls_towards_the_feet(towel: Movement, subject: Subject, people: People) -> None:
    found = ground(towel, subject, people)[0]
    middle = found["middle"][:, found["bend"][0] > 0][:, 0]
    assert np.allclose(middle[1] - middle, towel.roll)


def test_a_taller_body_lies_on_more_floor_and_the_same_towel(
    towel: Movement, subject: Subject, people: People, facts: SpineFacts
) -> None:
    tall = ground(towel, subject, one(Person(height_m=1.75 * 1.1), facts))[0]
    usual = ground(towel, subject, people)[0]
    ridge, head = (
        usual["bend"][0] > 0,
        np.arange(len(usual[0])) == np.flatnonzero(usual["bend"][0] > 0)[0] - 1,
    )
    assert np.allclose(tall["point"], 1.1 * usual["point"])
    assert np.allclose(tall["middle"], 1.1 * usual["middle"])
    assert np.array_equal(tall["height"][:, ridge], usual["height"][:, ridge])
    assert np.allclose(tall["height"][:, head], 1.1 * usual["height"][:, head])
    assert np.allclose(tall["stiffness"][:, ~ridge & ~head], 1.1 * usual["stiffness"][:, ~ridge & ~head])


def test_ribs_grip_where_they_lie_down(rest: Equilibria, subject: Subject) -> None:
    """Each holds its share of what friction can of the whole weight; nothing is pulled at the beginning."""
    found = grips(rest, rest.pose[:, 0], subject)[0, 0]
    weight = -rest.load.push["force"][0, 0, :, 0].sum()
    assert found["most"].sum() == pytest.approx(subject.lying("friction") * weight)
    assert [BODIES[int(body)] for body in found["body"]] == list(RIBS)
    for grip in found:
        pose = rest.pose[0, 0, int(grip["body"])]
        assert np.allclose(pose["centre"] + pose["axes"] @ grip["point"], grip["anchor"])


def test_a_heavier_body_grips_more(towel: Movement, subject: Subject, facts: SpineFacts) -> None:
    crowd = replace(
        many(Person(), facts, count=2, chance=np.random.default_rng(1)), mass_kg=np.array([60.0, 120])
    )
    spines = build(facts, crowd)
    load = lying_load(towel, spines, subject).part(slice(0, 1))
    found = solve(spines, load, start=drawn(towel, spines, 0))
    most = grips(found, found.pose[:, 0], subject)["most"][:, 0, 0]
    assert most[1] == pytest.approx(2 * most[0])
