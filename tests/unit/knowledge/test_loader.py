"""Broken knowledge files: each fault is one sentence with file, key and fix, and nothing is loaded."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supple.base.errors import SuppleError
from supple.knowledge.checks import faults, overdue
from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import data_folder, load, read

Edit = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real files, to break."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def edit(path: Path, change: Edit) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, "the edit must change something"
    path.write_text(after, encoding="utf-8")


def replaced(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new, 1)


def test_the_real_files_fit_together(knowledge: Knowledge) -> None:
    """Four techniques, and no fault at all."""
    assert set(knowledge.techniques) == {"knee-twist", "figure-four", "towel-extension", "arm-sweep"}
    assert list(faults(knowledge)) == []


@pytest.mark.parametrize(
    ("file", "change", "named"),
    [
        ("questions/pain_now.toml", lambda text: text + "\n= broken", ("pain_now.toml", "not valid TOML")),
        ("questions/pain_now.toml", replaced("block", "blok"), ("pain_now.toml", "blok", "Remove blok")),
        (
            "questions/pain_now.toml",
            replaced('id = "pain_now"', 'id = "pain_new"'),
            ("pain_now.toml", "differs"),
        ),
        (
            "questions/pain_now.toml",
            replaced('"zero_to_ten"', '"stars"'),
            ("pain_now.toml", "answer", "stars"),
        ),
        (
            "questions/herniated_disc.toml",
            replaced("said =", "# said ="),
            ("herniated_disc.toml", "Add said"),
        ),
        (
            "questions/herniated_disc.toml",
            replaced('group = "', 'group = "no_'),
            ("herniated_disc.toml", "group"),
        ),
        (
            "questions/herniated_disc.toml",
            replaced('unsure = "refer"', 'unsure = "yes"'),
            ("herniated_disc", "unsure"),
        ),
        (
            "safety/rules/herniated_disc.toml",
            replaced('yes = "herniated_disc"', 'yes = "hernia"'),
            ("hernia",),
        ),
        (
            "safety/rules/osteopenia.toml",
            replaced('"arm-sweep"', '"knee-twist"'),
            ("osteopenia", "knee-twist"),
        ),
        (
            "safety/rules/herniated_disc.toml",
            replaced('outcome = "refer"', 'outcome = "not"'),
            ("outcome", "not"),
        ),
        ("safety/stops/sharp_pain.toml", replaced("lock_technique", "lock"), ("sharp_pain.toml", "lock")),
        ("habits/five_in_a_day.toml", replaced("self_adjusts = 5", "pops = 5"), ("five_in_a_day", "pops")),
        ("habits/stops_that_pause.toml", replaced('stop = "sharp', 'stop = "sha'), ("stop", "sha_pain")),
        ("habits/five_in_a_day.toml", replaced('who = "', 'who = "no_'), ("five_in_a_day", "who", "no_pro")),
        (
            "techniques/arm-sweep.toml",
            replaced('kind = "get_ready"', 'kind = "rest"'),
            ("arm-sweep", "get_ready"),
        ),
    ],
)
def test_a_broken_file_is_named_with_its_key(
    folder: Path, file: str, change: Edit, named: tuple[str, ...]
) -> None:
    """Syntax, spelling, type, missing key, wrong reference."""
    edit(folder / file, change)
    with pytest.raises(SuppleError) as caught:
        load(folder)
    sentence = str(caught.value)
    assert all(word in sentence for word in named), sentence
    assert "\n" not in sentence.strip() or "TOML" in sentence


def all_replaced(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("file", "change", "problem"),
    [
        (
            "questions/under_18.toml",
            lambda text: re.sub(r"(?m)^cites = .*$", "cites = []", text),
            "cites is empty",
        ),
        (
            "questions/under_18.toml",
            lambda text: re.sub(r"(?m)^cites = .*$", 'cites = ["hearsay"]', text),
            "hearsay",
        ),
        ("questions/under_18.toml", replaced('block = "B"', 'block = "C"'), "differs from that of group"),
        (
            "safety/rules/under_18.toml",
            all_replaced('"unanswered"', '"allow"'),
            "no example shows what an unanswered",
        ),
        ("safety/rules/under_18.toml", all_replaced('"allow"', '"refer"'), "no example shows a near miss"),
        ("safety/stops/pain_rise.toml", replaced("\nrise = ", "\n# rise = "), "rise and reach belong"),
        ("habits/five_in_a_day.toml", replaced('code = "H3"', 'code = "H2"'), "is that of"),
        ("habits/five_in_a_day.toml", replaced('say = "You', 'say = "{name}'), "placeholder that nobody"),
        ("habits/five_in_a_day.toml", all_replaced('"quiet"', '"advice"'), "no example shows a near miss"),
        (
            "habits/five_in_a_day.toml",
            all_replaced('expect = "advice"', 'expect = "quiet"'),
            "no example shows the rule speaking",
        ),
        ("habits/getting_worse.toml", replaced("{ said_worse = 2", '{ stop = "ouch", times = 2'), "ouch"),
        (
            "habits/stops_that_pause.toml",
            replaced('event = "numb_tingling"', 'event = "numb"'),
            "event 'numb' does not exist",
        ),
        (
            "techniques/arm-sweep.toml",
            all_replaced('id = "rest"', 'id = "get_ready"'),
            "two phases are called",
        ),
        (
            "techniques/arm-sweep.toml",
            replaced('show = "', 'show = "{nobody} '),
            "placeholder that nobody fills",
        ),
    ],
)
def test_files_that_do_not_fit_together_are_named(
    folder: Path, file: str, change: Edit, problem: str
) -> None:
    """What a single file cannot know is found by the checks between them."""
    edit(folder / file, change)
    with pytest.raises(SuppleError, match=problem):
        load(folder)


def test_missing_files_and_folders_are_named(folder: Path) -> None:
    """A file that is gone, a folder that is empty, a question without its rule."""
    (folder / "safety" / "rules" / "spinal_stenosis.toml").unlink()
    with pytest.raises(SuppleError, match="spinal_stenosis"):
        load(folder)
    (folder / "safety" / "policy.toml").unlink()
    with pytest.raises(SuppleError, match=r"policy\.toml is missing"):
        read(folder)
    shutil.rmtree(folder / "techniques")
    with pytest.raises(SuppleError, match="holds no"):
        read(folder)


def test_a_file_that_is_not_text_is_named(folder: Path) -> None:
    """Bytes that are no UTF-8, and a folder where a file should be."""
    (folder / "safety" / "policy.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SuppleError, match=r"policy\.toml is not valid TOML"):
        read(folder)
    (folder / "safety" / "policy.toml").unlink()
    (folder / "safety" / "policy.toml").mkdir()
    with pytest.raises(SuppleError, match=r"policy\.toml cannot be read"):
        read(folder)


def test_a_list_file_with_something_else_in_it_is_named(folder: Path) -> None:
    """groups.toml holds [[group]] tables and nothing more."""
    edit(folder / "groups.toml", lambda text: "stray = 1\n" + text)
    with pytest.raises(SuppleError, match=r"groups\.toml, key group"):
        read(folder)


def test_reviews_that_are_due_are_told(knowledge: Knowledge) -> None:
    """Nothing is overdue today, everything is in a hundred years."""
    assert overdue(knowledge, date(2026, 11, 23)) == []
    assert len(overdue(knowledge, date(2126, 1, 1))) >= len(knowledge.questions) + len(knowledge.rules)
