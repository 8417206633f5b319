"""One joint or many by the name of their kind: what is said of them, and what cannot be asked for."""

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.joint import many_as_json, many_pops, one_as_json, one_pop
from supple.joint.answer import say, say_of_many
from supple.joint.asking import MOST_JOINTS
from supple.joint.course import pops
from supple.joint.traits import many
from supple.knowledge.joint import JointFacts, read_joint


@pytest.fixture(scope="module")
def facts() -> JointFacts:
    return read_joint()


def test_the_usual_knuckle_pops_and_is_told_the_truth_about_it(facts: JointFacts) -> None:
    shown = one_pop("knuckle")
    data = one_as_json(shown)
    assert data["popped"]
    assert data["ready_again_min"] > 0
    sentences = say(shown)
    assert facts.kinds["knuckle"].range_after in sentences
    assert facts.words.pain in sentences
    assert sentences[-1] == facts.words.no_goal
    assert f"{data['level_db']:.0f} dB at 1 cm" in data["say"]
    low, high = data["level_band_db"]
    assert low < data["level_db"] < high
    assert data["added_range_deg"] == {"value": 8, "low": 0, "high": 12}


def test_a_pop_in_the_lumbar_spine_adds_no_range_and_says_so(facts: JointFacts) -> None:
    data = one_as_json(next(each for seed in range(50) if (each := one_pop("lumbar", seed=seed)).pops.popped))
    assert data["added_range_deg"]["value"] == 0
    assert data["added_range_deg"]["low"] < 0 < data["added_range_deg"]["high"]
    assert "none of 3 studies found a gain in range" in data["say"]
    assert "In 5 studies an audible pop brought no better outcome" in data["say"]
    assert facts.words.no_goal in data["say"]


def test_the_usual_facet_moves_without_a_pop(facts: JointFacts) -> None:
    shown = one_pop("lumbar")
    assert say(shown) == [facts.words.quiet, facts.words.no_goal]
    data = one_as_json(shown)
    assert not data["popped"]
    assert max(data["gap_m"]) > 2 * data["gap_m"][0]
    assert data["level_db"] is None
    assert max(data["bubble_volume_m3"]) == max(map(abs, data["sound_pa"])) == 0


def test_every_joint_is_told_one_of_four_things(facts: JointFacts) -> None:
    """Quiet, too soft to hear, a pop, or a pop that does not come again within a day."""
    first = {facts.words.quiet: 0, facts.words.unheard: 0}
    for seed in range(40):
        shown = one_pop("lumbar", seed=seed, facts=facts)
        sentences = say(shown)
        assert (sentences[0] == facts.words.quiet) == (not shown.pops.born[0])
        assert (len(sentences) > 2) == shown.pops.popped[0]
        if len(sentences) == 2:
            first[sentences[0]] += 1
    assert all(count > 0 for count in first.values())


def test_a_joint_that_is_not_solved_is_said_not_to_be(facts: JointFacts) -> None:
    shown = one_pop("knuckle", facts=facts)
    shown.pops.end["outcome"] = -1
    assert say(shown) == [facts.words.not_solved]
    assert not one_as_json(shown)["popped"]


def test_a_pop_that_never_comes_again_is_said_to(facts: JointFacts) -> None:
    shown = one_pop("knuckle", facts=facts)
    shown.pops.ready_s[0] = np.inf
    assert facts.words.ready_later in say(shown)
    assert one_as_json(shown)["ready_again_min"] is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5.0, "about a minute or less"), (89.0, "a minute or less"), (120.0, "about 2 minutes")],
)
def test_how_long_it_takes_is_said_in_minutes(facts: JointFacts, seconds: float, words: str) -> None:
    shown = one_pop("knuckle", facts=facts)
    shown.pops.ready_s[0] = seconds
    assert any(words in sentence for sentence in say(shown))


def test_a_seed_draws_the_same_joint(facts: JointFacts) -> None:
    one, same, other = (one_as_json(one_pop("lumbar", seed=seed, facts=facts)) for seed in (4, 4, 5))
    assert one == same
    assert one["gap_m"] != other["gap_m"]


def test_many_joints_are_bands_over_those_that_popped(facts: JointFacts) -> None:
    found = many_pops("knuckle", count=60, seed=3, facts=facts)
    data = many_as_json(found)
    assert data["people"] == data["solved"] == 60
    assert data["popped_share"] == pytest.approx(found.popped.mean(), abs=1e-6)
    values = [value for value in data["level_db"]["values"] if value is not None]
    assert len(values) == found.popped.sum()
    assert data["level_db"]["p10"] <= data["level_db"]["p50"] <= data["level_db"]["p90"]
    assert data["level_db"]["p50"] in values
    assert say_of_many(found)[0].startswith("Of 60 simulated joints ")


def test_who_was_not_solved_is_left_out_and_counted(facts: JointFacts) -> None:
    found = many_pops("knuckle", count=20, seed=3, facts=facts)
    found.end["outcome"][:5] = -2
    data = many_as_json(found)
    assert (data["people"], data["solved"]) == (20, 15)
    assert data["popped_share"] == pytest.approx(found.popped.sum() / 15, abs=1e-6)
    assert "5 of them could not be computed and are left out." in say_of_many(found)


def test_where_nobody_popped_there_are_no_numbers(facts: JointFacts) -> None:
    joints = many(facts, "lumbar", count=20, chance=np.random.default_rng(1))
    joints.pull.force_n[:] *= 0.01
    data = many_as_json(pops(joints, facts))
    assert data["popped_share"] == 0
    assert data["bubble_seen_at_20_min_share"] is None
    assert data["level_db"] == {"p10": None, "p50": None, "p90": None, "values": []}


def test_progress_reaches_the_end(facts: JointFacts) -> None:
    told: list[tuple[int, int]] = []
    many_pops("lumbar", count=70, facts=facts, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (70, 70)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kind": "elbow", "count": 3}, "no joint called 'elbow'"),
        ({"kind": "lumbar", "count": 0}, "0 joints cannot be simulated"),
        ({"kind": "lumbar", "count": MOST_JOINTS + 1}, "too many at once"),
        ({"kind": "lumbar", "count": 3, "seed": -1}, "seed -1 is below 0"),
        ({"kind": "lumbar", "count": 3, "size": 3.0}, "no grown person's"),
    ],
)
def test_what_cannot_be_asked_for(asked: dict[str, object], words: str) -> None:
    with pytest.raises(SuppleError, match=words):
        many_pops(asked.pop("kind"), **asked)  # type: ignore[arg-type]
