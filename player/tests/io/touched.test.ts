// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { watchTouch } from "../../src/io/touched";

beforeEach(() => {
  document.body.innerHTML = '<p>Words</p><form><label><input type="radio"><span>4</span></label><textarea></textarea></form><a href="/">Today</a>';
});

test.each(["label span", "textarea", "a"])("a press on %s is one that must not be lost", (selector) => {
  const isTouched = watchTouch();
  expect(isTouched()).toBe(false);
  document.querySelector(selector)?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  expect(isTouched()).toBe(true);
});

test("so is what is written", () => {
  const isTouched = watchTouch();
  document.querySelector("textarea")?.dispatchEvent(new InputEvent("input", { bubbles: true }));
  expect(isTouched()).toBe(true);
});

test("a press on nothing changes nothing", () => {
  const isTouched = watchTouch();
  document.querySelector("p")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  expect(isTouched()).toBe(false);
});
