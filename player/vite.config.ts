import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type UserConfig } from "vite";

const out = fileURLToPath(new URL("../src/supple/web/static/player", import.meta.url));
const base = "/static/player/";

/** The page and its hashed assets. */
function player(): UserConfig {
  return {
    base,
    plugins: [svelte()],
    build: { outDir: out, emptyOutDir: true, target: "es2022", modulePreload: false, assetsInlineLimit: 0 },
  };
}

/** One script with a fixed name, beside the player's page. */
function script(name: string, source: string, define: Record<string, string>): UserConfig {
  return {
    base,
    define,
    build: {
      outDir: out,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "es2022",
      lib: { entry: fileURLToPath(new URL(source, import.meta.url)), formats: ["iife"], name: "supple", fileName: () => name },
    },
  };
}

/** What the service worker keeps: the page, what it names, and an id that changes with them. */
function shell(): Record<string, string> {
  const assets = `${out}/assets`;
  if (!existsSync(assets)) throw new Error("Build the player before its service worker.");
  const files = readdirSync(assets).sort();
  const id = createHash("sha256").update(readFileSync(`${out}/index.html`)).update(files.join()).digest("hex");
  return {
    SHELL_ID: JSON.stringify(id.slice(0, 12)),
    SHELL_FILES: JSON.stringify(files.map((file) => `${base}assets/${file}`)),
  };
}

export default defineConfig(({ mode }) => {
  if (mode === "outbox") return script("outbox.js", "./src/outbox.ts", {});
  if (mode === "presses") return script("presses.js", "./src/presses.ts", {});
  if (mode === "worker") return script("sw.js", "./src/sw.ts", shell());
  return player();
});
