import fc from "fast-check";
import { expect, test } from "vitest";
import { Presses } from "../../src/core/presses";

const HERE = { x: 200, y: 400 };
const THERE = { x: 40, y: 90 };

/** A finger stops the playing screen at 0 ms, and the screen that asks what happened comes. */
function stoppedBy(id: string, place: typeof HERE | null = HERE): Presses {
  const presses = new Presses();
  presses.newScreen(-60_000, true);
  expect(presses.down(id, 0, place)).toBe(true);
  presses.newScreen(0, false);
  return presses;
}

const holdMs = fc.double({ min: 0, max: 10_000, noNaN: true });

test("the finger that stopped chooses nothing when it is lifted, however long it was down", () => {
  fc.assert(
    fc.property(holdMs, fc.constantFrom("up", "cancel", "blur"), (held, end) => {
      const presses = stoppedBy("finger");
      if (end === "blur") presses.allUp(held);
      else presses.up("finger", held);
      expect(presses.mayChoose("finger", held)).toBe(false);
      expect(presses.mayChoose("finger", held + 20_000)).toBe(false);
    }),
  );
});

test("a screen hears 400 ms after everything that was down is up, and 3 s count as up", () => {
  fc.assert(
    fc.property(fc.array(holdMs, { minLength: 1, maxLength: 5 }), (holds) => {
      const presses = new Presses();
      presses.newScreen(-1, true);
      holds.forEach((_, finger) => presses.down(`finger ${finger}`, 0, HERE));
      presses.newScreen(0, false);
      const ends = holds.map((held, finger) => ({ held, id: `finger ${finger}` })).sort((a, b) => a.held - b.held);
      for (const { held, id } of ends) {
        presses.up(id, held);
        expect(presses.isDeaf(held)).toBe(true);
      }
      const last = Math.max(...holds);
      expect(presses.wakesAt()).toBe(last + 400);
      expect(presses.mayChoose(null, last + 400)).toBe(true);
      expect(presses.mayChoose(null, last + 399)).toBe(false);
    }),
  );
});

test("a finger whose end is never told keeps the screen deaf for 3.4 s and no longer", () => {
  const presses = stoppedBy("finger");
  expect(presses.mayChoose(null, 3399)).toBe(false);
  expect(presses.mayChoose(null, 3400)).toBe(true);
  expect(presses.mayChoose("finger", 3500)).toBe(false);
});

test("repeated taps choose nothing, wherever they fall, until there was a pause", () => {
  const gaps = fc.array(fc.record({ down: fc.integer({ min: 10, max: 300 }), up: fc.integer({ min: 10, max: 390 }), near: fc.boolean() }));
  fc.assert(
    fc.property(gaps, (taps) => {
      const presses = stoppedBy("finger");
      presses.up("finger", 40);
      let at = 40;
      for (const tap of taps) {
        at += tap.up;
        expect(presses.down("finger", at, tap.near ? HERE : THERE)).toBe(false);
        at += tap.down;
        presses.up("finger", at);
        expect(presses.mayChoose("finger", at)).toBe(false);
      }
      expect(presses.down("finger", at + 1001, HERE)).toBe(true);
      presses.up("finger", at + 1100);
      expect(presses.mayChoose("finger", at + 1100)).toBe(true);
    }),
  );
});

test("where nobody taps in fright, a tap at the same place counts once the page hears", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (after) => {
      const presses = new Presses(false);
      presses.newScreen(-1, true);
      presses.down("mouse", 0, HERE);
      presses.newScreen(0, false);
      presses.up("mouse", 0);
      expect(presses.down("mouse", after, HERE)).toBe(after >= 400);
    }),
  );
});

test("a second tap within 32 px and 1 s chooses nothing; a little further or later it does", () => {
  fc.assert(
    fc.property(fc.integer({ min: 401, max: 1500 }), fc.double({ min: 0, max: 80, noNaN: true }), (after, px) => {
      const presses = stoppedBy("finger");
      presses.up("finger", 0);
      const chose = presses.down("finger", after, { x: HERE.x + px, y: HERE.y });
      expect(chose).toBe(after > 1000 || px > 32);
      presses.up("finger", after + 50);
      expect(presses.mayChoose("finger", after + 50)).toBe(chose);
    }),
  );
});

test("a finger that is still down keeps the next page deaf, and one that is up does not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 401, max: 1500 }), fc.double({ min: 0, max: 80, noNaN: true }), fc.boolean(), (after, px, held) => {
      const before = stoppedBy("finger");
      before.down("key", 0, null);
      if (!held) before.up("finger", 0);
      const next = new Presses();
      next.takeOver(JSON.parse(JSON.stringify(before.handOver())), 1);
      next.newScreen(1, false);
      expect(next.wakesAt()).toBe(held ? 3400 : 401);
      expect(next.down("other", after, { x: HERE.x + px, y: HERE.y })).toBe(!held);
    }),
  );
});

test("a press from after now, as a clock tells that was put back, makes no page deaf", () => {
  const next = new Presses();
  next.takeOver(stoppedBy("finger").handOver(), -5000);
  next.newScreen(-5000, false);
  expect(next.wakesAt()).toBe(-4600);
});

test("a press begun while deaf chooses nothing, though it ends when the screen hears", () => {
  const presses = stoppedBy("finger");
  presses.up("finger", 30);
  expect(presses.down("finger", 420, THERE)).toBe(false);
  expect(presses.mayChoose("finger", 2000)).toBe(false);
});

test("a long press that was meant chooses", () => {
  fc.assert(
    fc.property(holdMs, (held) => {
      const presses = stoppedBy("finger");
      presses.up("finger", 30);
      expect(presses.down("finger", 1500, THERE)).toBe(true);
      presses.up("finger", 1500 + held);
      expect(presses.mayChoose("finger", 1500 + held)).toBe(true);
    }),
  );
});

test("a key that repeats chooses nothing; pressed anew it does", () => {
  const presses = stoppedBy("Enter", null);
  for (let at = 500; at < 5000; at += 33) {
    expect(presses.down("Enter", at, null, true)).toBe(false);
    expect(presses.mayChoose("Enter", at)).toBe(false);
  }
  presses.up("Enter", 5000);
  expect(presses.down("Enter", 5399, null)).toBe(false);
  presses.up("Enter", 5410);
  expect(presses.down("Enter", 5900, null)).toBe(true);
  expect(presses.down("Enter", 5930, null)).toBe(false);
});

test("the playing screen is never deaf", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2000)), (presses) => {
      const playing = stoppedBy("finger");
      playing.newScreen(10, true);
      for (const at of presses) expect(playing.isDeaf(at)).toBe(false);
      expect(playing.down("other", 11, HERE)).toBe(true);
      expect(playing.mayChoose("other", 12)).toBe(true);
    }),
  );
});

test("what somebody uses in place of a pointer chooses once the screen hears", () => {
  const presses = new Presses();
  presses.newScreen(0, false);
  expect(presses.mayChoose(null, 399)).toBe(false);
  expect(presses.mayChoose(null, 400)).toBe(true);
});
