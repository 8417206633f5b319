"""Every form, file and post says whose journal it is for; another one is never read, filled or deleted."""

import re
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient

from supple.app.noting import name_person
from supple.app.people import People
from supple.app.refusals import NoJournalNamedError
from supple.app.service import Supple
from supple.journal.entry import Entry
from supple.web.site import HERE, journal_in
from tests.all_routes import all_routes
from tests.api.made import made
from tests.unit.app.test_service import screened
from tests.way_in import FILES, Browser, browser

FORMS = sorted({path for method, path in all_routes() if method == "POST"} - {"/people", "/people/restore"})
PAGE_FORMS = [path for path in FORMS if not path.startswith("/api/")]


@pytest.fixture
def bea(people: People, supple: Supple) -> Supple:
    """Bea, beside Anna, who was here first."""
    supple.choose_place("uk_ireland")
    name_person(supple, "Anna")
    somebody = people.one(people.add("Bea").id)
    somebody.choose_place("uk_ireland")
    return somebody


@pytest.fixture
def two_tabs(people: People, supple: Supple, bea: Supple) -> Browser:
    """A browser whose first tab was opened as Bea's, and whose second tab then chose Anna."""
    tabs = browser(people)
    tabs.show(supple.journal)
    tabs.names = bea.journal
    return tabs


def both(*people: Supple) -> list[list[Entry]]:
    return [person.store.entries() for person in people]


def test_every_form_that_posts_names_its_journal() -> None:
    for path in (HERE / "templates").glob("*.html"):
        for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(), re.DOTALL):
            about_people = 'action="/people' in form
            assert about_people != ('include "whose.html"' in form), (path.name, form[:80])


@pytest.mark.parametrize("path", PAGE_FORMS)
def test_a_form_of_another_journal_changes_nothing_and_says_whose_it_was(
    two_tabs: Browser, people: People, supple: Supple, bea: Supple, path: str
) -> None:
    before = both(supple, bea)
    filled = {"sure": "yes", "discomfort": "4", "name": "X", "activity": "X", "reminder": "on", "place": "eu"}
    page = two_tabs.post(path, data=filled, follow_redirects=False)
    assert page.status_code == 403
    for words in ("the journal of Bea", "the journal of Anna", "nothing was changed"):
        assert words in page.text
    assert both(supple, bea) == before
    assert len(people.ids()) == 2


@pytest.mark.parametrize("path", FORMS)
def test_a_form_that_does_not_say_whose_it_is_changes_nothing(
    client: TestClient, people: People, supple: Supple, path: str
) -> None:
    before = both(supple)
    for content in (b"sure=yes", b"sure=yes&journal=", f"journal={supple.journal}&journal=x".encode()):
        address = path if not path.startswith("/api/") else f"{path}?{content.decode()}"
        answer = TestClient.request(client, "POST", address, content=content, follow_redirects=False)
        assert answer.status_code == 428, path
    assert both(supple) == before
    assert people.ids() == ["first"]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_of_the_journal_that_the_page_showed(
    two_tabs: Browser, client: TestClient, supple: Supple, path: str
) -> None:
    refused = two_tabs.get(path)
    assert refused.status_code == 403
    assert "the journal of Bea" in refused.text
    assert two_tabs.get(f"{path}?journal={supple.journal}").status_code in (200, 403)
    assert TestClient.request(client, "GET", path).status_code == 428


@pytest.mark.parametrize("page", ["/hand-over", "/you", "/you/delete"])
def test_every_link_to_a_file_names_its_journal(client: TestClient, supple: Supple, page: str) -> None:
    links = [
        link for link in re.findall(r'href="([^"]+)"', client.get(page).text) if link.split("?")[0] in FILES
    ]
    assert links
    assert all(link.endswith(f"?journal={supple.journal}") for link in links)


def test_every_form_and_link_that_takes_a_wish_along_names_its_journal(
    client: TestClient, supple: Supple
) -> None:
    supple.choose_place("uk_ireland")
    today = re.findall(r'<form[^>]*action="/screening".*?</form>', client.get("/").text, re.DOTALL)
    assert [f'name="journal" value="{supple.journal}"' in form for form in today] == [True]
    wish = {"stiffness": "4", "region": "lower", "minutes": "5"}
    for leads_to, said in (("/prepare", {}), ("/screening", {"one_leg_or_arm": True})):
        outcome = client.get(f"/outcome/{screened(supple, pain_now=1.0, **said).id}", params=wish).text
        (link,) = re.findall(rf'href="({leads_to}\?[^"]+)"', outcome)
        assert f"journal={supple.journal}" in link


@pytest.mark.parametrize("path", ["/screening", "/prepare", "/outcome/0f9e31c5-59a4-4c6c-9bd5-9a4d5a0c0f4e"])
def test_a_page_asked_for_by_another_journals_page_says_whose_it_was(
    two_tabs: Browser, supple: Supple, bea: Supple, path: str
) -> None:
    wish = {"stiffness": "4", "region": "lower", "minutes": "5", "journal": bea.journal}
    page = two_tabs.get(path, params=wish, follow_redirects=False)
    assert page.status_code == 403
    assert "the journal of Bea" in page.text
    own = two_tabs.get("/screening", params={**wish, "journal": supple.journal}, follow_redirects=False)
    assert own.status_code == 200
    assert f'name="journal" value="{supple.journal}"' in own.text


def test_delete_deletes_only_what_its_page_showed(people: People, supple: Supple, bea: Supple) -> None:
    tab = browser(people)
    tab.show(bea.journal)
    page = tab.get("/you/delete").text
    shown = re.findall(r'name="journal" value="(\w+)"', page)
    assert shown == [bea.journal]
    tab.show(supple.journal)
    tab.names = shown[0]
    assert tab.post("/you/delete", data={"sure": "yes"}).status_code == 403
    assert {supple.journal, bea.journal} == {people.one(one).journal for one in people.ids()}
    tab.show(bea.journal)
    assert "It is gone" in tab.post("/you/delete", data={"sure": "yes"}).text
    assert [people.one(one).journal for one in people.ids()] == [supple.journal]


def test_after_everything_was_deleted_nothing_late_reaches_the_new_journal(
    client: Browser, people: People, supple: Supple
) -> None:
    gone = supple.journal
    tab = browser(people)
    client.post("/you/delete", data={"sure": "yes"})
    assert client.get("/").status_code == 200
    late = client.post(f"/api/entries?journal={gone}", json=[made("stop")])
    assert late.status_code == 403
    assert late.json()["code"] == "deleted_journal"
    client.names = gone
    form = client.post("/check-in", data={"discomfort": "4"})
    assert form.status_code == 403
    assert "deleted" in form.text
    assert tab.get("/").status_code == 401
    assert people.chosen(None).journal != gone
    assert people.chosen(None).store.entries() == []


@given(values=some.lists(some.text(max_size=3), max_size=4))
def test_one_journal_is_named_or_none(values: list[str]) -> None:
    if values and len(set(values)) == 1 and values[0]:
        assert journal_in(values) == values[0]
    else:
        with pytest.raises(NoJournalNamedError):
            journal_in(values)


@pytest.mark.parametrize("path", ["/api/entries", "/api/plans"])
def test_whatever_else_is_named_is_another_journal(client: TestClient, supple: Supple, path: str) -> None:
    """Never 400, 404, 409 or 422: players put such entries away, or drop them."""
    body: object = [made("stop")]
    if path == "/api/plans":
        body = {
            "id": str(uuid4()),
            "screening_id": str(uuid4()),
            "region": "all",
            "minutes": 8,
            "level": None,
            "stiffness": 1,
        }
    before = both(supple)
    for name in (
        "first",
        uuid4().hex,
        supple.journal.upper(),
        supple.journal[:-1],
        "x" * 5000,
        "'",
        "%00",
        "\u00e4",
    ):
        answer = client.post(f"{path}?journal={name}", json=body)
        assert answer.status_code == 403, name
        assert answer.json()["code"] == "other_journal"
    assert both(supple) == before


def test_where_the_browsers_journal_is_gone_nobody_elses_is_shown(
    people: People, supple: Supple, bea: Supple
) -> None:
    tab = browser(people)
    tab.show(bea.journal)
    people.remove(bea.person)
    page = tab.get("/journal")
    assert page.url.path == "/people"
    assert "Anna" in page.text
    tab.names = supple.journal
    refused = tab.post("/check-in", data={"discomfort": "4"})
    assert refused.status_code == 403
    assert "shows no journal" in refused.text


@pytest.mark.parametrize("names", ["bea", "nobody", ""])
@pytest.mark.parametrize(
    ("path", "answers"),
    [
        ("/screening", {"a.numb_between_legs": "yes", "c.pain_now": "2"}),
        ("/screening", {"c.numb_between_legs": "unsure", "rest": "none"}),
        ("/what-happened", {"event": "numb_tingling", "sign.numb_between_legs": "yes"}),
    ],
)
def test_help_never_waits_for_whose_page_it_was(
    two_tabs: Browser, bea: Supple, path: str, answers: dict[str, str], names: str
) -> None:
    everybody = [two_tabs.people.one(person) for person in two_tabs.people.ids()]
    before = both(*everybody)
    named = {"bea": bea.journal, "nobody": "0" * 32, "": ""}[names]
    page = two_tabs.post(path, data={**answers, "journal": named})
    assert page.status_code == (403 if named else 428)
    assert "tel:999" in page.text
    assert "Nothing was kept" in page.text
    assert both(*everybody) == before
