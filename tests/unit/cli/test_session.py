"""A session in the terminal, with keys from a list and a clock that jumps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from rich.console import Console

from supple.app.service import Supple
from supple.app.settings import Settings
from supple.app.wiring import open_people
from supple.base.clock import Leap
from supple.base.errors import SuppleError
from supple.cli.play import Stage
from supple.cli.terminal_session import TerminalSession
from supple.journal.entry import AfterEntry, BoutDone, SessionEnded, SessionStarted, StopEntry
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.habit import HabitOutcome

STEP_S = 1.0


class Typed:
    """Keys typed in order while a question waits; while playing, a key comes only where the list says so."""

    def __init__(self, asked: list[str], playing: dict[int, str] | None = None) -> None:
        self.asked: Iterator[str] = iter(asked)
        self.playing = playing or {}
        self.ticks = count()

    def wait(self, seconds: float) -> str | None:
        if seconds < 1:
            return self.playing.get(next(self.ticks))
        return next(self.asked, None)


@pytest.fixture
def supple(tmp_path: Path) -> Iterator[Supple]:
    people = open_people(Settings(data=tmp_path))
    yield people.chosen(None)
    people.close()


def keys_for_clean(knowledge: Knowledge) -> list[str]:
    """No to everything, pain 1, stiffness 4, start."""
    asked = [
        one
        for group in knowledge.groups
        for one in sorted(knowledge.questions.values(), key=lambda q: q.order)
        if one.group == group.id and one.asked_if is None
    ]
    return ["1" if one.answer == "zero_to_ten" else "n" for one in asked] + ["4", "s"]


def run(supple: Supple, keys: Typed, *, region: str = "upper", minutes: int = 5) -> str:
    screen = StringIO()
    seconds = count(0.0, STEP_S)
    stage = Stage(keys=keys, console=Console(file=screen, width=100), monotonic=lambda: next(seconds))
    TerminalSession(supple, stage).run(None, region=region, minutes=minutes, level=None)  # type: ignore[arg-type]
    return screen.getvalue()


def test_a_whole_session_lands_in_the_journal(supple: Supple, knowledge: Knowledge) -> None:
    """Screened, played to the end, rated, kept."""
    shown = run(supple, Typed([*keys_for_clean(knowledge), "3", "1", "4"]))
    kinds = [entry.kind for entry in supple.store.entries()]
    assert kinds[0] == "screening"
    assert kinds[1] == "session_started"
    assert kinds[-1] == "after"
    (ended,) = [one for one in supple.store.entries() if isinstance(one, SessionEnded)]
    assert ended.completed
    (after,) = [one for one in supple.store.entries() if isinstance(one, AfterEntry)]
    assert (after.stiffness, after.discomfort, after.mobility) == (3, 1, "bit_easier")
    assert [one for one in supple.store.entries() if isinstance(one, BoutDone)]
    assert "Stiffness 4 -> 3" in shown
    assert knowledge.words.breathe_out in shown


def test_any_key_stops_and_sharp_pain_ends_it(supple: Supple, knowledge: Knowledge) -> None:
    """The stop is kept before anything is asked; nothing to move is said afterwards."""
    shown = run(supple, Typed([*keys_for_clean(knowledge), "1"], playing={40: "x"}))
    stops = [one for one in supple.store.entries() if isinstance(one, StopEntry)]
    assert [one.event for one in stops] == [None, "sharp_pain"]
    assert len({one.stop_id for one in stops}) == 1
    assert not [one for one in supple.store.entries() if isinstance(one, SessionEnded) and one.completed]
    afterwards = shown.split(knowledge.words.stopped_say)[1]
    moving = {phase.say for technique in knowledge.techniques.values() for phase in technique.phases}
    assert not [say for say in moving if say in afterwards]
    again = run(supple, Typed(keys_for_clean(knowledge)))
    assert knowledge.policy.not_today_title in again
    assert len([one for one in supple.store.entries() if isinstance(one, SessionStarted)]) == 1


def test_nothing_bad_goes_on_from_the_get_ready(supple: Supple, knowledge: Knowledge) -> None:
    """And the session is then played to its end."""
    run(supple, Typed([*keys_for_clean(knowledge), "6", "g", "3", "1", "3"], playing={60: " "}))
    (ended,) = [one for one in supple.store.entries() if isinstance(one, SessionEnded)]
    assert ended.completed


def test_tingling_asks_the_four_signs_and_a_yes_is_an_emergency(supple: Supple, knowledge: Knowledge) -> None:
    """The number comes, and sessions are paused."""
    shown = run(supple, Typed([*keys_for_clean(knowledge), "2", "n", "y"], playing={60: "q"}))
    assert f"{knowledge.emergency.call} 112" in shown
    last = [one for one in supple.store.entries() if isinstance(one, StopEntry)][-1]
    assert last.follow_up == {"numb_between_legs": False, "bladder_bowel_change": True}
    assert supple.today().habit.outcome is HabitOutcome.PAUSE


def test_an_emergency_sign_ends_the_questions_at_once(supple: Supple, knowledge: Knowledge) -> None:
    """The first yes on the first screen leads to the number; no session begins."""
    shown = run(supple, Typed(["n", "y"]))
    assert f"{knowledge.emergency.call} 112" in shown
    assert not [one for one in supple.store.entries() if isinstance(one, SessionStarted)]


def test_more_pain_asks_how_much(supple: Supple, knowledge: Knowledge) -> None:
    """A rise of two or more is a rise of pain: only the arm sweep the next day."""
    run(supple, Typed([*keys_for_clean(knowledge), "4", "5"], playing={60: "q"}))
    last = [one for one in supple.store.entries() if isinstance(one, StopEntry)][-1]
    assert (last.event, last.pain_now) == ("pain_rise", 5.0)


def test_leaving_a_question_open_starts_nothing(supple: Supple) -> None:
    """The end of the keys is an error that keeps nothing."""
    with pytest.raises(SuppleError, match="Nothing was answered"):
        run(supple, Typed(["n", "n"]))
    assert supple.store.entries() == []


def test_a_week_later_the_lock_is_gone_once_everything_was_answered(
    supple: Supple, knowledge: Knowledge
) -> None:
    """Seven days after sharp pain, with all blocks answered again, a session starts as before."""
    run(supple, Typed([*keys_for_clean(knowledge), "1"], playing={40: "x"}))

    class NextWeek:
        def now(self) -> datetime:
            return datetime.now(UTC) + timedelta(days=7)

        def today(self) -> date:
            return (datetime.now() + timedelta(days=7)).date()  # noqa: DTZ005 - the person's own day

        def utc_offset_minutes(self) -> int:
            return supple.clock.utc_offset_minutes()

        def leaps(self) -> tuple[Leap, ...]:
            return ()

    later = replace(supple, clock=NextWeek())
    run(later, Typed([*keys_for_clean(knowledge), "3", "1", "3"]))
    assert (
        len([one for one in supple.store.entries() if isinstance(one, SessionEnded) and one.completed]) == 1
    )
