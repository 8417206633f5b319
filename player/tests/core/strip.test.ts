import { expect, test } from "vitest";
import { stripSays } from "../../src/core/strip";
import type { Status } from "../../src/io/mailbag";

const WELL: Status = { unsafe: "nothing", why: null, onlyHere: false, astray: "nothing" };

test("while all goes well nothing is said", () => {
  expect(stripSays(WELL, false)).toBe("");
  expect(stripSays({ ...WELL, onlyHere: true }, false)).toBe("");
});

test.each<[Partial<Status>, RegExp]>([
  [{ unsafe: "stop" }, /^Your stop could not be kept yet\. Leave this page open/],
  [{ unsafe: "entry" }, /^What you noted could not be kept yet\. Leave this page open/],
  [{ why: "link" }, /open Supple from its link/],
  [{ why: "elsewhere" }, /Another journal is open at this address/],
  [{ why: "deleted", astray: "stop" }, /was deleted/],
  [{ why: "refused" }, /has not reached your journal/],
  [{ astray: "stop" }, /No session starts until it has/],
])("%o is said", (status, words) => {
  expect(stripSays({ ...WELL, ...status }, true)).toMatch(words);
});

test("what is neither kept nor sent is said before all else", () => {
  expect(stripSays({ unsafe: "stop", why: "deleted", onlyHere: true, astray: "stop" }, true)).toMatch(/^Your stop could not be kept/);
});

test("that a reload forgets is said where nothing else is", () => {
  expect(stripSays(WELL, true)).toMatch(/forgets this session/);
});
