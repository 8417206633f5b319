"""Practice by side, and before and after: read back from their own text."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest

from supple.journal.diary import Done
from supple.journal.entry import Entry
from supple.journal.trends import BeforeAfter, Trends, trends
from supple.knowledge.collection import Knowledge
from supple.report.charts.change import LEFT, RIGHT, change_chart, said
from supple.report.charts.practice import BARS_TO, NAMES_TO, practice_chart
from supple.report.charts.svg import LOOKS
from tests.random_journal import random_journal
from tests.unit.report import naive
from tests.unit.report.drawn import Drawing, Shape, read

TODAY = date(2026, 11, 25)
SIDES = {"chart-left": "left", "chart-right": "right", "chart-both": ""}
MONTHS_WITHOUT_LIMIT = (date(2026, 1, 1), date(2026, 12, 31))


def months(knowledge: Knowledge, seed: int) -> list[Entry]:
    return random_journal(knowledge, Random(seed), days=90, today=TODAY)


def seen(entries: Sequence[Entry], knowledge: Knowledge) -> Trends:
    first, last = MONTHS_WITHOUT_LIMIT
    return trends(entries, knowledge, first=first, last=last)


def bars_of(drawn: Drawing) -> list[tuple[str, Shape, str]]:
    """Technique, bar and the words behind it."""
    found: list[tuple[str, Shape, str]] = []
    name = ""
    for one, following in zip(drawn.shapes, [*drawn.shapes[1:], None], strict=True):
        if one.look == "chart-text":
            name = one.words
        elif one.tag == "rect":
            assert following is not None
            found.append((name, one, following.words))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_bars_add_up_to_the_seconds_of_the_bouts(knowledge: Knowledge, seed: int) -> None:
    entries = months(knowledge, seed)
    seconds = naive.practised(naive.rows_of(entries), lambda _: True)
    drawn = read(practice_chart("p", seen(entries, knowledge).practice, str))
    longest = max(seconds.values(), default=0)
    shown = {(name, SIDES[bar.look]): (bar, words) for name, bar, words in bars_of(drawn)}
    assert len(shown) == len(bars_of(drawn))
    assert {key for key in seconds if key not in shown} == set()
    for key, (bar, words) in shown.items():
        known = seconds.get(key, 0.0)
        assert bar.number("width") == pytest.approx(
            max(1, known / longest * (BARS_TO - NAMES_TO)), abs=0.01
        ), key
        assert words == f"{key[1]} {round(known / 60, 1):g} min".strip()
        assert words in drawn.description


def test_a_side_that_was_never_done_is_shown_as_none() -> None:
    drawn = read(practice_chart("p", [done(left=90.0)], str))
    assert [words for _, _, words in bars_of(drawn)] == ["left 1.5 min", "right 0 min"]


def done(*, left: float | None = None, right: float | None = None, both: float | None = None) -> Done:
    return Done(technique="Figure-four", left_s=left, right_s=right, both_s=both)


@pytest.mark.parametrize(
    "practice",
    [
        [done(both=0.0)],
        [done(left=0.0, right=0.0)],
        [done(left=1.0, right=36_000.0)],
        [done(left=1.0, right=2.0, both=36_000.0)] * 4,
    ],
    ids=["nothing", "nothing on two sides", "ten hours", "three bars each"],
)
def test_practice_lies_inside_its_picture(practice: list[Done]) -> None:
    drawn = read(practice_chart("p", practice, str))
    assert [one for one in drawn.shapes if not one.box.lies_in(drawn.frame)] == []
    boxes = [one.box for one in drawn.shapes]
    assert not any(one.touches(other) for nth, one in enumerate(boxes) for other in boxes[nth + 1 :])


@pytest.mark.parametrize("seed", range(12))
def test_rings_and_dots_lie_at_the_medians_before_and_after(knowledge: Knowledge, seed: int) -> None:
    entries = months(knowledge, seed)
    rows = naive.rows_of(entries)
    changes = seen(entries, knowledge).changes
    drawn = read(change_chart("c", changes))
    pairs = naive.before_and_after(rows)
    before = {name: naive.middle([one for one, _ in both]) for name, both in pairs.items()}
    after = {name: naive.middle([then for _, then in both]) for name, both in pairs.items()}
    names = [one.words for one in drawn.of("chart-text")]
    assert names == [name for name in ("Stiffness", "Discomfort") if pairs[name]]
    for look, expected in (("chart-was", before), ("chart-is", after)):
        scores = [(one.number("cx") - LEFT) / (RIGHT - LEFT) * 10 for one in drawn.of(look)]
        assert scores == pytest.approx([expected[name] for name in names], abs=0.01)
    for name in names:
        assert f"{name}: median {before[name]:g} before, {after[name]:g} after" in drawn.description
        assert f"in {len(pairs[name])} session" in drawn.description


def test_before_and_after_lies_inside_its_picture() -> None:
    every = [
        BeforeAfter(name="Stiffness", before=10, after=0, sessions=1),
        BeforeAfter(name="Discomfort", before=0, after=10, sessions=1),
    ]
    for changes in (every, every[:1]):
        drawn = read(change_chart("c", changes))
        assert [one for one in drawn.shapes if not one.box.lies_in(drawn.frame)] == []
        assert drawn.description == " ".join(said(one) for one in changes)


def test_what_is_empty_is_still_a_picture() -> None:
    assert read(practice_chart("p", [], str)).description == ""
    assert read(change_chart("c", [])).of("chart-was") == []


def test_names_are_told_apart_and_nothing_comes_from_elsewhere(knowledge: Knowledge) -> None:
    found = seen(months(knowledge, 3), knowledge)
    for svg in (practice_chart("a", found.practice, str), change_chart("b", found.changes)):
        drawn = read(svg)
        assert drawn.ids == drawn.labelled_by == [f"{drawn.ids[0][0]}-title", f"{drawn.ids[0][0]}-desc"]
        assert drawn.title
        assert drawn.description
        assert {one.look for one in drawn.shapes} <= set(LOOKS)
        assert not {"style", "href", "id"} & {name for one in drawn.shapes for name in one.attributes}
        assert "url(" not in svg


def test_a_name_is_written_as_it_is() -> None:
    name = "<b>&\"' x</b>"
    drawn = read(practice_chart("p", [done(both=60.0)], lambda _: name))
    assert [one.words for one in drawn.of("chart-text")] == [name]
    assert drawn.description == f"{name}: 1 min."
