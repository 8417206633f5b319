import { expect, test } from "vitest";
import { asTheJournalSays, movedTo, placesOf, told } from "../../src/core/place";
import type { EmergencyPage } from "../../src/core/types";
import { planOf } from "../plan";

const PLACES = [
  { id: "europe", name: "Europe", number: "112" },
  { id: "japan", name: "Japan", number: "119" },
  { id: "uk", name: "United Kingdom", number: "999" },
] as const;
const [EUROPE, JAPAN, UK] = PLACES;
const page = (place: (typeof PLACES)[number]): EmergencyPage => ({
  ...planOf([]).emergency,
  place: place.name,
  number: place.number,
  others: PLACES.filter((one) => one !== place).map(({ name, number }) => [name, number]),
  places: [...PLACES],
});

test("another place brings its number, and the one before is among the others", () => {
  const moved = movedTo(page(EUROPE), JAPAN);
  expect(moved).toMatchObject({ ...page(JAPAN), untold: { id: "japan", instead: "112" } });
  expect(told(moved)).toEqual(page(JAPAN));
});

test("what was chosen here counts until the journal knows it, or knows better", () => {
  const moved = movedTo(movedTo(page(EUROPE), JAPAN), UK);
  expect(moved.number).toBe("999");
  expect(asTheJournalSays(moved, page(EUROPE))).toBe(moved);
  expect(asTheJournalSays(moved, page(UK))).toEqual(page(UK));
  expect(asTheJournalSays(moved, page(JAPAN))).toEqual(page(JAPAN));
  expect(asTheJournalSays(page(EUROPE), page(JAPAN))).toEqual(page(JAPAN));
});

test("of a page that an earlier player kept, numbers are chosen by their places' names", () => {
  const { places: _, ...earlier } = page(EUROPE);
  expect(placesOf(earlier).map(({ name }) => name)).toEqual(["Europe", "Japan", "United Kingdom"]);
  expect(movedTo(earlier, { id: "", name: "Japan", number: "119" })).toMatchObject({ number: "119", place: "Japan" });
});
