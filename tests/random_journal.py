"""A plausible random journal with every kind of entry: daily use with gaps, mistakes and corrections."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Literal, get_args
from uuid import UUID

from supple.app.service import Stamp
from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    AfterEntry,
    BoutDone,
    CheckIn,
    Entry,
    NextDay,
    PersonNamed,
    PlaceChosen,
    PopNoted,
    Reason,
    Reminders,
    ReviewConfirmed,
    ScreeningEntry,
    SelfAdjust,
    SessionEnded,
    SessionStarted,
    StopEntry,
    WeeklyChange,
    Withdrawn,
)
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.technique import Technique
from supple.safety.answers import Answer, Answers
from supple.safety.screening import screen

Side = Literal["left", "right"] | None
Mobility = Literal["harder", "bit_harder", "same", "bit_easier", "easier"]
Change = Literal["better", "same", "worse"]
CHANGES: tuple[Change, ...] = get_args(Change)
MOBILITIES: tuple[Mobility, ...] = get_args(Mobility)
REGIONS = ("lower", "upper", "all")
GAPS = (1, 1, 2, 4, 12)
OFFSETS = (0, 60, 120, -300, 345)
# What people may write, and what tables, pages and typesetters are known to stumble over.
WORDS = (
    "Stiff after the garden",
    'She said "slowly", so I did',
    "=1+1",
    "+49, -3 and @home",
    "Long drive\nthen the sofa",
    "Rücken müde, Grüße",
    "背中が少し重い",
    "ظهري أفضل اليوم",
    "הגב שלי בסדר",
    "Спина не болит",
    "कमर में आराम",
    "Better 🙂👍🏽",
    "<b>bold</b> & #panic() $x$ *y* _z_ \\ @ref",
)
ACTIVITIES = ("Lift my daughter", "Gardening, an hour", "=SUM(A1)", "靴を履く", 'The "long" walk')
NAMES = ("Ann", "Zoë O'Neil", "李雷", "Иван")


def random_journal(
    knowledge: Knowledge,
    generator: Random,
    *,
    days: int,
    today: date,
    sessions: Sequence[int] = (0, 1, 2, 3),
) -> list[Entry]:
    """Entries of so many days up to `today`, oldest first; the same for the same generator.

    `sessions`: how many a day may have; one of them is drawn for every day on which anything is noted.
    """
    person = _Person(knowledge, generator, today)
    away = 0
    for ago in reversed(range(days)):
        person.wake(today - timedelta(days=ago))
        if ago == days - 1:
            person.begin()
        if away and ago:
            away -= 1
            continue
        person.live(generator.choice(sessions))
        if person.may(0.06):
            away = generator.choice(GAPS)
    return sorted(person.entries, key=lambda one: one.at)


class _Person:
    """Somebody who lives one day after the other, and notes most of it."""

    def __init__(self, knowledge: Knowledge, chance: Random, day: date) -> None:
        self.entries: list[Entry] = []
        self._knowledge = knowledge
        self._chance = chance
        self._usual = chance.randint(1, 5)
        self._offset = chance.choice(OFFSETS)
        self._activities: list[ActivityNamed] = []
        self._session: SessionStarted | None = None
        self.wake(day)

    def may(self, share: float) -> bool:
        """True in so large a share of cases."""
        return self._chance.random() < share

    def wake(self, day: date) -> None:
        """A new day; now and then in another time zone."""
        self._day = day
        if self.may(0.01):
            self._offset = self._chance.choice(OFFSETS)
        self._at_hour(7)

    def begin(self) -> None:
        """What is said once, on the first day."""
        places = self._knowledge.emergency.place
        self._add(PlaceChosen(**self._stamp(), place=self._chance.choice(places).id))
        self._say_once_more()
        for _ in range(self._chance.randint(1, 2)):
            self._name_activity()

    def live(self, sessions: int) -> None:
        """One day: what is asked about yesterday, sessions, self-adjusts, and a check-in in the evening."""
        if self._session is not None and self.may(0.4):
            self._next_day(self._session)
        self._session = None
        for number in range(sessions):
            self._at_hour(8 + number * 12 // sessions)
            self._screen()
        for _ in range(self._chance.choice((0, 0, 0, 1, 2, 6))):
            self._at_hour(self._chance.randint(8, 20))
            self._self_adjust()
        self._at_hour(21)
        if self.may(0.75):
            self._check_in()
        if self._day.weekday() == 6:
            self._week()
        if self.may(0.02):
            self._say_once_more()
        if self.may(0.01):
            self._add(ReviewConfirmed(**self._stamp()))

    # --- sessions

    def _screen(self) -> None:
        answers, asked = self._answers()
        clearance = screen(Answers(given=answers), self._knowledge, first_week=None)
        screening = ScreeningEntry(
            **self._stamp(),
            answers=answers,
            asked=asked,
            outcome=clearance.outcome,
            after_urge=self._chance.choice((None, None, False, True)),
        )
        self._add(screening)
        techniques = [key for key in self._knowledge.techniques if key in clearance.techniques]
        if techniques and self.may(0.95):
            self._practise(screening, techniques)

    def _answers(self) -> tuple[dict[str, Answer], tuple[str, ...]]:
        worried = self._chance.choice((*[0.0] * 18, 0.02, 0.06))
        answers: dict[str, Answer] = {}
        for question in self._knowledge.questions.values():
            if question.asked_if is not None and answers.get(question.asked_if.yes) is not True:
                continue
            if question.answer == "zero_to_ten":
                answers[question.id] = float(self._score()) + (0.5 if self.may(0.02) else 0)
            else:
                answers[question.id] = self._chance.choice((True, "unsure")) if self.may(worried) else False
        daily = [key for key in answers if self._knowledge.questions[key].block == "A"]
        return answers, tuple(answers if self.may(0.2) else daily)

    def _practise(self, screening: ScreeningEntry, techniques: list[str]) -> None:
        started = SessionStarted(
            **self._stamp(),
            session_id=self._id(),
            screening_id=screening.id,
            region=self._chance.choice(REGIONS),
            minutes=self._chance.choice((5, 8, 12)),
            techniques=tuple(techniques),
            stiffness=self._score() if self.may(0.9) else None,
            discomfort=float(self._number(screening.answers["pain_now"])),
        )
        self._add(started)
        bouts = [(technique, *bout) for technique in techniques for bout in self._bouts(technique)]
        stop_after = self._chance.randrange(len(bouts)) if self.may(0.08) else len(bouts)
        for technique, side, level in bouts[:stop_after]:
            self._bout(started, technique, side, level)
        if stop_after < len(bouts):
            self._stop(started, *self._chance.choice((bouts[stop_after], (None, None, None))))
        self._end(started, completed=stop_after == len(bouts))
        self._session = started

    def _bouts(self, technique: str) -> list[tuple[Side, str | None]]:
        known: Technique = self._knowledge.techniques[technique]
        if known.sides:
            return [("left", None), ("right", None)] * self._chance.randint(1, 2)
        if known.level:
            return [(None, one.id) for one in self._chance.sample(known.level, k=min(3, len(known.level)))]
        return [(None, None)]

    def _bout(self, started: SessionStarted, technique: str, side: Side, level: str | None) -> None:
        seconds = self._chance.choice((20.0, 30.0, 30.0, round(self._chance.uniform(1, 30), 1)))
        self._add(
            BoutDone(
                **self._stamp(seconds),
                session_id=started.session_id,
                technique=technique,
                side=side,
                level=level,
                seconds=seconds,
            )
        )
        if self.may(0.06):
            self._add(
                PopNoted(
                    **self._stamp(),
                    session_id=started.session_id,
                    technique=self._chance.choice((technique, None)),
                )
            )

    def _stop(self, started: SessionStarted, technique: str | None, side: Side, level: str | None) -> None:
        """Said at once, said a moment later in an entry of its own, or never."""
        event = self._chance.choice(list(self._knowledge.stops))
        asked = self._knowledge.stops[event].then.ask
        pressed = StopEntry(
            **self._stamp(),
            session_id=started.session_id,
            stop_id=self._id(),
            event=event if self.may(0.4) else None,
            technique=technique,
            side=side,
            level=level,
            segment_ms=self._chance.randrange(30_000),
            session_ms=self._chance.randrange(30_000, 600_000),
        )
        self._add(pressed)
        if pressed.event is None and self.may(0.8):
            said = {
                **dict(pressed),
                **self._stamp(),
                "event": event,
                "pain_now": self._chance.choice((None, float(self._score()))),
                "follow_up": {key: self._chance.choice((False, False, "unsure", True)) for key in asked},
            }
            self._add(StopEntry.model_validate(said))

    def _end(self, started: SessionStarted, *, completed: bool) -> None:
        if self.may(0.95):
            played_ms = self._chance.randrange(60_000, 60_000 * (started.minutes + 1))
            self._add(
                SessionEnded(
                    **self._stamp(), session_id=started.session_id, completed=completed, played_ms=played_ms
                )
            )
        if self.may(0.8):
            self._add(
                AfterEntry(
                    **self._stamp(),
                    session_id=started.session_id,
                    stiffness=self._score(),
                    discomfort=self._score(),
                    mobility=self._chance.choice(MOBILITIES),
                )
            )

    # --- notes

    def _next_day(self, session: SessionStarted) -> None:
        said = NextDay(**self._stamp(), session_id=session.session_id, settled=self.may(0.85))
        self._add(said)
        if self.may(0.05):
            corrected = {**dict(said), **self._stamp(), "settled": not said.settled, "supersedes": said.id}
            self._add(NextDay.model_validate(corrected))

    def _self_adjust(self) -> None:
        noted = SelfAdjust(**self._stamp())
        self._add(noted)
        if self.may(0.05):
            self._withdraw(noted)

    def _check_in(self) -> None:
        said = CheckIn(
            **self._stamp(),
            day=self._day - timedelta(days=self._chance.choice((0, 0, 0, 0, 0, 1))),
            discomfort=self._score() if self.may(0.85) else None,
            self_adjusts=self._chance.choice((None, 0, 1, 2, 7)),
            note=self._chance.choice(WORDS) if self.may(0.2) else None,
        )
        self._add(said)
        if self.may(0.06):
            changed = {"discomfort": self._score(), "note": self._chance.choice(WORDS), "supersedes": said.id}
            self._add(CheckIn.model_validate({**dict(said), **self._stamp(), **changed}))
        elif self.may(0.02):
            self._withdraw(said)

    def _week(self) -> None:
        if self.may(0.7):
            said = WeeklyChange(**self._stamp(), day=self._day, change=self._chance.choice(CHANGES))
            self._add(said)
            if self.may(0.1):
                corrected = {**dict(said), **self._stamp(), "change": "same", "supersedes": said.id}
                self._add(WeeklyChange.model_validate(corrected))
        for one in self._activities:
            if self.may(0.7):
                self._rate(one)
        if self.may(0.05):
            self._name_activity()
        if len(self._activities) > 1 and self.may(0.05):
            self._withdraw(self._activities.pop())

    def _rate(self, activity: ActivityNamed) -> None:
        said = ActivityRated(**self._stamp(), activity_id=activity.id, day=self._day, score=self._score())
        self._add(said)
        if self.may(0.05):
            corrected = {**dict(said), **self._stamp(), "score": self._score(), "supersedes": said.id}
            self._add(ActivityRated.model_validate(corrected))

    def _name_activity(self) -> None:
        used = [one.name for one in self._activities]
        free = [name for name in ACTIVITIES if name not in used]
        if free and len(used) < self._knowledge.tracking.most_activities.value:
            named = ActivityNamed(**self._stamp(), name=self._chance.choice(free))
            self._activities.append(named)
            self._add(named)

    def _say_once_more(self) -> None:
        """What counts as it was said last."""
        snooze = self._chance.choice((None, self._day + timedelta(days=self._chance.randint(1, 31))))
        self._add(PersonNamed(**self._stamp(), name=self._chance.choice(NAMES)))
        self._add(Reason(**self._stamp(), text=self._chance.choice(WORDS)))
        self._add(Reminders(**self._stamp(), on=self.may(0.8), snoozed_until=snooze))

    def _withdraw(self, noted: Entry) -> None:
        self._add(Withdrawn(**self._stamp(), supersedes=noted.id))

    # --- the moment

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)

    def _stamp(self, seconds: float = 2.5) -> Stamp:
        """For an entry that is made so many seconds after the one before."""
        self._moment += timedelta(seconds=seconds, milliseconds=self._chance.randrange(1000))
        version = self._knowledge.boundaries.version
        return Stamp(id=self._id(), at=self._moment, utc_offset_minutes=self._offset, rules_version=version)

    def _at_hour(self, hour: int) -> None:
        wall = datetime.combine(self._day, time(hour, self._chance.randrange(30)), tzinfo=UTC)
        self._moment = wall - timedelta(minutes=self._offset)

    def _id(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)

    def _score(self) -> int:
        drift = self._chance.choice((-2, -1, 0, 0, 0, 1, 2, 4))
        return min(10, max(0, self._usual + drift))

    @staticmethod
    def _number(answer: Answer) -> float:
        return answer if isinstance(answer, float) else 0.0
