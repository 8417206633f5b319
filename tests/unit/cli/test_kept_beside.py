"""What is noted in a session is kept beside it: a journal that is held by somebody holds up no key."""

import time
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import count
from threading import Event

import pytest
from rich.console import Console

from supple.app.service import Supple
from supple.app.standing import Begun, refuse_going_on
from supple.cli import terminal_session
from supple.cli.play import Stage
from supple.cli.terminal_session import TerminalSession
from supple.journal.entry import BoutDone, Entry, SessionEnded, StopEntry
from supple.knowledge.collection import Knowledge
from supple.store import Store
from tests.unit.cli.test_session import Typed, keys_for_clean

PATIENCE_S = 60
LATE = 120  # by then a bout has been done


class Held:
    """A journal that takes nothing that was done or said in a session until it is let go."""

    def __init__(self, screen: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let_go = Event()
        self.shown: list[str] = []  # whenever a write began
        add = Store.add

        def held(store: Store, entries: Sequence[Entry]) -> None:
            if any(isinstance(entry, BoutDone | StopEntry | SessionEnded) for entry in entries):
                self.shown.append(screen.getvalue())
                assert self.let_go.wait(PATIENCE_S)
            add(store, entries)

        monkeypatch.setattr(Store, "add", held)


class LetGo(Typed):
    """The journal is let go at the first question after playing."""

    def __init__(self, asked: list[str], held: Held, *, left: int, stops_at: int) -> None:
        super().__init__(asked, playing={stops_at: "x"})
        self._before, self._held = len(asked) - left, held

    def wait(self, seconds: float) -> str | None:
        if seconds >= 1:
            self._before -= 1
            if self._before < 0:
                self._held.let_go.set()
        return super().wait(seconds)


@pytest.fixture
def screen() -> StringIO:
    return StringIO()


@pytest.fixture
def held(screen: StringIO, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held(screen, monkeypatch)
    yield held
    held.let_go.set()


def run(supple: Supple, keys: Typed, screen: StringIO) -> None:
    seconds = count(0.0, 1.0)
    stage = Stage(
        keys=keys,
        console=Console(file=screen, width=100),
        monotonic=lambda: next(seconds),
        wall=lambda: 0.0,
    )
    TerminalSession(supple, stage).run(None, region="upper", minutes=5, level=None)


def of_session(supple: Supple) -> list[str]:
    kinds: list[str] = [entry.kind for entry in supple.store.entries()]
    return kinds[kinds.index("session_started") + 1 :]


def test_the_screen_says_that_it_is_stopped_before_that_is_kept(
    supple: Supple, knowledge: Knowledge, held: Held, screen: StringIO
) -> None:
    asked = [*keys_for_clean(knowledge), "1"]
    run(supple, LetGo(asked, held, left=1, stops_at=5), screen)
    assert knowledge.words.stopped_say in held.shown[0]
    assert of_session(supple) == ["stop", "stop", "session_ended"]


def test_a_bout_that_is_being_kept_holds_up_no_key(
    supple: Supple, knowledge: Knowledge, held: Held, screen: StringIO
) -> None:
    """The stop is shown while it waits, and everything is kept in its order."""
    asked = [*keys_for_clean(knowledge), "1"]
    run(supple, LetGo(asked, held, left=1, stops_at=LATE), screen)
    assert knowledge.words.stopped_say not in held.shown[0]
    kinds = of_session(supple)
    assert kinds[0] == "bout_done"
    assert kinds[-3:] == ["stop", "stop", "session_ended"]
    assert set(kinds[:-3]) == {"bout_done"}
    moments = [entry.at for entry in supple.store.entries()]
    assert moments == sorted(moments)


def test_nobody_goes_on_before_their_answer_is_kept(
    supple: Supple, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, known = Store.add, []

    def slow(store: Store, entries: Sequence[Entry]) -> None:
        time.sleep(0.05)
        add(store, entries)

    def looked(supple: Supple, begun: Begun) -> None:
        known.append([entry.event for entry in supple.store.entries() if isinstance(entry, StopEntry)])
        refuse_going_on(supple, begun)

    monkeypatch.setattr(Store, "add", slow)
    monkeypatch.setattr(terminal_session, "refuse_going_on", looked)
    keys = Typed([*keys_for_clean(knowledge), "6", "g", "3", "1", "3"], playing={60: "x"})
    run(supple, keys, StringIO())
    assert known == [[None, "nothing_bad"]]


def test_a_mistake_of_ours_in_keeping_is_as_loud_as_ever(
    supple: Supple, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Store.add

    def wrong(store: Store, entries: Sequence[Entry]) -> None:
        if any(isinstance(entry, StopEntry) for entry in entries):
            raise ValueError("a mistake")
        add(store, entries)

    monkeypatch.setattr(Store, "add", wrong)
    with pytest.raises(ValueError, match="a mistake"):
        run(supple, Typed([*keys_for_clean(knowledge), "1"], playing={5: "x"}), StringIO())


class GoneScreen(StringIO):
    """Breaks once it has to say that it is stopped."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def write(self, text: str) -> int:
        if self._words in text:
            raise OSError(5, "Input/output error")
        return super().write(text)


def test_a_stop_that_cannot_be_shown_is_kept(supple: Supple, knowledge: Knowledge) -> None:
    screen = GoneScreen(knowledge.words.stopped_say)
    with pytest.raises(OSError, match="Input/output"):
        run(supple, Typed([*keys_for_clean(knowledge), "1"], playing={5: "x"}), screen)
    assert of_session(supple) == ["stop", "session_ended"]
    (end,) = [entry for entry in supple.store.entries() if isinstance(entry, SessionEnded)]
    assert (end.completed, end.played_ms) == (False, 5000)
