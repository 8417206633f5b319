/** On top of a page: what waits in this browser and needs a word, and what can be done with it. */
import { isStop } from "../core/rows";
import { addressFor, whereIs } from "../io/handing";
import type { Item, Mailbag } from "../io/mailbag";
import { tellNewScreen } from "../io/pressed";
import { focusOn, piece, press, saveAs } from "./page";
import { whatItIs, whyHere } from "./words";

const NEEDS_A_WORD = new Set(["deleted", "unclaimed", "refused", "elsewhere"]);
const MOST_SHOWN = 50;
const NOT_DONE = "That could not be done just now. Try again in a moment.";
const NOT_RUNNING =
  "The Supple that has this journal does not run now. Start it and press again, or save a file: " +
  "“Bring it back”, on the page “Who is here?”, takes it.";

export interface Place {
  /** The journal that the page shows; null where it shows none. */
  journal: string | null;
  /** The words for the reasons of a stop. */
  labels: Record<string, string>;
}

export class Strip {
  readonly #outbox: Mailbag;
  readonly #place: Place;
  readonly #root = piece("section", "");
  readonly #says = piece("p", "");
  readonly #list = piece("div", "");
  readonly #more = press("See what it is", () => this.#toggle());
  #open = false;

  constructor(outbox: Mailbag, place: Place, open: boolean) {
    this.#outbox = outbox;
    this.#place = place;
    this.#open = open;
    this.#root.className = "advice stack";
    this.#root.id = "waiting";
    this.#root.setAttribute("aria-label", "What waits in this browser");
    this.#says.setAttribute("role", "status");
    this.#more.setAttribute("aria-expanded", String(open));
    this.#root.append(this.#says, this.#more, this.#list);
  }

  /** Shows what there is now; nothing while nothing needs a word. */
  async show(said = ""): Promise<void> {
    const items = await this.#outbox.items();
    const needing = items.filter((item) => NEEDS_A_WORD.has(item.why));
    if (needing.length === 0 && !(this.#open && items.length > 0)) {
      if (!said) return this.#root.remove();
      this.#list.replaceChildren();
      this.#more.remove();
    } else this.#list.replaceChildren(...(this.#open ? this.#groups(items) : []));
    if (!this.#root.isConnected) document.querySelector("main")?.prepend(this.#root);
    this.#says.textContent = said || summary(needing);
    tellNewScreen();
  }

  #toggle(): void {
    this.#open = !this.#open;
    this.#more.setAttribute("aria-expanded", String(this.#open));
    this.#more.textContent = this.#open ? "Close" : "See what it is";
    void this.show();
  }

  /** Those with the same reason and the same journal stand together; stops first. */
  #groups(items: Item[]): HTMLElement[] {
    const groups = new Map<string, Item[]>();
    for (const item of [...items].sort((left, right) => Number(isStop(right.row)) - Number(isStop(left.row)))) {
      const key = `${item.why}|${item.row.journal}|${whyHere(item)}`;
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return [...groups.values()].map((group) => this.#group(group));
  }

  #group(group: Item[]): HTMLElement {
    const shown = group.slice(0, MOST_SHOWN);
    const rows = shown.map((item) => {
      const row = piece("li", whatItIs(item.row, this.#place.labels));
      if (group.length > 1) row.append(this.#actions([item]));
      return row;
    });
    if (group.length > shown.length) rows.push(piece("li", `and ${group.length - shown.length} more`));
    const [first] = group;
    const box = piece("div", "", piece("p", first ? whyHere(first) : ""), piece("ul", "", ...rows));
    if (group.length > 1) box.append(piece("p", "All of these:"));
    box.append(this.#actions(group));
    return box;
  }

  #actions(items: Item[]): HTMLElement {
    const box = piece("p", "");
    const add = (text: string, work: () => Promise<string>): void => box.append(press(text, () => void this.#do(work)), " ");
    const { journal } = this.#place;
    const [first] = items;
    const owner = first?.row.journal ?? null;
    const canBeSent = items.every((item) => item.id !== null);
    if (owner === null && journal !== null && canBeSent) add("Keep in this journal", () => this.#claim(items, journal));
    if (first?.why === "elsewhere" && owner !== null) add("Bring them there", () => this.#bring(items, owner));
    else if (owner !== null && first?.why !== "deleted") add("Send again", () => this.#sendAgain(items));
    add("Save as a file", async () => this.#save(items, owner));
    box.append(press("Forget", () => this.#ask(box, items)));
    return box;
  }

  async #do(work: () => Promise<string>): Promise<void> {
    const said = await work().catch(() => NOT_DONE);
    await this.show(said);
    if (!this.#list.contains(document.activeElement)) focusOn(this.#says);
  }

  async #claim(items: Item[], journal: string): Promise<string> {
    await this.#outbox.claim(items, journal);
    return this.#sentOrNot(items, "It is in this journal now.");
  }

  async #sendAgain(items: Item[]): Promise<string> {
    await this.#outbox.sendAgain(items);
    return this.#sentOrNot(items, "It is in your journal now.");
  }

  async #sentOrNot(items: Item[], done: string): Promise<string> {
    const ids = new Set(items.map((item) => item.id));
    const left = (await this.#outbox.items()).some((item) => ids.has(item.id));
    return left ? "It has not arrived yet. Why is said below." : done;
  }

  async #bring(items: Item[], journal: string): Promise<string> {
    const origin = await whereIs(journal);
    if (origin === null) return NOT_RUNNING;
    const back = `${location.origin}${location.pathname}`;
    location.assign(addressFor(origin, { journal, back, entries: items.map((item) => item.row.entry) }));
    return "Going there.";
  }

  #save(items: Item[], journal: string | null): string {
    const day = new Date().toISOString().slice(0, 10);
    saveAs(`supple-waiting-${day}.json`, { supple_waiting: 1, journal, entries: items.map((item) => item.row.entry) });
    return "It is saved as a file, and stays here too until it arrives or you forget it.";
  }

  #ask(box: HTMLElement, items: Item[]): void {
    const forget = press(items.length > 1 ? `Yes, forget all ${items.length}` : "Yes, forget it", () => {
      void this.#do(async () => {
        await this.#outbox.forget(items);
        return "It is forgotten.";
      });
    });
    const question = piece("span", "Forget it for good? It is kept nowhere else.");
    box.replaceChildren(question, " ", forget, " ", press("No, leave it", () => void this.show()));
    tellNewScreen();
    focusOn(question); // No button: a key that is still held would press it.
  }
}

function summary(items: Item[]): string {
  if (items.length === 0) return "Something you noted is on its way to your journal.";
  const stop = items.some((item) => isStop(item.row) && item.why !== "elsewhere");
  if (stop) return "A stop that you noted has not reached your journal. No session starts until it has, or until you forget it.";
  const all = items.every((item) => item.why === "elsewhere");
  return all ? "Something in this browser belongs to another journal." : "Something you noted has not reached your journal.";
}
