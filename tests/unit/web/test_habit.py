"""What the habit watch says on pages: where it belongs, with its rule, its days and its sources."""

from datetime import date, timedelta

from starlette.testclient import TestClient

from supple.app.service import Supple
from supple.web.habit import counted_words
from tests.unit.app.test_service import screened, started, stopped
from tests.unit.conftest import HandClock

CONFIRM = 'action="/journal/reviewed"'


def pop(client: TestClient, clock: HandClock, times: int) -> str:
    """Note pops, some minutes apart; gives the page that follows the last one."""
    pages = []
    for _ in range(times):
        clock.move(minutes=3)
        pages.append(client.post("/journal/self-adjust").text)
    return pages[-1]


def test_two_presses_in_a_moment_are_one_pop_and_it_says_so(client: TestClient, clock: HandClock) -> None:
    assert "counts once" not in pop(client, clock, 1)
    clock.move(seconds=119)
    page = client.post("/journal/self-adjust").text
    assert "You noted that a moment ago, so it counts once." in page
    assert "You popped your back once" in page
    assert "Rule H1" not in page


def test_a_nudge_stands_in_the_journal_and_nowhere_else(client: TestClient, clock: HandClock) -> None:
    assert "same day" not in pop(client, clock, 1)
    page = pop(client, clock, 1)
    assert "You noted two or more pops on the same day" in page
    assert "Rule H1" in page
    assert "Counted: 2 Mar 2026." in page
    assert "Where this comes from: Supple&#39;s own content" in page
    assert CONFIRM not in page
    assert "same day" not in client.get("/").text


def test_advice_stands_on_today_with_whom_to_see_and_replaces_the_nudge(
    client: TestClient, clock: HandClock
) -> None:
    page = pop(client, clock, 5)
    assert "Rule H3" in page
    assert "Rule H1" not in page
    today = client.get("/").text
    assert "Rule H3" in today
    assert "Who to see: a physical therapist" in today
    assert CONFIRM in today
    assert "Start</span>" in today
    clock.move(minutes=1)
    assert "Rule H3" not in client.post("/journal/reviewed").text
    # Seen is seen, but two a day are still worth a word where they are noted.
    assert "Rule H1" in client.get("/journal").text
    clock.move(minutes=1)
    assert "Rule H3" not in pop(client, clock, 1)
    assert "Rule H3" in pop(client, clock, 4)


def test_a_pause_closes_today_until_a_professional_has_looked(
    client: TestClient, supple: Supple, clock: HandClock
) -> None:
    stopped(supple, started(supple, screened(supple)), "numb_tingling")
    clock.move(days=2)
    page = client.get("/").text
    assert "sessions wait until a professional has seen it" in page
    assert page.count("You felt numbness") == 1
    assert "Start</span>" not in page
    assert CONFIRM in page
    after = client.post("/journal/reviewed")
    assert after.url.path == "/"
    assert "Start</span>" in after.text


def test_three_sessions_close_the_day_without_sending_anybody_anywhere(
    client: TestClient, supple: Supple, clock: HandClock
) -> None:
    for _ in range(3):
        started(supple, screened(supple))
        clock.move(minutes=10)
    page = client.get("/").text
    assert "You have had your sessions for today" in page
    assert "Who to see" not in page
    assert CONFIRM not in page


def test_many_days_are_counted_few_are_named() -> None:
    days = tuple(date(2026, 3, 1) + timedelta(days=n) for n in range(8))
    assert counted_words(days[:2]) == "1 Mar 2026, 2 Mar 2026"
    assert counted_words(days) == "8 days from 1 Mar 2026 to 8 Mar 2026"


def test_two_stops_of_a_day_are_told_in_one_sentence(client: TestClient, supple: Supple) -> None:
    begun = started(supple, screened(supple))
    for event in ("numb_tingling", "sharp_pain"):
        stopped(supple, begun, event)
    assert client.get("/").text.count("You stopped earlier today") == 1
