import fc from "fast-check";
import { expect, test } from "vitest";
import { idOf } from "../../src/core/rows";
import type { Mailbag } from "../../src/io/mailbag";
import { entryOf, isUnwanted, JOURNAL, OTHER, rowOf, World } from "./world";
import type { ServerMood, TableMood } from "./world";

async function idsOf(page: Mailbag): Promise<string[]> {
  return (await page.items()).map((item) => item.id ?? "");
}

const TABLE: TableMood[] = ["fine", "throws", "lost"];
const SERVER: ServerMood[] = ["fine", "away", "lost", "locked", "other", "deleted", "whole", "small", "nonsense", "stranger", "picky"];

type Step =
  | { do: "keep"; page: number; count: number }
  | { do: "table"; mood: TableMood }
  | { do: "server"; mood: ServerMood }
  | { do: "wipe" }
  | { do: "lost" }
  | { do: "run"; times: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("keep" as const), page: fc.nat(1), count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant("table" as const), mood: fc.constantFrom(...TABLE) }),
  fc.record({ do: fc.constant("server" as const), mood: fc.constantFrom(...SERVER) }),
  fc.record({ do: fc.constant("wipe" as const) }),
  fc.record({ do: fc.constant("lost" as const) }),
  fc.record({ do: fc.constant("run" as const), times: fc.integer({ min: 1, max: 3 }) }),
);

interface Life {
  world: World;
  pages: [Mailbag, Mailbag];
  made: string[][];
}

async function live(steps: Step[], seen: (life: Life) => Promise<void>): Promise<Life> {
  const world = new World();
  const life: Life = { world, pages: [world.page(), world.page()], made: [[], []] };
  let next = 0;
  for (const now of steps) {
    if (now.do === "keep") {
      for (let nth = 0; nth < now.count; nth += 1) {
        const id = `entry-${next++}`;
        life.made[now.page]?.push(id);
        life.pages[now.page]?.keep(rowOf(id));
      }
    } else if (now.do === "table") world.table = now.mood;
    else if (now.do === "server") world.server = now.mood;
    else if (now.do === "wipe") world.wipe();
    else if (now.do === "lost") for (const page of life.pages) page.lost();
    else await world.run(now.times);
    await seen(life);
  }
  return life;
}

test("whatever fails, in whatever order, every entry is somewhere", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const refusedOnce = new Set<string>();
      await live(steps, async ({ world, pages, made }) => {
        const shown = [await idsOf(pages[0]), await idsOf(pages[1])].flat();
        const somewhere = new Set([...shown, ...world.journal, ...world.idsIn("outbox"), ...world.idsIn("refused")]);
        // What was put away as refused was shown; an emptied browser takes it as it takes everything of before.
        for (const id of world.idsIn("refused")) refusedOnce.add(id);
        for (const id of made.flat()) expect(somewhere.has(id) || refusedOnce.has(id), id).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});

/** The last one gets into the table while it is sent, after that was read. */
const OVERTAKEN: Step[] = [
  { do: "keep", page: 1, count: 1 },
  { do: "wipe" },
  { do: "keep", page: 0, count: 1 },
  { do: "lost" },
  { do: "keep", page: 1, count: 1 },
  { do: "table", mood: "fine" },
  { do: "table", mood: "throws" },
  { do: "keep", page: 0, count: 1 },
];

test("once everything works again, each entry is in the journal once, in its page's order, and nothing waits", async () => {
  const quiet = fc.array(
    step.filter((one) => !(one.do === "server" && (one.mood === "whole" || one.mood === "picky"))),
    { maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(quiet, async (steps) => {
      const { world, pages, made } = await live(steps, async () => undefined);
      world.table = "fine";
      world.server = "fine";
      for (const page of pages) await page.send();
      await world.run(6);
      expect([...world.journal].sort()).toEqual(made.flat().sort());
      // Where the browser was emptied unseen, another page may send what came after before what was in it.
      const emptied = steps.some((one) => one.do === "wipe");
      for (const own of made) if (!emptied) expect(world.journal.filter((id) => own.includes(id))).toEqual(own);
      expect(world.idsIn("outbox")).toEqual([]);
      for (const page of pages) {
        expect(await idsOf(page)).toEqual([]);
        expect(page.status).toEqual({ unsafe: "nothing", why: null, onlyHere: false, astray: "nothing" });
      }
    }),
    { numRuns: 300, examples: [[OVERTAKEN]] },
  );
});

test("what the server does not want is shown once, and holds up nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 450 }), fc.constantFrom<ServerMood>("whole", "picky"), async (count, mood) => {
      const world = new World();
      const page = world.page();
      world.server = mood;
      const ids = Array.from({ length: count }, (_, nth) => `entry-${nth}`);
      for (const id of ids) page.keep(rowOf(id));
      await world.run(4);
      expect(world.journal).toEqual(ids.filter((id) => !isUnwanted(id)));
      expect(world.idsIn("refused")).toEqual(ids.filter(isUnwanted));
      expect((await page.items()).map((item) => [item.id, item.why])).toEqual(ids.filter(isUnwanted).map((id) => [id, "refused"]));
    }),
    { numRuns: 25 },
  );
});

test("what cannot be kept is sent at once, and only what can be neither is told", async () => {
  const world = new World();
  const page = world.page();
  world.table = "throws";
  page.keep(rowOf("stop-1", JOURNAL, "stop"));
  await world.idle();
  expect(world.journal).toEqual(["stop-1"]);
  expect(page.status.unsafe).toBe("nothing");
  world.server = "away";
  page.keep(rowOf("stop-2", JOURNAL, "stop"));
  await page.send();
  expect(page.status).toMatchObject({ unsafe: "stop", onlyHere: true });
  world.server = "fine";
  await world.run(3);
  expect(world.journal).toEqual(["stop-1", "stop-2"]);
  expect(page.status).toMatchObject({ unsafe: "nothing", onlyHere: false });
});

test("leaving is warned about until the table says that it has the stop, which is stashed until the server has it", async () => {
  const world = new World();
  const page = world.page();
  world.server = "away";
  page.keep(rowOf("bout"));
  expect([page.status.onlyHere, world.stash]).toEqual([false, []]);
  page.keep(rowOf("stop", JOURNAL, "stop"));
  expect([page.status.onlyHere, world.stash.map(idOf)]).toEqual([true, ["stop"]]);
  await world.idle();
  expect([page.status.onlyHere, world.stash.map(idOf)]).toEqual([false, ["stop"]]);
  world.server = "fine";
  await page.send();
  expect([world.journal, world.stash]).toEqual([["bout", "stop"], []]);
});

test.each<TableMood>(["throws", "lost"])("where the table cannot be read (%s), what waits is unknown and not nothing, and is tried again", async (mood) => {
  const world = new World();
  world.put("outbox", rowOf("bout"));
  world.table = mood;
  const page = world.page();
  expect(await page.whyStopWaits(JOURNAL)).toBe("unknown");
  await page.send();
  expect([page.unread, world.journal]).toEqual([true, []]);
  world.table = "fine";
  await world.run(1);
  expect([page.unread, world.journal]).toEqual([false, ["bout"]]);
  expect(await page.whyStopWaits(JOURNAL)).toBeNull();
});

test("a stop that was stashed waits for every page until the server has it, also where the table cannot be read", async () => {
  const world = new World();
  world.server = "away";
  world.page().keep(rowOf("stop", JOURNAL, "stop"));
  await world.run(1);
  world.table = "throws";
  const next = world.page();
  expect(await next.whyStopWaits(JOURNAL)).toBe("pending");
  await next.send();
  expect(await next.whyStopWaits(JOURNAL)).toBe("away");
  expect(await next.whyStopWaits(OTHER)).toBe("unknown");
  world.server = "fine";
  await next.send();
  expect([world.journal, world.stash]).toEqual([["stop"], []]);
  world.table = "fine";
  await world.run(2);
  expect([world.journal, world.idsIn("outbox")]).toEqual([["stop"], []]);
});

test("of what waits the stops of one session can be left out", async () => {
  const world = new World();
  world.server = "away";
  const page = world.page();
  page.keep(rowOf("stop", JOURNAL, "stop"));
  expect(await page.whyStopWaits(JOURNAL, "s")).toBeNull();
  expect(await page.whyStopWaits(JOURNAL, "another")).toBe("pending");
});

test("a stashed stop that the server refuses is shown, also where the table cannot be read, and goes when it is forgotten", async () => {
  const world = new World();
  world.server = "whole";
  world.table = "throws";
  const page = world.page();
  world.stash = [rowOf("stop-6", JOURNAL, "stop")];
  await page.send();
  expect((await page.items()).map((item) => [item.id, item.why])).toEqual([["stop-6", "refused"]]);
  expect(page.status.astray).toBe("stop");
  await page.forget(await page.items());
  expect([await page.items(), world.stash]).toEqual([[], []]);
});

test("a stop that was stashed and not kept goes into the table, once", async () => {
  const world = new World();
  world.server = "away";
  world.stash = [rowOf("stop", JOURNAL, "stop")];
  await world.page().send();
  await world.run(2);
  expect(world.idsIn("outbox")).toEqual(["stop"]);
});

test("what the table did not take goes in as soon as it does, before what came after, and once", async () => {
  const world = new World();
  const page = world.page();
  world.server = "away";
  world.table = "throws";
  page.keep(rowOf("a"));
  await world.idle();
  world.table = "fine";
  page.keep(rowOf("b"));
  await world.idle();
  await world.run(3);
  expect(world.idsIn("outbox")).toEqual(["a", "b"]);
  expect(page.status).toMatchObject({ unsafe: "nothing", onlyHere: false });
});

test("a table that takes entries again gets them within eleven seconds, however long the server has been away", async () => {
  const world = new World();
  const page = world.page();
  world.server = "away";
  page.keep(rowOf("bout"));
  await world.run(9); // By now the server is asked once a minute.
  world.table = "throws";
  page.keep(rowOf("stop", JOURNAL, "stop"));
  await world.run(1, 1000);
  expect(page.status.unsafe).toBe("stop");
  await world.run(3, 11_000);
  expect(page.status).toMatchObject({ unsafe: "stop", onlyHere: true });
  world.table = "fine";
  const asked = world.posts.length;
  await world.run(1, 11_000);
  expect(page.status).toMatchObject({ unsafe: "nothing", onlyHere: false });
  expect(world.idsIn("outbox")).toEqual(["bout", "stop"]);
  expect(world.posts.length).toBe(asked);
});

test("what is in the table already when the connection is lost is not put there twice", async () => {
  const world = new World();
  const page = world.page();
  world.server = "away";
  page.keep(rowOf("a"));
  await world.idle();
  page.lost();
  page.keep(rowOf("b"));
  await world.run(2);
  expect(world.idsIn("outbox")).toEqual(["a", "b"]);
});

test("a table that was emptied unseen gets back what this page noted", async () => {
  const world = new World();
  const page = world.page();
  world.server = "away";
  page.keep(rowOf("a"));
  await world.idle();
  world.wipe();
  page.keep(rowOf("b"));
  await world.idle();
  await world.run(3);
  expect(world.idsIn("outbox")).toEqual(["a", "b"]);
});

test("what is written while the table is being read is not taken for lost", async () => {
  const world = new World();
  const page = world.page();
  world.server = "away";
  let told: () => void = () => undefined;
  world.reads = new Promise((resolve) => (told = resolve));
  const sent = page.send();
  await world.idle();
  page.keep(rowOf("stop", JOURNAL, "stop"));
  await world.idle();
  expect(world.idsIn("outbox")).toEqual(["stop"]);
  told();
  await sent;
  expect(page.status).toMatchObject({ unsafe: "nothing", onlyHere: false });
});

test("an emptied table that numbers anew loses nobody else's row to this page", async () => {
  const world = new World();
  const page = world.page();
  world.server = "away";
  page.keep(rowOf("a"));
  await world.idle();
  world.wipe();
  world.put("outbox", rowOf("theirs", OTHER));
  page.lost();
  await world.run(2);
  expect(world.idsIn("outbox").sort()).toEqual(["a", "theirs"]);
});

test("what another page sent or forgot is over here too", async () => {
  const world = new World();
  const [page, other] = [world.page(), world.page()];
  world.server = "away";
  page.keep(rowOf("a"));
  page.keep(rowOf("b"));
  await world.run(1);
  world.server = "locked";
  await other.forget((await other.items()).slice(0, 1));
  world.server = "fine";
  await other.send();
  const sent = world.posts.length;
  expect(await page.items()).toEqual([]);
  await world.run(2);
  expect(world.posts.length).toBe(sent);
  expect(world.journal).toEqual(["b"]);
});

test("another program at this address has no say about what waits", async () => {
  const world = new World();
  const page = world.page();
  world.server = "stranger";
  page.keep(rowOf("a"));
  await world.run(2);
  expect(world.idsIn("outbox")).toEqual(["a"]);
  expect(world.idsIn("refused")).toEqual([]);
  world.server = "fine";
  await world.run(1);
  expect(world.journal).toEqual(["a"]);
});

test.each([
  ["an earlier player's bare entry", entryOf("a", "stop")],
  ["an earlier player's entry of the first person", { entry: entryOf("a", "stop"), person: "first" }],
  ["an earlier player's entry of nobody", { entry: entryOf("a", "stop"), person: null }],
])("%s is sent nowhere, shown, and taken where the person says so", async (_, value) => {
  const world = new World();
  world.put("outbox", value);
  const page = world.page();
  await page.send();
  await world.run(2);
  expect(world.posts).toEqual([]);
  expect(page.status.astray).toBe("stop");
  const items = await page.items();
  expect(items.map((item) => item.why)).toEqual(["unclaimed"]);
  await page.claim(items, JOURNAL);
  await world.run(1);
  expect(world.journal).toEqual(["a"]);
  expect(page.status.astray).toBe("nothing");
});

test("a person that was named by the id of the journal needs not be asked", async () => {
  const world = new World();
  world.put("outbox", { entry: entryOf("a"), person: JOURNAL });
  await world.page().send();
  expect(world.journal).toEqual(["a"]);
});

test("what an earlier player put away as refused is shown, can be sent again, or forgotten", async () => {
  const world = new World();
  world.put("refused", { entry: entryOf("a", "stop"), person: "first" });
  world.put("refused", { entry: entryOf("b"), person: "first" });
  const page = world.page();
  await page.send();
  const items = await page.items();
  expect(items.map((item) => [item.id, item.why])).toEqual([["a", "refused"], ["b", "refused"]]);
  expect(page.status.astray).toBe("stop");
  await page.claim(items.slice(0, 1), JOURNAL);
  await page.forget(items.slice(1));
  await world.run(1);
  expect(world.journal).toEqual(["a"]);
  expect(await page.items()).toEqual([]);
  expect(world.tables.refused.size).toBe(0);
});

test.each([
  ["locked", "link", "nothing"],
  ["other", "elsewhere", "nothing"],
  ["deleted", "deleted", "entry"],
] as const)("an answer of %s keeps what waits, and says why", async (mood, why, astray) => {
  const world = new World();
  const page = world.page();
  world.server = mood;
  page.keep(rowOf("a"));
  await page.send();
  await world.run(2);
  expect(world.idsIn("outbox")).toEqual(["a"]);
  expect((await page.items())[0]?.why).toBe(why);
  expect(page.status).toMatchObject({ why, astray });
});

test("another journal's entries never hold up or join those of this one", async () => {
  const world = new World();
  world.put("outbox", rowOf("theirs", OTHER));
  const page = world.page();
  page.keep(rowOf("mine"));
  await page.send();
  expect(world.journal).toEqual(["mine"]);
  expect(world.idsIn("outbox")).toEqual(["theirs"]);
  for (const rows of world.posts) expect(new Set(rows.map((row) => row.journal)).size).toBe(1);
});

test("a row that is no entry is shown and stops nothing", async () => {
  const world = new World();
  for (const junk of [null, 7, "x", {}, { entry: null }, { entry: { id: 3 }, journal: JOURNAL }]) world.put("outbox", junk);
  const page = world.page();
  page.keep(rowOf("mine"));
  await page.send();
  expect(world.journal).toEqual(["mine"]);
  const items = await page.items();
  expect(items).toHaveLength(6);
  await page.forget(items);
  expect(world.tables.outbox.size).toBe(0);
});
