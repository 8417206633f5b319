import fc from "fast-check";
import { expect, test } from "vitest";
import { addressFor, handedIn, isOnThisComputer, takenAddress, takenIn } from "../../src/io/handing";
import { entryOf, JOURNAL } from "./world";

const BACK = "http://127.0.0.1:8080/journal";

test("what is handed on comes out as it went in, whatever it says", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ id: fc.uuid(), note: fc.string({ unit: "grapheme" }) }), { maxLength: 20 }), (entries) => {
      const address = addressFor("http://127.0.0.1:9000", { journal: JOURNAL, back: BACK, entries: entries as never });
      expect(new URL(address).pathname).toBe("/handed-on");
      expect(handedIn(new URL(address).hash)).toEqual({ journal: JOURNAL, back: BACK, entries });
    }),
  );
});

test("an address never gets too long for a browser, and always takes at least one entry", () => {
  const entries = Array.from({ length: 500 }, (_, nth) => ({ ...entryOf(`entry-${nth}`), note: "x".repeat(20_000) }));
  const address = addressFor("http://127.0.0.1:9000", { journal: JOURNAL, back: BACK, entries });
  expect(address.length).toBeLessThan(500_000);
  expect(handedIn(new URL(address).hash)?.entries.length).toBeGreaterThan(0);
});

test("nothing is taken from, or goes back to, another computer", () => {
  for (const bad of ["https://evil.example/", "http://127.0.0.1.evil.example/", "http://user@evil.example:80/", "javascript:alert(1)", ""]) {
    expect(isOnThisComputer(bad), bad).toBe(false);
    const address = addressFor("http://127.0.0.1:9000", { journal: JOURNAL, back: bad, entries: [] });
    expect(handedIn(new URL(address).hash)).toBeNull();
  }
  for (const good of ["http://127.0.0.1:1/", "http://localhost:65535", "http://[::1]:8000/x"]) expect(isOnThisComputer(good), good).toBe(true);
});

test("a fragment that is nothing of the kind hands on nothing", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(handedIn(`#${text}`)).toBeNull();
    }),
  );
});

test("the page that goes back says what was taken", () => {
  const address = takenAddress(`${BACK}?x=1#old`, ["a", "b"]);
  expect(address).toBe(`${BACK}?x=1#taken=a,b`);
  expect(takenIn(new URL(address).hash)).toEqual(["a", "b"]);
  expect(takenIn("#waiting")).toEqual([]);
});
