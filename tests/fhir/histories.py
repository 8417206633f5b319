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
    return st.one_of(*_sessions(knowledge), *_notes())


def _sessions(knowledge: Knowledge) -> list[SearchStrategy[Entry]]:
    session, technique = st.sampled_from(POOL), st.sampled_from(sorted(knowledge.techniques)) | SHORT
    side, level = st.sampled_from([None, "left", "right"]), st.none() | SHORT
    yes_no = st.booleans() | st.just("unsure")
    asked = st.sampled_from(sorted(knowledge.questions)) | SHORT
    whole = st.fixed_dictionaries(
        {key: yes_no if one.answer == "yes_no" else NUMBER for key, one in knowledge.questions.items()}
    )
    some = st.dictionaries(asked, yes_no | NUMBER | st.floats(allow_nan=True), max_size=8)
    return [
        _made(
            knowledge,
            entry.ScreeningEntry,
            answers=whole | some,
            asked=st.lists(asked, max_size=4).map(tuple),
            outcome=st.sampled_from(["allow", "refer", "unanswered"]) | SHORT,
            after_urge=st.none() | st.booleans(),
        ),
        _made(
            knowledge,
            entry.SessionStarted,
            session_id=session,
            screening_id=st.uuids(),
            region=SHORT,
            minutes=st.integers(0, 120),
            techniques=st.just(()),
            stiffness=st.none() | SCORE,
            discomfort=st.none() | NUMBER,
        ),
        _made(
            knowledge,
            entry.BoutDone,
            session_id=session,
            technique=technique,
            side=side,
            level=level,
            seconds=st.floats(0, 3600),
        ),
        _made(
            knowledge,
            entry.StopEntry,
            session_id=session,
            stop_id=st.sampled_from(POOL),
            event=st.none() | st.sampled_from(sorted(knowledge.stops)) | SHORT,
            technique=st.none() | technique,
            side=side,
            level=level,
            segment_ms=st.integers(0, 10**7),
            session_ms=st.integers(0, 10**7),
            pain_now=st.none() | NUMBER,
            follow_up=st.dictionaries(asked, yes_no, max_size=3),
        ),
        _made(knowledge, entry.PopNoted, session_id=session, technique=st.none() | technique),
        _made(
            knowledge,
            entry.SessionEnded,
            session_id=session,
            completed=st.booleans(),
            played_ms=st.integers(0, 10**7),
        ),
        _made(
            knowledge,
            entry.AfterEntry,
            session_id=session,
            stiffness=SCORE,
            discomfort=SCORE,
            mobility=st.sampled_from(["harder", "bit_harder", "same", "bit_easier", "easier"]),
        ),
        _made(
            knowledge,
            entry.NextDay,
            session_id=session,
            settled=st.booleans(),
            supersedes=st.none() | st.sampled_from(POOL),
        ),
    ]


def _notes() -> list[SearchStrategy[Entry]]:
    supersedes = st.none() | st.sampled_from(POOL)
    return [
        _made(None, entry.SelfAdjust),
        _made(
            None,
            entry.CheckIn,
            day=DAY,
            discomfort=st.none() | SCORE,
            self_adjusts=st.none() | st.integers(0, 99),
            note=st.none() | OWN_WORDS,
            supersedes=supersedes,
        ),
        _made(
            None,
            entry.WeeklyChange,
            day=DAY,
            change=st.sampled_from(["better", "same", "worse"]),
            supersedes=supersedes,
        ),
        _made(None, entry.Reason, text=OWN_WORDS),
        _made(None, entry.ActivityNamed, name=TEXT),
        _made(
            None,
            entry.ActivityRated,
            activity_id=st.sampled_from(POOL),
            day=DAY,
            score=SCORE,
            supersedes=supersedes,
        ),
        _made(None, entry.Withdrawn, supersedes=st.sampled_from(POOL)),
        _made(None, entry.ReviewConfirmed),
        _made(None, entry.Reminders, on=st.booleans(), snoozed_until=st.none()),
        _made(None, entry.PersonNamed, name=TEXT),
        _made(None, entry.PlaceChosen, place=SHORT),
    ]


def _made(knowledge: Knowledge | None, kind: type[Any], **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Entries of a kind; half of them under the rules of today."""
    today = "2026.11-2" if knowledge is None else knowledge.boundaries.version
    moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    return st.builds(
        kind,
        id=st.sampled_from(POOL) | st.uuids(),
        at=moments,
        utc_offset_minutes=st.sampled_from([0, 60, -210, 840, 960, -960]),
        rules_version=st.just(today) | SHORT,
        **fields,
    )
