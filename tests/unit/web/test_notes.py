"""Check-in, trends, the hand-over and one's own data, as a browser without JavaScript sees them."""

import re
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from starlette.testclient import TestClient

from supple.app.noting import ask, name_activity, remind
from supple.app.people import People
from supple.app.service import Supple
from supple.app.telling import csv_of, fhir_of, pdf_of
from supple.base.errors import SuppleError
from supple.journal.activities import activities
from supple.journal.entry import CheckIn, NextDay, ScreeningEntry
from tests.unit.app.test_service import screened, started, stopped
from tests.unit.conftest import HandClock
from tests.way_in import browser

PAGES = ["/check-in", "/trends", "/trends?weeks=26", "/trends?weeks=52", "/hand-over", "/you", "/you/delete"]


def check_ins(supple: Supple) -> list[CheckIn]:
    return [one for one in supple.store.entries() if isinstance(one, CheckIn)]


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("path", [*PAGES, "/people"])
def test_each_page_is_whole(client: TestClient, supple: Supple, path: str, filled: bool) -> None:
    if filled:
        begun = started(supple, screened(supple, pain_now=2.0))
        supple.add([begun, stopped(supple, begun, "sharp_pain")])
        supple.note_self_adjust()
        name_activity(supple, "Swim <b>")
        client.post("/check-in", data={"discomfort": "3", "self_adjusts": "2", "note": "<script>"})
    page = client.get(path)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert page.text.count("<main") == 1
    assert "style=" not in page.text
    assert "<script>" not in page.text
    assert "<b>" not in page.text.replace("<b>3</b>", "")
    ids = re.findall(r'\sid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_a_check_in_takes_one_form_and_shows_in_the_journal(client: TestClient, supple: Supple) -> None:
    page = client.post("/check-in", data={"discomfort": "4", "self_adjusts": "2", "note": " long drive "})
    assert page.url.path == "/journal"
    assert "long drive" in page.text
    (kept,) = check_ins(supple)
    assert (kept.day, kept.discomfort, kept.self_adjusts, kept.note) == (
        supple.clock.today(),
        4,
        2,
        "long drive",
    )


def test_what_is_left_out_is_no_data(client: TestClient, supple: Supple) -> None:
    client.post("/check-in", data={"discomfort": "", "self_adjusts": "0", "note": ""})
    (kept,) = check_ins(supple)
    assert (kept.discomfort, kept.self_adjusts, kept.note) == (None, 0, None)
    page = client.get("/check-in").text
    assert 'name="discomfort" value="0" checked' not in page.replace('"  ', '" ')


def test_more_than_five_pops_can_be_typed(client: TestClient, supple: Supple) -> None:
    client.post("/check-in", data={"self_adjusts": "2", "more": "12"})
    (kept,) = check_ins(supple)
    assert kept.self_adjusts == 12
    assert 'value="12"' in client.get("/check-in").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"discomfort": "11"},
        {"discomfort": "-1"},
        {"discomfort": "1e1"},
        {"discomfort": "٣"},
        {"more": "100"},
        {"day": "tomorrow"},
        {"day": "2999-01-01"},
        {"score.nonsense": "3"},
        {"score.00000000-0000-0000-0000-000000000001": "3"},
        {"note": "x" * 501},
        {},
    ],
)
def test_what_makes_no_sense_is_said_and_keeps_nothing(
    client: TestClient, supple: Supple, wrong: dict[str, str]
) -> None:
    before = len(supple.store.entries())
    page = client.post("/check-in", data=wrong)
    assert page.status_code == 422
    assert len(supple.store.entries()) == before


def test_a_correction_keeps_both_and_shows_the_new_one(client: TestClient, supple: Supple) -> None:
    client.post("/check-in", data={"discomfort": "9"})
    assert "takes its place" in client.get("/check-in").text
    page = client.post("/check-in", data={"discomfort": "2"})
    assert "<b>2</b>" in page.text
    assert "<b>9</b>" not in page.text
    old, new = check_ins(supple)
    assert new.supersedes == old.id


def test_a_day_before_is_noted_for_its_own_day(client: TestClient, supple: Supple) -> None:
    day = supple.clock.today() - timedelta(days=2)
    assert f"How was {day:%A}?" in client.get(f"/check-in?day={day}").text
    client.post("/check-in", data={"day": day.isoformat(), "discomfort": "5"})
    (kept,) = check_ins(supple)
    assert kept.day == day


def test_pops_noted_one_by_one_are_chosen_beforehand_and_can_be_taken_back(
    client: TestClient, supple: Supple, clock: HandClock
) -> None:
    for _ in range(2):
        clock.move(minutes=3)
        client.post("/journal/self-adjust")
    page = client.get("/check-in").text
    assert 'name="self_adjusts" value="2" checked' in page
    first, _ = ask(supple).noted
    client.post("/check-in/mistake", data={"id": str(first.id), "day": supple.clock.today().isoformat()})
    assert len(ask(supple).noted) == 1
    assert 'name="self_adjusts" value="1" checked' in client.get("/check-in").text


def test_the_question_about_the_day_after_comes_the_day_after(
    client: TestClient, supple: Supple, clock: HandClock
) -> None:
    begun = started(supple, screened(supple, pain_now=2.0))
    supple.add([begun])
    assert 'name="settled"' not in client.get("/check-in").text
    clock.move(days=1)
    assert 'name="settled"' in client.get("/check-in").text
    client.post("/check-in", data={"settled": "no"})
    (answer,) = (one for one in supple.store.entries() if isinstance(one, NextDay))
    assert (answer.session_id, answer.settled) == (begun.session_id, False)


def test_an_urge_is_noted_with_the_answers(client: TestClient, supple: Supple) -> None:
    wish = {"stiffness": "4", "region": "all", "minutes": "8", "urge": "1"}
    page = client.get("/screening", params=wish)
    assert '<input type="hidden" name="urge" value="1">' in page.text
    client.post("/screening", data={**wish, "a.numb_between_legs": "yes", "rest": "no"})
    (entry,) = supple.store.entries(kinds=["screening"])
    assert isinstance(entry, ScreeningEntry)
    assert entry.after_urge is True


def test_a_reminder_shows_until_it_is_put_off_and_blames_nobody(
    client: TestClient, supple: Supple, clock: HandClock
) -> None:
    say = supple.knowledge.tracking.remind_say
    assert say not in client.get("/").text
    remind(supple, on=True)
    assert say in client.get("/").text
    client.post("/check-in/reminder", data={"reminder": "week"})
    assert say not in client.get("/").text
    clock.move(days=7)
    assert say in client.get("/").text
    client.post("/check-in/reminder", data={"reminder": "off"})
    assert say not in client.get("/").text
    assert client.post("/check-in/reminder", data={"reminder": "x"}).status_code == 422


def test_the_first_run_can_say_what_brought_them(client: TestClient, supple: Supple) -> None:
    client.post("/place", data={"place": "uk_ireland", "reason": "stiff after work"})
    assert ask(supple).reason == "stiff after work"
    assert "stiff after work" in client.get("/hand-over").text


def test_name_reason_and_activities_are_kept_where_they_change(client: TestClient, supple: Supple) -> None:
    form = {"name": "Anna", "reason": "stiff"}
    for _ in range(2):
        assert client.post("/you", data=form).status_code == 200
    assert len(supple.store.entries(kinds=["person_named", "reason"])) == 2
    for name in ("Swim", "Lift", "Sit"):
        client.post("/you/activity", data={"activity": name})
    full = client.post("/you/activity", data={"activity": "Run"})
    assert full.status_code == 422
    assert "3 activities" in full.text
    assert client.post("/you/activity", data={"activity": " "}).status_code == 422
    assert client.post("/you", data={"name": "x" * 81}).status_code == 422


def test_trends_show_the_chart_its_table_and_no_number_that_nobody_said(
    client: TestClient, supple: Supple
) -> None:
    assert "Nothing to draw yet" in client.get("/trends").text
    client.post("/check-in", data={"discomfort": "4"})
    page = client.get("/trends").text
    assert "Discomfort 4 on" in page
    assert page.count("no entry</span>") == 2
    assert client.get("/trends?weeks=9").status_code == 422
    assert supple.clock.today().isoformat()[:4] in page


def test_what_is_worth_showing_leads_to_the_page_for_them(client: TestClient) -> None:
    client.post("/check-in", data={"more": "5"})
    page = client.get("/trends").text
    assert "Worth showing to somebody" in page
    assert 'href="/hand-over"' in page
    assert "Rule H3" in page


def test_the_journal_shows_a_month_at_a_time(client: TestClient, supple: Supple) -> None:
    today = supple.clock.today()
    for ago in range(35):
        client.post("/check-in", data={"day": (today - timedelta(days=ago)).isoformat(), "discomfort": "3"})
    page = client.get("/journal").text
    assert page.count('class="day"') == 30
    older = re.findall(r"/journal\?before=([0-9-]+)", page)
    assert older == [(today - timedelta(days=29)).isoformat()]
    assert client.get(f"/journal?before={older[0]}").text.count('class="day"') == 5
    assert client.get("/journal?before=x").status_code == 422


@pytest.mark.parametrize(
    ("path", "kind", "start"),
    [
        ("/hand-over/page.pdf", "application/pdf", b"%PDF-"),
        ("/hand-over/entries.csv", "text/csv", "\ufeffkind,".encode()),
        ("/hand-over/fhir.json", "application/fhir+json", b"{"),
        ("/you/everything", "application/x-ndjson", b'{"supple_export":'),
    ],
)
def test_files_to_take_along(client: TestClient, path: str, kind: str, start: bytes) -> None:
    client.post("/check-in", data={"discomfort": "4"})
    got = client.get(path)
    assert got.status_code == 200
    assert got.headers["content-type"].startswith(kind)
    assert got.headers["content-disposition"].startswith('attachment; filename="supple-2026-')
    assert got.headers["cache-control"] == "no-store"
    assert got.content.startswith(start)


def test_the_refer_page_offers_the_page_for_them(client: TestClient, supple: Supple) -> None:
    entry = screened(supple, herniated_disc=True)
    page = client.get(f"/outcome/{entry.id}").text
    assert 'href="/hand-over"' in page


@pytest.mark.parametrize("moment", ["2199-12-31T12:00", "2199-12-31T23:30", "9999-12-31T12:00"])
def test_at_the_end_of_the_calendar_everything_is_kept_or_said(
    people: People, supple: Supple, clock: HandClock, moment: str
) -> None:
    supple.choose_place("uk_ireland")
    name_activity(supple, "Walk")
    clock.moment = datetime.fromisoformat(f"{moment}:00+00:00")
    client = browser(people, raise_server_exceptions=False)
    score = {f"score.{activities(supple.reading())[0].id}": "3"}
    sent = {
        "/check-in/reminder": {"reminder": "week"},
        "/check-in": {"discomfort": "3", "change": "worse", **score},
        "/journal/self-adjust": {},
    }
    statuses = [client.post(path, data=form).status_code for path, form in sent.items()]
    statuses += [client.get(path).status_code for path in ("/", "/trends", "/hand-over", "/check-in")]
    assert not {500} & set(statuses)
    for document in (pdf_of, csv_of, fhir_of):
        with suppress(SuppleError):
            assert document(supple)
