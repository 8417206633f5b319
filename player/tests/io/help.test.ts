// @vitest-environment happy-dom
/** The emergency page that outlives its session: for whom, and for how long. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Stop } from "../../src/core/machine";
import { planOf } from "../plan";

const PLAN = planOf([{ kind: "hold", seconds: 30 }]);
const JOURNAL = PLAN.journal as string;
const STOP: Stop = { id: "s", segment: 0, segment_ms: 1, session_ms: 1, event: "tingling", pain_now: null, follow_up: {}, answer: null };

async function page() {
  vi.resetModules();
  const [help, mark, channel] = [await import("../../src/io/help"), await import("../../src/io/mark"), await import("../../src/io/channel")];
  return { ...help, ...mark, ...channel };
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test("it is there for its journal, and for a page that does not say whose it is", async () => {
  (await page()).keepHelpOf(PLAN, "answers");
  const { readHelp } = await page();
  expect(readHelp(JOURNAL)?.page).toEqual(PLAN.emergency);
  expect(readHelp(null)?.page).toEqual(PLAN.emergency);
});

test("nothing of it stays where another journal is shown, or its own is deleted", async () => {
  const own = await page();
  own.keepHelpOf(PLAN, "answers");
  expect(own.readHelp("another")).toBeNull();
  expect(own.readHelp(JOURNAL)).toBeNull();
  own.keepHelpOf(PLAN, "answers");
  const deleting = await page();
  deleting.forgetHelpOf(JOURNAL);
  own.hear({ kind: "forgotten", journal: JOURNAL });
  own.keepHelpOf(PLAN, "answers");
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
});

test("it stays for a plan of the same answers, and goes with one of newer answers", async () => {
  const { keepHelpOf, noMoreHelp, readHelp } = await page();
  keepHelpOf(PLAN, "answers");
  noMoreHelp("answers");
  expect(readHelp(JOURNAL)).not.toBeNull();
  noMoreHelp("newer");
  expect(readHelp(JOURNAL)).toBeNull();
});

test("it is what was shown last until its session is left, or says something else", async () => {
  const { keepHelpOf, readHelp, setMark, wasShown } = await page();
  keepHelpOf(PLAN, "answers");
  const help = readHelp(JOURNAL) as NonNullable<ReturnType<typeof readHelp>>;
  const kept = { state: { screen: "emergency", stop: STOP }, position: 1, played: 1, segment: 0, started: true, ended: false } as const;
  setMark({ of: PLAN.id, journal: JOURNAL, kept });
  expect(wasShown(help)).toBe(true);
  setMark({ of: PLAN.id, journal: JOURNAL, kept: { ...kept, state: { screen: "after" } } });
  expect(wasShown(help)).toBe(false);
  setMark({ of: "another", journal: JOURNAL, kept });
  expect(wasShown(help)).toBe(false);
  setMark({ of: PLAN.id, journal: JOURNAL, kept: null });
  expect(wasShown(help)).toBe(false);
});

test("what cannot be shown is none", async () => {
  const { readHelp } = await page();
  for (const value of ["{", "1", "{}", '{"page": {"number": "112"}}']) {
    localStorage.setItem("supple.help", value);
    expect(readHelp(null)).toBeNull();
  }
});
