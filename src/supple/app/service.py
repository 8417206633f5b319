"""Supple's use-cases, on top of the store, the knowledge and the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID, uuid4

from supple.app.door import check_day, check_names, check_references, parsed
from supple.app.plans import PlanWish, are_about_now, refuse_unusable
from supple.app.refusals import NotFoundError, NotPossibleError, NotUnderstoodError
from supple.app.settings import Settings
from supple.app.wizard import Progress
from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.journal.checking_in import reminds
from supple.journal.current import current
from supple.journal.diary import Day, Session, diary, last_session
from supple.journal.entry import (
    ClockPutRight,
    ClockSetBack,
    Entry,
    JournalRepaired,
    PlaceChosen,
    ReviewConfirmed,
    ScreeningEntry,
    SelfAdjust,
)
from supple.journal.entry_base import END_MOMENT, FIRST_MOMENT, MOST_OFFSET_MINUTES
from supple.journal.habit.effect import restrictions_of
from supple.journal.habit.from_entries import facts_of
from supple.journal.habit.watch import HabitNote, watch
from supple.journal.history import (
    first_week,
    latest_whole_screening,
    place_id,
    safety_history,
    stopped_after,
)
from supple.journal.present import present
from supple.journal.reading import Reading, counted_day
from supple.journal.repairs import latest_repair
from supple.journal.self_adjusts import is_same
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block
from supple.knowledge.schema.safety import Place
from supple.safety.answers import Answer, Answers, parse_answers
from supple.safety.clearance import Clearance
from supple.safety.restrictions import Restrictions, restrictions
from supple.safety.schedule import due_blocks
from supple.safety.screening import screen
from supple.session.model import Before, Plan
from supple.session.plan import RoutineRequest, plan_routine
from supple.store import EntryConflictError, Store


class Stamp(TypedDict):
    """What every new entry starts with."""

    id: UUID
    at: datetime
    utc_offset_minutes: int
    rules_version: str


def stamp(clock: Clock, knowledge: Knowledge) -> Stamp:
    """What a new entry starts with. Raises SuppleError for a clock or zone that a journal cannot name."""
    now, offset = clock.now(), clock.utc_offset_minutes()
    if not FIRST_MOMENT <= now < END_MOMENT:
        raise SuppleError(
            f"The clock of this computer says {now.date()}, and a journal cannot name such a day",
            fix="Set the clock of this computer, then try again",
        )
    if abs(offset) > MOST_OFFSET_MINUTES:
        raise SuppleError(
            f"This computer says that it is {offset / 60:g} hours from UTC, and no place is",
            fix="Set the time zone of this computer, then try again",
        )
    return _stamp(now, offset, knowledge)


def nearest_stamp(clock: Clock, knowledge: Knowledge) -> Stamp:
    """The same for what is kept whatever the clock says: the nearest moment that a journal can name."""
    now = min(max(clock.now(), FIRST_MOMENT), END_MOMENT - timedelta(seconds=1))
    offset = min(max(clock.utc_offset_minutes(), -MOST_OFFSET_MINUTES), MOST_OFFSET_MINUTES)
    return _stamp(now, offset, knowledge)


def _stamp(now: datetime, offset: int, knowledge: Knowledge) -> Stamp:
    return Stamp(
        id=uuid4(),
        at=now,
        utc_offset_minutes=offset,
        rules_version=knowledge.boundaries.version,
    )


def default_place(knowledge: Knowledge) -> Place:
    """The place for the emergency number where nobody can tell another one."""
    emergency = knowledge.emergency
    return next(one for one in emergency.place if one.id == emergency.default_place)


@dataclass(frozen=True, kw_only=True)
class Today:
    """What the first page shows. `stopped`: what stops and refusals forbid; `restrictions`: all there is.

    `repair`: that the journal was damaged and mended, while that is news.
    """

    stopped: Restrictions
    habit: HabitNote
    restrictions: Restrictions
    last: Session | None
    reminds: bool
    repair: JournalRepaired | None


@dataclass(frozen=True, kw_only=True)
class Journal:
    """What the journal's page shows."""

    days: list[Day]
    habit: HabitNote


@dataclass(frozen=True, kw_only=True)
class Supple:
    """The service on one person's journal. Every method reads it anew, so nothing here grows stale."""

    store: Store
    person: str
    knowledge: Knowledge
    clock: Clock
    settings: Settings

    @property
    def journal(self) -> str:
        """The journal's own id, which dies with it."""
        return self.store.journal_id

    def reading(self) -> Reading:
        """All entries, in the order in which they were kept.

        Where the clock was set back by a day or more, or is back from there, that is noted first: until then
        the journal is ahead, or behind.
        """
        entries = self.store.reading()
        last, now = entries.days.last_received, self.clock.now()
        if last is not None and last.at > now and last.day > self.clock.today():
            self.store.add([ClockSetBack(**self.stamp())])
        elif entries.days.is_put_right(now):
            self.store.add([ClockPutRight(**self.stamp())])
        else:
            return entries
        return self.store.reading()

    # --- places and days

    def place(self) -> Place | None:
        """Where the person lives, or None before it was chosen."""
        chosen = place_id(self.store.entries(kinds=["place_chosen"]))
        return next((one for one in self.knowledge.emergency.place if one.id == chosen), None)

    def place_or_default(self) -> Place:
        """The place for the emergency number; the usual one before any was chosen."""
        return self.place() or default_place(self.knowledge)

    def choose_place(self, chosen: str) -> None:
        """Note the place, and that the boundaries were read. Raises NotUnderstoodError for an unknown one."""
        known = [one.id for one in self.knowledge.emergency.place]
        if chosen not in known:
            raise NotUnderstoodError(f"There is no place {chosen!r}", fix=f"Choose one of {', '.join(known)}")
        self.store.add([PlaceChosen(**self.stamp(), place=chosen)])

    def today(self) -> Today:
        """What is known before anything is asked today."""
        entries = self.reading()
        stopped, habit = self._stopped(entries, before=None), self._habit(entries)
        return Today(
            stopped=stopped,
            habit=habit,
            restrictions=stopped.with_more(restrictions_of(habit, self.knowledge)),
            last=last_session(entries),
            reminds=reminds(entries, today=self.clock.today()),
            repair=latest_repair(entries, today=self.clock.today()),
        )

    def journal_by_days(self) -> Journal:
        """The journal by days, newest first, and what the habit watch says of it."""
        entries = self.reading()
        return Journal(days=diary(entries), habit=self._habit(entries))

    def journal_habit(self) -> HabitNote:
        """What the habit watch says today."""
        return self._habit(self.reading())

    # --- screening

    def progress(
        self, given: Mapping[str, object], *, again: frozenset[str] = frozenset(), all_anew: bool = False
    ) -> Progress:
        """Where a screening with these answers stands. Raises SuppleError on unknown ids or wrong types."""
        answers = parsed(given, self.knowledge)
        entries = self.reading()
        whole = latest_whole_screening(entries, self.knowledge)
        due = frozenset(Block) if all_anew else self._due(entries, whole)
        carried = {} if whole is None else self._carried(whole, due)
        return Progress(due=due, carried=carried, given=dict(answers.given), again=again)

    def _due(self, entries: Sequence[Entry], whole: ScreeningEntry | None) -> frozenset[Block]:
        return due_blocks(
            answered_on=None if whole is None else counted_day(whole, entries),
            stopped_since=whole is not None and stopped_after(whole, entries, self.knowledge),
            today=self.clock.today(),
            knowledge=self.knowledge,
        )

    def _carried(self, whole: ScreeningEntry, due: frozenset[Block]) -> dict[str, Answer]:
        questions = self.knowledge.questions
        return {
            key: answer
            for key, answer in whole.answers.items()
            if key in questions and questions[key].block is not Block.A and questions[key].block not in due
        }

    def judge(self, progress: Progress) -> Clearance:
        """What the answers so far lead to; `missing` while questions are open."""
        return self._clearance(progress.merged, self.reading())

    def took_too_long(self, first_answer_at: datetime) -> bool:
        """Whether answers that began at that moment are no longer about now, or the clock was moved since."""
        good_for = self.knowledge.policy.screening_good_for.as_timedelta()
        return not are_about_now(first_answer_at, now=self.clock.now(), good_for=good_for)

    def finish(
        self,
        progress: Progress,
        outcome: str,
        *,
        after_urge: bool | None = None,
        first_answer_at: datetime | None = None,
    ) -> ScreeningEntry:
        """Keep a screening, and whether the wish to pop brought the person. Raises SuppleError."""
        entry = ScreeningEntry(
            **self.stamp(),
            answers=dict(progress.merged.given),
            asked=tuple(progress.given),
            outcome=outcome,
            after_urge=after_urge,
            first_answer_at=first_answer_at,
        )
        self.store.add([entry])
        return entry

    def screening(self, screening_id: UUID) -> tuple[ScreeningEntry, Clearance]:
        """A kept screening, and what it leads to now. Raises NotFoundError for an unknown id."""
        entries = self.reading()
        return self._screening(screening_id, entries)

    def _screening(self, screening_id: UUID, entries: Sequence[Entry]) -> tuple[ScreeningEntry, Clearance]:
        for one in entries:
            if isinstance(one, ScreeningEntry) and one.id == screening_id:
                known = {key: value for key, value in one.answers.items() if key in self.knowledge.questions}
                return one, self._clearance(parse_answers(known, self.knowledge), entries, of=one)
        raise NotFoundError(
            f"There is no screening {screening_id}", fix="Answer the questions on the first page"
        )

    def _clearance(
        self, answers: Answers, entries: Sequence[Entry], *, of: ScreeningEntry | None = None
    ) -> Clearance:
        week = self.knowledge.policy.first_week.value
        return screen(
            answers,
            self.knowledge,
            first_week=first_week(entries, now=present(self.clock), days=week),
            restrictions=self._stopped(entries, before=of).with_more(
                restrictions_of(self._habit(entries), self.knowledge)
            ),
        )

    def _stopped(self, entries: Sequence[Entry], *, before: ScreeningEntry | None) -> Restrictions:
        now = present(self.clock)
        history = safety_history(entries, self.knowledge, now=now, before=before)
        return restrictions(history, self.knowledge, today=now.today)

    def _habit(self, entries: Sequence[Entry]) -> HabitNote:
        return watch(facts_of(entries, self.knowledge), self.knowledge, today=self.clock.today())

    # --- sessions

    def make_plan(self, wish: PlanWish) -> Plan:
        """The plan of a session. Raises NotPossibleError unless a fresh, whole screening allows one."""
        entries = self.reading()
        screening, clearance = self._screening(wish.screening_id, entries)
        refuse_unusable(screening, clearance, entries, self.knowledge, now=self.clock.now())
        pain = screening.answers["pain_now"]
        request = RoutineRequest(
            id=str(wish.id),
            region=wish.region,
            minutes=wish.minutes,
            level=wish.level,
            place_id=self.place_or_default().id,
            before=Before(stiffness=wish.stiffness, discomfort=float(pain)),
            answered_at=screening.first_answer_at or screening.at,
        )
        try:
            return plan_routine(clearance, self.knowledge, request)
        except SuppleError as error:
            raise NotPossibleError(error.problem, fix=error.fix) from error

    # --- notes

    def add(self, entries: Sequence[Entry]) -> None:
        """Keep entries that the player made; all or none. Raises SuppleError."""
        for entry in entries:
            check_names(entry, self.knowledge)
            check_day(entry, today=self.clock.today())
        check_references(entries, self.reading)
        try:
            self.store.add(entries)
        except EntryConflictError as error:
            raise NotPossibleError(error.problem, fix=error.fix) from error

    def note_self_adjust(self) -> bool:
        """Note that the person popped their own back; False where it is the note of a moment ago, again."""
        kept = self.store.entries(kinds=["self_adjust", "withdrawn"])
        adjusts = [entry for entry in current(kept) if isinstance(entry, SelfAdjust)]
        if adjusts and is_same(adjusts[-1], self.clock.now()):
            return False
        self.store.add([SelfAdjust(**self.stamp())])
        return True

    def confirm_review(self) -> None:
        """Note that a professional has looked at it."""
        self.store.add([ReviewConfirmed(**self.stamp())])

    def stamp(self) -> Stamp:
        """A fresh id, the moment, and the rules in force: what a new entry starts with.

        Raises SuppleError where this machine's clock is far outside of what a journal can name.
        """
        return stamp(self.clock, self.knowledge)
