// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { leadsAway, onceGone } from "../../src/io/leaving";

let gone: number;

beforeEach(() => {
  gone = 0;
});

function tell(...kinds: string[]): void {
  for (const kind of kinds) window.dispatchEvent(new Event(kind));
}

test("a press with another button, or with a key that opens another tab, leads nowhere from here", () => {
  const press = (how: MouseEventInit): boolean => leadsAway(new MouseEvent("click", how));
  expect(press({})).toBe(true);
  for (const how of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }]) expect(press(how)).toBe(false);
});

test("what waits until the page goes is done then, and once", () => {
  onceGone(() => (gone += 1));
  expect(gone).toBe(0);
  tell("beforeunload");
  expect(gone).toBe(0);
  tell("pagehide", "pagehide");
  expect(gone).toBe(1);
});

test("it is not done where the page stayed, and was loaded anew later", () => {
  onceGone(() => (gone += 1));
  tell("beforeunload");
  tell("beforeunload", "pagehide");
  expect(gone).toBe(0);
});

test("pressed a second time, because it took long, it is done once", () => {
  onceGone(() => (gone += 1));
  tell("beforeunload");
  onceGone(() => (gone += 1));
  tell("beforeunload", "pagehide");
  expect(gone).toBe(1);
});
