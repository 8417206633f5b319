// @vitest-environment happy-dom
/** Presses on pages with a form, told as the browser tells them. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PagePresses } from "../src/page_presses";

const HERE = { clientX: 100, clientY: 100 };
const FAR = { clientX: 100, clientY: 300 };

let pressed: string[];
let page: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  page = new AbortController();
  load();
});

afterEach(() => {
  page.abort();
  vi.useRealTimers();
});

/** Another page of the same tab, shown at once. */
function load(): void {
  page.abort();
  page = new AbortController();
  document.body.innerHTML =
    "<form><button name='no'>No</button><input name='name'><textarea></textarea></form><a href='tel:112'>112</a>";
  pressed = [];
  for (const part of document.querySelectorAll("button, a"))
    part.addEventListener("click", (event) => {
      event.preventDefault();
      pressed.push(part.textContent);
    });
  new PagePresses().listen(page.signal);
  vi.advanceTimersByTime(20);
}

function deaf(): boolean {
  return document.documentElement.hasAttribute("data-deaf");
}

function part(selector: string): HTMLElement {
  return document.querySelector(selector) as HTMLElement;
}

function down(place = HERE, pointerId = 1): void {
  part("button").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerId, ...place }));
}

function up(on = "button", place = HERE, pointerId = 1): void {
  const told = { bubbles: true, cancelable: true, pointerId, ...place };
  part(on).dispatchEvent(new PointerEvent("pointerup", told));
  part(on).dispatchEvent(new PointerEvent("click", told));
}

function tap(on = "button", place = HERE): void {
  down(place);
  vi.advanceTimersByTime(40);
  up(on, place);
}

function key(kind: "keydown" | "keyup", name: string, on: string, repeat = false): boolean {
  const code = name === " " ? "Space" : name;
  return part(on).dispatchEvent(new KeyboardEvent(kind, { key: name, code, repeat, bubbles: true, cancelable: true }));
}

test("a page that has just come is deaf for 400 ms, and says so", () => {
  expect(deaf()).toBe(true);
  tap();
  vi.advanceTimersByTime(400);
  expect(deaf()).toBe(false);
  tap("button", FAR);
  expect(pressed).toEqual(["No"]);
});

test("a second tap chooses nothing until the page has been there for a moment, wherever it falls", () => {
  for (const [waitMs, place, chosen] of [[300, HERE, 0], [300, FAR, 0], [450, HERE, 1], [450, FAR, 1]] as const) {
    vi.advanceTimersByTime(5_000);
    tap();
    load();
    vi.advanceTimersByTime(waitMs);
    tap("button", place);
    expect(pressed, `${waitMs}`).toHaveLength(chosen);
  }
});

test("a finger that stays down through the change of pages keeps the next one deaf, for 3.4 s at most", () => {
  vi.advanceTimersByTime(1_000);
  down(HERE, 7);
  load();
  vi.advanceTimersByTime(2_900);
  tap("button", FAR);
  expect(pressed).toEqual([]);
  vi.advanceTimersByTime(3_500);
  tap("button", FAR);
  expect(pressed).toEqual(["No"]);
});

test("links are never deaf, nor is what somebody uses in place of a pointer", () => {
  tap("a");
  part("button").click();
  expect(pressed).toEqual(["112", "No"]);
});

test("a key that repeats presses nothing, and still writes", () => {
  vi.advanceTimersByTime(1_000);
  expect(key("keydown", "Enter", "button")).toBe(true);
  load();
  vi.advanceTimersByTime(1_000);
  for (const control of ["button", "input"]) expect(key("keydown", "Enter", control, true), control).toBe(false);
  expect(key("keydown", "Enter", "textarea", true)).toBe(true);
  expect(key("keydown", " ", "input", true)).toBe(true);
  expect(key("keydown", " ", "a", true)).toBe(true);
  key("keyup", "Enter", "button");
  vi.advanceTimersByTime(500);
  expect(key("keydown", "Enter", "button")).toBe(true);
});

test("a form goes once; after ten seconds without an answer it may go again", () => {
  const sent = vi.fn((event: Event) => event.preventDefault());
  part("form").addEventListener("submit", sent);
  const submit = (): void => {
    part("form").dispatchEvent(
      new SubmitEvent("submit", { submitter: part("button"), bubbles: true, cancelable: true }),
    );
  };
  submit();
  submit();
  expect(sent).toHaveBeenCalledTimes(1);
  expect(part("button").hasAttribute("data-sent")).toBe(true);
  vi.advanceTimersByTime(10_001);
  expect(part("button").hasAttribute("data-sent")).toBe(false);
  submit();
  expect(sent).toHaveBeenCalledTimes(2);
});

test("another answer takes the place of the one that is under way", () => {
  const sent: (string | null)[] = [];
  const form = part("form");
  form.insertAdjacentHTML("beforeend", "<button name='yes'>Yes</button>");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sent.push(event.submitter?.textContent ?? null);
  });
  for (const name of ["no", "no", "yes", "yes", "no"]) {
    const submitter = part(`button[name=${name}]`);
    form.dispatchEvent(new SubmitEvent("submit", { submitter, bubbles: true, cancelable: true }));
  }
  expect(sent).toEqual(["No", "Yes", "No"]);
  expect([...document.querySelectorAll("[data-sent]")].map((button) => button.textContent)).toEqual(["No"]);
});

test("a page out of the browser's memory takes no press at first, and its form goes again", () => {
  const sent = vi.fn((event: Event) => event.preventDefault());
  part("form").addEventListener("submit", sent);
  const submit = (): boolean =>
    part("form").dispatchEvent(new SubmitEvent("submit", { submitter: part("button"), bubbles: true, cancelable: true }));
  submit();
  vi.advanceTimersByTime(1_000);
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  expect(part("button").hasAttribute("data-sent")).toBe(false);
  tap("button", FAR);
  expect(pressed).toEqual([]);
  submit();
  expect(sent).toHaveBeenCalledTimes(2);
});

test("what comes under the fingers on the same page is as a new page", () => {
  vi.advanceTimersByTime(1_000);
  window.dispatchEvent(new Event("supple-new-screen"));
  tap();
  expect(pressed).toEqual([]);
});
