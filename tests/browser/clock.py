"""The page's clock moved on as time passes: a leap of more than two seconds is somebody who was away."""

from playwright.sync_api import Page

STEP_MS = 1_500


def pass_time(page: Page, ms: int) -> None:
    """Let time pass while the session plays, in steps that it takes for one and the same watch."""
    for step in range(0, ms, STEP_MS):
        page.clock.fast_forward(min(STEP_MS, ms - step))


def play_to_the_end(page: Page, *, at_most_ms: int = 1_200_000) -> None:
    """Let time pass until the session is over, or something else has come."""
    for _ in range(0, at_most_ms, STEP_MS):
        if page.locator("html").get_attribute("data-state") != "playing":
            return
        page.clock.fast_forward(STEP_MS)
    raise AssertionError("the session did not end")
