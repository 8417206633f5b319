"""What earlier entries say about today. Pure views; entries come in the order in which they were kept."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from supple.journal.entry import Entry, PlaceChosen, ScreeningEntry, SessionStarted
from supple.journal.present import Present, not_lived
from supple.journal.reading import closing_day, counted_day
from supple.journal.stops import open_damage, open_stops, stops
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block
from supple.safety.answers import parse_answers
from supple.safety.restrictions import History, StopFact, counts_as_stop
from supple.safety.screening import screen


def latest_screening(entries: Sequence[Entry]) -> ScreeningEntry | None:
    """The last screening, whole or not."""
    return next((one for one in reversed(entries) if isinstance(one, ScreeningEntry)), None)


def latest_whole_screening(entries: Sequence[Entry], knowledge: Knowledge) -> ScreeningEntry | None:
    """The last screening in which every question of blocks B and C was asked, as they are today."""
    wanted = {
        question.id
        for question in knowledge.questions.values()
        if question.block is not Block.A and question.asked_if is None
    }
    screenings = (one for one in reversed(entries) if isinstance(one, ScreeningEntry))
    return next((one for one in screenings if wanted <= set(one.asked)), None)


def place_id(entries: Sequence[Entry]) -> str | None:
    """The place last chosen, or None before the first run was finished."""
    return next((one.place for one in reversed(entries) if isinstance(one, PlaceChosen)), None)


def screening_was_used(screening_id: UUID, entries: Sequence[Entry]) -> bool:
    """Whether a session began on the ground of that screening."""
    return any(isinstance(one, SessionStarted) and one.screening_id == screening_id for one in entries)


def stopped_after(entry: Entry, entries: Sequence[Entry], knowledge: Knowledge) -> bool:
    """Whether anything was kept after the entry after which everything is asked again."""
    place = entries.index(entry)
    return any(
        stop.place > place and counts_as_stop(stop.event, knowledge) for stop in stops(entries, knowledge)
    )


def refused_through(
    entries: Sequence[Entry], knowledge: Knowledge, now: Present, *, before: ScreeningEntry | None
) -> bool:
    """Whether a screening kept before `before` allowed no session, and that still holds."""
    for entry in entries:
        if before is not None and entry.id == before.id:
            return False
        if (
            isinstance(entry, ScreeningEntry)
            and closing_day(entry, entries) >= now.today - not_lived(entry, entries, now)
            and _refuses(entry, knowledge)
        ):
            return True
    return False


def _refuses(screening: ScreeningEntry, knowledge: Knowledge) -> bool:
    """Whether the answers alone refuse, whatever else was forbidden at the time."""
    known = {key: answer for key, answer in screening.answers.items() if key in knowledge.questions}
    return not screen(parse_answers(known, knowledge), knowledge, first_week=None).techniques


def safety_history(
    entries: Sequence[Entry], knowledge: Knowledge, *, now: Present, before: ScreeningEntry | None
) -> History:
    """What the journal knows of stops and refusals today; `before`: the screening that is being judged."""
    whole = latest_whole_screening(entries, knowledge)
    whole_place = -1 if whole is None else entries.index(whole)
    return History(
        stops=tuple(
            StopFact(
                event=stop.event,
                technique=stop.technique,
                day=stop.closes_on,
                answered_before=stop.place > whole_place,
                not_lived=not_lived(entries[stop.place], entries, now),
            )
            for stop in stops(entries, knowledge)
        ),
        block_b_answered_on=None if whole is None else counted_day(whole, entries),
        refused_today=refused_through(entries, knowledge, now, before=before),
        to_be_answered=bool(open_stops(entries, knowledge)) or open_damage(entries) is not None,
    )


def first_week(entries: Sequence[Entry], *, now: Present, days: float) -> bool:
    """Whether the first session was fewer than so many days ago, or is still to come."""
    first = min(
        (
            counted_day(entry, entries) + not_lived(entry, entries, now)
            for entry in entries
            if isinstance(entry, SessionStarted)
        ),
        default=None,
    )
    return first is None or now.today - first < timedelta(days=days)
