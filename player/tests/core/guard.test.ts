// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { backKey, keyStops, touchStops } from "../../src/core/guard";

document.body.innerHTML = `
  <h1>Hold</h1>
  <button id="skip" data-control><span id="inner">Skip</span></button>
  <label id="label">Volume <input id="slider" type="range" data-control /></label>
  <button id="stop" data-stop>Stop</button>`;
const on = (id: string): Element | null => document.getElementById(id);
const heading = document.querySelector("h1");

test("while it plays, a touch stops everywhere but on a control", () => {
  for (const target of [heading, document.body, document, window, null, on("label"), on("stop")]) {
    expect(touchStops("playing", target)).toBe(true);
  }
  for (const id of ["skip", "inner", "slider"]) expect(touchStops("playing", on(id))).toBe(false);
});

test("while it is paused, only Stop stops; on any other screen nothing does", () => {
  expect(touchStops("paused", on("stop"))).toBe(true);
  expect(touchStops("paused", heading)).toBe(false);
  expect(keyStops("paused", "Escape", heading)).toBe(true);
  expect(keyStops("paused", "Enter", on("stop"))).toBe(true);
  expect(keyStops("paused", "Enter", heading)).toBe(false);
  for (const screen of ["stopped", "ready", "result", "emergency", null]) {
    expect(touchStops(screen, on("stop"))).toBe(false);
    expect(keyStops(screen, "Escape", heading)).toBe(false);
  }
});

test("while it plays, every key stops but those that work a control or only reach one", () => {
  for (const key of ["Escape", "x", " ", "Enter", "ArrowLeft", "Control", "F5", "BrowserBack"]) {
    expect(keyStops("playing", key, heading)).toBe(true);
  }
  for (const key of ["Tab", "Shift", "AudioVolumeUp", "VolumeMute"]) expect(keyStops("playing", key, heading)).toBe(false);
  for (const key of ["Enter", " "]) expect(keyStops("playing", key, on("skip"))).toBe(false);
  for (const key of ["ArrowLeft", "Home", "PageUp"]) {
    expect(keyStops("playing", key, on("slider"))).toBe(false);
    expect(keyStops("playing", key, on("skip"))).toBe(true);
  }
  expect(keyStops("playing", "Enter", on("slider"))).toBe(true);
});

test("the keys that lead to another page are known", () => {
  const key = (name: string, alt = false, meta = false): boolean => backKey({ key: name, altKey: alt, metaKey: meta });
  expect([key("BrowserBack"), key("Backspace"), key("ArrowLeft", true), key("[", false, true)]).toEqual([true, true, true, true]);
  expect([key("ArrowLeft"), key("x", true), key("Enter")]).toEqual([false, false, false]);
});
