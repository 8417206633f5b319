"""Where the application answers, and every page and file by which a journal is read."""

from typing import Any

from starlette.testclient import TestClient

PAGES = (
    "/",
    "/journal",
    "/trends",
    "/trends?weeks=52",
    "/hand-over",
    "/check-in",
    "/you",
    "/screening?stiffness=3&region=all&minutes=8",
)
EXPORTS = ("/hand-over/page.pdf", "/hand-over/entries.csv", "/hand-over/fhir.json", "/you/everything")


def unreadable(client: TestClient, addresses: tuple[str, ...] = (*PAGES, *EXPORTS)) -> dict[str, int]:
    """The pages and files that do not answer with what they are asked for, with their status."""
    statuses = {address: client.get(address).status_code for address in addresses}
    return {address: status for address, status in statuses.items() if status != 200}


def is_refusal(answer: Any) -> bool:
    """Whether an answer says what is wrong and what to do, in words."""
    said = answer.json()
    words = said["problem"], said["fix"]
    return {*said} - {"refused"} == {"problem", "fix", "code"} and all(
        isinstance(text, str) and text for text in words
    )
