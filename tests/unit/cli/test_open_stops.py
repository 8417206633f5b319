"""The terminal asks first what happened at a stop that nobody has explained."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supple.app.service import Supple
from supple.app.settings import Settings
from supple.app.stop_answers import damage_to_ask_about, stop_question
from supple.app.wiring import open_people
from supple.base.errors import SuppleError
from supple.journal.entry import JournalRepaired, ScreeningEntry, StopAnswered
from tests.unit.app.test_service import screened, started, stopped
from tests.unit.cli.test_session import Typed, run


@pytest.fixture
def supple(tmp_path: Path) -> Iterator[Supple]:
    people = open_people(Settings(data=tmp_path))
    yield people.chosen(None)
    people.close()


def key_of(supple: Supple, event: str) -> str:
    """The key that answers with that event."""
    return str(supple.knowledge.stops[event].order)


def screenings(supple: Supple) -> int:
    return sum(isinstance(entry, ScreeningEntry) for entry in supple.reading())


def test_a_stop_without_a_reason_is_asked_about_before_the_questions(supple: Supple) -> None:
    stopped(supple, started(supple, screened(supple)), None)
    with pytest.raises(SuppleError, match="Nothing was answered"):
        run(supple, Typed([]))
    assert stop_question(supple) is not None
    with pytest.raises(SuppleError, match="Nothing was answered"):
        run(supple, Typed([key_of(supple, "sharp_pain")]))
    assert stop_question(supple) is None
    assert screenings(supple) == 1


def test_a_sign_shows_the_number_and_is_kept(supple: Supple) -> None:
    stopped(supple, started(supple, screened(supple)), None)
    with pytest.raises(SuppleError):
        run(supple, Typed([key_of(supple, "numb_tingling"), "u"]))
    (answer,) = [entry for entry in supple.reading() if isinstance(entry, StopAnswered)]
    assert list(answer.follow_up.values()) == ["unsure"]
    assert [finding.code for finding in supple.today().habit.findings] == ["H8"]


def test_more_pain_is_given_a_number(supple: Supple) -> None:
    stopped(supple, started(supple, screened(supple)), None)
    with pytest.raises(SuppleError):
        run(supple, Typed([key_of(supple, "worse_or_new"), "9"]))
    (answer,) = [entry for entry in supple.reading() if isinstance(entry, StopAnswered)]
    assert (answer.event, answer.pain_now) == ("pain_rise", 9)


def test_damage_is_asked_about_once(supple: Supple) -> None:
    supple.store.add([JournalRepaired(**supple.stamp(), recovered=3, lost=1)])
    with pytest.raises(SuppleError):
        run(supple, Typed(["n"]))
    assert damage_to_ask_about(supple) is None
    assert stop_question(supple) is None
