/** Drawing often enough for slow movement, and leaving the browser free in between: a Stop waits for the drawing under way. */

/** Free time after each drawing, in ms; at 60 frames a second every other one is drawn, on a slow device fewer. */
const REST_MS = 25;
/** Where the browser draws no frames, time is looked at this often, in ms: at least every 250. */
const HEARTBEAT_MS = 125;

/** Calls `draw` again and again; returns what ends that. */
export function drawSteadily(draw: () => void): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(drawFrame);
  let drawn = performance.now();

  function drawFrame(): void {
    drawn = performance.now();
    draw();
    rest = setTimeout(() => (frame = requestAnimationFrame(drawFrame)), REST_MS);
  }

  const heartbeat = setInterval(() => {
    if (performance.now() - drawn >= HEARTBEAT_MS) draw();
  }, HEARTBEAT_MS);

  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(rest);
    clearInterval(heartbeat);
  };
}
