"""The files of public codes: read, checked, and used for one thing each."""

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from supple.base.errors import SuppleError
from supple.knowledge.checks import faults
from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import data_folder, load, read
from supple.knowledge.schema.code import Use


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    """The codes folder of a copy of the knowledge, to break."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data")) / "codes"


def edit(file: Path, old: str, new: str) -> None:
    before = file.read_text(encoding="utf-8")
    assert old in before
    file.write_text(before.replace(old, new, 1), encoding="utf-8")


def test_each_use_has_one_code(knowledge: Knowledge) -> None:
    uses = [code.used_for for one in knowledge.codes.values() for code in one.code]
    assert sorted(uses) == sorted(get_args(Use))


def test_every_loinc_code_has_its_check_digit(knowledge: Knowledge) -> None:
    """LOINC ends each code with a digit over the others, so a slip of the finger does not pass."""
    for one in knowledge.codes["loinc"].code:
        number, given = one.code.split("-")
        odd = int("".join(reversed(number))[::2][::-1]) * 2
        even = "".join(reversed(number))[1::2][::-1]
        assert (10 - sum(map(int, f"{even}{odd}")) % 10) % 10 == int(given), one.code


def test_the_pain_code_is_the_one_with_a_number_from_0_to_10(knowledge: Knowledge) -> None:
    pain = next(one for one in knowledge.codes["loinc"].code if one.used_for == "discomfort")
    assert pain.code == "72514-3"
    assert pain.display == "Pain severity - 0-10 verbal numeric rating [Score] - Reported"


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("loinc.toml", 'code = "29299-5"', 'code = "51855-5"', "twice"),
        ("loinc.toml", 'read = "abstract"', 'read = "somewhat"', "read"),
        ("loinc.toml", 'system = "http://loinc.org"', 'system = "loinc"', "system"),
        ("loinc.toml", 'used_for = "document"', 'used_for = "category"', "'document'"),
        (
            "observation-category.toml",
            "http://terminology.hl7.org/CodeSystem/observation-category",
            "http://loinc.org",
            "another file is of 'http://loinc.org' too",
        ),
    ],
)
def test_a_broken_file_is_named(codes: Path, file: str, old: str, new: str, named: str) -> None:
    edit(codes / file, old, new)
    with pytest.raises(SuppleError, match=re.escape(named)):
        load(codes.parent)


def test_a_use_without_a_code_is_a_fault(codes: Path) -> None:
    (codes / "data-absent-reason.toml").unlink()
    assert [problem for _, problem, _ in faults(read(codes.parent))] == ["0 codes are used for 'not_said'"]
