"""What earlier entries say about today."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from supple.journal.diary import diary, last_session
from supple.journal.entry import (
    AfterEntry,
    BoutDone,
    Entry,
    PlaceChosen,
    PopNoted,
    ReviewConfirmed,
    ScreeningEntry,
    SelfAdjust,
    SessionEnded,
    SessionStarted,
    StopEntry,
    local_day,
)
from supple.journal.history import (
    first_week,
    latest_screening,
    latest_whole_screening,
    place_id,
    safety_history,
    screening_was_used,
    stopped_after,
)
from supple.journal.present import Present
from supple.journal.stops import open_stops, stops
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block

START = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
SESSION = UUID(int=1)
SCREENING = UUID(int=2)
STOP = UUID(int=3)
TWO_HOURS = 120


def began(*, days: int = 0, discomfort: float | None = 2, session: UUID = SESSION) -> SessionStarted:
    return SessionStarted(
        id=uuid4(),
        at=START + timedelta(days=days),
        utc_offset_minutes=TWO_HOURS,
        rules_version="1",
        session_id=session,
        screening_id=SCREENING,
        region="lower",
        minutes=8,
        techniques=("knee-twist",),
        stiffness=5,
        discomfort=discomfort,
    )


def stop(
    event: str | None,
    *,
    minutes: int = 1,
    stop_id: UUID = STOP,
    pain: float | None = None,
    numb: bool = False,
) -> StopEntry:
    return StopEntry(
        id=uuid4(),
        at=START + timedelta(minutes=minutes),
        utc_offset_minutes=TWO_HOURS,
        rules_version="1",
        session_id=SESSION,
        stop_id=stop_id,
        event=event,
        technique="knee-twist",
        side="left",
        level=None,
        segment_ms=0,
        session_ms=0,
        pain_now=pain,
        follow_up={"both_legs_new": numb},
    )


def after(discomfort: int) -> AfterEntry:
    return AfterEntry(
        id=uuid4(),
        at=START + timedelta(minutes=9),
        utc_offset_minutes=TWO_HOURS,
        rules_version="1",
        session_id=SESSION,
        stiffness=3,
        discomfort=discomfort,
        mobility="easier",
    )


def screening(*, asked: tuple[str, ...], days: int = 0) -> ScreeningEntry:
    return ScreeningEntry(
        id=SCREENING,
        at=START + timedelta(days=days),
        utc_offset_minutes=TWO_HOURS,
        rules_version="1",
        answers={},
        asked=asked,
        outcome="allow",
    )


def bout(side: str | None, seconds: float) -> BoutDone:
    return BoutDone.model_validate(
        {
            "id": uuid4(),
            "at": START,
            "utc_offset_minutes": TWO_HOURS,
            "rules_version": "1",
            "session_id": SESSION,
            "technique": "knee-twist" if side else "arm-sweep",
            "side": side,
            "level": None,
            "seconds": seconds,
        }
    )


def events(entries: list[Entry], knowledge: Knowledge) -> list[str | None]:
    return [one.event for one in stops(entries, knowledge)]


def test_the_day_is_the_persons_own() -> None:
    assert local_day(began()) == date(2026, 5, 5)


def test_a_stop_that_was_explained_later_counts_once(knowledge: Knowledge) -> None:
    assert events([began(), stop(None)], knowledge) == [None]
    assert events([began(), stop(None), stop("worse_or_new", minutes=2)], knowledge) == ["worse_or_new"]


def test_an_event_of_an_unknown_name_counts_as_not_said(knowledge: Knowledge) -> None:
    assert events([stop("renamed")], knowledge) == [None]


def test_a_yes_asked_after_a_stop_adds_the_emergency(knowledge: Knowledge) -> None:
    found = events([began(), stop("numb_tingling", numb=True)], knowledge)
    assert found == ["numb_tingling", "emergency_sign"]


def test_pain_that_rose_counts_whether_said_at_a_stop_or_afterwards(knowledge: Knowledge) -> None:
    assert events([began(), after(3)], knowledge) == []
    assert events([began(), after(4)], knowledge) == ["pain_rise"]
    assert events([began(discomfort=None), after(2)], knowledge) == ["pain_rise"]
    assert events([began(), stop("worse_or_new", pain=6)], knowledge) == ["worse_or_new", "pain_rise"]


def test_a_painless_pop_asks_nothing_again(knowledge: Knowledge) -> None:
    start = began()
    assert not stopped_after(start, [start, stop("painless_pop")], knowledge)
    assert stopped_after(start, [start, stop(None)], knowledge)


def test_what_came_later_is_what_was_kept_later_whatever_the_clocks_say(knowledge: Knowledge) -> None:
    start = began(days=9)
    assert stopped_after(start, [start, stop("worse_or_new")], knowledge)
    assert not stopped_after(start, [stop("worse_or_new", minutes=60 * 24 * 30), start], knowledge)


def test_a_screening_is_whole_only_if_everything_was_asked(knowledge: Knowledge) -> None:
    whole = tuple(
        key
        for key, question in knowledge.questions.items()
        if question.block is not Block.A and question.asked_if is None
    )
    entries: list[Entry] = [screening(asked=whole), screening(asked=whole[1:], days=1)]
    assert latest_whole_screening(entries, knowledge) == entries[0]
    assert latest_screening(entries) == entries[1]
    assert latest_whole_screening(entries[1:], knowledge) is None
    assert latest_screening([]) is None


def noon(day: date) -> Present:
    return Present(at=datetime.combine(day, time(12), UTC), utc_offset_minutes=TWO_HOURS)


def test_the_history_for_safety(knowledge: Knowledge) -> None:
    reviewed = ReviewConfirmed(
        id=uuid4(), at=START + timedelta(hours=1), utc_offset_minutes=TWO_HOURS, rules_version="1"
    )
    entries: list[Entry] = [began(), stop(None), stop("sharp_pain", stop_id=uuid4()), reviewed, began(days=1)]
    history = safety_history(entries, knowledge, now=noon(date(2026, 5, 6)), before=None)
    assert [fact.event for fact in history.stops] == [None, "sharp_pain"]
    assert history.block_b_answered_on is None
    assert history.to_be_answered
    assert [stop.stop_id for stop in open_stops(entries, knowledge)] == [STOP]


def test_the_first_week_is_counted_from_the_first_session() -> None:
    first = date(2026, 5, 5)
    assert first_week([], now=noon(first), days=7)
    assert first_week([began()], now=noon(first + timedelta(days=6)), days=7)
    assert not first_week([began()], now=noon(first + timedelta(days=7)), days=7)
    assert first_week([began()], now=noon(first - timedelta(days=3)), days=7)


def test_which_place_and_which_screening() -> None:
    place = PlaceChosen(id=uuid4(), at=START, utc_offset_minutes=0, rules_version="1", place="japan")
    assert place_id([]) is None
    assert place_id([place, place.model_copy(update={"place": "india"})]) == "india"
    assert screening_was_used(SCREENING, [began()])
    assert not screening_was_used(uuid4(), [began()])


def test_a_session_gathers_what_was_noted_of_it() -> None:
    ended = SessionEnded(
        id=uuid4(),
        at=START,
        utc_offset_minutes=TWO_HOURS,
        rules_version="1",
        session_id=SESSION,
        completed=True,
        played_ms=481_000,
    )
    pop = PopNoted(
        id=uuid4(), at=START, utc_offset_minutes=0, rules_version="1", session_id=SESSION, technique=None
    )
    entries: list[Entry] = [
        began(),
        bout("left", 20),
        bout("right", 20),
        bout("left", 15),
        bout(None, 40),
        pop,
        stop(None),
        stop("painless_pop"),
        ended,
        after(3),
        began(days=1, session=uuid4()),
    ]
    first = diary(entries)[-1].sessions[0]
    assert [(one.technique, one.left_s, one.right_s, one.both_s) for one in first.done] == [
        ("knee-twist", 35, 20, None),
        ("arm-sweep", None, None, 40),
    ]
    assert first.started == datetime(2026, 5, 5, 0, 30)  # noqa: DTZ001, the clock on the wall
    assert (first.stiffness, first.discomfort) == ((5, 3), (2, 3))
    assert (first.completed, first.played_s, first.pops, first.stops) == (True, 481, 1, ("painless_pop",))
    assert last_session([]) is None
    assert [last_session(entries)] == list(diary(entries)[0].sessions)


def test_what_was_not_noted_stays_unknown() -> None:
    (latest,) = diary([began()])[0].sessions
    assert (latest.discomfort, latest.completed, latest.played_s, latest.done) == ((2, None), None, None, ())


def test_only_days_with_an_entry_are_there_newest_first() -> None:
    adjust = SelfAdjust(
        id=uuid4(), at=START - timedelta(days=9), utc_offset_minutes=TWO_HOURS, rules_version="1"
    )
    days = diary([adjust, began()])
    assert [one.day for one in days] == [date(2026, 5, 5), date(2026, 4, 26)]
    assert (len(days[0].sessions), len(days[1].self_adjusts)) == (1, 1)


def test_a_stop_for_a_reason_that_nobody_here_knows_is_asked_about(knowledge: Knowledge) -> None:
    """As after a newer program: it closes and is asked about, until it is said in a word that is known."""
    strange = stop("zzz")
    entries: list[Entry] = [began(), strange]
    assert [waiting.stop_id for waiting in open_stops(entries, knowledge)] == [STOP]
    assert safety_history(entries, knowledge, now=noon(date(2026, 5, 6)), before=None).to_be_answered
    entries.append(stop("nothing_bad"))
    assert open_stops(entries, knowledge) == []
