"""The whole way from the first start to the journal, by keyboard alone."""

from playwright.sync_api import Page, expect

from tests.browser.clock import pass_time, play_to_the_end
from tests.browser.way import SPEECH_STUB, at, awake, screens_of_questions, segment, tab_to, to_playing


def choose(page: Page, name: str, value: str) -> None:
    """A radio by keyboard: Tab to its group, arrows to the value."""
    heard(page)
    group = page.locator(f"input[name='{name}']")
    wanted = page.locator(f"input[name='{name}'][value='{value}']")
    for _ in range(80):
        if page.evaluate("document.activeElement.name ?? ''") == name:
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"{name} = {value} cannot be chosen by keyboard")


def press(page: Page, role: str, name: str) -> None:
    tab_to(page, page.get_by_role(role, name=name).first)  # type: ignore[arg-type]
    heard(page)
    page.keyboard.press("Enter")


def heard(page: Page) -> None:
    """A page that has only just come hears no key."""
    expect(page.locator("[data-deaf]")).to_have_count(0)


def test_the_whole_way_by_keyboard_alone(laptop: Page) -> None:
    """No mouse anywhere: welcome, today, questions, outcome, session with pause and stop, after, journal."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    page.goto("/")
    press(page, "button", "Begin")
    page.wait_for_url("**/")
    choose(page, "stiffness", "4")
    choose(page, "region", "upper")
    choose(page, "minutes", "5")
    press(page, "button", "Start")
    page.wait_for_url("**/screening**")
    for _ in screens_of_questions(page):
        if page.locator("input[name='a.pain_now']").count():
            choose(page, "a.pain_now", "1")
        press(page, "button", "None of these")
    through_the_session(page)
    press(page, "link", "See the journal")
    page.wait_for_url("**/journal")
    main = page.locator("main")
    expect(main).to_contain_text("Towel")
    expect(main).to_contain_text("Arm sweep")
    press(page, "button", "I popped my back")
    expect(page.locator("main")).to_contain_text("popped", ignore_case=True)


def through_the_session(page: Page) -> None:
    """From the outcome to what is kept afterwards, with a pause and a stop on the way."""
    press(page, "link", "Get ready")
    page.wait_for_url("**/prepare**")
    choose(page, "level", "T6")
    page.clock.install()
    press(page, "link", "Lie down and begin")
    at(page, "ready")
    awake(page)
    press(page, "button", "Start")
    at(page, "playing")

    press(page, "button", "Pause")
    at(page, "paused")
    press(page, "button", "Go on")
    at(page, "playing")
    pass_time(page, 40_000)
    page.keyboard.press("Escape")
    at(page, "stopped")
    awake(page)
    press(page, "button", "Nothing bad")
    at(page, "result")
    awake(page)
    press(page, "button", "Go on from this step")
    at(page, "playing")

    play_to_the_end(page)
    at(page, "finished")
    awake(page)
    press(page, "button", "How does it feel now?")
    at(page, "after")
    awake(page)
    choose(page, "stiffness", "2")
    choose(page, "discomfort", "1")
    choose(page, "mobility", "bit_easier")
    press(page, "button", "Keep this")
    at(page, "kept")


def test_keys_that_work_a_control_do_not_stop(laptop: Page) -> None:
    """Tab and Shift reach, Enter and Space press, arrows slide, the volume keys are the keyboard's own."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    to_playing(page)
    for key in ("Tab", "Shift+Tab", "Tab", "AudioVolumeUp"):
        page.keyboard.press(key)
        at(page, "playing")
    tab_to(page, page.get_by_label("Volume"))
    page.keyboard.press("ArrowLeft")
    at(page, "playing")
    assert float(page.get_by_label("Volume").input_value()) < 1
    tab_to(page, page.get_by_role("button", name="Voice on"))
    page.keyboard.press("Space")
    at(page, "playing")
    expect(page.get_by_role("button", name="Voice off")).to_be_focused()
    before = segment(page)
    tab_to(page, page.get_by_role("button", name="Skip"))
    page.keyboard.press("Enter")
    at(page, "playing")
    assert segment(page) > before
    page.keyboard.press("ArrowLeft")
    at(page, "stopped")
