// @vitest-environment happy-dom
/** Keys and pointers while the session plays, told as the browser tells them. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fingers } from "../src/fingers.svelte";

let screen: string;
let stops: number;
let pressed: string[];
let page: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = "<main><h1>Hold</h1><button data-control>Skip</button></main>";
  pressed = [];
  button().addEventListener("click", () => pressed.push("Skip"));
  stops = 0;
  page = new AbortController();
  fingers.listen({ screen: () => screen, stop: () => (stops += 1) }, page.signal);
  show("ready");
  vi.advanceTimersByTime(1000);
});

afterEach(() => {
  for (const down of ["Enter", " "]) key("keyup", down);
  page.abort();
  vi.useRealTimers();
});

function button(): HTMLElement {
  return document.querySelector("button") as HTMLElement;
}

function show(name: string): void {
  screen = name;
  fingers.newScreen(name === "playing");
}

/** True if the browser may do what it does by itself. */
function key(kind: "keydown" | "keyup", key: string, repeat = false): boolean {
  const at = document.activeElement ?? document.body;
  return at.dispatchEvent(new KeyboardEvent(kind, { key, code: key, repeat, bubbles: true, cancelable: true }));
}

test.each(["Enter", " "])("%s still held from the press that began it stops nothing, and pressed again it stops", (held) => {
  key("keydown", held);
  show("playing");
  for (let nth = 0; nth < 150; nth += 1) {
    vi.advanceTimersByTime(33);
    expect(key("keydown", held, true)).toBe(false);
  }
  expect(stops).toBe(0);
  key("keyup", held);
  key("keydown", held);
  expect(stops).toBe(1);
});

test("a key held from before that nobody saw go down stops", () => {
  show("playing");
  key("keydown", "a", true);
  expect(stops).toBe(1);
});

test.each(["Enter", " "])("%s after a control was pointed at is a stop; reached by the keyboard it works the control", (pressing) => {
  show("playing");
  button().focus();
  expect(key("keydown", pressing)).toBe(true);
  key("keyup", pressing);
  expect(stops).toBe(0);
  button().focus(); // As a mouse does on its way down.
  button().dispatchEvent(new MouseEvent("click", { detail: 1, bubbles: true, cancelable: true }));
  expect(pressed).toEqual(["Skip"]);
  expect(key("keydown", pressing)).toBe(false);
  expect(stops).toBe(1);
});

/** A finger or the mouse on the control, told as the browser tells it. */
function pointer(kind: string, how: PointerEventInit = {}, at: Element = button()): void {
  at.dispatchEvent(new PointerEvent(kind, { pointerId: 7, isPrimary: true, button: 0, bubbles: true, cancelable: true, ...how }));
}

function hide(hidden: boolean): void {
  Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}

/** What lies where the pointer goes up. */
function under(element: Element | null): void {
  document.elementFromPoint = () => element;
}

test("a press that becomes a click works its control, however long it was held and however late the click", () => {
  show("playing");
  under(button());
  for (const held of [100, 1500]) {
    pointer("pointerdown");
    vi.advanceTimersByTime(held);
    pointer("pointerup");
    vi.advanceTimersByTime(200);
    pointer("click", { detail: 1 });
    vi.advanceTimersByTime(5000);
  }
  expect([pressed, stops]).toEqual([["Skip", "Skip"], 0]);
});

test.each<[string, () => void]>([
  ["slips off", () => (under(document.querySelector("h1")), pointer("pointerup"))],
  ["is taken away", () => pointer("pointercancel")],
  ["slides within it too far for a click", () => (under(button()), pointer("pointerup"), vi.advanceTimersByTime(1000))],
  ["is lost with the page's sight", () => (hide(true), vi.advanceTimersByTime(1000), hide(false))],
])("a finger that went down on a control and %s stops, once", (_, ends) => {
  show("playing");
  pointer("pointerdown");
  expect(stops).toBe(0);
  ends();
  vi.advanceTimersByTime(5000);
  expect([pressed, stops]).toEqual([[], 1]);
});

test.each([{ isPrimary: false }, { button: 2 }])("what can click nothing stops at once: %o", (how) => {
  show("playing");
  pointer("pointerdown", how);
  expect(stops).toBe(1);
});

test("a slider is slid, and what ends on another screen than it began on stops nothing", () => {
  document.body.innerHTML = '<input type="range" data-control>';
  const slider = document.querySelector("input") as HTMLElement;
  show("playing");
  pointer("pointerdown", {}, slider);
  pointer("pointercancel", {}, slider);
  document.body.innerHTML = "<button data-control>Skip</button>";
  pointer("pointerdown");
  show("paused");
  show("playing");
  pointer("pointercancel");
  vi.advanceTimersByTime(5000);
  expect(stops).toBe(0);
});
