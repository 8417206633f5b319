/** Pointers that went down on a control while it played: which of them click it, and which slip off and are a Stop. */

export class Slips {
  readonly #pressed = new Map<string, Element>();

  /** Any that are down belong to an earlier screen. */
  forget(): void {
    this.#pressed.clear();
  }

  /** A pointer went down on a control that it has yet to click. */
  began(id: string, control: Element): void {
    this.#pressed.set(id, control);
  }

  /** Whose click that was, not every browser says. */
  clicked(target: EventTarget | null): void {
    for (const [id, control] of this.#pressed) if (isIn(control, target)) this.#pressed.delete(id);
  }

  /** Whether it has a click to come yet. */
  waits(id: string): boolean {
    return this.#pressed.has(id);
  }

  /** It went up there: true if no click can follow. */
  hasSlipped(id: string, under: Element | null): boolean {
    const control = this.#pressed.get(id);
    return control !== undefined && !isIn(control, under);
  }

  /** True once, if it made no click. */
  failed(id: string): boolean {
    return this.#pressed.delete(id);
  }

  get ids(): string[] {
    return [...this.#pressed.keys()];
  }
}

function isIn(control: Element, target: EventTarget | null): boolean {
  return target instanceof Node && control.contains(target);
}
