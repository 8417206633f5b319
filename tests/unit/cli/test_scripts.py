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
