"""Random journals: every kind of entry, in every order, with texts and numbers that nobody expects."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from supple.journal import entry
from supple.journal.entry import Entry
from supple.knowledge.collection import Knowledge

POOL = [UUID(int=number) for number in range(1, 5)]
# Sets of characters that break markup, FHIR's strings and clocks, beside all others.
ODD = st.sampled_from(["<b>&amp;</b>", "]]>", "a\u00a0b", "\u2028", "\ufffe", " ", "é 😀", "\u0085x", "'\""])
TEXT = ODD | st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
SHORT = TEXT | st.just("")
OWN_WORDS = TEXT | st.just("first line\nsecond line")
SCORE = st.integers(0, 10)
NUMBER = SCORE.map(float) | st.floats(0, 10)
DAY = st.dates(datetime(2024, 1, 1).date(), datetime(2027, 1, 1).date())  # noqa: DTZ001  a day has no zone


def histories(knowledge: Knowledge) -> SearchStrategy[list[Entry]]:
    """Journals of up to 25 entries, with ids of their own, in the order in which they happened."""
    return st.lists(any_entry(knowledge), max_size=25, unique_by=lambda one: one.id).map(
        lambda found: sorted(found, key=lambda one: one.at)
    )


def any_entry(knowledge: Knowledge) -> SearchStrategy[Entry]:
    """Any entry that the journal takes."""
    return st.one_of(_screening(knowledge), _stop(knowledge), *_played(knowledge), *_felt(), *_notes())


SESSION = st.sampled_from(POOL)
SIDE = st.sampled_from([None, "left", "right"])
YES_NO = st.booleans() | st.just("unsure")


def _screening(knowledge: Knowledge) -> SearchStrategy[Entry]:
    asked = st.sampled_from(sorted(knowledge.questions)) | SHORT
    whole = st.fixed_dictionaries(
        {key: YES_NO if one.answer == "yes_no" else NUMBER for key, one in knowledge.questions.items()}
    )
    some = st.dictionaries(asked, YES_NO | NUMBER | st.floats(allow_nan=True), max_size=8)
    return _made(
        entry.ScreeningEntry,
        knowledge.boundaries.version,
        answers=whole | some,
        asked=st.lists(asked, max_size=4).map(tuple),
        outcome=st.sampled_from(["allow", "refer", "unanswered"]) | SHORT,
        after_urge=st.none() | st.booleans(),
    )


def _stop(knowledge: Knowledge) -> SearchStrategy[Entry]:
    return _made(
        entry.StopEntry,
        session_id=SESSION,
        stop_id=st.sampled_from(POOL),
        event=st.none() | st.sampled_from(sorted(knowledge.stops)) | SHORT,
        technique=st.none() | st.sampled_from(sorted(knowledge.techniques)) | SHORT,
        side=SIDE,
        level=st.none() | SHORT,
        segment_ms=st.integers(0, 10**7),
        session_ms=st.integers(0, 10**7),
        pain_now=st.none() | NUMBER,
        follow_up=st.dictionaries(st.sampled_from(sorted(knowledge.questions)) | SHORT, YES_NO, max_size=3),
    )


def _played(knowledge: Knowledge) -> list[SearchStrategy[Entry]]:
    technique = st.sampled_from(sorted(knowledge.techniques)) | SHORT
    return [
        _made(
            entry.SessionStarted,
            session_id=SESSION,
            screening_id=SESSION | st.uuids(),
            region=SHORT,
            minutes=st.integers(0, 120),
            techniques=st.lists(technique, max_size=3).map(tuple),
            stiffness=st.none() | SCORE,
            discomfort=st.none() | NUMBER,
        ),
        _made(
            entry.BoutDone,
            session_id=SESSION,
            technique=technique,
            side=SIDE,
            level=st.none() | SHORT,
            seconds=st.floats(0, 3600),
        ),
        _made(entry.PopNoted, session_id=SESSION, technique=st.none() | technique),
        _made(
            entry.SessionEnded,
            session_id=SESSION,
            completed=st.booleans(),
            played_ms=st.integers(0, 10**7),
        ),
    ]


def _felt() -> list[SearchStrategy[Entry]]:
    return [
        _made(
            entry.AfterEntry,
            session_id=SESSION,
            stiffness=SCORE,
            discomfort=SCORE,
            mobility=st.sampled_from(["harder", "bit_harder", "same", "bit_easier", "easier"]),
        ),
        _made(
            entry.NextDay,
            session_id=SESSION,
            settled=st.booleans(),
            supersedes=st.none() | st.sampled_from(POOL),
        ),
    ]


def _notes() -> list[SearchStrategy[Entry]]:
    supersedes = st.none() | st.sampled_from(POOL)
    return [
        _made(entry.SelfAdjust),
        _made(
            entry.CheckIn,
            day=DAY,
            discomfort=st.none() | SCORE,
            self_adjusts=st.none() | st.integers(0, 99),
            note=st.none() | OWN_WORDS,
            supersedes=supersedes,
        ),
        _made(
            entry.WeeklyChange,
            day=DAY,
            change=st.sampled_from(["better", "same", "worse"]),
            supersedes=supersedes,
        ),
        _made(entry.Reason, text=OWN_WORDS),
        _made(entry.ActivityNamed, name=TEXT),
        _made(
            entry.ActivityRated,
            activity_id=st.sampled_from(POOL),
            day=DAY,
            score=SCORE,
            supersedes=supersedes,
        ),
        _made(entry.Withdrawn, supersedes=st.sampled_from(POOL)),
        _made(entry.ReviewConfirmed),
        _made(entry.Reminders, on=st.booleans(), snoozed_until=st.none()),
        _made(entry.PersonNamed, name=TEXT),
        _made(entry.PlaceChosen, place=SHORT),
    ]


def _made(kind: type[Any], today: str = "of today", **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Entries of a kind; half of them under the rules of today."""
    moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    return st.builds(
        kind,
        id=st.sampled_from(POOL) | st.uuids(),
        at=moments,
        utc_offset_minutes=st.sampled_from([0, 60, -210, 840, 960, -960]),
        rules_version=st.just(today) | SHORT,
        **fields,
    )
