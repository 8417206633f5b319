import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** The player's own tests, without a browser; `// @vitest-environment happy-dom` on top gives one a page. */
export default defineConfig({
  plugins: [svelte()],
  resolve: { conditions: ["browser"] },
  test: {
    include: ["tests/**/*.test.ts"],
    environment: "node",
    maxWorkers: 2,
    restoreMocks: true,
    // A machine that many share is slow, and no test is about that: only what never ends has failed.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
