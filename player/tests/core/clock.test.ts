import fc from "fast-check";
import { expect, test } from "vitest";
import { type Moment, SessionClock } from "../../src/core/clock";
import { Freshness } from "../../src/core/freshness";

function withHands(): { hands: Moment; clock: SessionClock } {
  const hands = { steady: 1000, wall: 1_800_000_000_000 };
  return { hands, clock: new SessionClock(() => ({ ...hands })) };
}

const step = fc.integer({ min: 0, max: 2000 });

test("looked at often enough, it goes as the steady clock goes", () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { hands, clock } = withHands();
      clock.run();
      for (const ms of steps) {
        hands.steady += ms;
        hands.wall += ms;
        expect(clock.look()).toBe(true);
      }
      const sum = steps.reduce((all, ms) => all + ms, 0);
      expect([clock.position, clock.played]).toEqual([sum, sum]);
    }),
  );
});

test("a gap of more than two seconds by either clock, forward or back, stops it where it was", () => {
  const jump = fc.integer({ min: 2001, max: 10 ** 12 });
  const jumps = fc.oneof(
    jump.map((ms) => ({ steady: ms, wall: ms })),
    jump.map((ms) => ({ steady: ms, wall: 16 })),
    jump.map((ms) => ({ steady: 16, wall: ms })),
    jump.map((ms) => ({ steady: 16, wall: -ms })),
  );
  fc.assert(
    fc.property(fc.array(step), jumps, fc.constantFrom("look", "pause"), (steps, gap, how) => {
      const { hands, clock } = withHands();
      clock.run();
      for (const ms of steps) {
        hands.steady += ms;
        hands.wall += ms;
        clock.look();
      }
      const before = [clock.position, clock.played];
      hands.steady += gap.steady;
      hands.wall += gap.wall;
      expect(how === "look" ? clock.look() : clock.pause()).toBe(false);
      expect(clock.running).toBe(false);
      expect([clock.position, clock.played]).toEqual(before);
      hands.steady += 500;
      hands.wall += 500;
      expect(clock.look()).toBe(true);
      expect([clock.position, clock.played]).toEqual(before);
    }),
  );
});

test("it moves to a place and goes on from there, and what it played stays", () => {
  const { hands, clock } = withHands();
  clock.run();
  hands.steady += 700;
  clock.moveTo(60_000);
  expect(clock.running).toBe(true);
  hands.steady += 300;
  clock.look();
  expect([clock.position, clock.played]).toEqual([60_300, 1000]);
  clock.restore(5, 6);
  expect([clock.position, clock.played, clock.running]).toEqual([5, 6, false]);
});

const GOOD_FOR = 45 * 60_000;

function freshAt(hands: Moment): Freshness {
  return new Freshness(new Date(hands.wall + GOOD_FOR).toISOString(), () => ({ ...hands }));
}

test("a plan goes stale in time, whatever the wall clock is set to", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 * GOOD_FOR }), fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), (ms, set) => {
      const { hands } = withHands();
      const fresh = freshAt(hands);
      hands.steady += ms;
      hands.wall += ms + set;
      expect(fresh.stale).toBe(ms >= GOOD_FOR || ms + set >= GOOD_FOR);
    }),
  );
});

test("a reload does not make it younger, also with the wall clock set back meanwhile", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: GOOD_FOR }), fc.integer({ min: -(10 ** 10), max: 10 ** 10 }), (ms, set) => {
      const { hands } = withHands();
      const until = new Date(hands.wall + GOOD_FOR).toISOString();
      const first = new Freshness(until, () => ({ ...hands }));
      hands.steady += ms;
      hands.wall += ms;
      const { left } = first;
      hands.steady = 3;
      hands.wall += set;
      const again = new Freshness(until, () => ({ ...hands }), left);
      hands.steady += GOOD_FOR - ms;
      expect(again.stale).toBe(true);
      expect(again.left.left_ms).toBeLessThanOrEqual(0);
    }),
  );
});

test("a date that cannot be read is over", () => {
  expect(new Freshness("soon", () => ({ steady: 0, wall: 0 })).stale).toBe(true);
});
