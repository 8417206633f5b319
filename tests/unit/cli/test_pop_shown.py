"""What `supple pop` says of numbers that there are none of."""

import numpy as np
import pytest

from supple.cli.pop_show import show_many, show_one
from supple.joint import many_pops, one_pop
from supple.joint.course import pops
from supple.joint.traits import many
from supple.knowledge.joint import JointFacts, read_joint


@pytest.fixture(scope="module")
def facts() -> JointFacts:
    return read_joint()


def shown_of(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_what_does_not_come_again_takes_more_than_a_day(
    facts: JointFacts, capsys: pytest.CaptureFixture[str]
) -> None:
    one = one_pop("knuckle", facts=facts)
    one.pops.ready_s[0] = np.inf
    show_one("knuckle", one)
    told = shown_of(capsys)
    assert "Could pop again after, min more than a day" in told
    assert facts.words.ready_later in told


def test_a_cavity_that_makes_no_sound_has_no_level(
    facts: JointFacts, capsys: pytest.CaptureFixture[str]
) -> None:
    one = one_pop("knuckle", facts=facts)
    one.pops.heard.peak_pa[0] = one.heard.peak_pa[0] = 0
    show_one("knuckle", one)
    told = shown_of(capsys)
    assert "Peak level, dB none" in told
    assert "inf" not in told
    assert facts.words.unheard in told


def test_where_nobody_popped_there_is_no_table(facts: JointFacts, capsys: pytest.CaptureFixture[str]) -> None:
    joints = many(facts, "lumbar", count=20, chance=np.random.default_rng(1))
    joints.pull.force_n[:] *= 0.01
    show_many("lumbar", pops(joints, facts))
    told = shown_of(capsys)
    assert "Of 20 simulated joints 0 in a hundred popped." in told
    assert "Peak level" not in told


def test_somebody_who_was_not_solved_is_told_of(
    facts: JointFacts, capsys: pytest.CaptureFixture[str]
) -> None:
    found = many_pops("knuckle", count=20, facts=facts)
    found.end["outcome"][0] = -1
    show_many("knuckle", found)
    assert "1 of them could not be computed" in shown_of(capsys)
