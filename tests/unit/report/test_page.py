"""The page for a professional: one page, inside its margins, tagged, and the same for the same content."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

import pytest

from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    CheckIn,
    Entry,
    PersonNamed,
    Reason,
    ScreeningEntry,
    StopEntry,
)
from supple.knowledge.collection import Knowledge
from supple.report.handover_words import words_of
from supple.report.pdf import handover_pdf
from tests.random_journal import random_journal
from tests.unit.report.printed import (
    MM,
    content_of,
    in_latin_letters,
    ink_of,
    letters_of,
    page_sizes,
    reader_of,
    root_of,
    tags_of,
    text_of,
)

TODAY = date(2026, 11, 25)
A4 = (595.28, 841.89)
# What Typst would take for its own language, were it not handed over as data.
MARKUP = (
    '#panic("no") $x^2$ *bold* _thin_ `raw` \\ <label> @ref // left /* out */ = Head - list + 1. ~ " \' {'
)


def stamp(number: int, *, ago: int = 0) -> dict[str, Any]:
    at = datetime(2026, 11, 25, 8, tzinfo=UTC) - timedelta(days=ago) + timedelta(seconds=number)
    return {"id": UUID(int=number + 1), "at": at, "utc_offset_minutes": 60, "rules_version": "1"}


def many_stops(knowledge: Knowledge, count: int) -> list[Entry]:
    """Each with the warning signs that take most words."""
    by_words = sorted(knowledge.questions, key=lambda key: len(knowledge.questions[key].ask), reverse=True)
    signs = by_words[:7]
    return [
        StopEntry(
            **stamp(nth, ago=(count - nth) // 3),
            session_id=UUID(int=nth),
            stop_id=UUID(int=nth),
            event="emergency_sign",
            technique="towel-extension",
            side=None,
            level="T7",
            segment_ms=nth * 1000,
            session_ms=nth * 1000,
            pain_now=9.5,
            follow_up={key: True if at % 2 else "unsure" for at, key in enumerate(signs)},
        )
        for nth in range(count)
    ]


def many_answers(knowledge: Knowledge) -> list[ScreeningEntry]:
    """Yes to everything, again and again."""
    keys = [key for key, question in knowledge.questions.items() if question.answer != "zero_to_ten"]
    return [
        ScreeningEntry(
            **stamp(1000 + nth, ago=40 - nth),
            answers=dict.fromkeys(keys, True if nth % 2 else "unsure") | {"pain_now": 10.0},
            asked=tuple(keys),
            outcome=("refer", "emergency", "gentle")[nth % 3],
        )
        for nth in range(40)
    ]


def own_words(text: str) -> list[Entry]:
    """As many own words as there may be, everywhere."""
    named = [ActivityNamed(**stamp(2000 + nth), name=text[:80]) for nth in range(3)]
    return [
        PersonNamed(**stamp(1999), name=text[:80]),
        Reason(**stamp(1998), text=(text * 500)[:500]),
        *named,
        *(
            ActivityRated(**stamp(2010 + nth), activity_id=one.id, day=TODAY, score=10)
            for nth, one in enumerate(named)
        ),
    ]


def many_check_ins() -> list[Entry]:
    return [
        CheckIn(
            **stamp(3000 + ago, ago=ago),
            day=TODAY - timedelta(days=ago),
            discomfort=(0, 10)[ago // 3 % 2],
            self_adjusts=(0, 99, None)[ago % 3],
            note=None,
        )
        for ago in reversed(range(0, 366, 2))
    ]


def contents(knowledge: Knowledge) -> dict[str, list[Entry]]:
    """Journals that a page was not made for."""
    full = [*many_check_ins(), *many_answers(knowledge), *many_stops(knowledge, 400), *own_words(MARKUP)]
    return {
        "nothing": [],
        "one entry": many_check_ins()[-1:],
        "hundreds of stops": many_stops(knowledge, 400),
        "yes to everything": [*many_answers(knowledge)],
        "a year of numbers": many_check_ins(),
        "markup in own words": own_words(MARKUP),
        "five hundred letters": own_words("A word, and another one. "),
        "Cyrillic": own_words("Спина не болит, но устаёт. "),
        "Hebrew": own_words("הגב שלי בסדר "),
        "Arabic": own_words("ظهري أفضل اليوم "),
        "Hindi": own_words("कमर में आराम "),
        "Vietnamese": own_words("Lưng tôi đỡ hơn, Łódź, ğ. "),
        "combining marks": own_words("e\u0301\u0302\u0303 "),
        "all of it": sorted(full, key=lambda one: one.at),
    }


CONTENTS = (
    "nothing",
    "one entry",
    "hundreds of stops",
    "yes to everything",
    "a year of numbers",
    "markup in own words",
    "five hundred letters",
    "Cyrillic",
    "Hebrew",
    "Arabic",
    "Hindi",
    "Vietnamese",
    "combining marks",
    "all of it",
)
every_content = pytest.mark.parametrize("content", CONTENTS)


def page_of(entries: Sequence[Entry], knowledge: Knowledge) -> bytes:
    return handover_pdf(content_of(entries, knowledge, today=TODAY), knowledge)


Pages = dict[str, bytes]


@pytest.fixture(scope="module")
def pages(knowledge: Knowledge) -> Pages:
    """The page of every content, set once; says how long each took."""
    made: Pages = {}
    for name, entries in contents(knowledge).items():
        began = perf_counter()
        made[name] = page_of(entries, knowledge)
        print(f"{name}: {perf_counter() - began:.2f} s, {len(made[name]) // 1024} kB")
    return made


def assert_one_page_with_everything_on_it(pdf: bytes) -> None:
    (size,) = page_sizes(pdf)
    assert size == pytest.approx(A4, abs=0.01)
    letters = letters_of(pdf)
    assert letters.left.min() > 14 * MM
    assert letters.right.max() < A4[0] - 14 * MM
    assert letters.bottom.min() > 10 * MM
    assert letters.top.max() < A4[1] - 10 * MM


@every_content
def test_it_is_one_page_and_inside_its_margins(pages: Pages, content: str) -> None:
    assert_one_page_with_everything_on_it(pages[content])


@every_content
def test_no_words_lie_on_others(pages: Pages, content: str) -> None:
    assert letters_of(pages[content]).overlaps() == 0


@every_content
def test_the_boundaries_stand_below_everything_else(pages: Pages, knowledge: Knowledge, content: str) -> None:
    letters = letters_of(pages[content])
    place = letters.words.index("Ruleset")
    assert letters.bottom[:place].min() > letters.top[place:].max()
    assert letters.words.endswith(knowledge.boundaries.short.replace(" ", ""))


@pytest.mark.parametrize("seed", range(18))
def test_any_journal_is_one_page(knowledge: Knowledge, seed: int) -> None:
    days = (1, 2, 7, 30, 90, 200)[seed % 6]
    entries = in_latin_letters(random_journal(knowledge, Random(seed), days=days, today=TODAY))
    pdf = page_of(entries, knowledge)
    assert_one_page_with_everything_on_it(pdf)
    assert letters_of(pdf).overlaps() == 0


@every_content
def test_printers_reach_all_of_it(pages: Pages, content: str) -> None:
    """No ink on the outer 5 mm, and ink on the paper."""
    scale = 1.5
    ink = ink_of(pages[content], scale=scale)
    edge = int(5 * MM * scale)
    assert ink[edge:-edge, edge:-edge].any()
    assert not ink[:edge].any()
    assert not ink[-edge:].any()
    assert not ink[:, :edge].any()
    assert not ink[:, -edge:].any()


@pytest.mark.parametrize("lines", range(0, 60, 2))
def test_however_full_it_is_the_foot_of_the_page_stays_white(knowledge: Knowledge, lines: int) -> None:
    """Lists that grow by a line at a time meet the foot at every height."""
    answers = many_answers(knowledge)[-1]
    some = answers.model_copy(update={"asked": answers.asked[: lines // 2]})
    pdf = page_of(
        [some, *many_stops(knowledge, lines % 7), *own_words("word " * (1 + lines % 11))], knowledge
    )
    assert len(page_sizes(pdf)) == 1
    assert not ink_of(pdf, scale=1)[-int(10.5 * MM) :].any()


@pytest.mark.parametrize("content", ["nothing", "all of it"])
def test_it_says_to_screen_readers_what_is_what(pages: Pages, knowledge: Knowledge, content: str) -> None:
    pdf = pages[content]
    root, about = root_of(pdf), reader_of(pdf).metadata
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert about is not None
    assert about.title == "Notes on back mobility, self-reported"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    tags = tags_of(pdf)
    assert [name for name, _ in tags].count("/H1") == 1
    assert {"/H2", "/L", "/LI", "/P"} <= {name for name, _ in tags} | (
        {"/L", "/LI"} if content == "nothing" else set()
    )
    words = words_of(content_of(contents(knowledge)[content], knowledge, today=TODAY), knowledge)
    assert [alt for name, alt in tags if name == "/Figure"] == [words["chart_alt"]]
    assert all(font["/ToUnicode"] for font in fonts_of(pdf))


def fonts_of(pdf: bytes) -> list[Any]:
    resources: Any = reader_of(pdf).pages[0]["/Resources"]
    return [font.get_object() for font in resources["/Font"].values()]


@every_content
def test_the_same_content_gives_the_same_bytes(pages: Pages, knowledge: Knowledge, content: str) -> None:
    assert page_of(contents(knowledge)[content], knowledge) == pages[content]


def test_own_words_are_set_as_they_are(knowledge: Knowledge) -> None:
    said = "".join(text_of(page_of(own_words(MARKUP), knowledge)).split())
    assert said.count("".join(MARKUP[:60].split())) >= 1 + 500 // len(MARKUP) + 3


def test_of_a_list_that_was_cut_what_is_left_out_is_counted(knowledge: Knowledge) -> None:
    said = " ".join(text_of(page_of(many_stops(knowledge, 400), knowledge)).split())
    shown = said.count("Towel, towel at T7, at ")
    assert shown > 0
    assert f"And {400 - shown} more, in the tables." in said
    assert "at 399 s" in said, "the latest comes first"
