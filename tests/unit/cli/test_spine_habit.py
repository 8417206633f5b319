"""`supple spine habit`: loose levels take the movement, more so with the habit, and less so after it."""

from typing import Any

import pytest

from supple.knowledge.spine import read_spine
from supple.spine.names import JOINTS
from tests.unit.cli.run_supple import Run


def at(result: dict[str, Any], week: int) -> dict[str, dict[str, Any]]:
    return {level["level"]: level for level in result["weeks"][week]["levels"]}


def end_of_habit(result: dict[str, Any]) -> int:
    return next(
        number for number, week in enumerate(result["weeks"]) if week["day"] >= result["habit_ends_on_day"]
    )


def test_the_difference_grows_and_recovers(run: Run) -> None:
    result = run("spine", "habit", "--json").data
    loose, stiff = result["compared"]["loose"], result["compared"]["stiff"]
    assert result["level_stiffness"][loose] < 1 < result["level_stiffness"][stiff]
    ratio = [week["loose_over_stiff"] for week in result["weeks"]]
    end = end_of_habit(result)
    assert ratio[0] > 1
    assert ratio[:9] == sorted(ratio[:9])
    assert ratio[end:] == sorted(ratio[end:], reverse=True)
    assert ratio[0] < ratio[-1] < ratio[end]
    first = at(result, 0)
    assert list(first) == list(reversed(JOINTS))
    assert sum(level["share_of_twist"] for level in first.values()) == pytest.approx(1, abs=1e-5)
    assert ratio[0] == pytest.approx(first[loose]["axial_deg"] / first[stiff]["axial_deg"], rel=1e-4)
    assert all(level["stiffness_of_start"] == 1 for level in first.values())
    assert f"{ratio[end]:.1f} times as much" in result["say"]


def test_without_the_habit_nothing_changes(run: Run) -> None:
    result = run("spine", "habit", "--adjusts-a-day", "0", "--months", "2", "--then", "1", "--json").data
    assert at(result, 0) == at(result, -1)
    assert result["weeks"][-1]["day"] == 84
    none = run("spine", "habit", "--months", "0", "--then", "0", "--json").data
    assert len(none["weeks"]) == 1
    assert "After" not in none["say"]


def test_every_assumption_is_shown_and_can_be_changed(run: Run) -> None:
    usual = run("spine", "habit", "--json").data
    twin = read_spine().twin
    assert usual["assumptions"] == {name: twin.number[name].value for name in usual["assumptions"]}
    changed = {
        "adjusts_a_day": "6",
        "adjust_turn": "25",
        "loosening": "0.008",
        "recovery_days": "120",
        "loosest": "0.6",
        "end_moment": "9",
    }
    assert set(changed) == set(usual["assumptions"])
    shown = run("spine", "habit", "--no-picture")
    for name, value in changed.items():
        option = "--turn" if name == "adjust_turn" else f"--{name.replace('_', '-')}"
        other = run("spine", "habit", option, value, "--json").data
        assert other["assumptions"] == {**usual["assumptions"], name: float(value)}
        assert other["weeks"] != usual["weeks"]
        assert option in shown.out
    assert "grade E" in shown.out
    assert "nobody has measured it over months" in " ".join(shown.out.split())


def test_a_person_brings_their_own_levels_or_takes_those_of_the_table(run: Run) -> None:
    given = {"level_stiffness": {"L2-3": 4, "T7-8": 0.3}}
    own = run("spine", "habit", "--person", "-", "--json", given=given).data
    assert own["compared"] == {"loose": "T7-8", "stiff": "L2-3"}
    tall = run("spine", "habit", "--person", "-", "--json", given={"height_m": 1.9}).data
    assert tall["compared"] == run("spine", "habit", "--json").data["compared"]


def test_it_shows_every_joint_and_draws_them(run: Run) -> None:
    shown = run("spine", "habit", "--months", "1", "--then", "0")
    assert all(joint in shown.out for joint in JOINTS)
    assert "After 1 month with" in shown.out
    assert "Wrote spine-habit.svg" in shown.out


def test_many_people_come_as_bands(run: Run) -> None:
    asked = ("spine", "habit", "--people", "30", "--months", "2", "--then", "1")
    result = run(*asked, "--seed", "3", "--json").data
    assert result["people"] == 30
    first = at(result, 0)["T9-10"]["share_of_twist"]
    assert set(first) == {"p10", "p50", "p90"}
    assert first["p10"] < first["p50"] < first["p90"]
    assert result == run(*asked, "--seed", "3", "--json").data
    assert result["weeks"] != run(*asked, "--seed", "4", "--json").data["weeks"]
    assert "Of 30 different people" in result["say"]
    shown = run(*asked)
    assert "30 people: the median" in " ".join(shown.out.split())
    assert "…" in shown.out
    none = run("spine", "habit", "--people", "0")
    assert none.code == 2
