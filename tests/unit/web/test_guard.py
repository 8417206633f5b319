"""Only own hosts, own pages and small bodies pass; every answer carries the strict headers."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from supple.web.guard import MAX_BODY_BYTES, POLICY, Guard
from tests.all_routes import all_routes

ADJUST = "/journal/self-adjust"


@pytest.mark.parametrize("path", ["/", "/journal", "/static/app.css", "/nowhere", "/api/nowhere", "/session"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "cache-control" in headers


def test_pages_are_not_kept_by_the_browser(client: TestClient) -> None:
    assert client.get("/journal").headers["cache-control"] == "no-store"
    assert client.get("/static/app.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("host", ["127.0.0.1:8737", "localhost:8737", "[::1]:8737"])
def test_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/journal", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8737", "127.0.0.1", "127.0.0.1:80", ""])
def test_foreign_names_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/journal", headers={"host": host})
    assert answer.status_code == 421
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:8737"},
        {"origin": "http://127.0.0.1:8737", "sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
    ],
)
def test_own_pages_may_post(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post(ADJUST, headers=headers, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://localhost:8737"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8737", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
    ],
)
def test_foreign_pages_may_not_post(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post(ADJUST, headers=headers).status_code == 403
    answer = client.post("/api/entries", json=[], headers=headers)
    assert answer.status_code == 403
    assert answer.json().keys() == {"problem", "fix", "code"}


def test_a_post_that_does_not_say_where_it_comes_from_is_refused(client: TestClient) -> None:
    del client.headers["origin"]
    assert client.post(ADJUST).status_code == 403
    assert client.request("DELETE", ADJUST).status_code == 403


def test_a_length_of_five_thousand_digits_is_too_large(client: TestClient) -> None:
    for digits in ("9" * 5000, "0" * 5000 + "9" * 7):
        answer = client.post("/check-in", content=b"x", headers={"content-length": digits})
        assert answer.status_code == 413


def test_too_large_a_body_is_refused_whether_it_says_so_or_not(client: TestClient) -> None:
    large = b"x" * (MAX_BODY_BYTES + 1)
    assert client.post("/api/entries", content=large).status_code == 413

    def in_pieces() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * (MAX_BODY_BYTES // 2)

    answer = client.post("/api/entries", content=in_pieces())
    assert answer.status_code == 413
    assert answer.json().keys() == {"problem", "fix", "code"}


MODES = ["navigate", "cors", "no-cors", "same-origin", "websocket", ""]
PLACES = ["document", "iframe", "image", "script", "empty", "embed", "object", "report", ""]
GETS = sorted({re.sub(r"\{\w+\}", "x", path) for method, path in all_routes() if method == "GET"})
IS_NO_PAGE = ("/api/", "/static", "/sw.js", "/hand-over/", "/you/everything")


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """The paths that reached what stands behind the guard."""
    return []


@pytest.fixture(scope="module")
def behind_guard(asked: list[str]) -> TestClient:
    async def inner(scope: Scope, _receive: Receive, send: Send) -> None:
        asked.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return TestClient(Guard(inner), base_url="http://127.0.0.1:8737")


@given(
    headers=some.fixed_dictionaries(
        {
            "sec-fetch-site": some.sampled_from(["cross-site", "same-site", "else", ""]),
            "sec-fetch-mode": some.just("navigate") | some.sampled_from(MODES),
            "sec-fetch-dest": some.just("document") | some.sampled_from(PLACES),
        }
    ),
    path=some.sampled_from(GETS),
    method=some.just("GET") | some.sampled_from(["GET", "HEAD", "OPTIONS", "POST"]),
)
def test_other_sites_and_ports_may_lead_to_a_page_and_no_more(
    behind_guard: TestClient, asked: list[str], headers: dict[str, str], path: str, method: str
) -> None:
    asked.clear()
    status = behind_guard.request(method, path, headers=headers).status_code
    is_shown = (headers["sec-fetch-mode"], headers["sec-fetch-dest"]) == ("navigate", "document")
    invited = method == "GET" and is_shown and not path.startswith(IS_NO_PAGE)
    assert (status, asked) == ((200, [path]) if invited else (403, []))


@given(site=some.sampled_from(["none", "same-origin", None]), path=some.sampled_from(GETS))
def test_own_pages_and_the_person_may_ask_for_everything(
    behind_guard: TestClient, site: str | None, path: str
) -> None:
    headers = {} if site is None else {"sec-fetch-site": site}
    assert behind_guard.get(path, headers=headers).status_code == 200


def test_two_words_on_where_it_comes_from_are_not_one(behind_guard: TestClient) -> None:
    both = [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")]
    assert behind_guard.get("/hand-over/page.pdf", headers=both).status_code == 403
