"""Only own hosts, own pages and small bodies pass; every answer carries the strict headers."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from supple.web.guard import MAX_BODY_BYTES, POLICY

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


def test_too_large_a_body_is_refused_whether_it_says_so_or_not(client: TestClient) -> None:
    large = b"x" * (MAX_BODY_BYTES + 1)
    assert client.post("/api/entries", content=large).status_code == 413

    def in_pieces() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * (MAX_BODY_BYTES // 2)

    answer = client.post("/api/entries", content=in_pieces())
    assert answer.status_code == 413
    assert answer.json().keys() == {"problem", "fix", "code"}
