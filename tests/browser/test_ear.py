"""A whole session with the eyes closed: everything needed is spoken, in time, and tones count."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import Server
from tests.browser.way import SPEECH_STUB, at, let_in, to_playing, to_ready, until


@pytest.fixture
def heard(laptop: Page) -> tuple[Page, dict[str, Any]]:
    """A page in the middle of Ready, with the plan that it plays."""
    laptop.add_init_script(SPEECH_STUB)
    laptop.clock.install()
    with laptop.expect_response("**/api/plans*") as answer:
        to_ready(laptop, region="all", minutes=12)
    plan: dict[str, Any] = json.loads(answer.value.body())
    return laptop, plan


def test_everything_of_the_plan_is_spoken_by_its_side_and_counted(heard: tuple[Page, dict[str, Any]]) -> None:
    """Played to the end: each cue's words were said, in order, with sides, halves, breaths and counts."""
    page, plan = heard
    page.get_by_role("button", name="Start").click()
    at(page, "playing")
    for _ in range(plan["total_ms"] // 2_000 + 5):
        page.clock.run_for(2_000)
        if page.locator("html").get_attribute("data-state") != "playing":
            break
    at(page, "finished")
    words = [one["words"] for one in page.evaluate("window.spoken")]
    cues = [cue["say"] for segment in plan["segments"] for cue in segment["cues"] if cue["say"]]
    missing = [say for say in cues if say not in words]
    assert missing == []
    told = [one for one in words if one in set(cues)]
    assert told == cues
    for side in ("left", "right"):
        assert any(side in one.lower() for one in cues)
    holds = [segment for segment in plan["segments"] if segment["kind"] == "hold"]
    assert len(holds) >= 6
    tones = sum(cue["tone"] != "none" for segment in plan["segments"] for cue in segment["cues"])
    assert page.evaluate("window.tones") >= tones


def test_without_the_voice_it_counts_in_tones(heard: tuple[Page, dict[str, Any]]) -> None:
    """Voice off: not a word, tones still; and a stop is as quick as ever."""
    page, _ = heard
    page.get_by_role("button", name="Voice on").click()
    page.get_by_role("button", name="Start").click()
    at(page, "playing")
    for _ in range(20):
        page.clock.run_for(2_000)
    assert page.evaluate("window.spoken") == []
    assert page.evaluate("window.tones") > 0
    page.keyboard.press("x")
    at(page, "stopped")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_figure_moves_with_the_plan(server: Server, browser: Browser, motion: str) -> None:
    """The drawing changes while a movement is played, and is a still pose where motion is reduced."""
    context = let_in(browser, server, reduced_motion=motion)
    page = context.new_page()
    page.add_init_script(SPEECH_STUB)
    to_playing(page, region="lower")
    drawing = page.locator(".drawing svg")
    expect(drawing).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="Skip").click()
    expect(drawing).to_be_visible(timeout=30_000)
    page.wait_for_timeout(300)
    seen = set()
    for _ in range(6):
        seen.add(drawing.inner_html())
        page.wait_for_timeout(250)
    context.close()
    assert len(seen) == 1 if motion == "reduce" else len(seen) > 2


def test_the_disc_breathes(laptop: Page) -> None:
    """In for four seconds and out for six: the words change with the plan."""
    laptop.add_init_script(SPEECH_STUB)
    laptop.clock.install()
    to_playing(laptop, region="upper")
    seen = set()
    for _ in range(45):
        seen.add(laptop.locator("p.breath").inner_text())
        laptop.clock.run_for(2_000)
    assert {"Breathe in", "Breathe out, slowly"} <= seen
    until(laptop, "document.documentElement.dataset.state === 'playing'")
