"""What happened is asked before anything else: from a stop without a reason to what it leads to."""

import re

import pytest
from starlette.testclient import TestClient

from supple.app.service import Supple
from supple.app.stop_answers import damage_to_ask_about, stop_question
from supple.base.errors import SuppleError
from supple.journal.entry import JournalRepaired, StopAnswered
from supple.store import Store
from tests.unit.app.test_service import screened, started, stopped
from tests.unit.conftest import HandClock

PAGE = "/what-happened"


def open_stop(supple: Supple) -> str:
    """A stop that nobody has explained; its id."""
    return str(stopped(supple, started(supple, screened(supple)), None).stop_id)


def say(client: TestClient, stop: str, **fields: str) -> str:
    """Post the form of the question, with what its hidden fields say."""
    return client.post(PAGE, data={"stop": stop, **fields}).text


def test_today_and_the_questions_lead_to_it(client: TestClient, supple: Supple, clock: HandClock) -> None:
    open_stop(supple)
    clock.move(days=2)
    today = client.get("/").text
    assert "Say what happened" in today
    assert "does not know yet why you stopped" in today
    assert "something did not feel right" not in today
    assert "Start</span>" not in today
    questions = client.get("/screening?stiffness=3&region=all&minutes=8")
    assert questions.url.path == PAGE
    assert "You stopped on Monday, 2 Mar 2026, at 18:30" in questions.text
    for stop in supple.knowledge.stops.values():
        assert (f'name="event" value="{stop.id}"' in questions.text) == bool(stop.order)


def test_nothing_bad_opens_and_there_is_nothing_left_to_ask(client: TestClient, supple: Supple) -> None:
    page = say(client, open_stop(supple), event="nothing_bad")
    assert "To Today" in page
    assert "Start</span>" in client.get("/").text
    assert client.get(PAGE).url.path == "/"


def test_numbness_asks_the_signs_first_and_none_of_them_pauses(client: TestClient, supple: Supple) -> None:
    stop = open_stop(supple)
    page = say(client, stop, event="numb_tingling")
    assert "Not sure counts as yes" in page
    assert stop_question(supple) is not None
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))
    assert (hidden["stop"], hidden["event"]) == (stop, "numb_tingling")
    say(client, stop, event="numb_tingling", rest="none")
    assert stop_question(supple) is None
    assert [finding.code for finding in supple.today().habit.findings] == ["H8"]


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_sign_shows_the_number_at_once(client: TestClient, supple: Supple, answer: str) -> None:
    sign = supple.knowledge.stops["numb_tingling"].then.ask[0]
    page = say(client, open_stop(supple), event="numb_tingling", **{f"sign.{sign}": answer})
    assert f'href="tel:{supple.place_or_default().number}"' in page
    assert stop_question(supple) is None


def test_more_pain_is_given_a_number(client: TestClient, supple: Supple) -> None:
    stop = open_stop(supple)
    page = say(client, stop, event="worse_or_new")
    assert "How much does it hurt now?" in page
    assert stop_question(supple) is not None
    say(client, stop, event="worse_or_new", pain="8")
    (answer,) = [entry for entry in supple.reading() if isinstance(entry, StopAnswered)]
    assert (answer.event, answer.pain_now) == ("pain_rise", 8)


def test_help_does_not_wait_for_a_disk(
    client: TestClient, supple: Supple, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = open_stop(supple)

    def full(*_: object) -> None:
        raise SuppleError("There is no room left", fix="Make room")

    monkeypatch.setattr(Store, "add", full)
    emergency = next(key for key, choice in supple.knowledge.stops.items() if choice.then.emergency)
    page = say(client, stop, event=emergency)
    assert 'href="tel:' in page
    assert "There is no room left" in page


@pytest.mark.parametrize(
    "fields", [{"event": "ouch"}, {"event": "pain_rise"}, {"event": "worse_or_new", "pain": "11"}]
)
def test_what_is_no_answer_is_refused_in_words(
    client: TestClient, supple: Supple, fields: dict[str, str]
) -> None:
    answer = client.post(PAGE, data={"stop": open_stop(supple), **fields})
    assert answer.status_code == 422
    assert "To Today" in answer.text
    assert stop_question(supple) is not None


@pytest.mark.parametrize(("said", "asks_on"), [("no", False), ("yes", True), ("unsure", True)])
def test_damage_is_asked_about_once_in_one_question(
    client: TestClient, supple: Supple, said: str, asks_on: bool
) -> None:
    supple.store.add([JournalRepaired(**supple.stamp(), recovered=2, lost=1)])
    assert "Say what happened" in client.get("/").text
    page = client.get(PAGE).text
    assert "Did you stop because something was wrong?" in page
    damage_id = damage_to_ask_about(supple)
    after = client.post("/what-happened/damage", data={"damage": str(damage_id), "stopped": said})
    assert after.url.path == (PAGE if asks_on else "/")
    assert damage_to_ask_about(supple) is None
    assert (
        client.post("/what-happened/damage", data={"damage": str(damage_id), "stopped": "no"}).status_code
        == 409
    )


def test_questions_left_open_for_long_are_asked_again(
    client: TestClient, supple: Supple, clock: HandClock
) -> None:
    page = client.get("/screening?stiffness=3&region=all&minutes=8").text
    hidden = dict(re.findall(r'type="hidden" name="([\w.]+)" value="([^"]*)"', page))
    clock.move(hours=2, seconds=1)
    late = client.post("/screening", data={**hidden, "a.pain_now": "1", "rest": "none"}).text
    assert "open for a long time" in late
    assert 'name="c.' not in late
    again = dict(re.findall(r'type="hidden" name="([\w.]+)" value="([^"]*)"', late))
    assert (
        "open for a long time"
        not in client.post("/screening", data={**again, "a.pain_now": "1", "rest": "none"}).text
    )
    # An emergency is never held up by that.
    first = next(one for one in supple.knowledge.questions.values() if one.block.value == "A")
    urgent = client.post("/screening", data={**hidden, f"a.{first.id}": "yes", "rest": "no"}).text
    assert 'href="tel:' in urgent


@pytest.mark.parametrize(
    ("lost", "words"), [(0, "and none is lost"), (1, "and 1 entry is lost"), (None, "and some may be lost")]
)
def test_damage_that_was_mended_is_told_for_a_week(
    client: TestClient, supple: Supple, clock: HandClock, lost: int | None, words: str
) -> None:
    supple.store.add([JournalRepaired(**supple.stamp(), recovered=12, lost=lost)])
    page = client.get("/").text
    assert "Your journal was damaged" in page
    assert "12 entries are in it" in page
    assert words in page
    clock.move(days=8)
    assert "was damaged" not in client.get("/").text
