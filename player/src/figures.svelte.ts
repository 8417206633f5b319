/** The drawings of a session, each there once it has come. */
import type { Figure, Plan } from "./core/types";
import { loadFigures } from "./io/figures";

export class Figures {
  #byDrawing: Record<string, Figure> = $state.raw({});

  load(plan: Plan): void {
    void loadFigures(plan, (drawing, figure) => {
      this.#byDrawing = { ...this.#byDrawing, [drawing]: figure };
    });
  }

  of(drawing: string): Figure | undefined {
    return this.#byDrawing[drawing];
  }
}
