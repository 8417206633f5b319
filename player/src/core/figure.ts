/** Drawing a figure's layers at a progress of a clip. */
import type { Points } from "./types";

/** SVG path of one layer, straight between frames: their easing is baked in. */
export function layerPath(frames: Points[][], layer: number, share: number, closed: boolean): string {
  const at = Math.min(1, Math.max(0, share)) * (frames.length - 1);
  const first = Math.floor(at);
  const from = frames[first]?.[layer] ?? [];
  const to = frames[first + 1]?.[layer] ?? from;
  const part = at - first;
  const points: string[] = [];
  for (let i = 0; i + 1 < from.length; i += 2) {
    points.push(`${between(from, to, i, part)} ${between(from, to, i + 1, part)}`);
  }
  return points.length === 0 ? "" : `M${points.join("L")}${closed ? "Z" : ""}`;
}

function between(from: Points, to: Points, i: number, part: number): number {
  const start = from[i] ?? 0;
  return Math.round((start + ((to[i] ?? start) - start) * part) * 10) / 10;
}
