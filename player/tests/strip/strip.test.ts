// @vitest-environment happy-dom
/** What waits, as a page shows it: in words, with what can be done, and as text alone. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Mailbag } from "../../src/io/mailbag";
import { takeWhatIsHanded } from "../../src/strip/hands_on";
import { Strip } from "../../src/strip/strip";
import { addressFor } from "../../src/io/handing";
import { entryOf, JOURNAL, OTHER, rowOf, World } from "../io/world";

let world: World;
let page: Mailbag;

beforeEach(() => {
  document.body.innerHTML = "<main id='main'><h1>Today</h1></main>";
  world = new World();
  page = world.page();
});

async function shown(open = true, journal: string | null = JOURNAL): Promise<Strip> {
  const strip = new Strip(page, { journal, labels: { sharp_pain: "Sharp pain" } }, open);
  await page.send();
  await strip.show();
  return strip;
}

function text(): string {
  return document.querySelector("#waiting")?.textContent ?? "";
}

async function press(name: string, nth = 0): Promise<void> {
  const buttons = [...document.querySelectorAll("#waiting button")].filter((button) => button.textContent === name);
  expect(buttons.length, name).toBeGreaterThan(nth);
  (buttons[nth] as HTMLButtonElement).click();
  await world.run(2);
}

test("nothing is shown while nothing needs a word", async () => {
  world.server = "away";
  page.keep(rowOf("a"));
  await shown(false);
  expect(document.querySelector("#waiting")).toBeNull();
});

test("a stop is told by its reason, day and time, and whatever it says is text", async () => {
  const stop = { ...entryOf("a", "stop"), event: "<img src=x onerror=alert(1)>" };
  world.put("refused", { entry: stop, journal: JOURNAL, token: null, problem: "<b>No</b>", fix: "Do" });
  world.put("refused", { entry: { ...entryOf("b", "stop"), event: "sharp_pain" }, person: "first" });
  await shown();
  expect(text()).toContain("A stop (<img src=x onerror=alert(1)>), Friday");
  expect(text()).toContain("A stop (Sharp pain), Friday");
  expect(text()).toContain("Supple could not take it. <b>No</b>. Do.");
  expect(document.querySelectorAll("#waiting img, #waiting b")).toHaveLength(0);
  expect(text()).toContain("No session starts until it has");
});

test("what nobody claimed is kept in the page's journal when the person says so, and only then", async () => {
  world.put("outbox", entryOf("a", "stop"));
  await shown();
  expect(world.journal).toEqual([]);
  await press("Keep in this journal");
  expect(world.journal).toEqual(["a"]);
  expect(document.querySelector("#waiting [role=status]")?.textContent).toBe("It is in this journal now.");
});

test("a page that shows no journal offers to keep nothing", async () => {
  world.put("outbox", entryOf("a", "stop"));
  await shown(true, null);
  expect(text()).not.toContain("Keep in this journal");
  expect(text()).toContain("Save as a file");
});

test("forgetting asks once more, and No leaves it", async () => {
  world.put("refused", entryOf("a"));
  await shown();
  await press("Forget");
  expect(world.tables.refused.size).toBe(1);
  await press("No, leave it");
  expect(world.tables.refused.size).toBe(1);
  await press("Forget");
  await press("Yes, forget it");
  expect(world.tables.refused.size).toBe(0);
  expect(document.querySelector("#waiting [role=status]")?.textContent).toBe("It is forgotten.");
});

test("asked once more, the focus is on the question: a key that is still held forgets nothing", async () => {
  world.put("refused", entryOf("a"));
  await shown();
  await press("Forget");
  expect(document.activeElement?.textContent).toContain("Forget it for good?");
  expect(document.activeElement?.closest("button")).toBeNull();
});

test("whatever comes under the fingers anew is told as a new screen", async () => {
  const screens = vi.fn();
  window.addEventListener("supple-new-screen", screens);
  await shown(false);
  expect(screens).not.toHaveBeenCalled();
  world.put("refused", entryOf("a"));
  await shown();
  expect(screens).toHaveBeenCalledTimes(1);
  await press("Forget");
  expect(screens).toHaveBeenCalledTimes(2);
  window.removeEventListener("supple-new-screen", screens);
});

test("a browser that does not let go says so, and shows it still", async () => {
  world.put("refused", entryOf("a"));
  await shown();
  world.table = "throws";
  await press("Forget");
  await press("Yes, forget it");
  expect(document.querySelector("#waiting [role=status]")?.textContent).toContain("could not be done just now");
  expect(world.tables.refused.size).toBe(1);
});

test("another journal's entries are brought to nowhere but where it runs", async () => {
  vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response("{}", { status: 404 }))));
  world.put("outbox", rowOf("a", OTHER, "stop"));
  await shown();
  expect(text()).toContain("Something in this browser belongs to another journal.");
  await press("Bring them there");
  expect(fetch).toHaveBeenCalledWith(`/api/where?journal=${OTHER}`, expect.anything());
  expect(document.querySelector("#waiting [role=status]")?.textContent).toContain("does not run now");
  expect(world.idsIn("outbox")).toEqual(["a"]);
});

async function handOn(journal: string, ids: string[]): Promise<{ text: string; left: string | null }> {
  document.body.innerHTML = "<main data-hands-on></main>";
  const replace = vi.fn();
  const back = "http://127.0.0.1:8001/journal";
  const address = addressFor("http://127.0.0.1:9000", { journal, back, entries: ids.map((id) => entryOf(id)) });
  vi.stubGlobal("location", { hash: new URL(address).hash, replace });
  const place = document.querySelector("main") as HTMLElement;
  await takeWhatIsHanded(place, page);
  await world.run(1);
  return { text: place.textContent, left: (replace.mock.calls[0]?.[0] as string | undefined) ?? null };
}

test("what is handed on goes into its journal, and the page goes back to say so", async () => {
  expect((await handOn(JOURNAL, ["a", "b"])).left).toBe("http://127.0.0.1:8001/journal#taken=a,b");
  expect(world.journal).toEqual(["a", "b"]);
});

test("what is not taken for good is shown here, and counts as taken", async () => {
  world.server = "picky";
  expect((await handOn(JOURNAL, ["entry-6", "entry-7"])).left).toContain("taken=entry-6,entry-7");
  expect(world.idsIn("refused")).toEqual(["entry-6"]);
});

test.each(["away", "locked"] as const)("where the server is %s, nothing is taken and nothing stays here", async (mood) => {
  world.server = mood;
  const { text: words, left } = await handOn(JOURNAL, ["a"]);
  expect(left).toBeNull();
  expect(words).toContain("has not reached the journal yet");
  expect(world.idsIn("outbox")).toEqual([]);
});

test("what belongs to a journal that is not here is not taken", async () => {
  const { text: words, left } = await handOn(OTHER, ["a"]);
  expect(left).toBeNull();
  expect(words).toContain("is not open here");
  expect(world.idsIn("outbox")).toEqual([]);
});
