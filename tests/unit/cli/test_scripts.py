"""The command line by its contract: JSON in, JSON out, exit 0, or 2 with one line that says what to do."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import data_folder


def supple(*arguments: str, given: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    data = given.encode() if isinstance(given, str) else given
    return subprocess.run(
        [sys.executable, "-m", "supple.cli.main", *arguments],
        input=data,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=60,
    )


def clean_file(knowledge: Knowledge, **changes: object) -> str:
    answers = {key: (1 if one.answer == "zero_to_ten" else False) for key, one in knowledge.questions.items()}
    return json.dumps({"answers": {**answers, **changes}, "first_week": False})


def answered(*arguments: str, given: str) -> dict[str, Any]:
    done = supple(*arguments, "--json", given=given)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert isinstance(result, dict)
    return result


def test_screen_by_contract(knowledge: Knowledge) -> None:
    """Clean answers allow everything; the keys are those of the contract."""
    result = answered("screen", "-", given=clean_file(knowledge))
    assert {"outcome", "urgency", "who", "techniques", "complete", "missing", "reasons"} <= set(result)
    assert (result["outcome"], result["complete"], result["missing"]) == ("allow", True, [])
    assert set(result["techniques"]) == set(knowledge.techniques)


def test_screen_gives_reasons_with_sources(knowledge: Knowledge) -> None:
    """Every reason names its rule and its sources; what is open is named."""
    result = answered("screen", "-", given=clean_file(knowledge, infection_signs=True))
    (reason,) = result["reasons"]
    assert reason["rule"] == "infection_signs"
    assert reason["sources"]
    assert (result["outcome"], result["urgency"]) == ("refer", "same_day")
    empty = answered("screen", "-", given='{"answers": {}}')
    assert not empty["complete"]
    assert empty["techniques"] == []
    assert len(empty["missing"]) == len([one for one in knowledge.questions.values() if one.asked_if is None])


def test_plan_by_contract(knowledge: Knowledge) -> None:
    """Beyond the cap it gives the cap and says why."""
    given = clean_file(knowledge)
    plan = answered(
        "plan", "-", "--technique", "towel-extension", "--level", "T7", "--hold-s", "90", given=given
    )
    assert plan["steps"][0]["hold_s"] == 30
    assert plan["caps"][0]["what"] == "hold_s"
    assert plan["caps"][0]["why"]
    assert [one["level"] for one in plan["segments"] if one["kind"] == "hold"] == ["T7", "T9", "T5"]


HABIT = {
    "today": "2026-11-25",
    "days": [
        {"date": "2026-11-21", "self_adjusts": 2, "discomfort": 2},
        {"date": "2026-11-23", "self_adjusts": 3, "change": "same"},
        {"date": "2026-11-25", "self_adjusts": 2},
    ],
}


def habit(**changes: object) -> dict[str, Any]:
    return answered("habit", "-", given=json.dumps({**HABIT, **changes}))


def test_habit_by_contract(knowledge: Knowledge) -> None:
    """Outcome, rules by their ids, what is left, what is closed, and words; which days counted, and why."""
    result = habit()
    assert {"outcome", "rules", "techniques", "locked", "say"} <= set(result)
    assert (result["outcome"], result["rules"], result["locked"]) == ("advice", ["H2", "H1"], [])
    assert set(result["techniques"]) == set(knowledge.policy.gentle_techniques)
    (note,) = [one for one in result["notes"] if one["rule"] == "H2"]
    assert note["days"] == ["2026-11-21", "2026-11-23", "2026-11-25"]
    assert set(note["sources"]) <= set(knowledge.sources)
    assert note["say"] in result["say"]
    nothing = answered("habit", "-", given='{"today": "2026-11-25"}')
    assert (nothing["outcome"], nothing["rules"], nothing["say"]) == ("none", [], [])
    assert set(nothing["techniques"]) == set(knowledge.techniques)


def test_habit_knows_sessions_stops_and_reviews(knowledge: Knowledge) -> None:
    """Pauses, locks, what the day allows, and what a review opens again."""
    tingling = [{"date": "2026-11-20", "event": "numb_tingling", "technique": "figure-four"}]
    assert habit(days=[], stops=tingling)["outcome"] == "pause"
    assert habit(days=[], stops=tingling)["techniques"] == []
    assert habit(days=[], stops=tingling, reviewed_on="2026-11-20")["outcome"] == "pause"
    assert habit(days=[], stops=tingling, reviewed_on="2026-11-21")["outcome"] == "none"
    sharp = [{"date": "2026-11-24", "event": "sharp_pain", "technique": "towel-extension"}]
    locked = habit(days=[], stops=sharp)
    assert (locked["outcome"], locked["locked"]) == ("none", ["towel-extension"])
    assert set(locked["techniques"]) == set(knowledge.techniques) - {"towel-extension"}
    assert habit(days=[], stops=sharp, answered_on="2026-11-25")["locked"] == []
    today = [{"date": "2026-11-25", "event": "sharp_pain", "technique": "towel-extension"}]
    assert habit(days=[], stops=today)["techniques"] == []
    two = [*sharp, *today]
    assert habit(days=[], stops=two)["rules"] == ["H8"]
    risen = [{"date": "2026-11-24", "discomfort_before": 2, "discomfort_after": 4}]
    assert habit(days=[], sessions=risen)["techniques"] == ["arm-sweep"]


def test_habit_reads_what_sessions_say_of_discomfort() -> None:
    """Settling, the urge, and discomfort before a session where the day has no number of its own."""
    days = [f"2026-11-{day}" for day in (12, 20, 22, 25)]
    unsettled = [{"date": day, "settled_within_24h": False} for day in days[1:3]]
    assert habit(days=[], sessions=unsettled)["rules"] == ["H7"]
    eased = {"date": "2026-11-21", "discomfort_before": 3, "discomfort_after": 3}
    assert habit(days=[], sessions=[unsettled[1], eased, unsettled[0]])["rules"] == []
    unknown = {"date": "2026-11-21", "discomfort_before": 3}
    assert habit(days=[], sessions=[unsettled[1], unknown, unsettled[0]])["rules"] == ["H7"]
    steady = [{"date": day, "discomfort_before": 3} for day in days]
    assert habit(days=[], sessions=steady)["rules"] == ["H4"]
    better = [{"date": "2026-11-25", "discomfort": 1}]
    assert habit(days=better, sessions=steady)["rules"] == []
    urged = [{"date": "2026-11-25", "after_urge": True, "discomfort_before": None}] * 3
    assert set(habit(days=[], sessions=urged)["rules"]) == {"H9", "H10"}
    assert "Who to see" in supple("habit", "-", given=json.dumps(HABIT)).stdout.decode()


@pytest.mark.parametrize("day", ["1970-01-01", "2199-12-31"])
@pytest.mark.parametrize("event", ["pain_rise", "sharp_pain", "numb_tingling", None])
def test_the_first_and_the_last_day_of_a_journal_are_days(day: str, event: str | None) -> None:
    stops = [{"date": day, "event": event, "technique": "knee-twist"}]
    given = {"today": day, "days": [{"date": day, "discomfort": 9}], "stops": stops}
    assert "knee-twist" not in habit(**given)["techniques"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "not valid JSON"),
        ("[]", "not an object"),
        ("{}", "key today"),
        ('{"today": 20261125}', "write a date as text"),
        ('{"today": "25.11.2026"}', "today"),
        ('{"today": "9999-12-31"}', "key today"),
        ('{"today": "2200-01-01"}', "key today"),
        ('{"today": "2026-11-25", "days": [{"date": "1969-12-31"}]}', "days.0.date"),
        ('{"today": "2026-11-25", "sessions": [{"date": "0001-01-01"}]}', "sessions.0.date"),
        ('{"today": "2026-11-25", "stops": [{"date": "0001-01-01", "event": null}]}', "stops.0.date"),
        ('{"today": "2026-11-25", "reviewed_on": "0001-01-01"}', "reviewed_on"),
        ('{"today": "2026-11-25", "answered_on": "0001-01-01"}', "answered_on"),
        ('{"today": "2026-11-25", "pops": []}', "pops"),
        ('{"today": "2026-11-25", "days": {}}', "days"),
        ('{"today": "2026-11-25", "days": [{"self_adjusts": 2}]}', "days.0.date"),
        ('{"today": "2026-11-25", "days": [{"date": "2026-11-26"}]}', "after today"),
        ('{"today": "2026-11-25", "reviewed_on": "2027-01-01"}', "reviewed_on 2027-01-01 is after today"),
        ('{"today": "2026-11-25", "answered_on": "2027-01-01"}', "answered_on 2027-01-01 is after today"),
        ('{"today": "2026-11-25", "days": [{"date": "2026-11-25", "self_adjusts": -1}]}', "self_adjusts"),
        ('{"today": "2026-11-25", "days": [{"date": "2026-11-25", "self_adjusts": true}]}', "self_adjusts"),
        ('{"today": "2026-11-25", "days": [{"date": "2026-11-25", "self_adjusts": "2"}]}', "self_adjusts"),
        ('{"today": "2026-11-25", "days": [{"date": "2026-11-25", "discomfort": 11}]}', "discomfort"),
        ('{"today": "2026-11-25", "days": [{"date": "2026-11-25", "discomfort": NaN}]}', "NaN"),
        ('{"today": "2026-11-25", "days": [{"date": "2026-11-25", "discomfort": true}]}', "discomfort"),
        ('{"today": "2026-11-25", "days": [{"date": "2026-11-25", "change": "bad"}]}', "change"),
        (
            '{"today": "2026-11-25", "days": [{"date": "2026-11-25"}, {"date": "2026-11-25"}]}',
            "stands 2 times",
        ),
        ('{"today": "2026-11-25", "stops": [{"date": "2026-11-25", "event": "sharp"}]}', "sharp_pain"),
        ('{"today": "2026-11-25", "stops": [{"date": "2026-11-25", "event": "zzz"}]}', "Use one of"),
        (
            json.dumps(
                {**HABIT, "stops": [{"date": "2026-11-25", "event": "sharp_pain", "technique": "T3"}]}
            ),
            "no technique 'T3'",
        ),
    ],
)
def test_a_bad_habit_file_is_one_line_and_exit_2(given: str, words: str) -> None:
    """Whatever is wrong with it."""
    done = supple("habit", "-", "--json", given=given)
    error = done.stderr.decode()
    assert done.returncode == 2, done.stdout
    assert done.stdout == b""
    assert words in error
    assert error.count("\n") == 1, error


def test_readable_output(knowledge: Knowledge) -> None:
    """Without --json both print sentences, with what Supple is not."""
    screen = supple("screen", "-", given=clean_file(knowledge, herniated_disc=True)).stdout.decode()
    assert "How soon" in screen
    plan = supple(
        "plan", "-", "--technique", "arm-sweep", "--repeats", "50", given=clean_file(knowledge)
    ).stdout.decode()
    assert "You asked for 50 sweeps; this is 10 sweeps" in plan
    assert knowledge.boundaries.short in plan


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "not valid JSON"),
        ("[]", "not an object"),
        ("{}", "answers"),
        ('{"answers": []}', "instead of an object"),
        ('{"answers": {}, "extra": 1}', "unknown key 'extra'"),
        ('{"answers": {}, "first_week": "yes"}', "first_week"),
        ('{"answers": {"numb": true}}', "no question 'numb'"),
        ('{"answers": {"under_18": "maybe"}}', "under_18"),
        ('{"answers": {"under_18": 0}}', "under_18"),
        ('{"answers": {"pain_now": true}}', "pain_now"),
        ('{"answers": {"pain_now": NaN}}', "NaN"),
        ('{"answers": {"pain_now": 1e999}}', "pain_now"),
        ('{"answers": {"under_18": true, "under_18": false}}', "stands twice"),
        ("[" * 100_000, "not valid JSON"),
        (b"\xff\xfe", "not valid JSON"),
        (b" " * 1_000_001, "larger than"),
    ],
)
def test_a_bad_answer_file_is_one_line_and_exit_2(given: str | bytes, words: str) -> None:
    """Whatever is wrong with it."""
    for command in (["screen", "-"], ["plan", "-", "--technique", "arm-sweep"]):
        done = supple(*command, "--json", given=given)
        error = done.stderr.decode()
        assert done.returncode == 2
        assert done.stdout == b""
        assert words in error
        assert error.count("\n") == 1, error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["screen", "no-such-file.json"], "cannot be read"),
        (["screen", "."], "cannot be read"),
        (["screen"], "Missing argument"),
        (["dance"], "No such command"),
        (["--port", "notaport"], "notaport"),
        (["plan", "-", "--technique", "arm-sweep", "--repeats", "many"], "many"),
        (["session", "--minutes", "7"], "7"),
        (["knowledge", "check", "--folder", "nowhere"], "nowhere"),
    ],
)
def test_bad_arguments_are_one_line_and_exit_2(arguments: list[str], words: str) -> None:
    """Files that are not there, commands that do not exist, numbers that are none."""
    done = supple(*arguments)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1


def test_a_technique_that_is_not_possible_is_refused(knowledge: Knowledge) -> None:
    """With the reason, and what is possible instead."""
    done = supple(
        "plan", "-", "--technique", "knee-twist", "--json", given=clean_file(knowledge, osteopenia=True)
    )
    assert done.returncode == 2
    assert b"Possible today: arm-sweep" in done.stderr


def test_knowledge_check_counts_and_names_faults(tmp_path: Path, knowledge: Knowledge) -> None:
    """The real files pass; a broken copy names every fault."""
    done = supple("knowledge", "check")
    assert done.returncode == 0
    assert f"{len(knowledge.rules)} rules" in done.stdout.decode()
    folder = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    (folder / "sources" / f"{next(iter(knowledge.rules.values())).cites[0]}.toml").unlink()
    broken = supple("knowledge", "check", "--folder", str(folder))
    assert broken.returncode == 2
    assert "is not in sources" in broken.stderr.decode()


def test_a_session_without_a_terminal_is_refused(tmp_path: Path) -> None:
    """Any key must stop it, so there have to be keys."""
    done = supple("session", "--data", str(tmp_path))
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr
